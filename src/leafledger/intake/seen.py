"""The last seen state of every record of both systems."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from leafledger.database.connection import Database
from leafledger.database.tables import seen_records
from leafledger.database.versions import version_of
from leafledger.intake.ages import is_older_in_quickbooks, is_older_on_leaflink
from leafledger.intake.names_kept import keep_names
from leafledger.intake.receipts_kept import KINDS, forget_receipts, keep_receipts

_encode = msgspec.json.Encoder(decimal_format="number", order="sorted").encode
_decode = msgspec.json.Decoder(float_hook=Decimal).decode

# The kind whose wires on LeafLink tell when they were modified and come by more than one way.
ORDER = "order"
# SQLite takes at most 32766 parameters in a statement; a row has eight.
ROWS_IN_A_STATEMENT_MAX = 500


class System(StrEnum):
    """The two sides."""

    LEAFLINK = "leaflink"
    QUICKBOOKS = "quickbooks"


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as it was last seen. `wire` is the other side's own JSON, fractions as Decimal."""

    id: str
    wire: Any
    first_seen_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SeenSince:
    """Records that were seen since a moment, None for those that are gone.

    `latest` is the newest moment among them, None where there are none.
    """

    records: Mapping[str, Seen | None]
    latest: datetime | None


class SeenRecords:
    """Keeps and gives the last seen state, by company, system, kind and id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self, company: str, system: System, kind: str, records: Mapping[str, Any],
        connection: Connection | None = None,
    ) -> list[str]:  # fmt: skip
        """Keep records; the ids of those that are new or not as they were.

        An answer that is older than what is kept came late, and is left aside.
        """
        if connection is not None:
            return self._keep(connection, company, system, kind, records)
        with self._database.writing() as own:
            return self._keep(own, company, system, kind, records)

    def _keep(
        self, connection: Connection, company: str, system: System, kind: str,
        records: Mapping[str, Any],
    ) -> list[str]:  # fmt: skip
        known = self._contents(connection, company, system, kind, list(records))
        texts = {id_: _encode(wire) for id_, wire in records.items()}
        contents = {id_: hashlib.sha256(text).hexdigest()[:32] for id_, text in texts.items()}
        differing = {id_: records[id_] for id_ in records if known.get(id_) != contents[id_]}
        again = {id_: wire for id_, wire in differing.items() if id_ in known}
        late = self.outdated(company, system, kind, again, connection)
        now = datetime.now(UTC).isoformat()
        changed = [id_ for id_ in differing if id_ not in late]
        rows = [
            {
                "company": company, "system": system.value, "kind": kind, "id": id_,
                "wire": texts[id_].decode(), "content": contents[id_], "first_seen_at": now,
                "seen_at": now, "deleted": False,
            }
            for id_ in changed
        ]  # fmt: skip
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        for start in range(0, len(rows), ROWS_IN_A_STATEMENT_MAX):
            statement = dialect.insert(seen_records).values(
                rows[start : start + ROWS_IN_A_STATEMENT_MAX]
            )
            fresh = {name: statement.excluded[name] for name in ("wire", "content", "seen_at")}
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["company", "system", "kind", "id"],
                    set_={**fresh, "deleted": False},
                )
            )
        if system is System.LEAFLINK and kind == ORDER:
            orders = {id_: records[id_] for id_ in changed}
            keep_names(connection, company, orders, ROWS_IN_A_STATEMENT_MAX)
        if system is System.QUICKBOOKS and kind in KINDS:
            keep_receipts(connection, company, kind, {id_: records[id_] for id_ in changed})
        return changed

    def outdated(
        self, company: str, system: System, kind: str, records: Mapping[str, Any],
        connection: Connection,
    ) -> set[str]:  # fmt: skip
        """The ids of those of which something newer is kept already."""
        if system is System.LEAFLINK and kind != ORDER:
            return set()
        older = is_older_in_quickbooks if system is System.QUICKBOOKS else is_older_on_leaflink
        kept = self._some(connection, company, system, kind, list(records))
        return {id_ for id_, one in kept.items() if older(records[id_], one.wire)}

    def _contents(
        self, connection: Connection, company: str, system: System, kind: str, ids: Sequence[str]
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(ids), ROWS_IN_A_STATEMENT_MAX):
            some = ids[start : start + ROWS_IN_A_STATEMENT_MAX]
            rows = connection.execute(
                select(seen_records.c.id, seen_records.c.content).where(
                    *_of(company, system, kind),
                    seen_records.c.id.in_(some),
                    seen_records.c.deleted.is_(False),
                )
            )
            found |= {row.id: row.content for row in rows}
        return found

    def gone(self, company: str, system: System, kind: str, ids: Iterable[str],
             connection: Connection | None = None) -> None:  # fmt: skip
        """Remember that records were deleted on their side."""
        if connection is None:
            with self._database.writing() as own:
                self.gone(company, system, kind, ids, own)
            return
        named = list(ids)
        connection.execute(
            update(seen_records)
            .where(*_of(company, system, kind), seen_records.c.id.in_(named))
            .values(deleted=True, seen_at=datetime.now(UTC).isoformat())
        )
        if system is System.QUICKBOOKS and kind in KINDS:
            forget_receipts(connection, company, kind, named)

    def some(
        self, company: str, system: System, kind: str, ids: Sequence[str],
        connection: Connection | None = None,
    ) -> dict[str, Seen]:  # fmt: skip
        """Those of the named records that were seen and not deleted since, by id."""
        if connection is not None:
            return self._some(connection, company, system, kind, ids)
        with self._database.reading() as own:
            return self._some(own, company, system, kind, ids)

    def _some(
        self, connection: Connection, company: str, system: System, kind: str, ids: Sequence[str]
    ) -> dict[str, Seen]:
        found: dict[str, Seen] = {}
        for start in range(0, len(ids), ROWS_IN_A_STATEMENT_MAX):
            part = ids[start : start + ROWS_IN_A_STATEMENT_MAX]
            rows = connection.execute(
                select(seen_records).where(
                    *_of(company, system, kind),
                    seen_records.c.id.in_(part),
                    seen_records.c.deleted.is_(False),
                )
            )
            found |= {row.id: _seen(row) for row in rows}
        return found

    def all(
        self, company: str, system: System, kind: str, connection: Connection | None = None
    ) -> dict[str, Seen]:
        """Every record of a kind that was seen and not deleted since, by id."""
        asked = select(seen_records).where(
            *_of(company, system, kind), seen_records.c.deleted.is_(False)
        )
        if connection is not None:
            return {row.id: _seen(row) for row in connection.execute(asked)}
        with self._database.reading() as own:
            return {row.id: _seen(row) for row in own.execute(asked)}

    def since(self, company: str, system: System, kind: str, moment: str) -> SeenSince:
        """What of a kind was seen or went away at or after a moment (ISO 8601 in UTC)."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(seen_records).where(
                    *_of(company, system, kind), seen_records.c.seen_at >= moment
                )
            ).all()
        found = {row.id: None if row.deleted else _seen(row) for row in rows}
        latest = max((row.seen_at for row in rows), default="")
        return SeenSince(found, datetime.fromisoformat(latest) if latest else None)

    def ids(self, company: str, system: System, kind: str) -> list[str]:
        """The ids of every record of a kind that was seen and not deleted since."""
        statement = select(seen_records.c.id).where(
            *_of(company, system, kind), seen_records.c.deleted.is_(False)
        )
        with self._database.reading() as connection:
            return sorted(connection.execute(statement).scalars())

    def version(self, company: str, system: System, kinds: Sequence[str]) -> str:
        """A text that changes whenever a record of these kinds does; for keeping what is read."""
        with self._database.reading() as connection:
            return version_of(
                connection, seen_records, seen_records.c.seen_at,
                seen_records.c.company == company, seen_records.c.system == system.value,
                seen_records.c.kind.in_(kinds),
            )  # fmt: skip


def _of(company: str, system: System, kind: str) -> tuple[Any, ...]:
    return (
        seen_records.c.company == company,
        seen_records.c.system == system.value,
        seen_records.c.kind == kind,
    )


def _seen(row: Any) -> Seen:
    return Seen(
        row.id,
        _decode(row.wire),
        datetime.fromisoformat(row.first_seen_at),
        datetime.fromisoformat(row.seen_at),
    )
