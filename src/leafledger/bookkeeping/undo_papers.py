"""A document of ours as an undo sees it: how it stands, and what it said before (A0)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leafledger.bookkeeping.known_records import Link
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.documents import Application, KnownDocument, SalesDocument
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownEntry, KnownReceipt, Receipt, Reversal

Written = SalesDocument | Application | Receipt | Reversal

_CALLED = {
    RecordKind.CREDIT_MEMO: "credit memo",
    RecordKind.INVOICE: "invoice",
    RecordKind.JOURNAL_ENTRY: "journal entry",
    RecordKind.PAYMENT: "payment",
}


@dataclass(frozen=True, slots=True)
class UndonePaper:
    """One live document of ours of an order or credit.

    `written` is what we last wrote, `earlier` what we had written before the first deed that is
    undone: None where there was none, so that the document goes. `is_chosen` whether anything of
    it was chosen, `is_made` whether we made it (and did not find it), `is_deposited` whether a
    deposit at the bank holds it. `customer` is a name.
    """

    link: Link
    kind: RecordKind
    known: KnownDocument | KnownReceipt | KnownEntry
    written: Written | None
    earlier: Written | None = None
    is_chosen: bool = True
    is_made: bool = True
    customer: str = ""
    is_deposited: bool = False

    @property
    def is_application(self) -> bool:
        """Whether it is a payment of nothing that applies a credit."""
        return isinstance(self.known, KnownReceipt) and isinstance(self.written, Application)

    @property
    def called(self) -> str:
        """What sort of document it is, in words."""
        return "application of a credit" if self.is_application else _CALLED[self.kind]

    @property
    def amount(self) -> Money:
        """The money on it; nothing for what only applies a credit."""
        if isinstance(self.known, KnownEntry):
            return abs(self.known.receivable)
        return abs(self.known.total)

    @property
    def named(self) -> str:
        """Kind and number: `invoice 10492`."""
        number = self.known.number if isinstance(self.known, KnownDocument) else ""
        return f"{self.called} {number or self.known.id}"

    @property
    def document(self) -> str:
        """The document as a person reads it in a list."""
        moved = self.written.amount if isinstance(self.written, Application) else self.amount
        parts = [f"{self.named} of {moved}", self.customer, str(self.known.dated)]
        return " · ".join(part for part in parts if part)

    @property
    def restored(self) -> SalesDocument | Receipt | None:
        """What it said before, under the number it has."""
        if isinstance(self.earlier, SalesDocument) and isinstance(self.known, KnownDocument):
            return replace(self.earlier, number=self.known.number or None)
        return self.earlier if isinstance(self.earlier, Receipt) else None

    def says_already(self, content: SalesDocument | Receipt) -> bool:
        """Whether it was written back before."""
        return self.link.posted == fingerprint(content)

    def settles(self, other: UndonePaper) -> bool:
        """Whether it is a payment that is applied to the other."""
        return isinstance(self.known, KnownReceipt) and any(
            one.kind is other.kind
            and isinstance(one.pointer, Known)
            and one.pointer.id == other.known.id
            for one in self.known.settles
        )

    def hangs_on(self, removed: UndonePaper) -> bool:
        """Whether it cannot stand when the other is gone.

        What settles the other, the reversal that a payment settles, and what adjusts the first
        invoice of the order.
        """
        if self.settles(removed):
            return True
        if self.kind is RecordKind.JOURNAL_ENTRY and removed.settles(self):
            return True
        return first_invoice(removed) and adjusts(self, removed)


def first_invoice(paper: UndonePaper) -> bool:
    """Whether it is the first invoice of its order."""
    return paper.kind is RecordKind.INVOICE and paper.link.record.count(":") == 1


def adjusts(paper: UndonePaper, invoice: UndonePaper) -> bool:
    """Whether it is a later invoice or memo of the same order."""
    sales = {RecordKind.INVOICE, RecordKind.CREDIT_MEMO}
    return paper.kind in sales and paper.link.record.startswith(f"{invoice.link.record}:")


def is_removed(paper: UndonePaper) -> bool:
    """Whether it goes, rather than says again what it said before."""
    return not paper.is_chosen or paper.earlier is None
