"""What happens to an order after it was placed. Each move tells whether it did anything.

A move that no longer fits (a payment on a settled order, an edit of a rejected one) does
nothing, so that any order of events, with a person interfering, stays believable.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from leafledger_simulators.leaflink.checkout import buyer_author, staff_author
from leafledger_simulators.leaflink.market import Change, edit, transition
from leafledger_simulators.leaflink.records import Author, Credit, Line, Order
from leafledger_simulators.leaflink.statuses import RECOGNISED, allowed_actions
from leafledger_simulators.leaflink.till import (
    apply_credit,
    cancel_credit,
    issue_credit,
    mark_paid,
    record_payment,
)
from leafledger_simulators.leaflink.wire import CENT, text_2, text_4
from leafledger_simulators.leaflink.world import World

Move = Callable[[World, random.Random, Order], bool]

RETURN_REASONS = (
    "leaflink_return",
    "return_defective",
    "return_expired",
    "return_packaging",
    "return_order_issue",
    "return_other",
)
PROMOTION_REASONS = ("promo_new_customer", "promo_existing_customer", "other")
PAYMENT_TYPES = {"Cash": "cash", "Check": "check", "Wire": "wire", "ACH": "ach"}


def step(verb: str) -> Move:
    """The move that takes a transition, where the status allows it."""

    def move(world: World, draw: random.Random, order: Order) -> bool:
        del draw
        if verb not in allowed_actions(order.status, world.switches):
            return False
        author = staff_of(world, order)
        if verb == "cancel":
            author = buyer_author(world.state.customers[order.customer or 0])
        transition(world, order, verb, author)
        return True

    return move


def enlarge(world: World, draw: random.Random, order: Order) -> bool:
    """A line grows by some cases."""
    if not order.lines:
        return False
    line = draw.choice(order.lines)
    grown = line.quantity + draw.choice((1, 2, 3)) * (line.unit_multiplier or 1)
    return _set_quantity(world, order, line, grown)


def reduce(world: World, draw: random.Random, order: Order) -> bool:
    """A line shrinks by a case."""
    return _shrink(world, draw, order, whole_cases=True)


def fall_short(world: World, draw: random.Random, order: Order) -> bool:
    """A short shipment noticed while packing: some units less, perhaps a broken case."""
    return _shrink(world, draw, order, whole_cases=False)


def drop_line(world: World, draw: random.Random, order: Order) -> bool:
    """A line is taken off; the last one stays."""
    if order.status not in RECOGNISED or len(order.lines) < 2:
        return False
    line = draw.choice(order.lines)

    def change() -> Change:
        order.lines.remove(line)
        del world.state.lines[line.id]
        return {"line_items": {"original": line.id, "new": None}}

    edit(world, order, staff_of(world, order), change)
    return True


def discount_late(world: World, draw: random.Random, order: Order) -> bool:
    """Dollars off after delivery, as an apology."""
    wanted = draw.choice((Decimal("5.00"), Decimal("12.34")))
    if order.status not in RECOGNISED or world.balance(order) < 5 * wanted:
        return False

    def change() -> Change:
        old = f"{order.discount}{order.discount_type}"
        order.discount_type, order.discount = "$", world.totals(order).discount + wanted
        return {"discount": {"original": old, "new": f"{order.discount}$"}}

    edit(world, order, staff_of(world, order), change)
    return True


def charge_delivery(world: World, draw: random.Random, order: Order) -> bool:
    """A delivery charge that was forgotten."""
    if order.status not in RECOGNISED:
        return False
    wanted = order.shipping_charge + draw.choice((Decimal("25.00"), Decimal("18.75")))

    def change() -> Change:
        old, order.shipping_charge = order.shipping_charge, wanted
        return {"shipping_charge": {"original": text_2(old), "new": text_2(wanted)}}

    edit(world, order, staff_of(world, order), change)
    return True


def thank(world: World, draw: random.Random, order: Order) -> bool:
    """An internal note; nothing about money."""
    del draw

    def change() -> Change:
        old, order.internal_notes = order.internal_notes, "Paid late, but paid. Thanks!"
        return {"internal_notes": {"original": old, "new": order.internal_notes}}

    edit(world, order, staff_of(world, order), change)
    return True


def pay(world: World, draw: random.Random, order: Order) -> bool:
    """Everything that is owed; the seller then ticks the order as paid, mostly."""
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed <= 0:
        return False
    _pay(world, draw, order, owed)
    if draw.random() < 0.7:
        mark_paid(world, order, staff_of(world, order))
    return True


def pay_by_check(world: World, draw: random.Random, order: Order) -> bool:
    """Everything that is owed, by a cheque that may bounce."""
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed <= 0:
        return False
    number = draw.randrange(1000, 9999)
    _pay(world, draw, order, owed, payment_type="check", reason=f"Check {number}")
    return True


def pay_part(world: World, draw: random.Random, order: Order) -> bool:
    """A part of what is owed."""
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed < 10:
        return False
    share = draw.choice((Decimal("0.5"), Decimal("0.3333"), Decimal("0.8")))
    _pay(world, draw, order, (owed * share).quantize(CENT, ROUND_HALF_UP))
    return True


def overpay(world: World, draw: random.Random, order: Order) -> bool:
    """More than is owed: the retailer rounded up."""
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed <= 0:
        return False
    _pay(
        world, draw, order, (owed // 50 + 1) * Decimal("50.00"), reason="rounded up, keep as credit"
    )
    return True


def bounce(world: World, draw: random.Random, order: Order) -> bool:
    """The newest cheque comes back: the same amount, negative (reference 5.1)."""
    return _take_back(world, draw, order, "NSF, returned by the bank")


def refund(world: World, draw: random.Random, order: Order) -> bool:
    """Money given back after the goods were refused."""
    return _take_back(world, draw, order, "Refund of prepayment")


def return_part(world: World, draw: random.Random, order: Order) -> bool:
    """A case or less comes back: a credit with a return reason (reference 8)."""
    if order.status != "Complete":
        return False
    most = max(min(world.balance(order), Decimal("120.00")), Decimal("1.00"))
    amount = (most * draw.choice((Decimal("0.25"), Decimal("0.5")))).quantize(CENT)
    reason = draw.choice(RETURN_REASONS)
    return _credit(world, order, amount, reason, notes="Two units damaged in transit")


def give_credit(world: World, draw: random.Random, order: Order) -> bool:
    """A promotion credit."""
    if order.status not in RECOGNISED:
        return False
    amount = draw.choice((Decimal("20.00"), Decimal("35.50"), Decimal("9.99")))
    return _credit(world, order, amount, draw.choice(PROMOTION_REASONS), notes="")


def use_credit(world: World, draw: random.Random, order: Order) -> bool:
    """The customer's oldest credit that fits is used whole on this order."""
    del draw
    credit = _oldest_credit(world, order)
    if order.status not in RECOGNISED or credit is None or credit.amount > world.balance(order):
        return False
    apply_credit(world, credit, order)
    return True


def cancel_a_credit(world: World, draw: random.Random, order: Order) -> bool:
    """A credit given by mistake is cancelled before it was used."""
    del draw
    credit = _oldest_credit(world, order)
    if credit is None:
        return False
    cancel_credit(world, credit)
    return True


def _credit(world: World, order: Order, amount: Decimal, reason: str, notes: str) -> bool:
    if amount <= 0 or order.customer is None:
        return False
    issue_credit(
        world,
        customer=order.customer,
        amount=amount,
        reason=reason,
        order=order.number,
        notes=notes,
    )
    return True


def _oldest_credit(world: World, order: Order) -> Credit | None:
    return next(
        (
            credit
            for credit in world.state.credits.values()
            if credit.status == "active" and credit.customer == order.customer
        ),
        None,
    )


def _take_back(world: World, draw: random.Random, order: Order, reason: str) -> bool:
    payments = world.state.payments_of(order.number)
    if not payments or payments[-1].total <= 0:
        return False
    last = payments[-1]
    _pay(world, draw, order, -last.total, payment_type=last.payment_type, reason=reason)
    return True


def _pay(
    world: World,
    draw: random.Random,
    order: Order,
    total: Decimal,
    *,
    payment_type: str = "",
    reason: str = "",
) -> None:
    option = order.payment_option
    if not payment_type:
        payment_type = PAYMENT_TYPES[option["payment_method"]["method"]] if option else "other"
        if option and option["payment_program"] == "direct":
            payment_type, reason = "other", reason or "Direct Payment"
    record_payment(
        world,
        order,
        recorded_by=_rep(world, order) if draw.random() < 0.4 else _bookkeeper(world),
        total=total,
        payment_date=world.clock.now().replace(minute=0, second=0, microsecond=0),
        payment_type=payment_type,
        reason=reason,
    )


def _shrink(world: World, draw: random.Random, order: Order, *, whole_cases: bool) -> bool:
    if not order.lines:
        return False
    line = max(order.lines, key=lambda one: one.quantity)
    units = line.unit_multiplier or 1
    less = Decimal(units if whole_cases or units == 1 else draw.choice((1, 3, 5)))
    return _set_quantity(world, order, line, line.quantity - less)


def _set_quantity(world: World, order: Order, line: Line, quantity: Decimal) -> bool:
    if order.status not in RECOGNISED or quantity <= 0:
        return False

    def change() -> Change:
        old, line.quantity = line.quantity, quantity
        return {"quantity": {"original": text_4(old), "new": text_4(quantity)}}

    edit(world, order, staff_of(world, order), change)
    return True


def staff_of(world: World, order: Order) -> Author:
    """The seller's person who looks after an order."""
    return staff_author(world, _rep(world, order))


def _rep(world: World, order: Order) -> int:
    return order.sales_reps[0] if order.sales_reps else _bookkeeper(world)


def _bookkeeper(world: World) -> int:
    return next(iter(world.state.table("company_staff")))


MOVES: dict[str, Move] = {
    **{verb: step(verb) for verb in ("submit", "accept", "fulfill", "ship", "complete")},
    **{verb: step(verb) for verb in ("reject", "cancel")},
    "enlarge": enlarge,
    "reduce": reduce,
    "fall_short": fall_short,
    "drop_line": drop_line,
    "discount_late": discount_late,
    "charge_delivery": charge_delivery,
    "thank": thank,
    "pay": pay,
    "pay_by_check": pay_by_check,
    "pay_part": pay_part,
    "overpay": overpay,
    "bounce": bounce,
    "refund": refund,
    "return_part": return_part,
    "give_credit": give_credit,
    "use_credit": use_credit,
    "cancel_credit": cancel_a_credit,
}
