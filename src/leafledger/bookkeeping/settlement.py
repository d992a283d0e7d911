"""What of an order's invoices is still open while its payments are planned (accounting.md A6.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from leafledger.bookkeeping.known_records import PaymentBooks
from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, Pointer, RecordKind
from leafledger.ledger.receipts import KnownReceipt, Settled


class Settlement:
    """Hands out what is open of the order's invoices, each cent once.

    What used credits will still take off the invoices is kept for them.
    """

    def __init__(self, books: PaymentBooks) -> None:
        self._invoices = books.invoices
        self._open = {one.id: one.open for one in books.invoices}
        self._reserved = books.reserved

    def room(self) -> Money:
        """How much cash the invoices still take."""
        left = Money.total(self._open.values()) - self._reserved
        return max(left, Money.zero())

    def take(self, amount: Money) -> tuple[Settled, ...]:
        """What an amount settles, the oldest invoice first; the rest is left unapplied."""
        left = min(amount, self.room())
        settled = []
        for invoice in self._invoices:
            part = min(left, self._open[invoice.id])
            if part <= Money.zero():
                continue
            self._open[invoice.id] -= part
            left -= part
            pointer = Known(RecordKind.INVOICE, invoice.id, invoice.number)
            settled.append(Settled(RecordKind.INVOICE, pointer, part))
        return tuple(settled)

    def release(self, receipt: KnownReceipt) -> None:
        """What a payment settled is open again, because it will settle something else."""
        for invoice in self._invoices:
            self._open[invoice.id] += receipt.settled_of(RecordKind.INVOICE, invoice.id)


@dataclass(frozen=True, slots=True)
class Refund:
    """What is still owed of money that was paid back: LeafLink's row, our entry, the amount."""

    row: str
    entry: Pointer
    owed: Money


class Refunds:
    """Hands out what of an order's refunds nothing settles yet, each cent once (A6.2).

    A refund makes the customer owe again what was paid back. Where more was paid than the invoices
    take, the rest settles it, and neither is open any more.
    """

    def __init__(self, books: PaymentBooks) -> None:
        self._receipts = books.receipts
        self._open: list[Refund] = []

    def add(self, row: str, entry: Pointer, amount: Money) -> None:
        """A refund's entry, perhaps still to be made, and what it came to.

        `row` is the id of LeafLink's payment below zero.
        """
        settled = Money.zero()
        if isinstance(entry, Known):
            kind = RecordKind.JOURNAL_ENTRY
            receipts = self._receipts.values()
            settled = Money.total(one.settled_of(kind, entry.id) for one in receipts)
        if settled < amount:
            self._open.append(Refund(row, entry, amount - settled))

    def take(self, amount: Money) -> Iterable[Settled]:
        """What an amount settles, the oldest refund first; the rest is left unapplied."""
        left, still = amount, []
        for one in self._open:
            part = min(left, one.owed)
            left -= part
            if part < one.owed:
                still.append(replace(one, owed=one.owed - part))
            if part:
                yield Settled(RecordKind.JOURNAL_ENTRY, one.entry, part)
        self._open = still

    def left(self) -> tuple[Refund, ...]:
        """What nothing settles yet."""
        return tuple(self._open)
