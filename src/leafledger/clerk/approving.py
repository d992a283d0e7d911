"""Approving by name: a person approves exactly what they were shown, and nothing else (A5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from leafledger.bookkeeping.limits import APPROVAL
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why, due_with
from leafledger.journal.approvals import Approvals
from leafledger.journal.open_questions import OpenQuestion, OpenQuestions


class ChangedSince(Exception):
    """What was shown does not wait any more, or reads otherwise now; the message says so."""


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

    def people(self, names: Collection[str]) -> dict[str, frozenset[str]]:
        """Who approved what so far, by its name."""
        return self._approvals.people(self._company, list(names))

    def approve(self, names: Collection[str], person: str) -> int:
        """Approve what was shown under these names; how many of them were new from this person.

        All of it or nothing. Raises: ChangedSince where one of them does not wait any more.
        """
        waiting = self.waiting()
        if not names or not set(names) <= set(waiting):
            raise ChangedSince(
                "What you were shown does not wait any more, or it reads otherwise now. Nothing "
                "was approved. Look at it again."
            )
        due: dict[Subject, set[str]] = defaultdict(set)
        for one in (question for name in names for question in waiting[name]):
            subject, id_ = due_with(one.subject)
            due[subject].add(id_)
        with self._database.writing() as connection:
            new = [
                self._approvals.approve(
                    connection, self._company, waiting[name][0].subject, name, person
                )
                for name in names
            ]
            for subject, ids in due.items():
                self._marks.mark(connection, self._company, subject, sorted(ids), Why.CHANGED_BOOKS)
        return sum(new)
