"""Asking for single orders by name, and giving up a document that was deleted by hand."""

from __future__ import annotations

from leafledger.clerk.known_books import ASKED_FOR
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.order_names import find_orders
from leafledger.intake.polling import Poller
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.pointers import RecordKind
from leafledger.quickbooks.receipts import read_receipt


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
        """Forget the invoice of an order that was deleted by hand, so that it is posted again.

        Its payments and reversals that are void or deleted in QuickBooks are forgotten too.
        """
        records = [f"order:{number}", f"order:{number}:cancellation", f"order:{number}:application"]
        records += self._payments_gone(number)
        with self._database.writing() as connection:
            for record in records:
                self._crosswalk.retire(connection, self._company, record)

    def _payments_gone(self, number: str) -> list[str]:
        gone = []
        for kind in (RecordKind.PAYMENT, RecordKind.JOURNAL_ENTRY):
            links = self._crosswalk.live_of_kinds(self._company, [kind])
            mine = {r: link for r, link in links.items() if r.startswith(f"order:{number}:")}
            ids = [link.quickbooks_id for link in mine.values()]
            seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, ids)
            for record, link in mine.items():
                shown = seen.get(link.quickbooks_id)
                void = kind is RecordKind.PAYMENT and shown and read_receipt(shown.wire).voided
                if shown is None or void:
                    gone.append(record)
        return gone
