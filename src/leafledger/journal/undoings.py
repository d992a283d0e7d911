"""What people undid and asked for again. Rows are added, never changed; the newest is in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, insert, select

from leafledger.bookkeeping.plan import Together
from leafledger.database.connection import Database
from leafledger.database.tables import decisions
from leafledger.figures.money import Money

UNDONE, REDO = "undone", "redo"
ORDER = "order:"
RECORDS_IN_A_STATEMENT_MAX = 500


@dataclass(frozen=True, slots=True)
class Held:
    """An order or credit that a person undid, and that is not posted until it is asked for again.

    `chosen` says in words what the undo was about, `since` from which deed on each record is
    undone, and `steps` names the steps the person saw; `together` is the whole undo. `dissolves`
    are the payments by which QuickBooks itself applied what is undone.
    """

    subject: str
    chosen: str
    since: Mapping[str, int]
    steps: tuple[str, ...]
    together: Together
    person: str
    decided_at: str = ""
    spoken_name: str = ""
    dissolves: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Why it waits, in a sentence and its cure."""
        return (
            f"It was undone by {self.person} on {self.decided_at[:10]} ({self.chosen}). "
            f"Run: leafledger redo {self.spoken_name}, and it is posted again."
        )


@dataclass(frozen=True, slots=True)
class _Detail:
    chosen: str
    since: dict[str, int]
    steps: tuple[str, ...]
    amount: str
    spoken_name: str = ""
    dissolves: tuple[str, ...] = ()


class Undoings:
    """Keeps what is held because people undid it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def undo(self, connection: Connection, company: str, held: Iterable[Held]) -> None:
        """Write down what a person undid, within the caller's transaction."""
        now = datetime.now(UTC).isoformat()
        rows = [
            {
                "company": company, "record": one.subject, "choice": UNDONE,
                "content": one.together.name, "person": one.person, "decided_at": now,
                "detail": msgspec.json.encode(
                    _Detail(
                        one.chosen, dict(one.since), one.steps, one.together.amount.plain,
                        one.spoken_name, one.dissolves,
                    )
                ).decode(),
            }
            for one in held
        ]  # fmt: skip
        if rows:
            connection.execute(insert(decisions), rows)

    def redo(
        self, connection: Connection, company: str, subjects: Iterable[str], person: str
    ) -> None:
        """Write down that a person asked for something undone again."""
        now = datetime.now(UTC).isoformat()
        rows = [
            {
                "company": company, "record": subject, "choice": REDO, "content": "",
                "person": person, "decided_at": now, "detail": "",
            }
            for subject in subjects
        ]  # fmt: skip
        if rows:
            connection.execute(insert(decisions), rows)

    def held(self, company: str, subjects: Sequence[str]) -> dict[str, Held]:
        """Those of some orders and credits (`order:<uuid>`, `credit:<id>`) that are held."""
        found: dict[str, Held] = {}
        for start in range(0, len(subjects), RECORDS_IN_A_STATEMENT_MAX):
            found |= self._held(company, subjects[start : start + RECORDS_IN_A_STATEMENT_MAX])
        return found

    def all(self, company: str) -> dict[str, Held]:
        """Everything that is held, by subject; for the proof."""
        return self._held(company, None)

    def _held(self, company: str, subjects: Sequence[str] | None) -> dict[str, Held]:
        newest = _newest(company)
        if subjects is not None:
            newest = newest.where(decisions.c.record.in_(subjects))
        asked = select(decisions).where(
            decisions.c.sequence.in_(newest), decisions.c.choice == UNDONE
        )
        with self._database.reading() as connection:
            rows = connection.execute(asked).all()
        return {row.record: _read(row) for row in rows}


def orders_undone(company: str) -> Select[tuple[str]]:
    """A query of the numbers of the orders that are held."""
    record = decisions.c.record
    return select(func.substr(record, len(ORDER) + 1)).where(
        decisions.c.sequence.in_(_newest(company)), decisions.c.choice == UNDONE,
        record.startswith(ORDER),
    )  # fmt: skip


def _newest(company: str) -> Select[tuple[int]]:
    """A query of the last word about each order and credit."""
    return (
        select(func.max(decisions.c.sequence))
        .where(decisions.c.company == company, decisions.c.choice.in_([UNDONE, REDO]))
        .group_by(decisions.c.record)
    )


def _read(row: Any) -> Held:
    detail = msgspec.json.decode(row.detail, type=_Detail)
    return Held(
        row.record, detail.chosen, detail.since, detail.steps,
        Together(row.content, Money.of(detail.amount)), row.person, row.decided_at,
        detail.spoken_name, detail.dissolves,
    )  # fmt: skip
