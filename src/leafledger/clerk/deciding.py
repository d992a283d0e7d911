"""A person's word about an order: approving what waits, deciding about edits by hand (A5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from leafledger.bookkeeping.decisions import Choice, Decision
from leafledger.bookkeeping.hand_edits import changed_by_hand, decided, order_total
from leafledger.bookkeeping.limits import APPROVAL
from leafledger.bookkeeping.orders import order_facts
from leafledger.bookkeeping.papers import spoken, total_shown
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.known_books import KnownBooks
from leafledger.commerce.orders import Order
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.looking import Lookout
from leafledger.intake.marks import Mark, Marks, Subject, Why
from leafledger.journal.approvals import Approvals
from leafledger.journal.decisions import Decisions
from leafledger.journal.open_questions import OpenQuestion, OpenQuestions


class NothingToDecide(Exception):
    """Nothing waits for this word; the message says so in a sentence."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, about which documents, and what both sides show of the order."""

    decision: Decision
    documents: tuple[str, ...]
    in_quickbooks: Money
    on_leaflink: Money


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved; `is_new` False where the same person had approved it before."""

    waiting: OpenQuestion
    is_new: bool


class Deciding:
    """Writes the words of people down and has the orders looked at again."""

    def __init__(
        self, company: str, database: Database, lookout: Lookout, known: KnownBooks,
        decisions: Decisions, approvals: Approvals, questions: OpenQuestions, marks: Marks,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._lookout = lookout
        self._known = known
        self._decisions = decisions
        self._approvals = approvals
        self._questions = questions
        self._marks = marks

    def decide(self, number: str, choice: Choice, person: str) -> Decided:
        """Keep, restore or adopt the documents of an order that were changed by hand.

        Raises: NothingToDecide; TryAgain, Reconnect where LeafLink cannot be asked.
        """
        view = self._lookout.look([Mark(0, Subject.ORDER, number, Why.ASKED, 1, 0)])
        order = view.orders.get(number)
        if not isinstance(order, Order):
            raise NothingToDecide("LeafLink does not show this order in a form that can be read.")
        papers = self._known.on_file([number])[number].papers
        changed = changed_by_hand(order, papers)
        if not changed:
            raise NothingToDecide(
                f"No document of order {order.spoken_name} was changed by hand in QuickBooks, as "
                "far as LeafLedger has seen. Nothing was decided."
            )
        word = decided(choice, order, papers, changed, order_facts(order), person)
        with self._database.writing() as connection:
            word = self._decisions.decide(connection, self._company, f"order:{number}", word)
            self._marks.mark(connection, self._company, Subject.ORDER, [number], Why.ASKED)
        wanted = Money.zero() if order.status.ended_without_sale else order_total(order)
        names = tuple(spoken(paper) for paper in changed)
        return Decided(word, names, total_shown(papers), wanted)

    def approve(self, number: str, person: str) -> list[Approved]:
        """Approve what waits for it of an order and its payments, as its question tells it.

        `number` may also be that of a credit or of a payout.
        Raises: NothingToDecide.
        """
        waiting = [
            one
            for one in self._questions.all(self._company)
            if one.question.kind is QuestionKind.NEEDS_APPROVAL and number in one.subject.split(":")
        ]
        if not waiting:
            raise NothingToDecide("Nothing of this order waits for an approval.")
        done = []
        with self._database.writing() as connection:
            for one in waiting:
                named = one.question.about.removeprefix(APPROVAL)
                new = self._approvals.approve(connection, self._company, one.subject, named, person)
                done.append(Approved(one, new))
            self._mark_with_it(connection, waiting)
            for subject in {_marked_as(one.subject) for one in waiting}:
                self._marks.mark(connection, self._company, subject, [number], Why.ASKED)
        return done

    def _mark_with_it(self, connection: Connection, waiting: Sequence[OpenQuestion]) -> None:
        """What waits for the same approval, as the other orders of an undo do, is due as well."""
        about = {one.question.about for one in waiting}
        subjects = {s for one in about for s in self._questions.subjects_about(self._company, one)}
        for subject in (Subject.ORDER, Subject.CREDIT, Subject.PAYOUT):
            ids = sorted(s.split(":")[1] for s in subjects if s.startswith(f"{subject}:"))
            self._marks.mark(connection, self._company, subject, ids, Why.CHANGED_BOOKS)


def _marked_as(subject: str) -> Subject:
    """What is looked at again when something of a subject was approved."""
    apart = {"credit": Subject.CREDIT, "payout": Subject.PAYOUT}
    return apart.get(subject.split(":", 1)[0], Subject.ORDER)
