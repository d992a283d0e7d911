"""What a person may do to an order in the room: the buttons a seller would press.

Each deed reads a form, checks it and makes the same move that REST or the season makes. A form
that makes no sense raises ValueError or Refusal with a sentence for the person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from leafledger_simulators.leaflink.api.line_fields import read_quantity, set_line
from leafledger_simulators.leaflink.checkout import buyer_author, staff_author
from leafledger_simulators.leaflink.financing import pay_out, reverse_payout, was_paid_out
from leafledger_simulators.leaflink.market import edit, transition
from leafledger_simulators.leaflink.records import Author, Order
from leafledger_simulators.leaflink.statuses import ACTIONS, RECOGNISED, money_may_change
from leafledger_simulators.leaflink.till import (
    CREDIT_REASONS,
    PAYMENT_TYPES,
    apply_credit,
    issue_credit,
    mark_paid,
    record_payment,
)
from leafledger_simulators.leaflink.wire import CENT
from leafledger_simulators.leaflink.world import World

Form = Mapping[str, str]
AMOUNT_MAX = Decimal(10_000_000)


def carry_out(world: World, order: Order, form: Form) -> None:
    """Do what the pressed button says. Raises: ValueError or Refusal when it cannot be done."""
    deed = form.get("deed", "")
    if deed in ACTIONS:
        buyers_own = deed in {"submit", "cancel"}
        customer = world.customer_of(order)
        author = buyer_author(customer) if buyers_own and customer else _seller(world)
        transition(world, order, deed, author)
        return
    if deed not in _DEEDS:
        raise ValueError("no such button")
    _DEEDS[deed](world, order, form)


def program_deeds(world: World, order: Order) -> list[tuple[str, str]]:
    """What LeafLink's own money can do for an order now: the deed, and the words on its button."""
    if was_paid_out(world, order):
        return [("reverse_payout", "LeafLink takes its money back")]
    if order.status in RECOGNISED and world.balance(order) > 0:
        return [
            ("direct", "Collect by LeafLink Direct"),
            ("flexible", "Sell to LeafLink (Flex, factored)"),
        ]
    return []


def _pay(world: World, order: Order, form: Form) -> None:
    kind = form.get("payment_type", "other")
    if kind not in PAYMENT_TYPES:
        raise ValueError("choose how it was paid")
    _record(world, order, _amount(form), kind, form.get("reason", "")[:2000])


def _bounce(world: World, order: Order, form: Form) -> None:
    """The bank returns a payment: the same amount, negative."""
    wanted = form.get("payment", "")
    for payment in world.state.payments_of(order.number):
        if str(payment.id) == wanted and payment.total > 0:
            reason = "NSF, returned by the bank"
            _record(world, order, -payment.total, payment.payment_type, reason)
            return
    raise ValueError("choose a payment that came in")


def _direct(world: World, order: Order, form: Form) -> None:
    del form
    pay_out(world, order, "direct")


def _flexible(world: World, order: Order, form: Form) -> None:
    del form
    pay_out(world, order, "flexible")


def _reverse(world: World, order: Order, form: Form) -> None:
    del form
    reverse_payout(world, order)


def _mark_paid(world: World, order: Order, form: Form) -> None:
    del form
    mark_paid(world, order, _seller(world))


def _credit(world: World, order: Order, form: Form) -> None:
    """A return or a promotion: a credit that the customer may use on an order."""
    reason = form.get("reason", "")
    if reason not in CREDIT_REASONS or order.customer is None:
        raise ValueError("choose a reason")
    issue_credit(
        world,
        customer=order.customer,
        amount=_amount(form),
        reason=reason,
        order=order.number,
        notes=form.get("notes", "")[:2000],
    )


def _use_credit(world: World, order: Order, form: Form) -> None:
    for credit in world.state.credits.values():
        if str(credit.id) == form.get("credit"):
            apply_credit(world, credit, order)
            return
    raise ValueError("choose a credit")


def _change_quantity(world: World, order: Order, form: Form) -> None:
    if not money_may_change(order.status, world.switches):
        raise ValueError(f"an order that is {order.status} cannot be edited")
    chosen = next((one for one in order.lines if str(one.id) == form.get("line")), None)
    if chosen is None:
        raise ValueError("choose a line")
    wanted = {"quantity": read_quantity(form.get("quantity", ""))}
    edit(world, order, _seller(world), lambda: set_line(chosen, wanted))


def _record(world: World, order: Order, total: Decimal, kind: str, reason: str) -> None:
    record_payment(
        world,
        order,
        recorded_by=next(iter(world.state.table("company_staff"))),
        total=total,
        payment_date=world.clock.now().replace(microsecond=0),
        payment_type=kind,
        reason=reason,
    )


def _amount(form: Form) -> Decimal:
    try:
        amount = Decimal(form.get("amount", "").strip() or "x")
    except InvalidOperation:
        raise ValueError("write the amount as a number, for example 108.00") from None
    if not amount.is_finite() or not 0 < amount < AMOUNT_MAX or amount != amount.quantize(CENT):
        raise ValueError("the amount is above zero, in dollars and cents")
    return amount


def _seller(world: World) -> Author:
    return staff_author(world, next(iter(world.state.table("company_staff"))))


_DEEDS: dict[str, Callable[[World, Order, Form], None]] = {
    "pay": _pay,
    "bounce": _bounce,
    "direct": _direct,
    "flexible": _flexible,
    "reverse_payout": _reverse,
    "mark_paid": _mark_paid,
    "credit": _credit,
    "use_credit": _use_credit,
    "change_quantity": _change_quantity,
}
