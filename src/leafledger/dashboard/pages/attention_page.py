"""What waits for a person, grouped by cause, with the money at stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.dashboard.pages.proof_page import at_stake
from leafledger.dashboard.wording import cause
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.intake.marks import Subject, Why
from leafledger.journal.open_questions import OpenQuestion


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the order it keeps from the books."""

    number: str
    waiting: OpenQuestion


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one cause, the largest amount first."""

    kind: QuestionKind
    heading: str
    at_stake: Money
    asked: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Attention:
    """All that waits of one company."""

    orders: int
    at_stake: Money
    groups: Sequence[Group]


def what_waits(ledger: LeafLedger, company: Company) -> Attention:
    """Every open question, grouped by cause, the most money first."""
    questions = ledger.questions.all(company.company)
    by_kind: dict[QuestionKind, list[OpenQuestion]] = {}
    for one in questions:
        by_kind.setdefault(one.question.kind, []).append(one)
    groups = [
        Group(
            kind,
            cause(kind),
            at_stake(some),
            [
                Asked(one.subject.removeprefix("order:"), one)
                for one in sorted(some, key=lambda q: q.question.amount, reverse=True)
            ],
        )
        for kind, some in by_kind.items()
    ]
    groups.sort(key=lambda group: group.at_stake, reverse=True)
    return Attention(len({one.subject for one in questions}), at_stake(questions), groups)


def orders_asked_about(ledger: LeafLedger, company: Company) -> set[str]:
    """The numbers of the orders that wait for a person."""
    questions = ledger.questions.all(company.company)
    return {one.subject.removeprefix("order:") for one in questions}


def look_again(ledger: LeafLedger, company: Company, number: str) -> None:
    """Let LeafLedger look again at one order that waits; the bell must be open."""
    with ledger.database.writing() as connection:
        ledger.marks.mark(connection, company.company, Subject.ORDER, [number], Why.ASKED_AGAIN)
