"""The discount on the whole order."""

from __future__ import annotations

from decimal import Decimal

from leafledger.bookkeeping.plan import Reason
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.bookkeeping.rules.contract import PLACE_OF_DISCOUNT, Case, Placed, Ruling
from leafledger.ledger.documents import DocumentDiscount, SalesLine
from leafledger.ledger.pointers import RecordKind

CURE = (
    "Choose a discounts account or a discount item in the company's policy file "
    "(accounts.discounts or items.discount), or run leafledger connect again to have one suggested."
)


def post_order_discount(case: Case) -> Ruling:
    """The discount line to the discounts account, else an item line below zero.

    Money: the discount in dollars; percent was rounded half-up on the subtotal.
    Source: accounting.md A3.3
    Example: 10 % of 180.00 -> 18.00 off, account Discounts given
    """
    discount = case.reckoning.discount
    if not discount:
        return Ruling()
    account, item = case.policy.accounts.discounts, case.policy.items.discount
    if case.books.discount_line and account is not None and discount.amount > 0:
        reason = _reason(f"The discount line posts to {account.name}.")
        given = DocumentDiscount(discount, account.pointer(RecordKind.ACCOUNT))
        return Ruling(discount=given, reasons=(reason,))
    if item is not None:
        line = SalesLine(
            item.pointer(RecordKind.ITEM), "Order discount", Decimal(1), -discount.amount,
            -discount, item.account,
        )  # fmt: skip
        why = "no account is chosen" if case.books.discount_line else "its line is switched off"
        reason = _reason(f"An item takes it off, since {why} for discounts in QuickBooks.")
        return Ruling(lines=(Placed(PLACE_OF_DISCOUNT, line),), reasons=(reason,))
    missing = (
        "no account or item is chosen for discounts"
        if case.books.discount_line
        else "QuickBooks has its discount line switched off and no item is chosen for discounts"
    )
    happened = f"it carries a discount of {discount}, and {missing}."
    question = case.question(QuestionKind.NO_DISCOUNT_ACCOUNT, happened, CURE, case.reckoning.total)
    return Ruling(questions=(question,))


def _reason(why: str) -> Reason:
    return Reason("discount", why, "A3.3", "order discount", "order.discount, discount_type")
