"""What becomes of an order's mark after a round: done, again, later, or a person is asked.

503 for the sixth time      later, and nobody is asked
invoice replanned, payment refused   again for the invoice, a question about the payment
changed for the twelfth time         a question, and no more posting
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy import text

from leafledger.bookkeeping.plan import Plan
from leafledger.clerk.carrying_out import Ended, Result
from leafledger.clerk.desk import ATTEMPTS_MAX, LOOKS_MAX, Desk, Docket, Parts, RoundReport
from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.errors import Evidence, Refused, TryAgain
from leafledger.figures.money import Money
from leafledger.intake.marks import Mark, Marks, Subject, Why
from leafledger.journal.open_questions import OpenQuestions
from leafledger.journal.written import WrittenStep
from leafledger.ledger.pointers import Known, RecordKind
from tests.clerk.written import NUMBER, invoice, plan, result, step

SAID = Evidence("QuickBooks", 400, "6540", "The account is not active")
SILENT = TryAgain("QuickBooks does not answer.", SAID, maybe_done=False, wait_seconds=1)
STALE = Refused("It was changed meanwhile.", SAID)
WOULD_NOT = Refused("The account is not active.", SAID)
INVOICE = step(
    invoice(Known(RecordKind.CUSTOMER, "58", "Green Mesa"), Known(RecordKind.ITEM, "301"))
)


def _like(kind: RecordKind, record: str) -> WrittenStep:
    return replace(INVOICE, step=replace(INVOICE.step, kind=kind, record=record))


PAYMENT = _like(RecordKind.PAYMENT, f"order:{NUMBER}:payment:7")
MEMO = _like(RecordKind.CREDIT_MEMO, f"order:{NUMBER}:cancellation")


def _plan(*steps: WrittenStep, subject: str = f"order:{NUMBER}") -> Plan:
    own = tuple(one.step for one in steps)
    return replace(plan(Money.of("108.00")), subject=subject, steps=own)


class Round:
    """A desk over a fresh database, with one mark that was tried so often."""

    def __init__(self, folder: Path, attempts: int) -> None:
        database = Database(f"sqlite:///{folder}/round.sqlite")
        upgrade(database)
        self._database = database
        self.marks = Marks(database, lambda _, __: None)
        self.questions = OpenQuestions(database)
        with database.writing() as connection:
            self.marks.mark(connection, "mesa", Subject.ORDER, [NUMBER], Why.NOTICE)
        for _ in range(attempts):
            self.marks.postpone(self.marks.take("mesa", Subject.ORDER), 0)
        parts = SimpleNamespace(database=database, marks=self.marks, questions=self.questions)
        self.desk = Desk("mesa", cast("Parts", parts))

    def settle(self, plans: Sequence[Plan], *results: Result) -> RoundReport:
        """What came of the plans."""
        docket, report = Docket(), RoundReport()
        for one in plans:
            docket.lay(one)
        docket.results = list(results)
        self.desk.settle(self._taken(), {NUMBER: docket}, report)
        return report

    def wake(self) -> None:
        """Let the time that a mark waits go by."""
        with self._database.writing() as connection:
            connection.execute(text("UPDATE marks SET not_before = 0"))

    def _taken(self) -> list[Mark]:
        return self.marks.take("mesa", Subject.ORDER)

    @property
    def waits(self) -> bool:
        """Whether the order is still marked."""
        return self.marks.waiting("mesa") == 1

    @property
    def asked(self) -> list[str]:
        """What is asked."""
        return [one.question.text for one in self.questions.all("mesa")]


@pytest.mark.parametrize("attempts", [0, ATTEMPTS_MAX, LOOKS_MAX + 1])
def test_however_long_an_outage_lasts_nobody_is_asked_about_it(
    tmp_path: Path, attempts: int
) -> None:
    round_ = Round(tmp_path, attempts)
    report = round_.settle([_plan(INVOICE)], result(INVOICE, Ended.LATER, SILENT))
    assert (round_.asked, round_.waits) == ([], True)
    assert report.wait_seconds


def test_an_outage_uses_up_no_look(tmp_path: Path) -> None:
    """However long QuickBooks was away, the order is looked at as often as any other."""
    round_ = Round(tmp_path, 1)
    for _ in range(LOOKS_MAX + 1):
        round_.settle([_plan(MEMO)], result(MEMO, Ended.LATER, SILENT))
        round_.wake()
    (mark,) = round_.marks.take("mesa", Subject.ORDER)
    assert (mark.attempts, mark.outages) == (1, LOOKS_MAX + 1)
    round_.settle([_plan(MEMO)], result(MEMO, Ended.DONE))
    (mark,) = round_.marks.take("mesa", Subject.ORDER)
    assert (mark.attempts, mark.outages) == (2, 0)
    assert round_.asked == []


def test_a_refused_payment_does_not_stop_the_invoice_beside_it(tmp_path: Path) -> None:
    round_ = Round(tmp_path, 0)
    plans = [_plan(INVOICE), _plan(PAYMENT, subject=f"payments:{NUMBER}")]
    refused = result(PAYMENT, Ended.ASK, WOULD_NOT)
    round_.settle(plans, result(INVOICE, Ended.REPLAN, STALE), refused)
    assert round_.waits
    [asked] = round_.asked
    assert "The account is not active." in asked


def test_an_invoice_that_must_wait_is_waited_for_beside_a_refused_payment(tmp_path: Path) -> None:
    round_ = Round(tmp_path, 0)
    plans = [_plan(INVOICE), _plan(PAYMENT, subject=f"payments:{NUMBER}")]
    refused = result(PAYMENT, Ended.ASK, WOULD_NOT)
    report = round_.settle(plans, result(INVOICE, Ended.LATER, SILENT), refused)
    assert round_.waits
    assert report.wait_seconds
    assert len(round_.asked) == 1


def test_what_only_waits_for_the_refused_step_of_its_plan_rests(tmp_path: Path) -> None:
    round_ = Round(tmp_path, 0)
    refused = result(INVOICE, Ended.ASK, WOULD_NOT)
    round_.settle([_plan(INVOICE, PAYMENT)], refused, result(PAYMENT, Ended.BLOCKED))
    assert not round_.waits
    assert len(round_.asked) == 1


@pytest.mark.parametrize(("attempts", "again"), [(ATTEMPTS_MAX - 1, True), (ATTEMPTS_MAX, False)])
def test_what_never_comes_about_is_asked_in_words(
    tmp_path: Path, attempts: int, *, again: bool
) -> None:
    round_ = Round(tmp_path, attempts)
    round_.settle([_plan(INVOICE)], result(INVOICE, Ended.BLOCKED))
    assert round_.waits is again
    assert len(round_.asked) == (0 if again else 1)


def test_the_last_refusal_is_told_when_planning_again_is_no_cure(tmp_path: Path) -> None:
    round_ = Round(tmp_path, ATTEMPTS_MAX)
    round_.settle([_plan(INVOICE)], result(INVOICE, Ended.REPLAN, STALE))
    assert not round_.waits
    assert "It was changed meanwhile." in round_.asked[0]


@pytest.mark.parametrize(("attempts", "again"), [(LOOKS_MAX - 1, True), (LOOKS_MAX, False)])
def test_an_order_that_never_rests_is_shown_to_a_person(
    tmp_path: Path, attempts: int, *, again: bool
) -> None:
    round_ = Round(tmp_path, attempts)
    round_.settle([_plan(MEMO)], result(MEMO, Ended.DONE))
    assert round_.waits is again
    asked = " ".join(round_.asked)
    assert ("found more to post each time" in asked) is not again
