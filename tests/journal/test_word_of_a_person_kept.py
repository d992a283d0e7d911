"""Approvals and decisions are added and never changed; a person counts once."""

from __future__ import annotations

from sqlalchemy import insert

from leafledger.bookkeeping.decisions import Choice, Decision
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.database import tables
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.journal.approvals import Approvals
from leafledger.journal.decisions import Decisions
from leafledger.journal.open_questions import OpenQuestions

ORDER = "order:7f1c"


def _word(choice: Choice, difference: str = "-16.00") -> Decision:
    return Decision(choice, "content", "facts", Money.of(difference), "Ann")


def test_one_person_counts_once_however_the_name_is_spelt(database: Database) -> None:
    approvals = Approvals(database)
    with database.writing() as connection:
        assert approvals.approve(connection, "mesa", ORDER, "plan", "Ann  Lee")
        assert not approvals.approve(connection, "mesa", ORDER, "plan", " ann lee ")
        assert approvals.approve(connection, "mesa", ORDER, "plan", "Ben")
    assert approvals.people("mesa", ["plan", "other"]) == {"plan": frozenset({"ann lee", "ben"})}


def test_an_approval_is_of_one_plan_of_one_company(database: Database) -> None:
    approvals = Approvals(database)
    with database.writing() as connection:
        approvals.approve(connection, "mesa", ORDER, "plan", "Ann")
    assert approvals.people("mesa", ["another plan"]) == {}
    assert approvals.people("dune", ["plan"]) == {}


def test_what_an_older_version_asked_waits_no_more(database: Database) -> None:
    asked = Question(
        QuestionKind.MARKED_PAID, ORDER, "It is marked.", "Nothing.", "Look.", Money.zero()
    )
    questions = OpenQuestions(database)
    with database.writing() as connection:
        questions.ask(connection, "mesa", ORDER, "10492", [asked])
        connection.execute(
            insert(tables.questions).values(
                company="mesa", subject="order:old", spoken_name="old", kind="accepted_again",
                about=ORDER, happened="", effect="", cure="", amount="0.00", asked_at="",
            )
        )  # fmt: skip
    assert [one.question for one in questions.all("mesa")] == [asked]


def test_the_newest_decision_is_in_force(database: Database) -> None:
    decisions = Decisions(database)
    with database.writing() as connection:
        decisions.decide(connection, "mesa", ORDER, _word(Choice.KEEP))
        written = decisions.decide(connection, "mesa", ORDER, _word(Choice.ADOPT, "-15.50"))
    assert decisions.latest("mesa", [ORDER, "order:other"]) == {ORDER: written}
    assert decisions.all("mesa") == {ORDER: written}
    assert decisions.latest("dune", [ORDER]) == {}
    assert (written.choice, written.difference) == (Choice.ADOPT, Money.of("-15.50"))
    assert written.decided_at
