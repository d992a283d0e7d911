"""Taxes and charges on invoices: what was charged, what was taken back, by month and account."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from leafledger.figures.money import Money


class Charge(StrEnum):
    """What was charged beside the goods. ADDED is what QuickBooks put on a document by itself."""

    TAX = "Tax"
    DELIVERY = "Delivery"
    ADDED = "Added by QuickBooks"


@dataclass(frozen=True, slots=True)
class Charged:
    """One charge of a document.

    `named` as the invoice says it ("Wholesale tax 24%"), `state` of the tax as the order names
    it, empty where it is not known. Money: below zero on a credit memo.
    """

    month: str
    kind: Charge
    named: str
    state: str
    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ChargeSum:
    """Charges of one name and account in one month. `taken_back` is below zero."""

    month: str
    kind: Charge
    named: str
    state: str
    account: str
    documents: int
    charged: Money
    taken_back: Money

    @property
    def net(self) -> Money:
        """What is left of it."""
        return self.charged + self.taken_back


class ChargeTally:
    """Adds charges up one by one.

    Money: what is charged and what is taken back add up to all charges.
    Source: accounting.md A3.3, A4.1
    Example: 24.00 on an invoice, 6.00 of it on a credit memo -> charged 24.00, net 18.00
    """

    def __init__(self) -> None:
        self._sums: dict[tuple[str, Charge, str, str, str], list[Decimal]] = {}

    def add(self, one: Charged) -> None:
        """Count a charge of a document."""
        key = (one.month, one.kind, one.named, one.state, one.account)
        sums = self._sums.setdefault(key, [Decimal(0), Decimal(0), Decimal(0)])
        sums[0] += 1
        sums[2 if one.amount < Money.zero() else 1] += one.amount.amount

    def sums(self) -> list[ChargeSum]:
        """By month, kind, name, state and account, the newest month first."""
        ordered = sorted(self._sums.items(), key=lambda row: row[0][1:])
        ordered.sort(key=lambda row: row[0][0], reverse=True)
        return [
            ChargeSum(*key, int(documents), Money(charged), Money(back))
            for key, (documents, charged, back) in ordered
        ]
