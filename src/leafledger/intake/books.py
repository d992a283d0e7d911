"""Watching the books: QuickBooks's lists, preferences and our documents as last seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from leafledger.database.connection import Database
from leafledger.intake.balances import PAYMENT, forget_document, keep_receipts
from leafledger.intake.counters import Counters
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.quickbooks import changes as quickbooks_changes
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.queries import where_in, where_since

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
# What is counted of sweeping, and with it when that was last.
FOUND_BY_SWEEPING = "quickbooks changes found by sweeping"
CHANGED_AT = "MetaData.LastUpdatedTime"
# Rows committed late still fall into the next sweep (reference/quickbooks.md 6).
OVERLAP = timedelta(minutes=5)
# What was swept so lately is news enough where money is taken back.
NEWS_AGE_MAX = timedelta(minutes=5)
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
        """Read preferences and every list anew: at connection, or where something was gone.

        Only the very first reading sets the position: a later one has not read our documents.
        """
        began = datetime.now(UTC)
        self._keep(PREFERENCES, {THE_ONLY_ONE: self._client.preferences()})
        self._keep(COMPANY, {THE_ONLY_ONE: self._client.company_info()})
        first = self._position() is None
        for entity in (*LISTS, *NAME_HOLDERS):
            self._read_whole(entity, marked=not first)
        if first:
            self._reached(began)

    def read_list(self, entity: str) -> None:
        """Read one whole list anew, inactive records too; what is missing from it is gone."""
        self._read_whole(entity, marked=True)

    def sweep(self) -> int:
        """Ask once for all that changed since the last time; how many of our documents did.

        One metered call. Preferences are read again too, since QuickBooks does not tell of them.
        """
        position = self._position()
        began = datetime.now(UTC)
        if position is None:
            self.read_everything()
            return 0
        since = position - OVERLAP
        silent = began - since > LOOK_BACK_MAX
        touched = self._catch_up(since) if silent else self._follow(since)
        self._reached(began)
        if touched:
            self._counters.count(self._company, FOUND_BY_SWEEPING, touched)
        return touched

    def read_documents(self, entity: str, ids: Sequence[str], *, marked: bool = True) -> None:
        """Read documents again, many in a call; those that are missing were deleted.

        Changed ones are marked, unless whoever asks looks after what follows from them.
        """
        self._read_again(entity, ids, marked=marked)

    def read_new(self, entity: str) -> int:
        """Read what changed since the last sweep, one metered call for one kind; how many did.

        For what must be known before it is acted on, and cannot wait for a webhook or the hour.
        Nothing is read within minutes of a sweep: webhooks take as long.
        """
        position = self._position()
        if position is None or datetime.now(UTC) - position <= NEWS_AGE_MAX:
            return 0
        return self._keep_since(entity, position - OVERLAP)

    def documents_now(self, entity: str, ids: Sequence[str]) -> list[dict[str, Any]]:
        """How documents stand this moment; nothing is kept, and no mark is made."""
        found: list[dict[str, Any]] = []
        for start in range(0, len(ids), IDS_IN_A_QUERY_MAX):
            some = ids[start : start + IDS_IN_A_QUERY_MAX]
            found += self._client.query_all(entity, where_in("Id", some))
        return found

    def _follow(self, since: datetime) -> int:
        """Keep and mark what QuickBooks tells of; how many of our documents changed."""
        self._keep(PREFERENCES, {THE_ONLY_ONE: self._client.preferences()})
        swept = quickbooks_changes.cdc(self._client, (*LISTS, *NAME_HOLDERS, *DOCUMENTS), since)
        for entity in swept.cut_short & {*LISTS, *NAME_HOLDERS}:
            self.read_list(entity)
        touched = 0
        for entity in {**swept.changed, **swept.deleted}:
            wires = {str(wire["Id"]): wire for wire in swept.changed.get(entity, [])}
            changed = self._keep(entity, wires, swept.deleted.get(entity, []))
            touched += len(changed) if entity in WATCHED else 0
        for entity in sorted(swept.cut_short & set(DOCUMENTS)):
            touched += self._find_deleted(entity, swept.changed.get(entity, []))
        return touched

    def _find_deleted(self, entity: str, changed: Iterable[dict[str, Any]]) -> int:
        """Look whether what we know of is there still: a full answer may not tell what was deleted.

        QuickBooks takes no end of the time it is asked for, so no shorter time helps. What was
        just read is there; the rest is asked for by id, two hundred in a metered call.
        """
        read = {str(wire["Id"]) for wire in changed}
        known = self._seen.ids(self._company, System.QUICKBOOKS, entity)
        return self._read_again(entity, [id_ for id_ in known if id_ not in read], marked=True)

    def _catch_up(self, since: datetime) -> int:
        """After so long a silence that QuickBooks does not tell: read all again that we know.

        Documents before payments, as in any sweep. Payments and deposits made meanwhile are
        found by their time; other new documents stand for nothing of ours.
        """
        self.read_everything()
        touched = 0
        for entity in DOCUMENTS:
            ids = self._seen.ids(self._company, System.QUICKBOOKS, entity)
            touched += self._read_again(entity, ids, marked=True)
        for entity in ("Deposit", PAYMENT):
            touched += self._keep_since(entity, since)
        return touched

    def _keep_since(self, entity: str, since: datetime) -> int:
        rows = self._client.query_all(entity, where_since(CHANGED_AT, since))
        return len(self._keep(entity, {str(row["Id"]): row for row in rows}))

    def _read_whole(self, entity: str, *, marked: bool) -> None:
        known = set(self._seen.ids(self._company, System.QUICKBOOKS, entity))
        rows = self._client.query_all(entity, include_inactive=True)
        wires = {str(row["Id"]): row for row in rows}
        self._keep(entity, wires, known - set(wires), marked=marked)

    def _read_again(self, entity: str, ids: Sequence[str], *, marked: bool) -> int:
        changed = 0
        for start in range(0, len(ids), IDS_IN_A_QUERY_MAX):
            some = ids[start : start + IDS_IN_A_QUERY_MAX]
            both = entity in {*LISTS, *NAME_HOLDERS}
            rows = self._client.query_all(entity, where_in("Id", some), include_inactive=both)
            wires = {str(row["Id"]): row for row in rows}
            changed += len(self._keep(entity, wires, set(some) - set(wires), marked=marked))
        return changed

    def _keep(
        self, entity: str, wires: dict[str, dict[str, Any]], gone: Iterable[str] = (), *,
        marked: bool = True,
    ) -> list[str]:  # fmt: skip
        """Keep what was read and mark what changed of ours, all or nothing; the ids that changed.

        What is kept is never found changed again, so that a mark may not come later.
        """
        with self._database.writing() as connection:
            if entity == PAYMENT:
                changed = keep_receipts(self._seen, connection, self._company, wires)
            else:
                side = (self._company, System.QUICKBOOKS, entity)
                changed = self._seen.keep(*side, wires, connection)
            for id_ in self._there(connection, entity, sorted(set(gone) - set(wires))):
                forget_document(self._seen, connection, self._company, entity, id_)
                changed.append(id_)
            if marked and entity in WATCHED:
                touched = [f"{entity}:{id_}" for id_ in changed]
                self._marks.mark(
                    connection, self._company, Subject.DOCUMENT, touched, Why.CHANGED_BOOKS
                )
        return changed

    def _there(self, connection: Connection, entity: str, ids: Sequence[str]) -> list[str]:
        """Those that are not known to be gone already: a deletion is told in every overlap."""
        known = self._seen.some(self._company, System.QUICKBOOKS, entity, ids, connection)
        return [id_ for id_ in ids if id_ in known]

    def _position(self) -> datetime | None:
        written = self._counters.cursor(self._company, BOOKS_CURSOR)
        return datetime.fromisoformat(written) if written else None

    def _reached(self, began: datetime) -> None:
        with self._database.writing() as connection:
            self._counters.move_cursor(connection, self._company, BOOKS_CURSOR, began.isoformat())
