"""What no desk can work waits by itself, told aloud; everything else of the company goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from leafledger.clerk.carrying_out import Clerk
from leafledger.clerk.rounds import Rounds
from leafledger.clerk.spoken_names import SpokenNames
from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.errors import AskBookkeeper, Evidence, OurBug, Reconnect, Refused, Trouble, TryAgain
from leafledger.intake.companies import Company
from leafledger.intake.marks import Mark, Marks, Subject, Why
from leafledger.journal.open_questions import OpenQuestions
from tests.clerk.written import step

SAID = Evidence("QuickBooks", 400)
NOT_NOW = TryAgain("QuickBooks does not answer.", SAID, maybe_done=False, wait_seconds=9)
MESA = Company("mesa", "Mesa", "7", "http://l/", "1", "http://q", "http://d", "c")


class Desk:
    """Every desk of a round: what it did, and which mark it stumbles over."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.stumbles: dict[str, Trouble] = {}
        self.worked: list[str] = []

    def work(self, *given: Any) -> None:
        taken: Sequence[Mark] = next(one for one in given if isinstance(one, list))
        for mark in taken:
            if mark.id in self.stumbles:
                raise self.stumbles[mark.id]
        self.worked += [mark.id for mark in taken]
        self.marks.settle(taken)

    def mark_new(self) -> None:
        """Nobody is new."""


class OneRound:
    """A round of a company whose desks are all the same one."""

    def __init__(self, database: Database) -> None:
        self.marks = Marks(database, lambda _, __: None)
        self.questions = OpenQuestions(database)
        self.desk = Desk(self.marks)
        self.in_doubt: frozenset[str] = frozenset()
        self._database = database
        self.held: list[str] = []

    def mark(self, subject: Subject, *ids: str) -> None:
        with self._database.writing() as connection:
            self.marks.mark(connection, "mesa", subject, ids, Why.NOTICE)

    def run(self) -> Any:
        rounds = Rounds.__new__(Rounds)
        parts = SimpleNamespace(
            database=self._database, marks=self.marks, questions=self.questions,
            clerk=SimpleNamespace(settle_doubts=lambda: self.in_doubt),
            companies=SimpleNamespace(
                find=lambda _: MESA, hold=lambda _, why: self.held.append(why)
            ),
            known=SimpleNamespace(products_with_items=set),
            lookout=SimpleNamespace(look_at_products=list),
        )  # fmt: skip
        nobody = SimpleNamespace(work=lambda _, taken, __: list(taken))
        vars(rounds).update(
            _company="mesa", _parts=parts, _undo=nobody, _documents=self.desk, _orders=self.desk,
            _credits=self.desk, _customers=self.desk, _payouts=self.desk, _deposits=self.desk,
            _aside=SimpleNamespace(work=lambda taken, _: list(taken)),
            _names=SpokenNames("mesa", self._database),
        )  # fmt: skip
        return rounds.run()


@pytest.fixture
def one(tmp_path: Path) -> Iterator[OneRound]:
    database = Database(f"sqlite:///{tmp_path / 'books.sqlite'}")
    upgrade(database)
    yield OneRound(database)
    database.close()


@pytest.mark.parametrize("kind", [Refused, OurBug, AskBookkeeper])
def test_one_document_that_cannot_be_read_holds_up_nothing(
    one: OneRound, kind: type[Trouble]
) -> None:
    one.mark(Subject.DOCUMENT, "Invoice:1", "Payment:7", "Invoice:2")
    one.mark(Subject.ORDER, "u")
    one.desk.stumbles = {"Payment:7": kind("QuickBooks would not read it.", SAID)}
    report = one.run()
    assert one.desk.worked == ["Invoice:1", "Invoice:2", "u"]
    assert (report.busy, one.marks.waiting("mesa")) == (False, 0)


def test_a_credit_that_cannot_be_worked_is_asked_about(one: OneRound) -> None:
    one.mark(Subject.CREDIT, "5", "6")
    one.mark(Subject.CUSTOMER, "3")
    one.desk.stumbles = {"6": Refused("QuickBooks would not look it up.", SAID)}
    one.run()
    assert one.desk.worked == ["5", "3"]
    (asked,) = one.questions.all("mesa")
    assert asked.subject == "credit:6"
    assert asked.question.text.startswith("Credit 6 is waiting: QuickBooks would not look it up.")


def test_a_desk_whose_side_is_away_lets_the_others_work(one: OneRound) -> None:
    one.mark(Subject.DOCUMENT, "Invoice:1")
    one.mark(Subject.ORDER, "u")
    one.desk.stumbles = {"Invoice:1": NOT_NOW}
    report = one.run()
    assert one.desk.worked == ["u"]
    assert 0 < report.wait_seconds <= 9
    assert one.marks.waiting("mesa") == 1


def test_a_dead_connection_stops_everything(one: OneRound) -> None:
    one.mark(Subject.DOCUMENT, "Invoice:1")
    one.mark(Subject.ORDER, "u")
    one.desk.stumbles = {"Invoice:1": Reconnect("Connect again.", SAID)}
    assert one.run().held_why == "Connect again."
    assert (one.desk.worked, one.held) == ([], ["Connect again."])
    assert one.marks.waiting("mesa") == 2


def test_an_order_still_in_doubt_is_not_worked_and_the_others_are(one: OneRound) -> None:
    """Whatever was sent for it may have happened: doing it again could pay twice."""
    one.mark(Subject.ORDER, "u", "w")
    one.in_doubt = frozenset({"order:u:payment:7"})
    one.run()
    assert one.desk.worked == ["w"]
    assert one.marks.orders_waiting("mesa") == ["u"]


def test_a_doubt_that_cannot_be_looked_up_holds_up_no_other() -> None:
    clerk, settled = Clerk.__new__(Clerk), []
    poisoned, good = step(None), step(None)

    def settle(written: Any) -> bool:
        if written is poisoned:
            raise Refused("QuickBooks would not look it up.", SAID)
        settled.append(written)
        return True

    journal = SimpleNamespace(doubtful=lambda _: [poisoned, good])
    vars(clerk).update(_company="mesa", _journal=journal, _settle=settle)
    assert clerk.settle_doubts() == {poisoned.step.record}
    assert len(settled) == 1
