"""The crosswalk: links are added and retired, never changed, so any day can be read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from leafledger.bookkeeping.known_records import Link
from leafledger.crosswalk.matches import Matches
from leafledger.database.connection import Database
from leafledger.database.tables import links, names_taken
from leafledger.database.versions import version_of
from leafledger.ledger.pointers import RecordKind

# Records asked for in one statement; SQLite takes at most 32766 parameters.
RECORDS_IN_A_STATEMENT_MAX = 500


class Crosswalk:
    """The links of all companies. A record has at most one live link, a counterpart too.

    `matches` holds what people said about them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.matches = Matches(database)

    def link(
        self, connection: Connection, company: str, kind: RecordKind, link: Link, evidence: str
    ) -> None:
        """Link a record, in the place of its live link if it has one.

        `evidence` says in words how we know. Raises: sqlalchemy.exc.IntegrityError if the
        counterpart already belongs to another record.
        """
        now = datetime.now(UTC).isoformat()
        self._retire(connection, company, link.record, now)
        connection.execute(
            insert(links).values(
                company=company, record=link.record, kind=kind.value,
                quickbooks_id=link.quickbooks_id, name=link.name, posted=link.posted,
                facts=link.facts, answered=link.answered, evidence=evidence, linked_at=now,
            )
        )  # fmt: skip

    def retire(self, connection: Connection, company: str, record: str) -> None:
        """End a record's live link; it stays in the history."""
        self._retire(connection, company, record, datetime.now(UTC).isoformat())

    def _retire(self, connection: Connection, company: str, record: str, now: str) -> None:
        live = (
            (links.c.company == company) & (links.c.record == record) & links.c.retired_at.is_(None)
        )
        connection.execute(update(links).where(live).values(retired_at=now))

    def live(self, company: str, records: Sequence[str]) -> dict[str, Link]:
        """The live links of some records, by record."""
        found: dict[str, Link] = {}
        if not records:
            return found
        with self._database.reading() as connection:
            for start in range(0, len(records), RECORDS_IN_A_STATEMENT_MAX):
                some = records[start : start + RECORDS_IN_A_STATEMENT_MAX]
                rows = connection.execute(_live(company).where(links.c.record.in_(some)))
                found |= {row.record: _link(row) for row in rows}
        return found

    def live_of_kinds(self, company: str, kinds: Sequence[RecordKind]) -> dict[str, Link]:
        """Every live link of some kinds, by record."""
        with self._database.reading() as connection:
            named = [kind.value for kind in kinds]
            rows = connection.execute(_live(company).where(links.c.kind.in_(named)))
            return {row.record: _link(row) for row in rows}

    def answers(self, company: str, kind: RecordKind) -> dict[str, tuple[str, str]]:
        """What QuickBooks answered when we wrote or a person adopted each document of a kind.

        By QuickBooks's id: our record, and the name of the content (`KnownDocument.content`).
        """
        asked = select(links.c.quickbooks_id, links.c.record, links.c.answered).where(
            links.c.company == company, links.c.kind == kind.value, links.c.retired_at.is_(None),
            links.c.answered != "",
        )  # fmt: skip
        with self._database.reading() as connection:
            rows = connection.execute(asked)
            return {row.quickbooks_id: (row.record, row.answered) for row in rows}

    def version(self, company: str, kinds: Sequence[RecordKind]) -> str:
        """A text that changes whenever a live link of some kinds does."""
        with self._database.reading() as connection:
            return version_of(
                connection, links, links.c.sequence, links.c.company == company,
                links.c.kind.in_([kind.value for kind in kinds]), links.c.retired_at.is_(None),
            )  # fmt: skip

    def record_of(self, company: str, kind: RecordKind, quickbooks_id: str) -> str | None:
        """Whose counterpart a QuickBooks record is."""
        with self._database.reading() as connection:
            row = connection.execute(
                _live(company).where(
                    links.c.kind == kind.value, links.c.quickbooks_id == quickbooks_id
                )
            ).one_or_none()
        return row.record if row is not None else None

    def record_of_name(self, company: str, kinds: Sequence[RecordKind], lowered: str) -> str | None:
        """Whose counterpart the documents of a number are; the number in lower case."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(links.c.record)
                .where(
                    links.c.company == company, func.lower(links.c.name) == lowered,
                    links.c.kind.in_([kind.value for kind in kinds]),
                    links.c.retired_at.is_(None),
                )
                .order_by(links.c.sequence.desc())
                .limit(1)
            ).one_or_none()  # fmt: skip
        return row.record if row is not None else None

    def linked(self, company: str, kind: RecordKind, ids: Sequence[str]) -> frozenset[str]:
        """Those of some QuickBooks records that are anybody's counterpart."""
        found: set[str] = set()
        with self._database.reading() as connection:
            for start in range(0, len(ids), RECORDS_IN_A_STATEMENT_MAX):
                some = ids[start : start + RECORDS_IN_A_STATEMENT_MAX]
                rows = connection.execute(
                    _live(company).where(
                        links.c.kind == kind.value, links.c.quickbooks_id.in_(some)
                    )
                )
                found |= {row.quickbooks_id for row in rows}
        return frozenset(found)

    def matched(self, company: str, kind: RecordKind) -> dict[str, str]:
        """What people matched of a kind and we did not make: our record by QuickBooks's id."""
        with self._database.reading() as connection:
            rows = connection.execute(
                _live(company).where(
                    links.c.kind == kind.value, links.c.posted == "", links.c.answered == ""
                )
            ).all()
        return {row.quickbooks_id: row.record for row in rows}

    def id_of(self, company: str, record: str) -> str:
        """The QuickBooks id of a record's live counterpart. Raises: KeyError if it has none."""
        return self.live(company, [record])[record].quickbooks_id

    def is_free_for(self, company: str, kind: RecordKind, quickbooks_id: str, record: str) -> bool:
        """Whether a QuickBooks record is nobody's counterpart yet, or this record's own."""
        return self.record_of(company, kind, quickbooks_id) in {None, record}

    def orders_of_name(self, company: str, name: str) -> list[str]:
        """The orders whose documents carry a number in QuickBooks."""
        with self._database.reading() as connection:
            rows = connection.execute(
                _live(company).where(links.c.name == name, links.c.record.startswith("order:"))
            ).all()
        return sorted({row.record.split(":")[1] for row in rows})

    def history(self, company: str, record: str) -> list[dict[str, str | None]]:
        """Every link a record ever had, oldest first, with evidence and dates."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(links)
                .where(links.c.company == company, links.c.record == record)
                .order_by(links.c.sequence)
            ).all()
        shown = ("kind", "quickbooks_id", "name", "evidence", "linked_at", "retired_at")
        return [{name: getattr(row, name) for name in shown} for row in rows]

    def take_name(
        self, connection: Connection, company: str, kind: str, name: str, holder: str
    ) -> None:
        """Remember that a name or number is somebody else's in QuickBooks.

        `kind` is "customer", "item" or "document number"; `holder` who has it, in words or as
        an order number.
        """
        known = connection.execute(
            select(names_taken.c.name).where(
                names_taken.c.company == company, names_taken.c.kind == kind,
                names_taken.c.name == name.casefold(),
            )
        ).one_or_none()  # fmt: skip
        if known is None:
            connection.execute(
                insert(names_taken).values(
                    company=company, kind=kind, name=name.casefold(), holder=holder
                )
            )

    def release_name(self, connection: Connection, company: str, kind: str, name: str) -> None:
        """Forget that a name or number is somebody's."""
        connection.execute(
            delete(names_taken).where(
                names_taken.c.company == company, names_taken.c.kind == kind,
                names_taken.c.name == name.casefold(),
            )
        )  # fmt: skip

    def names(self, company: str, kind: str) -> dict[str, str]:
        """The names or numbers that are somebody else's, in lower case, and who has each."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(names_taken).where(
                    names_taken.c.company == company, names_taken.c.kind == kind
                )
            )
            return {row.name: row.holder for row in rows}


def _live(company: str) -> Any:
    return select(links).where(links.c.company == company, links.c.retired_at.is_(None))


def _link(row: Any) -> Link:
    return Link(row.record, row.quickbooks_id, row.name, row.posted, row.facts, row.answered)
