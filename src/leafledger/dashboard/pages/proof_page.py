"""The front page: one sentence and one number, then what waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.journal.open_questions import OpenQuestion
from leafledger.reports.calls import CallsUsed, calls_used


@dataclass(frozen=True, slots=True)
class Headline:
    """The last kept proof of a company in short; amounts as plain text.

    `holds`: nothing differs, no order and no payment, credit, customer or account either.
    """

    orders: int
    proved: int
    waiting: int
    differing: int
    documents: int
    leaflink_total: str
    quickbooks_total: str
    difference: str
    proved_at: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """One company on the front page. `headline` None while nothing was ever proved."""

    company: Company
    headline: Headline | None
    asked: int
    at_stake: Money
    being_worked_on: int
    calls: CallsUsed


def summary_of(ledger: LeafLedger, company: Company) -> Summary:
    """What the front page says of a company; asks neither side."""
    questions = ledger.questions.all(company.company)
    kept = ledger.proving.last(company.company)
    headline = None
    if kept is not None:
        headline = Headline(**{name: kept[name] for name in Headline.__dataclass_fields__})
    orders = headline.orders if headline is not None else 0
    return Summary(
        company,
        headline,
        asked=len({one.subject for one in questions}),
        at_stake=at_stake(questions),
        being_worked_on=ledger.marks.waiting(company.company),
        calls=calls_used(ledger.counters.calls(company.company), orders),
    )


def at_stake(questions: Iterable[OpenQuestion]) -> Money:
    """The money that waits, each order once: several questions may hold back the same order.

    What is approved as one, such as the undo of a day, counts once with all its money.
    """
    largest: dict[str, Money] = {}
    for one in questions:
        approved = one.question.kind is QuestionKind.NEEDS_APPROVAL
        key = one.question.about if approved else one.subject
        largest[key] = max(largest.get(key, Money.zero()), abs(one.question.amount))
    return Money.total(largest.values())
