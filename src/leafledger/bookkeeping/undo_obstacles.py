"""What an undo must leave as it is, and what stays with it (accounting.md A11)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.undo_papers import UndonePaper, adjusts, first_invoice, is_removed
from leafledger.ledger.documents import KnownDocument
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownEntry, KnownReceipt, Reversal


@dataclass(frozen=True, slots=True)
class Unmovable:
    """A record that stays, and why: the words that follow "Kept, since"."""

    record: str
    why: str


def obstacles(
    papers: Sequence[UndonePaper], chosen: Collection[str], period: Period,
    refused: Mapping[str, str], unseen: Iterable[Unmovable], dissolving: Collection[str],
) -> dict[str, str]:  # fmt: skip
    """Why chosen records stay, by record.

    `dissolving` are payments of nothing by which QuickBooks itself applied credits to what is
    undone (A6.7): they move no money, end with their invoice and stand in nobody's way.
    Documents that settle or adjust one another stay together, so that no payment is left without
    its invoice and no invoice without what took it back.
    Source: accounting.md A11
    Example: a deposited payment of 100.00 on invoice 10492 -> payment and invoice stay
    """
    mine = [paper for paper in papers if paper.link.record in chosen]
    stay = {one.record: one.why for one in unseen}
    for paper in mine:
        why = refused.get(paper.link.record) or _own(paper, papers, period, dissolving)
        if why:
            stay.setdefault(paper.link.record, why)
    while True:
        more = dict(_stays_with(mine, papers, stay))
        if not more:
            return stay
        stay |= more


def _own(
    paper: UndonePaper, papers: Sequence[UndonePaper], period: Period,
    dissolving: Collection[str],
) -> str:  # fmt: skip
    """Why a document stays for itself; empty where nothing stands in the way."""
    known = paper.known
    if not paper.is_made:
        return "LeafLedger found it in QuickBooks and did not make it"
    if period.is_closed(known.dated):
        return f"the books are closed through {period.closed_through}"
    if _is_edited(paper):
        return "it was edited by hand in QuickBooks since LeafLedger wrote it"
    if isinstance(known, KnownDocument) and known.sent:
        return "it was sent to the customer; take it back with a credit memo"
    if paper.is_deposited:
        return "it was deposited at the bank; take it out of the deposit in QuickBooks first"
    return _settled_elsewhere(paper, papers, dissolving)


def _is_edited(paper: UndonePaper) -> bool:
    match paper.known:
        case KnownEntry() as entry:
            written = paper.written
            return isinstance(written, Reversal) and written.amount != entry.receivable
        case KnownDocument() | KnownReceipt() as known:
            return bool(paper.link.answered) and paper.link.answered != known.content


def _settled_elsewhere(
    paper: UndonePaper, papers: Sequence[UndonePaper], dissolving: Collection[str]
) -> str:
    """What others applied to it, or what it is applied to of others."""
    ours = {(one.kind, one.known.id) for one in papers}
    if isinstance(paper.known, KnownDocument):
        for id_ in paper.known.settled_by:
            if (RecordKind.PAYMENT, id_) not in ours and id_ not in dissolving:
                return f"payment {id_}, which is not of this undo, is applied to it"
        return ""
    if isinstance(paper.known, KnownReceipt):
        for one in paper.known.settles:
            if isinstance(one.pointer, Known) and (one.kind, one.pointer.id) not in ours:
                named = one.pointer.name or one.pointer.id
                kind = {RecordKind.INVOICE: "invoice", RecordKind.CREDIT_MEMO: "credit memo"}
                what = kind.get(one.kind, "journal entry")
                return f"it is applied to {what} {named}, which is not of this undo"
    return ""


def _stays_with(
    mine: Sequence[UndonePaper], papers: Sequence[UndonePaper], stay: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """What must stay because of what stays already."""
    going = [paper for paper in mine if paper.link.record not in stay]
    staying = [paper for paper in papers if paper not in going]
    for paper in going:
        for other in staying:
            if why := _bound(paper, other, kept=other.link.record in stay):
                yield paper.link.record, why
                break


def _bound(paper: UndonePaper, other: UndonePaper, *, kept: bool) -> str:
    """Why a document stays when another stays; `kept` where that was to go as well."""
    if other.settles(paper):
        return f"{other.named}, which stays, is applied to it"
    if not kept:
        return ""
    if paper.settles(other):
        return f"it is applied to {other.named}, which stays"
    if _is_settled_with(paper, other):
        return f"it is settled together with {other.named}, which stays"
    if paper.kind is RecordKind.JOURNAL_ENTRY and other.kind is RecordKind.PAYMENT:
        return f"{other.named} stays, and the entry may be its reversal"
    if first_invoice(other) and is_removed(other) and adjusts(paper, other):
        return f"it corrects {other.named}, which stays"
    if first_invoice(paper) and is_removed(paper) and adjusts(other, paper):
        return f"{other.named}, which stays, corrects it"
    return ""


def _is_settled_with(paper: UndonePaper, other: UndonePaper) -> bool:
    """Whether one payment is applied to both: it takes a credit to an invoice."""
    one, two = paper.known, other.known
    if not isinstance(one, KnownDocument) or not isinstance(two, KnownDocument):
        return False
    return bool({*one.settled_by} & {*two.settled_by})
