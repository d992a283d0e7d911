"""What stands in QuickBooks of single orders: links, documents as seen, documents as posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leafledger.bookkeeping.adjustments import ADJUSTMENTS_MAX, application_records
from leafledger.bookkeeping.known_records import Link, Paper, PostedBooks
from leafledger.bookkeeping.papers import OnFile
from leafledger.crosswalk.links import Crosswalk
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.decisions import Decisions
from leafledger.journal.history import History
from leafledger.ledger.documents import DocumentKind, KnownDocument, SalesDocument
from leafledger.ledger.items import KnownItem
from leafledger.ledger.pointers import RecordKind
from leafledger.quickbooks.read_documents import read_document, read_sales_document
from leafledger.quickbooks.receipts import settled_amounts


class FiledDocuments:
    """Puts together what is on file of the orders of one company."""

    def __init__(
        self, company: str, seen: SeenRecords, crosswalk: Crosswalk, history: History,
        decisions: Decisions,
    ) -> None:  # fmt: skip
        self._company = company
        self._seen = seen
        self._crosswalk = crosswalk
        self._history = history
        self._decisions = decisions

    def on_file(self, numbers: Sequence[str], items: Mapping[str, KnownItem]) -> dict[str, OnFile]:
        """What is on file of each order; `items` by QuickBooks id, for the accounts of lines."""
        links = self._links(numbers)
        posted = self._history.posted(self._company, list(links))
        documents = self._documents(links, posted, items)
        decided = self._decisions.latest(self._company, [f"order:{n}" for n in numbers])
        found = {}
        for number in numbers:
            record = f"order:{number}"
            adjustments = tuple(
                Paper(link, documents.get(link.record), posted.get(link.record), ordinal)
                for ordinal in range(1, ADJUSTMENTS_MAX + 1)
                if (link := links.get(f"{record}:adjustment:{ordinal}")) is not None
            )
            invoice, memo = links.get(record), links.get(f"{record}:cancellation")
            found[number] = OnFile(
                PostedBooks(
                    invoice=invoice,
                    invoice_document=documents.get(record),
                    credit_memo=memo,
                    credit_memo_document=documents.get(f"{record}:cancellation"),
                    adjustments=adjustments,
                ),
                posted.get(record),
                posted.get(f"{record}:cancellation"),
                decided.get(record),
            )
        return self._with_applications(found)

    def _links(self, numbers: Sequence[str]) -> dict[str, Link]:
        """The links of documents. Few orders have adjustments: the second is sought after a first.

        Ordinals have no gaps, since an adjustment that is gone keeps its link.
        """
        firsts = [
            record
            for number in numbers
            for record in (f"order:{number}", f"order:{number}:cancellation",
                           f"order:{number}:adjustment:1")
        ]  # fmt: skip
        links = self._crosswalk.live(self._company, firsts)
        more = [
            f"{record.removesuffix('1')}{ordinal}"
            for record in links
            if record.endswith(":adjustment:1")
            for ordinal in range(2, ADJUSTMENTS_MAX + 1)
        ]
        return links | self._crosswalk.live(self._company, more)

    def _with_applications(self, found: dict[str, OnFile]) -> dict[str, OnFile]:
        wanted = {number: application_records(one.papers) for number, one in found.items()}
        asked = [record for records in wanted.values() for record in records]
        if not asked:
            return found
        links = self._crosswalk.live(self._company, asked)
        taken_off = self._taken_off(links)
        return {
            number: replace(
                one,
                books=replace(
                    one.books,
                    applications=frozenset(r for r in wanted[number] if r in links),
                    taken_off=frozenset(r for r in wanted[number] if r in taken_off),
                ),
            )
            for number, one in found.items()
        }

    def _taken_off(self, links: Mapping[str, Link]) -> set[str]:
        """Applications that were deleted in QuickBooks, or bring nothing together any more."""
        ids = [link.quickbooks_id for link in links.values()]
        seen = self._seen.some(self._company, System.QUICKBOOKS, RecordKind.PAYMENT.value, ids)
        standing = {id_ for id_, one in seen.items() if len(settled_amounts(one.wire)) > 1}
        return {record for record, link in links.items() if link.quickbooks_id not in standing}

    def _documents(
        self, links: Mapping[str, Link], posted: Mapping[str, SalesDocument],
        items: Mapping[str, KnownItem],
    ) -> dict[str, KnownDocument]:  # fmt: skip
        """Each record's document as last seen, with what it says; those deleted are missing."""
        kinds = {record: _kind(record, posted.get(record)) for record in links}
        found = {}
        for kind in DocumentKind:
            records = {links[r].quickbooks_id: r for r, of in kinds.items() if of is kind}
            seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, list(records))
            for id_, one in seen.items():
                says = read_sales_document(one.wire, kind, items)
                found[records[id_]] = replace(read_document(one.wire, kind), says=says)
        return found


def _kind(record: str, posted: SalesDocument | None) -> DocumentKind:
    if posted is not None:
        return posted.kind
    memo = record.endswith(":cancellation")
    return DocumentKind.CREDIT_MEMO if memo else DocumentKind.INVOICE
