"""Which payment is applied to which document, and by how much.

Reference: reference/quickbooks.md 10.4: charges (invoices, debit journal lines) are paid by the
payment's amount and by credits (memos, credit journal lines) named in the same payment.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from leafledger_simulators.quickbooks.wire import ZERO


@dataclass(frozen=True, slots=True)
class Link:
    """One payment line: the document, its type, the amount, and whether it is a credit."""

    txn_id: str
    txn_type: str
    amount: Decimal
    is_credit: bool


class Links:
    """All links, from both ends."""

    def __init__(self) -> None:
        self._of_payment: dict[str, tuple[Link, ...]] = {}
        self._on_document: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)

    def of_payment(self, payment_id: str) -> tuple[Link, ...]:
        """The lines of a payment, in their order."""
        return self._of_payment.get(payment_id, ())

    def on_document(self, txn_id: str) -> dict[str, Decimal]:
        """The payments applied to a document, with their amounts, oldest first."""
        return self._on_document.get(txn_id, {})

    def applied(self, txn_id: str, except_payment: str = "") -> Decimal:
        """How much is applied to a document."""
        return sum(
            (
                amount
                for payment_id, amount in self.on_document(txn_id).items()
                if payment_id != except_payment
            ),
            ZERO,
        )

    def set(self, payment_id: str, links: tuple[Link, ...]) -> set[str]:
        """Write a payment's lines in place of those it had. Returns the documents that differ."""
        old = self._of_payment.pop(payment_id, ())
        for link in old:
            on_document = self._on_document[link.txn_id]
            on_document.pop(payment_id, None)
            if not on_document:
                del self._on_document[link.txn_id]
        for link in links:
            on_document = self._on_document[link.txn_id]
            on_document[payment_id] = on_document.get(payment_id, ZERO) + link.amount
        if links:
            self._of_payment[payment_id] = links
        before = {(link.txn_id, link.amount) for link in old}
        after = {(link.txn_id, link.amount) for link in links}
        return {txn_id for txn_id, _ in before ^ after}


def settled(total: Decimal, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links cut from the end until charges fit the money and credits fit the charges."""
    charges = sum((link.amount for link in links if not link.is_credit), ZERO)
    credits_ = sum((link.amount for link in links if link.is_credit), ZERO)
    links = _cut(links, charges - total - credits_, cut_credits=False)
    charges = sum((link.amount for link in links if not link.is_credit), ZERO)
    return _cut(links, credits_ - charges, cut_credits=True)


def _cut(links: tuple[Link, ...], excess: Decimal, *, cut_credits: bool) -> tuple[Link, ...]:
    kept: list[Link] = []
    for link in reversed(links):
        if link.is_credit is cut_credits and excess > 0:
            off = min(link.amount, excess)
            excess -= off
            if link.amount == off:
                continue
            link = Link(link.txn_id, link.txn_type, link.amount - off, link.is_credit)  # noqa: PLW2901
        kept.append(link)
    return tuple(reversed(kept))
