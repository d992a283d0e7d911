"""What an undo needs to know: our live documents of orders and credits, read afresh."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.plan import Operation
from leafledger.bookkeeping.undo_papers import UndonePaper, Written
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_payouts import KnownPayouts
from leafledger.crosswalk.links import Crosswalk
from leafledger.intake.books import BooksWatch
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.deeds import Deed, Deeds
from leafledger.ledger.documents import Application, DocumentKind, KnownDocument, SalesDocument
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownEntry, KnownReceipt, Receipt, Reversal
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.deposits import deposited
from leafledger.quickbooks.journal_entries import read_entry
from leafledger.quickbooks.queries import where_since
from leafledger.quickbooks.read_documents import read_document
from leafledger.quickbooks.receipts import read_receipt

# The documents that an undo can take back. Lists are never undone, nor is anything on LeafLink.
UNDOABLE = (
    RecordKind.INVOICE, RecordKind.CREDIT_MEMO, RecordKind.PAYMENT, RecordKind.JOURNAL_ENTRY,
)  # fmt: skip
_SALES = {
    RecordKind.INVOICE: DocumentKind.INVOICE,
    RecordKind.CREDIT_MEMO: DocumentKind.CREDIT_MEMO,
}

Links = Mapping[str, tuple[RecordKind, Link]]


class UndoBooks:
    """Puts together our documents of one company's orders and credits."""

    def __init__(
        self, company: str, seen: SeenRecords, crosswalk: Crosswalk, deeds: Deeds,
        watch: BooksWatch, known: KnownBooks, client: QuickBooks, payouts: KnownPayouts,
    ) -> None:  # fmt: skip
        self._company = company
        self._seen = seen
        self._crosswalk = crosswalk
        self._deeds = deeds
        self._watch = watch
        self._known = known
        self._client = client
        self._payouts = payouts

    def links(self) -> Links:
        """Every live link of a document, by record; those we voided too."""
        return {
            record: (kind, link)
            for kind in UNDOABLE
            for record, link in self._crosswalk.live_of_kinds(self._company, [kind]).items()
        }

    def papers(
        self, subjects: Mapping[str, Mapping[str, int]], links: Links
    ) -> dict[str, tuple[UndonePaper, ...]]:
        """The live documents of each subject (`order:<uuid>`, `credit:<id>`), as they stand now.

        `subjects` say from which deed on a record is undone; records of others than the subject
        itself (the credits used on an order) come along where they are named. QuickBooks is asked
        for all of them anew: whether a payment was deposited since must be known before.
        Raises: TryAgain, Reconnect.
        """
        owners = _owners(subjects, links)
        self._read_again(owners, links)
        deeds = self._deeds.of(self._company, list(owners))
        known = self._read(owners, links)
        in_deposits = self._deposited(known.values())
        paid_out = {subject for subject in subjects if self._is_paid_out(subject)}
        found: dict[str, list[UndonePaper]] = defaultdict(list)
        for record, subject in owners.items():
            kind, link = links[record]
            stands = known.get(record)
            if stands is None or _is_void(stands):
                continue
            since = subjects[subject].get(record)
            paper = _paper(kind, link, stands, deeds.get(record, []), since)
            locked = (kind.value, link.quickbooks_id) in in_deposits
            locked |= subject in paid_out and self._is_in_an_account(stands)
            found[subject].append(replace(paper, is_deposited=locked or paper.is_deposited))
        return {subject: tuple(found.get(subject, ())) for subject in subjects}

    def others(self, papers: Iterable[UndonePaper]) -> dict[str, KnownReceipt]:
        """The payments that settle any of some documents and are none of ours, by id, read anew.

        Raises: TryAgain, Reconnect.
        """
        known = [paper.known for paper in papers]
        ours = {one.id for one in known if isinstance(one, KnownReceipt)}
        settling = {
            id_ for one in known if isinstance(one, KnownDocument) for id_ in one.settled_by
        }
        ids = sorted(settling - ours)
        if not ids:
            return {}
        self._watch.read_documents(RecordKind.PAYMENT.value, ids)
        seen = self._seen.some(self._company, System.QUICKBOOKS, RecordKind.PAYMENT.value, ids)
        return {id_: read_receipt(one.wire) for id_, one in seen.items()}

    def refused(self, records: Collection[str], since: str) -> dict[str, str]:
        """Why QuickBooks would not have records changed since a moment, in words."""
        said = self._deeds.refused(self._company, sorted(records), since)
        return {record: _in_words(detail) for record, detail in said.items()}

    def _deposited(
        self, known: Iterable[KnownDocument | KnownReceipt | KnownEntry]
    ) -> frozenset[tuple[str, str]]:
        """What deposits at the bank hold, as (QuickBooks's entity, id).

        A payment does not tell that it was deposited; the deposit does. One metered call for a
        thousand deposits since the first of the payments.
        """
        money = [one for one in known if isinstance(one, KnownReceipt | KnownEntry)]
        days = [one.dated for one in money if not _is_void(one)]
        if not days:
            return frozenset()
        where = where_since("TxnDate", min(days))
        rows = self._client.query_all(RecordKind.DEPOSIT.value, where)
        return frozenset(pair for row in rows for pair in deposited(row))

    def _is_paid_out(self, subject: str) -> bool:
        """Whether a payout that paid the order is in the books: its money is at the bank (A6.5)."""
        rows = self._payouts.rows_of(subject.removeprefix("order:"))
        return any(self._payouts.link(row.payout) is not None for row in rows)

    def _is_in_an_account(self, known: KnownDocument | KnownReceipt | KnownEntry) -> bool:
        """Whether a payment went to an account of its own, as the clearing account is."""
        if not isinstance(known, KnownReceipt) or not known.total:
            return False
        undeposited = self._known.company_books().undeposited
        return known.deposit_account_id not in {"", undeposited.id if undeposited else ""}

    def _read_again(self, records: Iterable[str], links: Links) -> None:
        ids: dict[str, list[str]] = defaultdict(list)
        for record in records:
            kind, link = links[record]
            ids[kind.value].append(link.quickbooks_id)
        for entity, some in ids.items():
            self._watch.read_documents(entity, some)

    def _read(
        self, records: Iterable[str], links: Links
    ) -> dict[str, KnownDocument | KnownReceipt | KnownEntry]:
        books = self._known.company_books()
        receivables = {books.receivable.id} if books.receivable is not None else set()
        by_kind: dict[RecordKind, dict[str, str]] = defaultdict(dict)
        for record in records:
            kind, link = links[record]
            by_kind[kind][link.quickbooks_id] = record
        found: dict[str, KnownDocument | KnownReceipt | KnownEntry] = {}
        for kind, ids in by_kind.items():
            seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, list(ids))
            for id_, one in seen.items():
                if kind in _SALES:
                    found[ids[id_]] = read_document(one.wire, _SALES[kind])
                elif kind is RecordKind.PAYMENT:
                    found[ids[id_]] = read_receipt(one.wire)
                else:
                    found[ids[id_]] = read_entry(one.wire, receivables)
        return found


def _owners(subjects: Mapping[str, Mapping[str, int]], links: Links) -> dict[str, str]:
    """The subject of each live record that is looked at."""
    owners = {}
    for record, (_, link) in links.items():
        # What we voided carries no content any more.
        if not link.posted:
            continue
        subject = subject_of(record)
        if subject in subjects and subject.startswith("order:"):
            owners[record] = subject
    for subject, since in subjects.items():
        named = [record for record in since if record in links]
        owners |= {record: subject for record in named if links[record][1].posted}
    return owners


def subject_of(record: str) -> str:
    """The order or credit that a record belongs to: `order:<uuid>:payment:7` -> `order:<uuid>`."""
    return ":".join(record.split(":")[:2])


def _is_void(known: KnownDocument | KnownReceipt | KnownEntry) -> bool:
    return not isinstance(known, KnownEntry) and known.voided


def _paper(
    kind: RecordKind, link: Link, known: KnownDocument | KnownReceipt | KnownEntry,
    deeds: Sequence[Deed], since: int | None,
) -> UndonePaper:  # fmt: skip
    mine = _of_this_document(deeds, link.quickbooks_id)
    contents = [(deed.number, content) for deed in mine if (content := _content(deed)) is not None]
    earlier = [content for number, content in contents if since is None or number < since]
    written = contents[-1][1] if contents else None
    return UndonePaper(
        link=link,
        kind=kind,
        known=known,
        written=written,
        earlier=earlier[-1] if earlier and since is not None else None,
        is_chosen=since is not None,
        is_deposited=isinstance(known, KnownReceipt) and known.deposited,
        is_made=any(deed.step.operation is Operation.CREATE for deed in mine),
        customer=written.customer.name if written is not None else "",
    )


def _of_this_document(deeds: Sequence[Deed], quickbooks_id: str) -> list[Deed]:
    """The deeds on the document as it is now, not on one before it that was voided or deleted."""
    return [deed for deed in deeds if deed.quickbooks_id == quickbooks_id]


def _content(deed: Deed) -> Written | None:
    content = deed.step.content
    if isinstance(content, SalesDocument | Application | Receipt | Reversal):
        return content
    return None


def _in_words(detail: str) -> str:
    """What a refusal says to a bookkeeper, from what the journal kept of it."""
    code = detail.split()[1] if len(detail.split()) > 1 else ""
    known = {
        "6480": "QuickBooks has it matched with the bank; undo the match there first",
        "6540": "it was deposited at the bank; take it out of the deposit in QuickBooks first",
        "6200": "the books are closed",
        "6210": "the books are closed",
        "6450": "the payment is settled at the bank",
    }
    return known.get(code, f"QuickBooks would not have it changed ({detail.strip()})")
