"""Watching the books: QuickBooks's lists, preferences and our documents as last seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from leafledger.database.connection import Database
from leafledger.intake.balances import PAYMENT, forget_document, keep_receipts
from leafledger.intake.counters import Counters
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.quickbooks import changes as quickbooks_changes
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.queries import where_in

# Lists that documents point to, and the names that customers must not collide with.
LISTS = ("Account", "Customer", "Item", "PaymentMethod", "Term")
NAME_HOLDERS = ("Vendor", "Employee")
# What of ours people may edit in QuickBooks.
WATCHED = ("Customer", "Invoice", "CreditMemo", "Deposit", "JournalEntry", "Payment")
DOCUMENTS = ("Invoice", "CreditMemo", "Deposit", "JournalEntry", "Payment")
PREFERENCES, COMPANY = "Preferences", "CompanyInfo"
# What the two records are kept under, of which a company has one each.
THE_ONLY_ONE = "1"
BOOKS_CURSOR = "quickbooks changes"
# Rows committed late still fall into the next sweep (reference/quickbooks.md 6).
OVERLAP = timedelta(minutes=5)
# QuickBooks tells of changes for at most 30 days back; after that everything is read again.
LOOK_BACK_MAX = timedelta(days=29)
# Ids asked for in one query: a statement stays far below any limit on its length.
IDS_IN_A_QUERY_MAX = 200


class BooksWatch:
    """Keeps the last seen state of a company's QuickBooks side, at the least cost in reads."""

    def __init__(
        self, company: str, client: QuickBooks, database: Database, seen: SeenRecords,
        marks: Marks, counters: Counters,
    ) -> None:  # fmt: skip
        self._company = company
        self._client = client
        self._database = database
        self._seen = seen
        self._marks = marks
        self._counters = counters

    def read_everything(self) -> None:
        """Read preferences and every list anew: at connection, or after a long silence."""
        began = datetime.now(UTC)
        self._keep(PREFERENCES, {THE_ONLY_ONE: self._client.preferences()})
        self._keep(COMPANY, {THE_ONLY_ONE: self._client.company_info()})
        for entity in (*LISTS, *NAME_HOLDERS):
            self.read_list(entity)
        with self._database.writing() as connection:
            self._counters.move_cursor(connection, self._company, BOOKS_CURSOR, began.isoformat())

    def read_list(self, entity: str) -> None:
        """Read one whole list anew, inactive records too; what is missing from it is gone."""
        rows = self._client.query_all(entity, include_inactive=True)
        wires = {str(row["Id"]): row for row in rows}
        known = self._seen.all(self._company, System.QUICKBOOKS, entity)
        self._keep(entity, wires)
        self._seen.gone(self._company, System.QUICKBOOKS, entity, set(known) - set(wires))

    def sweep(self) -> int:
        """Ask once for all that changed since the last time; how many of our documents did.

        One metered call. Preferences are read again too, since QuickBooks does not tell of them.
        """
        position = self._counters.cursor(self._company, BOOKS_CURSOR)
        began = datetime.now(UTC)
        since = datetime.fromisoformat(position) - OVERLAP if position else None
        if since is None or began - since > LOOK_BACK_MAX:
            self.read_everything()
            return 0
        self._keep(PREFERENCES, {THE_ONLY_ONE: self._client.preferences()})
        swept = quickbooks_changes.cdc(self._client, (*LISTS, *NAME_HOLDERS, *DOCUMENTS), since)
        for entity in swept.cut_short & {*LISTS, *NAME_HOLDERS}:
            self.read_list(entity)
        touched: list[str] = []
        for entity, wires in swept.changed.items():
            changed = self._keep(entity, {str(wire["Id"]): wire for wire in wires})
            touched += [f"{entity}:{id_}" for id_ in changed if entity in WATCHED]
        for entity, ids in swept.deleted.items():
            self._forget(entity, ids)
            touched += [f"{entity}:{id_}" for id_ in ids if entity in WATCHED]
        with self._database.writing() as connection:
            self._marks.mark(
                connection, self._company, Subject.DOCUMENT, touched, Why.CHANGED_BOOKS
            )
            self._counters.move_cursor(connection, self._company, BOOKS_CURSOR, began.isoformat())
        return len(touched)

    def read_documents(self, entity: str, ids: Sequence[str]) -> None:
        """Read documents again, many in a call; those that are missing were deleted."""
        for start in range(0, len(ids), IDS_IN_A_QUERY_MAX):
            some = ids[start : start + IDS_IN_A_QUERY_MAX]
            both = entity in {*LISTS, *NAME_HOLDERS}
            rows = self._client.query_all(entity, where_in("Id", some), include_inactive=both)
            wires = {str(row["Id"]): row for row in rows}
            self._keep(entity, wires)
            self._forget(entity, set(some) - set(wires))

    def _keep(self, entity: str, wires: dict[str, dict[str, Any]]) -> list[str]:
        if entity != PAYMENT:
            return self._seen.keep(self._company, System.QUICKBOOKS, entity, wires)
        with self._database.writing() as connection:
            return keep_receipts(self._seen, connection, self._company, wires)

    def _forget(self, entity: str, ids: Iterable[str]) -> None:
        with self._database.writing() as connection:
            for id_ in ids:
                forget_document(self._seen, connection, self._company, entity, id_)
