"""What of QuickBooks's side is ours, found again by its markers (accounting.md A11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leafledger.figures.money import Money
from leafledger.figures.references import read_marker
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownEntry, KnownReceipt
from leafledger.reconciliation.books_side import BooksSide

NOTHING_MATCHED: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class OurBooks:
    """Documents by what they stand for on LeafLink; only live ones, a void counts as none.

    `receipts` and `entries` by payment, `memos` by credit, `documents` by order, and so are
    payments that LeafLink does not list: `marked_paid`, recorded for a tick (A6.4), and
    `by_payout`, told by a payout statement (A6.5).
    `entered` are payments of others on our invoices, by invoice id. `left` is what is open of
    each entry. `settling` are all payments, those of nothing too, by the kind and id of what
    they settle; `customers` the customer of each live invoice, ours or not; `order_of` the order
    of each of our documents. What a payout statement told of is in `receipts` and `entries`,
    too, under the id that its row has.
    """

    documents: Mapping[str, list[KnownDocument]]
    receipts: Mapping[str, list[KnownReceipt]]
    entries: Mapping[str, list[KnownEntry]]
    memos: Mapping[str, list[KnownDocument]]
    marked_paid: Mapping[str, list[KnownReceipt]]
    by_payout: Mapping[str, list[KnownReceipt]]
    entered: Mapping[str, list[KnownReceipt]]
    left: Mapping[str, Money]
    settling: Mapping[tuple[RecordKind, str], list[KnownReceipt]]
    customers: Mapping[str, str]
    order_of: Mapping[str, str]

    def invoices(self, order: str) -> list[KnownDocument]:
        """The live invoices of an order."""
        mine = self.documents.get(order, ())
        return [one for one in mine if one.kind is DocumentKind.INVOICE]

    def entered_on(self, order: str) -> dict[str, tuple[KnownReceipt, Money]]:
        """Payments that others entered on the order's invoices, with what of them is cash there.

        Money: as it is told to LeafLink; credits applied with it are no cash (A6.6).
        """
        invoices = {one.id for one in self.invoices(order)}
        return {
            receipt.id: (receipt, receipt.cash_on(invoices))
            for id_ in sorted(invoices)
            for receipt in self.entered.get(id_, ())
        }


def sort_books(books: BooksSide, matched: Mapping[str, str] = NOTHING_MATCHED) -> OurBooks:
    """Tell our documents apart by marker, in one pass.

    `matched` are payments that people typed and matched with one of LeafLink's, which we never
    rewrite and so never mark (accounting.md A11): LeafLink's id by QuickBooks's.
    """
    documents: dict[str, list[KnownDocument]] = defaultdict(list)
    memos: dict[str, list[KnownDocument]] = defaultdict(list)
    for document in books.documents:
        marked = read_marker(document.note)
        if marked is None or document.voided:
            continue
        if marked.kind == "order":
            documents[marked.id].append(document)
        elif marked.kind == "credit" and document.kind is DocumentKind.CREDIT_MEMO:
            memos[marked.id].append(document)
    ours = {one.id: number for number, some in documents.items() for one in some}
    entries: dict[str, list[KnownEntry]] = defaultdict(list)
    for entry in books.entries:
        if payment := payment_of(entry.note):
            entries[payment].append(entry)
    found = _receipts(books, ours, matched)
    customers = {
        one.id: one.customer_id
        for one in books.documents
        if one.kind is DocumentKind.INVOICE and not one.voided
    }
    return OurBooks(
        documents, found["payment"], entries, memos, found["order"], found["payout"], found[""],
        books.open_of_entries(), _settling(books), customers, ours,
    )  # fmt: skip


def payment_of(note: str) -> str:
    """The payment that a note's marker names, as LeafLink or a payout statement has it, or ""."""
    marked = read_marker(note)
    if marked is None or marked.kind not in {"payment", "payout"}:
        return ""
    if marked.kind == "payment":
        return marked.id
    word, _, row = marked.rest.partition(" ")
    return f"{marked.id}/{row}" if word == "payment" else ""


_Receipts = dict[str, list[KnownReceipt]]


def _receipts(
    books: BooksSide, ours: Mapping[str, str], matched: Mapping[str, str]
) -> dict[str, _Receipts]:
    """Payments by marker: "payment" by LeafLink's, "order" and "payout" by order.

    Under "" are those of others by invoice; `ours` are our documents with their order.
    """
    found: dict[str, _Receipts] = {
        kind: defaultdict(list) for kind in ("payment", "order", "payout", "")
    }
    for receipt in books.receipts:
        if receipt.voided or not receipt.total:
            continue
        marked = read_marker(receipt.note)
        settled = _invoices_settled(receipt) & ours.keys()
        if marked is None and receipt.id in matched:
            found["payment"][matched[receipt.id]].append(receipt)
        elif marked is None:
            for id_ in settled:
                found[""][id_].append(receipt)
        elif marked.kind == "payout":
            for number in sorted({ours[id_] for id_ in settled}):
                found["payout"][number].append(receipt)
            found["payment"][payment_of(receipt.note)].append(receipt)
        elif marked.kind in found:
            found[marked.kind][marked.id].append(receipt)
    return found


def _settling(books: BooksSide) -> dict[tuple[RecordKind, str], list[KnownReceipt]]:
    found: dict[tuple[RecordKind, str], list[KnownReceipt]] = defaultdict(list)
    for receipt in books.receipts:
        for one in receipt.settles:
            if isinstance(one.pointer, Known):
                found[one.kind, one.pointer.id].append(receipt)
    return found


def _invoices_settled(receipt: KnownReceipt) -> set[str]:
    return {
        one.pointer.id
        for one in receipt.settles
        if one.kind is RecordKind.INVOICE and isinstance(one.pointer, Known)
    }


def sum_of(documents: Iterable[KnownDocument], *, left: bool) -> Money:
    """Invoices less credit memos: what is left open of them, or what they were over."""
    return Money.total(
        (one.open if left else one.total)
        if one.kind is DocumentKind.INVOICE
        else -(one.open if left else one.total)
        for one in documents
    )
