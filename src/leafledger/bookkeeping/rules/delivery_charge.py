"""Shipping charged to the buyer."""

from __future__ import annotations

from decimal import Decimal

from leafledger.bookkeeping.plan import Reason
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.bookkeeping.rules.contract import PLACE_OF_SHIPPING, Case, Placed, Ruling
from leafledger.ledger.documents import SalesLine
from leafledger.ledger.pointers import RecordKind

CURE = (
    "Choose a shipping item in the company's policy file (items.shipping), or switch shipping on "
    "in QuickBooks under Account and settings > Sales."
)


def post_delivery_charge(case: Case) -> Ruling:
    """The shipping line where the company has one, else an item line.

    Money: the order's shipping charge.
    Source: accounting.md A3.3
    Example: shipping 25.00, shipping switched off -> 1 x 25.00 of the shipping item
    """
    shipping = case.reckoning.shipping
    if not shipping:
        return Ruling()
    if case.books.shipping_line:
        return Ruling(shipping=shipping, reasons=(_reason("QuickBooks's own shipping line."),))
    item = case.policy.items.shipping
    if item is not None:
        line = SalesLine(
            item.pointer(RecordKind.ITEM), "Shipping", Decimal(1), shipping.amount, shipping,
            item.account,
        )  # fmt: skip
        reason = _reason("QuickBooks has its shipping line switched off, so an item charges it.")
        return Ruling(lines=(Placed(PLACE_OF_SHIPPING, line),), reasons=(reason,))
    happened = f"it charges {shipping} of shipping, and no item is chosen for shipping."
    question = case.question(QuestionKind.NO_SHIPPING_ITEM, happened, CURE, case.reckoning.total)
    return Ruling(questions=(question,))


def _reason(why: str) -> Reason:
    return Reason("shipping", why, "A3.3", "delivery charge", "order.shipping_charge")
