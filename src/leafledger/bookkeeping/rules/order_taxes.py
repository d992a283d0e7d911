"""Taxes on the order, as one liability line."""

from __future__ import annotations

from decimal import Decimal

from leafledger.bookkeeping.plan import Reason
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.bookkeeping.rules.contract import PLACE_OF_TAX, Case, Placed, Ruling
from leafledger.ledger.documents import SalesLine
from leafledger.ledger.pointers import RecordKind

CURE = (
    "Choose the item for taxes in the company's policy file (items.tax): an item whose account is "
    "the liability owed to the tax agency. leafledger connect suggests one."
)


def post_order_taxes(case: Case) -> Ruling:
    """LeafLink's tax to the cent, as a line of the tax item, which posts to a liability.

    Money: the order's final_tax; QuickBooks computes nothing on it (`NON`).
    Source: accounting.md A4.1
    Example: final_tax 45.01 -> 1 x 45.01 of the tax item, account Cannabis tax payable
    """
    tax = case.reckoning.tax
    if not tax:
        return Ruling()
    item = case.policy.items.tax
    if item is None:
        happened = f"it carries {tax} of tax, and no item is chosen for taxes."
        question = case.question(QuestionKind.NO_TAX_ITEM, happened, CURE, case.reckoning.total)
        return Ruling(questions=(question,))
    line = SalesLine(
        item.pointer(RecordKind.ITEM), _description(case), Decimal(1), tax.amount, tax, item.account
    )
    reason = Reason(
        "tax", f"Owed to the agency, not income: it posts to {item.account}.", "A4.1",
        "order taxes", "order.final_tax, order_taxes",
    )  # fmt: skip
    return Ruling(lines=(Placed(PLACE_OF_TAX, line),), reasons=(reason,))


def _description(case: Case) -> str:
    named = [
        f"{tax.name} {tax.rate.normalize():f}%".strip() for tax in case.order.taxes if tax.name
    ]
    return ", ".join(named) or "Tax"
