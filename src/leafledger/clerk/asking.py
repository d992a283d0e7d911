"""Asking for single orders and credits, and giving up a document that was deleted by hand."""

from __future__ import annotations

from typing import Any

from leafledger.bookkeeping.credits import credit_record, use_records
from leafledger.bookkeeping.known_records import Link
from leafledger.clerk.known_books import ASKED_FOR
from leafledger.clerk.sending import DOCUMENT_KINDS
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.order_names import find_orders
from leafledger.intake.polling import Poller
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.pointers import RecordKind
from leafledger.quickbooks.read_documents import read_document
from leafledger.quickbooks.receipts import read_receipt, settled_amounts

APPLICATION = ":application"
_POSTED = (
    RecordKind.INVOICE, RecordKind.CREDIT_MEMO, RecordKind.PAYMENT, RecordKind.JOURNAL_ENTRY,
)  # fmt: skip


class Asking:
    """A person's word about single orders of one company."""

    def __init__(
        self, company: str, database: Database, poller: Poller, marks: Marks, crosswalk: Crosswalk
    ) -> None:
        self._company = company
        self._database = database
        self._poller = poller
        self._marks = marks
        self._crosswalk = crosswalk
        self._seen = SeenRecords(database)

    def find(self, spoken: str) -> list[str]:
        """The orders (UUIDs) of that name: among those seen, by document number, on LeafLink."""
        seen = find_orders(self._database, self._company, spoken)
        return (
            seen
            or self._crosswalk.orders_of_name(self._company, spoken.strip())
            or self._poller.look_for(spoken)
        )

    def ask(self, number: str) -> None:
        """Let an order be posted whatever the start date is, now and when it changes later."""
        with self._database.writing() as connection:
            self._crosswalk.take_name(connection, self._company, ASKED_FOR, number, "a person")
            self._marks.mark(connection, self._company, Subject.ORDER, [number], Why.ASKED)

    def give_up_document(self, number: str) -> None:
        """Forget what is void or deleted in QuickBooks of an order, so that it is posted again.

        Invoices, credit memos, payments, reversals and applications alike, as they were last
        seen. What still stands there keeps its link, so that nothing is posted a second time.
        """
        gone = self._gone(number)
        with self._database.writing() as connection:
            for record in gone:
                self._crosswalk.retire(connection, self._company, record)

    def post_credit_again(self, credit: str) -> bool:
        """Let a credit's memo be written again that was voided or deleted in QuickBooks (A7).

        Its uses on invoices are given up with it. False where the memo stands, or never was.
        """
        memo = credit_record(credit)
        links = self._crosswalk.live(self._company, [memo, *use_records(credit)])
        if memo not in links or self._stands(RecordKind.CREDIT_MEMO, links[memo].quickbooks_id):
            return False
        with self._database.writing() as connection:
            for record in links:
                self._crosswalk.retire(connection, self._company, record)
            self._marks.mark(connection, self._company, Subject.CREDIT, [credit], Why.ASKED)
        return True

    def _gone(self, number: str) -> list[str]:
        """The records of an order whose counterparts no longer stand in QuickBooks."""
        gone: list[str] = []
        lost: set[tuple[RecordKind, str]] = set()
        for kind in _POSTED:
            for record, link in self._links(kind, number).items():
                if not self._stands(kind, link.quickbooks_id):
                    gone.append(record)
                    lost.add((kind, link.quickbooks_id))
        applications = self._links(RecordKind.PAYMENT, number)
        for record, link in applications.items():
            if APPLICATION in record and record not in gone:
                settled = self._settled(link.quickbooks_id)
                # A credit and what it counts for: one of them alone brings nothing together.
                if lost & settled or len(settled) < 2:
                    gone.append(record)
        return gone

    def _links(self, kind: RecordKind, number: str) -> dict[str, Link]:
        base = f"order:{number}"
        links = self._crosswalk.live_of_kinds(self._company, [kind])
        return {r: link for r, link in links.items() if r == base or r.startswith(f"{base}:")}

    def _stands(self, kind: RecordKind, id_: str) -> bool:
        """Whether a counterpart was there, and not void, when it was last seen."""
        wire = self._last_seen(kind, id_)
        if wire is None:
            return False
        if kind is RecordKind.PAYMENT:
            return not read_receipt(wire).voided
        if kind in DOCUMENT_KINDS:
            return not read_document(wire, DOCUMENT_KINDS[kind]).voided
        return True

    def _settled(self, payment: str) -> set[tuple[RecordKind, str]]:
        """The documents that a payment of nothing still brings together."""
        wire = self._last_seen(RecordKind.PAYMENT, payment)
        return {(RecordKind(kind), id_) for kind, id_ in settled_amounts(wire)}

    def _last_seen(self, kind: RecordKind, id_: str) -> dict[str, Any] | None:
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, [id_]).get(id_)
        return seen.wire if seen is not None else None
