"""What people said about who is who: every word is kept with its person, time, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from leafledger.database.connection import Database
from leafledger.database.tables import matches


class Word(StrEnum):
    """MATCHED: it is this one. NEW: it is none of these. UNDONE: it is not this one."""

    MATCHED = "matched"
    NEW = "new"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Side:
    """A counterpart in QuickBooks by its id, and the name it had then; both empty for none."""

    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One person's word about a record: its counterpart before and after. `at` in UTC."""

    record: str
    word: Word
    before: Side
    after: Side
    person: str
    at: str = ""


class Matches:
    """Keeps the words. Rows are added, never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def say(self, connection: Connection, company: str, said: Said) -> None:
        """Write a word down, as part of the change it makes."""
        connection.execute(
            insert(matches).values(
                company=company, record=said.record, word=said.word.value,
                before_id=said.before.id, before_name=said.before.name, after_id=said.after.id,
                after_name=said.after.name, person=said.person,
                said_at=datetime.now(UTC).isoformat(),
            )
        )  # fmt: skip

    def of(self, company: str, record: str) -> list[Said]:
        """Every word about a record, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(matches)
                .where(matches.c.company == company, matches.c.record == record)
                .order_by(matches.c.sequence)
            ).all()
        return [
            Said(
                row.record, Word(row.word), Side(row.before_id, row.before_name),
                Side(row.after_id, row.after_name), row.person, row.said_at,
            )
            for row in rows
        ]  # fmt: skip

    def apart(self, company: str) -> frozenset[tuple[str, str]]:
        """Records and QuickBooks ids that a person took apart, and nobody put together since."""
        columns = (matches.c.record, matches.c.before_id, matches.c.after_id)
        with self._database.reading() as connection:
            rows = connection.execute(
                select(*columns).where(matches.c.company == company).order_by(matches.c.sequence)
            ).all()
        found: set[tuple[str, str]] = set()
        for row in rows:
            if row.before_id:
                found.add((row.record, row.before_id))
            found.discard((row.record, row.after_id))
        return frozenset(found)
