"""Receivables: what stands on customers' accounts, and what of it was open on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownReceipt


@dataclass(frozen=True, slots=True)
class Debt:
    """An invoice, credit memo or journal entry on a customer's account.

    `amount` as it was made: above zero it is owed, below it is a credit. `due` is the day from
    which it is late: an invoice's due day, else the day it carries.
    """

    kind: RecordKind
    id: str
    customer_id: str
    number: str
    dated: date
    due: date
    amount: Money


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is open of one document or payment; below zero it is the customer's credit."""

    kind: RecordKind
    id: str
    customer_id: str
    number: str
    due: date
    amount: Money


def open_on(
    debts: Iterable[Debt], receipts: Iterable[KnownReceipt], day: date
) -> Iterator[OpenItem]:
    """What was open at the end of a day.

    A payment counts on a document from the later of both days, so that the sum is the balance of
    the receivable account on every day.
    Example: invoice of 100.00 of Nov 2, payment of 80.00 of Nov 9 on it -> 100.00 open on
        Nov 8, 20.00 on Nov 9
    """
    there = {(debt.kind, debt.id): debt for debt in debts if debt.dated <= day}
    settled: dict[tuple[RecordKind, str], Money] = {}
    for receipt in receipts:
        if receipt.dated > day:
            continue
        left = receipt.total
        for one in receipt.settles:
            key = (one.kind, one.pointer.id if isinstance(one.pointer, Known) else "")
            debt = there.get(key)
            if debt is None:
                continue
            settled[key] = settled.get(key, Money.zero()) + one.amount
            left = left + one.amount if debt.amount < Money.zero() else left - one.amount
        if left:
            yield OpenItem(
                RecordKind.PAYMENT, receipt.id, receipt.customer_id, "", receipt.dated, -left
            )
    for key, debt in there.items():
        used = settled.get(key, Money.zero())
        left = debt.amount - used if debt.amount > Money.zero() else debt.amount + used
        if left:
            yield OpenItem(debt.kind, debt.id, debt.customer_id, debt.number, debt.due, left)
