"""What of an order's invoices is still open while its payments are planned (accounting.md A6.1)."""

from __future__ import annotations

from leafledger.bookkeeping.known_records import PaymentBooks
from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, RecordKind
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
