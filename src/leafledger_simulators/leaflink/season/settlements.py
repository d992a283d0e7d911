"""How orders are settled in a season: paid in time, late, in parts, bounced, by credit, by tick.

Each move tells whether it did anything, as those of `moves.py` do. Money through LeafLink's own
programs is in `financed.py`.
"""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from leafledger_simulators.leaflink.financing import PROGRAMS, pay_out, was_paid_out
from leafledger_simulators.leaflink.records import Credit, Order
from leafledger_simulators.leaflink.season.moves import Move, bookkeeper_of, rep_of, staff_of
from leafledger_simulators.leaflink.statuses import RECOGNISED
from leafledger_simulators.leaflink.till import (
    apply_credit,
    cancel_credit,
    issue_credit,
    mark_paid,
    record_payment,
)
from leafledger_simulators.leaflink.wire import CENT
from leafledger_simulators.leaflink.world import World

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
# How a payment of type `credit` says which credit was meant.
CREDIT_WORDS = "Credit #{}"


def pay(world: World, draw: random.Random, order: Order) -> bool:
    """Everything that is owed, by LeafLink where agreed; the order is then ticked, mostly."""
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed <= 0:
        return False
    program = (order.payment_option or {}).get("payment_program")
    if program in PROGRAMS and not was_paid_out(world, order):
        pay_out(world, order, program)
    else:
        _record(world, draw, order, owed)
    if draw.random() < 0.7:
        mark_paid(world, order, staff_of(world, order))
    return True


def pay_by_check(world: World, draw: random.Random, order: Order) -> bool:
    """Everything that is owed, by a cheque that may bounce."""
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed <= 0:
        return False
    number = draw.randrange(1000, 9999)
    _record(world, draw, order, owed, payment_type="check", reason=f"Check {number}")
    return True


def pay_part(world: World, draw: random.Random, order: Order) -> bool:
    """A part of what is owed."""
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed < 10:
        return False
    share = draw.choice((Decimal("0.5"), Decimal("0.3333"), Decimal("0.8")))
    _record(world, draw, order, (owed * share).quantize(CENT, ROUND_HALF_UP))
    return True


def overpay(world: World, draw: random.Random, order: Order) -> bool:
    """More than is owed: the retailer rounded up."""
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed <= 0:
        return False
    rounded = (owed // 50 + 1) * Decimal("50.00")
    _record(world, draw, order, rounded, reason="rounded up, keep as credit")
    return True


def bounce(world: World, draw: random.Random, order: Order) -> bool:
    """The newest cheque comes back: the same amount, negative (reference 5.1)."""
    return _take_back(world, draw, order, "NSF, returned by the bank")


def refund(world: World, draw: random.Random, order: Order) -> bool:
    """Money given back after the goods were refused."""
    return _take_back(world, draw, order, "Refund of prepayment")


def refund_part(world: World, draw: random.Random, order: Order) -> bool:
    """A part of the money given back: a negative payment of an amount that was never paid."""
    paid = world.totals(order).paid
    if order.status not in RECOGNISED or paid < 50:
        return False
    amount = draw.choice((Decimal("13.37"), Decimal("24.60")))
    _record(world, draw, order, -amount, payment_type="check", reason="Refund, damaged units")
    return True


def tick_paid(world: World, draw: random.Random, order: Order) -> bool:
    """Ticked as paid although no payment was recorded (reference 5.2)."""
    del draw
    if order.status not in RECOGNISED or order.paid or world.balance(order) <= 0:
        return False
    mark_paid(world, order, staff_of(world, order))
    return True


def pay_by_credit(world: World, draw: random.Random, order: Order) -> bool:
    """The seller records a credit of the customer as a payment of type `credit` and names it."""
    credit = _oldest_credit(world, order)
    if order.status not in RECOGNISED or credit is None or credit.amount > world.balance(order):
        return False
    words = CREDIT_WORDS.format(credit.id)
    _record(world, draw, order, credit.amount, payment_type="credit", reason=words)
    return True


def pay_in_trade(world: World, draw: random.Random, order: Order) -> bool:
    """Goods instead of money: a payment of type `trade`."""
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed <= 0:
        return False
    reason = "Traded for packaging, see e-mail"
    _record(world, draw, order, owed, payment_type="trade", reason=reason)
    return True


def pay_by_lost_credit(world: World, draw: random.Random, order: Order) -> bool:
    """A payment of type `credit` that no credit on LeafLink explains."""
    if order.status not in RECOGNISED or world.balance(order) < 100:
        return False
    reason = "Store credit, agreed by phone"
    _record(world, draw, order, Decimal("61.17"), payment_type="credit", reason=reason)
    return True


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
    """The customer's oldest credit that is neither used nor recorded as a payment."""
    theirs = [
        credit
        for credit in world.state.credits.values()
        if credit.status == "active" and credit.customer == order.customer
    ]
    if not theirs:
        return None
    recorded = {one.reason for one in world.state.payments.values() if one.payment_type == "credit"}
    return next((one for one in theirs if CREDIT_WORDS.format(one.id) not in recorded), None)


def _take_back(world: World, draw: random.Random, order: Order, reason: str) -> bool:
    payments = world.state.payments_of(order.number)
    if not payments or payments[-1].total <= 0:
        return False
    last = payments[-1]
    _record(world, draw, order, -last.total, payment_type=last.payment_type, reason=reason)
    return True


def _record(
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
    record_payment(
        world,
        order,
        recorded_by=rep_of(world, order) if draw.random() < 0.4 else bookkeeper_of(world),
        total=total,
        payment_date=world.clock.now().replace(minute=0, second=0, microsecond=0),
        payment_type=payment_type,
        reason=reason,
    )


SETTLEMENTS: dict[str, Move] = {
    "pay": pay,
    "pay_by_check": pay_by_check,
    "pay_part": pay_part,
    "pay_by_credit": pay_by_credit,
    "pay_in_trade": pay_in_trade,
    "pay_by_lost_credit": pay_by_lost_credit,
    "overpay": overpay,
    "bounce": bounce,
    "refund": refund,
    "refund_part": refund_part,
    "tick_paid": tick_paid,
    "return_part": return_part,
    "give_credit": give_credit,
    "use_credit": use_credit,
    "cancel_credit": cancel_a_credit,
}
