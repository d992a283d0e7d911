"""Marks: what must be looked at again, and the bell that says so to the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, func, select, text

from leafledger.database.connection import Database
from leafledger.database.tables import marks

# A round of work takes this many orders at most: their plans fit in memory, and a crash repeats
# little.
MARKS_IN_A_ROUND_MAX = 200


class Why(StrEnum):
    """Why something is looked at again. POLLED: it was just fetched, so it is not fetched twice.

    CHANGED_BOOKS: nothing new is known of it on LeafLink; such a mark never takes the place of one
    that wants it fetched. ASKED: a person named it. ASKED_AGAIN: it waits for a person, who may
    have acted meanwhile.
    """

    NOTICE = "notice"
    POLLED = "polled"
    ASKED = "asked"
    ASKED_AGAIN = "asked again"
    CHANGED_BOOKS = "changed books"


class Subject(StrEnum):
    """What a mark is about."""

    ORDER = "order"
    PRODUCT = "product"
    DOCUMENT = "document"
    CUSTOMER = "customer"
    CREDIT = "credit"
    PAYOUT = "payout"
    DEPOSIT = "deposit"


# What is looked at again when a question about such a subject may have been answered.
_MARKED_AS = {
    "order": Subject.ORDER,
    "payments": Subject.ORDER,
    "credit": Subject.CREDIT,
    "customer": Subject.CUSTOMER,
    "payout": Subject.PAYOUT,
    "deposit": Subject.DEPOSIT,
}


def due_with(subject: str) -> tuple[Subject, str]:
    """What is looked at again for the subject of a question.

    Example: `payments:<uuid>` -> the order of that number
    """
    kind, id_ = subject.split(":", 1)
    return _MARKED_AS[kind], id_


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to look at again. `times` tells a mark that was made again while we looked.

    `attempts` are the looks that left something to do; `outages` how often in a row a side was
    away instead, as far as this process knows: they use up no look.
    """

    sequence: int
    subject: Subject
    id: str
    why: Why
    times: int
    attempts: int
    outages: int = 0


Ring = Callable[[Connection, str], None]


class Marks:
    """Marks and the bell. Marking the same thing twice leaves one mark.

    `ring` enqueues the engine's work for a company within the given transaction, so that a mark
    and the work for it are one commit. A bell that is already rung is not rung again.
    """

    def __init__(self, database: Database, ring: Ring) -> None:
        self._database = database
        self._ring = ring
        # By the sequence of a mark. A restart begins anew, which only shortens a wait.
        self._outages: dict[int, int] = {}

    def mark(
        self, connection: Connection, company: str, subject: Subject, ids: Iterable[str], why: Why
    ) -> None:
        """Mark things to look at and ring the bell, within the caller's transaction."""
        now = datetime.now(UTC).isoformat()
        rows = [
            {
                "company": company,
                "kind": subject.value,
                "id": id_,
                "why": why.value,
                "now": now,
                "changed": Why.CHANGED_BOOKS.value,
            }
            for id_ in ids
        ]
        if not rows:
            return
        connection.execute(
            text(
                "INSERT INTO marks (company, kind, id, why, marked_at) "
                "VALUES (:company, :kind, :id, :why, :now) ON CONFLICT (company, kind, id) "
                "DO UPDATE SET why = CASE WHEN excluded.why = :changed THEN marks.why "
                "ELSE excluded.why END, times = marks.times + 1, attempts = 0, "
                "not_before = 0, marked_at = excluded.marked_at"
            ),
            rows,
        )
        self.ring(connection, company)

    def ring(self, connection: Connection, company: str) -> None:
        """Wake the engine for a company, unless it is already on its way."""
        rung = connection.execute(
            text(
                "INSERT INTO bells (company, rung) VALUES (:company, true) ON CONFLICT (company) "
                "DO UPDATE SET rung = true WHERE bells.rung = false RETURNING company"
            ),
            {"company": company},
        ).one_or_none()
        if rung is not None:
            self._ring(connection, company)

    def answer_bell(self, company: str) -> None:
        """The engine is here: what is marked from now on rings again."""
        with self._database.writing() as connection:
            connection.execute(
                text("UPDATE bells SET rung = false WHERE company = :company"), {"company": company}
            )

    def take(self, company: str, subject: Subject) -> list[Mark]:
        """The marks that are due, oldest first, a round's worth. They stay until settled."""
        with self._database.reading() as connection:
            now = self._database.now(connection)
            rows = connection.execute(
                select(marks)
                .where(
                    marks.c.company == company,
                    marks.c.kind == subject.value,
                    marks.c.not_before <= now,
                )
                .order_by(marks.c.sequence)
                .limit(MARKS_IN_A_ROUND_MAX)
            ).all()
        return [
            Mark(
                row.sequence,
                Subject(row.kind),
                row.id,
                Why(row.why),
                row.times,
                row.attempts,
                self._outages.get(row.sequence, 0),
            )
            for row in rows
        ]

    def settle(self, settled: Sequence[Mark]) -> None:
        """Take marks away, except those that were made again since they were taken."""
        self._answered(settled)
        if not settled:
            return
        with self._database.writing() as connection:
            connection.execute(
                text("DELETE FROM marks WHERE sequence = :sequence AND times = :times"),
                [{"sequence": mark.sequence, "times": mark.times} for mark in settled],
            )

    def postpone(self, postponed: Sequence[Mark], seconds: float, *, away: bool = False) -> None:
        """Look at marks again later and count the look; `away`: a side was away, none was had."""
        if not postponed:
            return
        if away:
            self._outages |= {mark.sequence: mark.outages + 1 for mark in postponed}
        else:
            self._answered(postponed)
        looks = 0 if away else 1
        with self._database.writing() as connection:
            until = self._database.now(connection) + seconds
            connection.execute(
                text(
                    "UPDATE marks SET attempts = attempts + :looks, not_before = :until "
                    "WHERE sequence = :sequence AND times = :times"
                ),
                [
                    {
                        "until": until, "looks": looks, "sequence": mark.sequence,
                        "times": mark.times,
                    }
                    for mark in postponed
                ],
            )  # fmt: skip

    def _answered(self, marks: Sequence[Mark]) -> None:
        """Both sides answered for these: an outage, if there was one, is over."""
        for mark in marks:
            self._outages.pop(mark.sequence, None)

    def waiting(self, company: str) -> int:
        """How many marks there are, due or not."""
        with self._database.reading() as connection:
            statement = select(func.count()).select_from(marks).where(marks.c.company == company)
            return int(connection.execute(statement).scalar_one())

    def orders_waiting(self, company: str) -> list[str]:
        """The orders that are marked, due or not."""
        with self._database.reading() as connection:
            statement = select(marks.c.id).where(
                marks.c.company == company, marks.c.kind == Subject.ORDER.value
            )
            return list(connection.execute(statement).scalars())

    def marked_at(self, company: str, subject: Subject, id_: str) -> str:
        """When something was marked (UTC); empty where it is not."""
        with self._database.reading() as connection:
            statement = select(marks.c.marked_at).where(
                marks.c.company == company, marks.c.kind == subject.value, marks.c.id == id_
            )
            return str(connection.execute(statement).scalar_one_or_none() or "")

    def seconds_until_due(self, company: str) -> float | None:
        """How long until the next mark is due: 0 when one is, None when there is none."""
        with self._database.reading() as connection:
            now = self._database.now(connection)
            statement = select(func.min(marks.c.not_before)).where(marks.c.company == company)
            earliest = connection.execute(statement).scalar_one()
        return None if earliest is None else max(0.0, float(earliest) - now)
