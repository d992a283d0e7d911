"""The arithmetic of an order: whether what LeafLink says adds up (accounting.md A1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from leafledger.bookkeeping.questions import NOTHING_POSTED, Question, QuestionKind
from leafledger.commerce.orders import DiscountKind, Order
from leafledger.figures.money import Money
from leafledger.figures.quantities import line_total


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The parts of an order's total, proved against LeafLink's own total.

    `total` is before credits; `net_of_credits` tells which reading of LeafLink's total held.
    """

    lines: tuple[Money, ...]
    subtotal: Money
    discount: Money
    tax: Money
    shipping: Money
    total: Money
    net_of_credits: bool


def reckon(order: Order) -> Reckoning | Question:
    """Add an order up and hold it against LeafLink's total.

    Money: US dollars. Rounding: each line and each part half-up to the cent.
    Returns a question where neither reading of the total holds; never a plug.
    Source: accounting.md A1.1 to A1.3
    Example: three lines of 24 units at 24 a case and 114.00 -> 342.00
    """
    lines = tuple(
        line_total(line.quantity, line.unit_multiplier, line.price) for line in order.lines
    )
    subtotal = Money.total(lines)
    discount = discount_of(order, subtotal)
    total = subtotal - discount + order.final_tax + order.shipping
    if order.total not in (total, total - order.credits):
        return _does_not_add_up(order, total)
    return Reckoning(
        lines=lines,
        subtotal=subtotal,
        discount=discount,
        tax=order.final_tax,
        shipping=order.shipping,
        total=total,
        net_of_credits=order.total != total,
    )


def discount_of(order: Order, subtotal: Money) -> Money:
    """The order discount in dollars (accounting.md A1.2)."""
    if order.discount.kind is DiscountKind.PERCENT:
        return Money.rounded(subtotal.amount * order.discount.value / Decimal(100))
    return Money.rounded(order.discount.value)


def _does_not_add_up(order: Order, ours: Money) -> Question:
    return Question(
        kind=QuestionKind.TOTAL_DOES_NOT_ADD_UP,
        about=f"order:{order.number}",
        happened=f"Order {order.spoken_name} is waiting: its lines, discount, tax and shipping add "
        f"up to {ours}, but LeafLink shows a total of {order.total}.",
        effect=NOTHING_POSTED,
        cure="Open the order on LeafLink and correct the line, discount, tax or shipping that is "
        "wrong; LeafLedger looks again by itself.",
        amount=order.total,
    )
