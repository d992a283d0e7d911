"""`/payments` and `/sales_invoices` of the newer API (reference/leaflink.md 5.5)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.newer.visit import Visit, ordered, paged
from leafledger_simulators.leaflink.records import Line, Order, Payment, Row
from leafledger_simulators.leaflink.refusals import Refusal, not_found, wrong_field
from leafledger_simulators.leaflink.statuses import RECOGNISED
from leafledger_simulators.leaflink.till import PAYMENT_TYPES, record_payment
from leafledger_simulators.leaflink.world import World

# LeafLink's own money, as the newer API names it, and the reason it shows in V2 (5.4).
LEAFLINK_TYPES = {
    "leaflink_direct_payment": "Direct Payment",
    "leaflink_flexible_payment": "Flex Payment",
    "leaflink_financial": "LeafLink Financial",
}


def list_payments(visit: Visit) -> Row:
    """GET /payments."""
    state = visit.world.state
    payments = [
        one
        for one in state.payments.values()
        if _between(visit, one.created_on.astimezone(wire.SELLER_ZONE).date())
        and _found(visit, one.order, one.reason)
    ]
    keys = {
        "created_date": lambda one: one.created_on,
        "id": lambda one: one.id,
        "total": lambda one: one.total,
        "payment_date": lambda one: one.payment_date,
    }
    return paged(visit, ordered(visit, payments, keys), lambda one: payment_shape(visit.world, one))


def get_payment(visit: Visit) -> Row:
    """GET /payments/{id}."""
    payment = visit.world.state.payments.get(visit.number)
    if payment is None:
        raise not_found()
    return payment_shape(visit.world, payment)


def create_payment(visit: Visit) -> Row:
    """POST /payments: only the order and the total are needed."""
    fields, state = visit.body, visit.world.state
    missing = [name for name in ("order", "total") if fields.get(name) is None]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    order = state.orders.get(str(fields["order"]))
    if order is None:
        raise wrong_field("order", f"Object with number={fields['order']} does not exist.")
    kind = fields.get("payment_type", "other")
    if kind not in PAYMENT_TYPES and kind not in LEAFLINK_TYPES:
        raise wrong_field("payment_type", f'"{kind}" is not a valid choice.')
    when = fields.get("payment_date")
    payment = record_payment(
        visit.world,
        order,
        recorded_by=next(iter(state.table("company_staff"))),
        total=_amount(fields["total"]),
        payment_date=visit.world.clock.now()
        if when is None
        else wire.read_instant("payment_date", when),
        payment_type="other" if kind in LEAFLINK_TYPES else kind,
        reason=LEAFLINK_TYPES.get(kind, ""),
    )
    return payment_shape(visit.world, payment)


def payment_shape(world: World, payment: Payment) -> Row:
    """A payment as the newer API shows it: plain decimal text, LeafLink's own kinds by name."""
    order = world.state.orders.get(payment.order)
    own = next(
        (kind for kind, reason in LEAFLINK_TYPES.items() if payment.reason.startswith(reason)),
        payment.payment_type,
    )
    created = wire.stamp(payment.created_on)
    return {
        "id": payment.id,
        "created_date": created,
        "modified_date": created,
        "order": payment.order,
        "payment_date": wire.stamp(payment.payment_date),
        "total": wire.text_2(payment.total),
        "currency": "USD",
        "payment_type": own,
        "customer": _company(world, order),
    }


def list_invoices(visit: Visit) -> Row:
    """GET /sales_invoices: the orders that count as sold."""
    every = visit.world.switches["sales_invoices_show"] == "all"
    orders = [
        one
        for one in visit.world.state.orders.values()
        if (every or one.status in RECOGNISED)
        and _between(visit, one.created_on.astimezone(wire.SELLER_ZONE).date())
        and _found(visit, one.number, _company(visit.world, one)["name"])
    ]
    keys = {
        "created_date": lambda one: one.created_on,
        "modified_date": lambda one: one.modified,
        "id": lambda one: one.id,
        "total": lambda one: visit.world.totals(one).total,
    }
    return paged(visit, ordered(visit, orders, keys), lambda one: invoice_shape(visit.world, one))


def get_invoice(visit: Visit) -> Row:
    """GET /sales_invoices/{id}: by the order's whole-number id."""
    for order in visit.world.state.orders.values():
        if order.id == visit.number:
            return invoice_shape(visit.world, order)
    raise not_found()


def invoice_shape(world: World, order: Order) -> Row:
    """An order as a sales invoice: no sku, tax, discount or shipping of its own."""
    totals = world.totals(order)
    return {
        "id": order.id,
        "created_date": wire.stamp(order.created_on),
        "modified_date": wire.stamp(order.modified),
        "paid_date": wire.day(order.paid_date),
        "buyer": _company(world, order),
        "total": wire.text_2(totals.total),
        "order": order.number,
        "payment_due_date": wire.stamp(order.payment_due_date),
        "ship_date": wire.stamp(order.ship_date),
        "balance": wire.text_2(totals.balance),
        "line_items": [_line(world, line) for line in order.lines],
    }


def _line(world: World, line: Line) -> Row:
    product = world.state.products.get(line.product)
    return {
        "description": product.fields.get("description", "") if product else "",
        "name": product.name if product else line.frozen_data["product"]["name"],
        "quantity": wire.text_4(line.quantity),
        "ordered_unit_price": wire.text_2(line.ordered_unit_price),
    }


def _company(world: World, order: Order | None) -> Row:
    customer = None if order is None else world.customer_of(order)
    if customer is None:
        return {"id": 0, "name": ""}
    return {"id": customer.partner or customer.id, "name": customer.name}


def _between(visit: Visit, day: date) -> bool:
    first, last = (visit.query.get(f"created_date_{end}") for end in ("from", "to"))
    if first and day < wire.read_day("created_date_from", first):
        return False
    return not (last and day > wire.read_day("created_date_to", last))


def _found(visit: Visit, *texts: str) -> bool:
    words = visit.query.get("search", "").lower()
    return not words or any(words in text.lower() for text in texts)


def _amount(value: Any) -> Decimal:
    amount = wire.read_money("total", value)
    if abs(amount) >= Decimal(10) ** 8:
        raise wrong_field("total", "Ensure that there are no more than 10 digits in total.")
    return amount
