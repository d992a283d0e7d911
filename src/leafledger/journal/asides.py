"""What people set aside: orders held for a while, and orders that never belong in the books.

Rows are added, never changed; the newest about an order is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from leafledger.database.connection import Database
from leafledger.database.tables import decisions

RELEASED = "released"
RECORDS_IN_A_STATEMENT_MAX = 500


class Word(StrEnum):
    """HELD: nothing of it is posted or changed for now. SKIPPED: it never belongs in the books."""

    HELD = "held"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Aside:
    """An order that a person set aside, and why. `decided_at` in UTC."""

    word: Word
    why: str
    person: str
    decided_at: str
    spoken_name: str

    @property
    def told(self) -> str:
        """Who set it aside and why, and how that is taken back."""
        back = f"Run: leafledger release {self.spoken_name}"
        on = f"on {self.decided_at[:10]}"
        if self.word is Word.HELD:
            return f'{self.person} held it {on}: "{self.why}". {back}, and LeafLedger goes on.'
        return (
            f'{self.person} said {on} that it does not belong in the books: "{self.why}". {back} '
            "to take that back."
        )


class Asides:
    """Keeps what people set aside, by order (`order:<uuid>`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_aside(
        self, connection: Connection, company: str, record: str, word: Word, why: str, person: str,
        spoken_name: str,
    ) -> None:  # fmt: skip
        """Write down that a person holds or skips an order, within the caller's transaction."""
        self._write(connection, company, record, word.value, person, why, spoken_name)

    def release(
        self, connection: Connection, company: str, record: str, person: str, why: str = ""
    ) -> None:
        """Write down that an order is not set aside any more."""
        self._write(connection, company, record, RELEASED, person, why, "")

    def of(self, company: str, numbers: Sequence[str]) -> dict[str, Aside]:
        """Those of some orders that are set aside, by number."""
        found: dict[str, Aside] = {}
        for start in range(0, len(numbers), RECORDS_IN_A_STATEMENT_MAX):
            some = numbers[start : start + RECORDS_IN_A_STATEMENT_MAX]
            found |= self._read(company, [f"order:{number}" for number in some])
        return found

    def all(self, company: str) -> dict[str, Aside]:
        """Every order that is set aside, by number; for the proof."""
        return self._read(company, None)

    def _write(
        self, connection: Connection, company: str, record: str, choice: str, person: str, why: str,
        spoken_name: str,
    ) -> None:  # fmt: skip
        now = datetime.now(UTC).isoformat()
        connection.execute(
            insert(decisions).values(
                company=company, record=record, choice=choice, content=why, detail=spoken_name,
                person=person, decided_at=now,
            )
        )  # fmt: skip

    def _read(self, company: str, records: Sequence[str] | None) -> dict[str, Aside]:
        newest = _newest(company)
        if records is not None:
            newest = newest.where(decisions.c.record.in_(records))
        asked = select(decisions).where(
            decisions.c.sequence.in_(newest), decisions.c.choice != RELEASED
        )
        with self._database.reading() as connection:
            rows = connection.execute(asked).all()
        return {row.record.removeprefix("order:"): _aside(row) for row in rows}


def orders_aside(company: str, word: Word) -> Select[tuple[str]]:
    """A query of the numbers of the orders that are set aside with this word."""
    return select(func.substr(decisions.c.record, len("order:") + 1)).where(
        decisions.c.sequence.in_(_newest(company)), decisions.c.choice == word.value
    )


def _newest(company: str) -> Select[tuple[int]]:
    """A query of the last word about each order."""
    return (
        select(func.max(decisions.c.sequence))
        .where(decisions.c.company == company, decisions.c.choice.in_([*Word, RELEASED]))
        .group_by(decisions.c.record)
    )


def _aside(row: Any) -> Aside:
    return Aside(Word(row.choice), row.content, row.person, row.decided_at, row.detail)
