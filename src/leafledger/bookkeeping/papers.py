"""The documents of one order, added up: as they count for its changes, and as they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leafledger.bookkeeping.decisions import Choice, Decision
from leafledger.bookkeeping.known_records import Paper, PostedBooks
from leafledger.figures.money import Money
from leafledger.ledger.documents import DocumentKind, SalesDocument

NOTHING_ON_FILE = PostedBooks()


@dataclass(frozen=True, slots=True)
class OnFile:
    """What we hold of one order besides the order: its posted books and its documents as posted.

    `posted` is the first invoice, `posted_memo` the memo of its cancellation; `decision` the last
    word of a person about documents that were changed by hand.
    """

    books: PostedBooks = NOTHING_ON_FILE
    posted: SalesDocument | None = None
    posted_memo: SalesDocument | None = None
    decision: Decision | None = None

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The order's documents: invoice, the memo of its cancellation, adjustments in turn."""
        books, found = self.books, []
        if books.invoice is not None:
            found.append(Paper(books.invoice, books.invoice_document, self.posted))
        if books.credit_memo is not None:
            found.append(Paper(books.credit_memo, books.credit_memo_document, self.posted_memo))
        return (*found, *books.adjustments)

    @property
    def is_adopted(self) -> bool:
        """Whether a person made the documents as they stand the base of what follows."""
        return self.decision is not None and self.decision.choice is Choice.ADOPT


NEW = OnFile()


def kind_of(paper: Paper) -> DocumentKind:
    """Which kind of document it is or was."""
    if paper.document is not None:
        return paper.document.kind
    if paper.posted is not None:
        return paper.posted.kind
    memo = paper.link.record.endswith(":cancellation")
    return DocumentKind.CREDIT_MEMO if memo else DocumentKind.INVOICE


def counted(papers: Iterable[Paper]) -> list[SalesDocument]:
    """What the order's changes are measured against: each document as we posted it.

    A document that a person adopted counts as we posted it too, so that their change stays and
    LeafLink's later ones go on top of it. What we voided ourselves counts no more.
    """
    return [p.posted for p in papers if p.posted is not None and p.link.posted]


def standing(papers: Iterable[Paper], *, as_read: bool) -> list[SalesDocument]:
    """What must be taken back when the order ends: each live document as it says it.

    `as_read`: as QuickBooks shows it, since a person adopted it; else as we posted it.
    """
    found = []
    for paper in papers:
        if not paper.is_live or paper.document is None:
            continue
        says = paper.document.says if as_read else None
        if says is not None or paper.posted is not None:
            found.append(says or paper.posted)
    return [document for document in found if document is not None]


def total_counted(documents: Iterable[SalesDocument]) -> Money:
    """Invoices less credit memos, as we posted them."""
    return Money.total(d.total if d.kind.sign > 0 else -d.total for d in documents)


def total_shown(papers: Iterable[Paper]) -> Money:
    """Invoices less credit memos, as QuickBooks shows them."""
    live = [paper.document for paper in papers if paper.is_live and paper.document is not None]
    return Money.total(d.total if d.kind.sign > 0 else -d.total for d in live)


def latest_facts(papers: Iterable[Paper]) -> str:
    """The name of the LeafLink facts that the newest document follows from."""
    newest = ""
    for paper in papers:
        newest = paper.link.facts or newest
    return newest


def spoken(paper: Paper) -> str:
    """A document as people call it: `invoice 10492`."""
    kind = "credit memo" if kind_of(paper) is DocumentKind.CREDIT_MEMO else "invoice"
    number = paper.document.number if paper.document is not None else ""
    return f"{kind} {number or paper.link.name or paper.link.quickbooks_id}"
