"""Approving by name: a person approves exactly what they were shown, and nothing else (A5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from leafledger.bookkeeping.limits import APPROVAL
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why, due_with
from leafledger.journal.approvals import Approvals
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.open_questions import OpenQuestion, OpenQuestions


class ChangedSince(Exception):
    """What was shown does not wait any more, or reads otherwise now; the message says so."""


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved; `is_new` False where the same person had approved it before."""

    waiting: OpenQuestion
    is_new: bool

    def told_in_audit(self, company: str) -> Happening:
        """The approval as the audit log tells it."""
        words = f"Approved: {self.waiting.question.happened}"
        return Happening(Kind.APPROVAL, words, company, self.waiting.subject)


class Approving:
    """Lists what waits for approval, and takes the approvals of people who saw it."""

    def __init__(
        self, company: str, database: Database, approvals: Approvals, questions: OpenQuestions,
        marks: Marks,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._approvals = approvals
        self._questions = questions
        self._marks = marks

    def waiting(self) -> dict[str, list[OpenQuestion]]:
        """What waits, by the name of what is approved: an undo may be of many orders."""
        found: dict[str, list[OpenQuestion]] = defaultdict(list)
        for one in self._questions.all(self._company):
            if one.question.kind is QuestionKind.NEEDS_APPROVAL:
                found[one.question.about.removeprefix(APPROVAL)].append(one)
        return dict(found)

    def waiting_for(self, number: str) -> list[str]:
        """The names of what waits of an order and its payments, of a credit or of a payout."""
        return [
            name
            for name, asked in self.waiting().items()
            if any(number in one.subject.split(":") for one in asked)
        ]

    def people(self, names: Collection[str]) -> dict[str, frozenset[str]]:
        """Who approved what so far, by its name."""
        return self._approvals.people(self._company, list(names))

    def approve(self, names: Collection[str], person: str) -> list[Approved]:
        """Approve what was shown under these names; every question that this was about.

        All of it or nothing; what waits for the same approval is due with it. Raises:
        ChangedSince where one of them does not wait any more.
        """
        waiting = self.waiting()
        if not names or not set(names) <= set(waiting):
            raise ChangedSince(
                "What you were shown does not wait any more, or it reads otherwise now. Nothing "
                "was approved. Look at it again."
            )
        done: list[Approved] = []
        with self._database.writing() as connection:
            for name in names:
                asked = waiting[name]
                new = self._approvals.approve(
                    connection, self._company, asked[0].subject, name, person
                )
                done += [Approved(one, new) for one in asked]
                self._look_again(connection, asked)
        return done

    def _look_again(self, connection: Connection, asked: Sequence[OpenQuestion]) -> None:
        """Mark what waited for one approval. An undo of many orders does not fetch each anew."""
        why = Why.ASKED if len(asked) == 1 else Why.CHANGED_BOOKS
        due: dict[Subject, set[str]] = defaultdict(set)
        for one in asked:
            subject, id_ = due_with(one.subject)
            due[subject].add(id_)
        for subject, ids in due.items():
            self._marks.mark(connection, self._company, subject, sorted(ids), why)
