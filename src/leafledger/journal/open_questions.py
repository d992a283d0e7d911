"""The questions that wait for a person, and those that were answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, case, distinct, func, insert, or_, select, update

from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.database.connection import Database
from leafledger.database.tables import questions
from leafledger.figures.money import Money

ORDER, PAYMENTS = "order:", "payments:"
_KINDS = sorted(QuestionKind)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits. `subject` is the order it keeps from the books."""

    subject: str
    spoken_name: str
    question: Question
    asked_at: str


class OpenQuestions:
    """Keeps what waits for a person, by order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(
        self, connection: Connection, company: str, subject: str, spoken_name: str,
        asked: Iterable[Question],
    ) -> None:  # fmt: skip
        """Let exactly these questions be open for a subject; others it had are closed.

        A question that was open before keeps the day it was asked; what it says of the effect,
        the cure and the amount is as it is now.
        """
        now = datetime.now(UTC).isoformat()
        open_now = {
            (row.kind, row.about, row.happened): row.sequence
            for row in connection.execute(_open(company).where(questions.c.subject == subject))
        }
        wanted = {(one.kind.value, one.about, one.happened): one for one in asked}
        closed = [sequence for key, sequence in open_now.items() if key not in wanted]
        if closed:
            connection.execute(
                update(questions).where(questions.c.sequence.in_(closed)).values(closed_at=now)
            )
        rows = [
            {
                "company": company, "subject": subject, "spoken_name": spoken_name,
                "kind": one.kind.value, "about": one.about, "happened": one.happened,
                "effect": one.effect, "cure": one.cure, "amount": one.amount.plain,
                "asked_at": now,
            }
            for key, one in wanted.items()
            if key not in open_now
        ]  # fmt: skip
        if rows:
            connection.execute(insert(questions), rows)
        for key, one in wanted.items():
            if key in open_now:
                connection.execute(
                    update(questions)
                    .where(questions.c.sequence == open_now[key])
                    .values(effect=one.effect, cure=one.cure, amount=one.amount.plain)
                )

    def all(self, company: str) -> list[OpenQuestion]:
        """What waits for a person, oldest first.

        Of a kind that older versions asked and this one does not, nothing waits any more.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_waiting(company).order_by(questions.c.sequence)).all()
        return [_read(row) for row in rows]

    def matters(self, company: str, together: Collection[QuestionKind]) -> dict[QuestionKind, int]:
        """How many things wait, by cause, counted by the database.

        Of the kinds that are asked `together`, all questions about one record are one matter;
        of the others, those of one subject that say the same.
        """
        by_record = questions.c.kind.in_([one.value for one in together])
        by_subject = questions.c.subject + " " + questions.c.happened
        matter = case((by_record, questions.c.about), else_=by_subject)
        counted = (
            select(questions.c.kind, func.count(distinct(matter)).label("number"))
            .where(
                questions.c.company == company, questions.c.closed_at.is_(None),
                questions.c.kind.in_(_KINDS),
            )
            .group_by(questions.c.kind)
        )  # fmt: skip
        with self._database.reading() as connection:
            rows = connection.execute(counted).all()
        return {QuestionKind(row.kind): int(row.number) for row in rows}

    def of_subjects(self, company: str, subjects: Collection[str]) -> list[OpenQuestion]:
        """What waits about some things (`order:6f96...`), oldest first."""
        asked = _waiting(company).where(questions.c.subject.in_(subjects))
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(questions.c.sequence)).all()
        return [_read(row) for row in rows]

    def about(self, company: str, about: str) -> list[OpenQuestion]:
        """What waits because of one record (`product:102`), oldest first."""
        asked = _waiting(company).where(questions.c.about == about)
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(questions.c.sequence)).all()
        return [_read(row) for row in rows]

    def subjects_about(self, company: str, about: str) -> list[str]:
        """The orders that wait because of one record (`product:102`)."""
        with self._database.reading() as connection:
            rows = connection.execute(_open(company).where(questions.c.about == about))
            return sorted({row.subject for row in rows})


def orders_asked_about(company: str) -> Select[tuple[str]]:
    """A query of the numbers of the orders that wait, for themselves or for their payments."""
    subject = questions.c.subject
    return select(
        case(
            (subject.startswith(ORDER), func.substr(subject, len(ORDER) + 1)),
            else_=func.substr(subject, len(PAYMENTS) + 1),
        )
    ).where(
        questions.c.company == company, questions.c.closed_at.is_(None),
        questions.c.kind.in_(_KINDS),
        or_(subject.startswith(ORDER), subject.startswith(PAYMENTS)),
    )  # fmt: skip


def _read(row: Any) -> OpenQuestion:
    return OpenQuestion(
        row.subject, row.spoken_name,
        Question(
            QuestionKind(row.kind), row.about, row.happened, row.effect, row.cure,
            Money.of(row.amount),
        ),
        row.asked_at,
    )  # fmt: skip


def _waiting(company: str) -> Any:
    return _open(company).where(questions.c.kind.in_(_KINDS))


def _open(company: str) -> Any:
    return select(questions).where(questions.c.company == company, questions.c.closed_at.is_(None))
