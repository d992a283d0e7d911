"""Payments and credits (reference/leaflink.md 5 and 8)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from leafledger_simulators.leaflink.market import Change, edit
from leafledger_simulators.leaflink.records import Author, Credit, Order, Payment
from leafledger_simulators.leaflink.wire import SELLER_ZONE
from leafledger_simulators.leaflink.world import World

PAYMENT_TYPES = ("other", "cash", "check", "credit", "trade", "ach", "wire", "cashier")
CREDIT_REASONS = {
    "leaflink_return": "LeafLink Return",
    "promo_new_customer": "Promotion - New Customer",
    "promo_existing_customer": "Promotion - Existing Customer",
    "return_defective": "Return - Defective",
    "return_expired": "Return - Expired",
    "return_packaging": "Return - Packaging",
    "return_order_issue": "Return - Order Issue",
    "return_other": "Return - Other",
    "other": "Other",
}


def record_payment(
    world: World,
    order: Order,
    *,
    recorded_by: int,
    total: Decimal,
    payment_date: datetime,
    payment_type: str = "other",
    reason: str = "",
) -> Payment:
    """Append a payment; a negative one books a bounce or a refund (reference 5.1).

    No webhook and no event-log row follow; switches say otherwise.
    """
    payment = Payment(
        id=world.state.next_id("payment"),
        order=order.number,
        created_on=world.stamp(),
        recorded_by=recorded_by,
        total=total,
        payment_date=payment_date,
        reason=reason,
        payment_type=payment_type,
    )
    world.state.add_payment(payment)
    if world.switches["paid_coupling"] == "payments_set_paid":
        _set_paid_when_settled(world, order)
    _money_moved(world, order, "webhook_on_payment")
    return payment


def mark_paid(world: World, order: Order, author: Author) -> None:
    """Tick "paid" as the seller's pages do, dated today in the seller's zone."""

    def change() -> Change:
        order.paid, order.paid_date = True, seller_day(world)
        return {"paid": {"original": False, "new": True}}

    if not order.paid:
        edit(world, order, author, change)


def payment_for_the_paid_flag(world: World, order: Order, recorded_by: int) -> None:
    """Where the switch says so, setting `paid` records what is still owed."""
    owed = world.balance(order)
    if owed > 0:
        record_payment(
            world,
            order,
            recorded_by=recorded_by,
            total=owed,
            payment_date=world.clock.now(),
            reason="Marked as paid",
        )


def issue_credit(
    world: World,
    *,
    customer: int,
    amount: Decimal,
    reason: str,
    order: str | None = None,
    notes: str = "",
) -> Credit:
    """Give a customer a credit, perhaps because of an order."""
    if reason not in CREDIT_REASONS:
        raise ValueError(f"a credit's reason is one of {', '.join(CREDIT_REASONS)}")
    if amount <= 0:
        raise ValueError("a credit is above zero")
    if customer not in world.state.customers:
        raise ValueError(f"no customer {customer}")
    credit = Credit(
        id=world.state.next_id("credit"),
        customer=customer,
        amount=amount,
        credit_date=seller_day(world),
        reason=reason,
        order=order,
        notes=notes,
    )
    world.state.credits[credit.id] = credit
    origin = world.state.orders.get(order or "")
    if origin is not None:
        credit.brand = origin.brand
        if world.switches["webhook_on_credit"]:
            world.announce("edit", origin)
    return credit


def apply_credit(world: World, credit: Credit, order: Order) -> None:
    """Use a whole credit on one order of the same customer."""
    if credit.status != "active":
        raise ValueError(f"credit {credit.id} is {credit.status}")
    if credit.customer != order.customer:
        raise ValueError(f"credit {credit.id} is another customer's")
    world.state.use_credit(credit, order.number)
    _money_moved(world, order, "webhook_on_credit")


def cancel_credit(world: World, credit: Credit) -> None:
    """Cancel a credit that was not used."""
    if credit.status != "active":
        raise ValueError(f"credit {credit.id} is {credit.status}")
    credit.status = "cancelled"
    origin = world.state.orders.get(credit.order or "")
    if origin is not None and world.switches["webhook_on_credit"]:
        world.announce("edit", origin)


def seller_day(world: World) -> date:
    """Today in the seller's zone."""
    return world.clock.now().astimezone(SELLER_ZONE).date()


def _set_paid_when_settled(world: World, order: Order) -> None:
    if world.balance(order) <= 0:
        order.paid, order.paid_date = True, seller_day(world)
    else:
        order.paid, order.paid_date = False, None


def _money_moved(world: World, order: Order, switch: str) -> None:
    if world.switches["money_bumps_modified"]:
        order.modified = world.stamp()
    if world.switches[switch]:
        world.announce("edit", order)
