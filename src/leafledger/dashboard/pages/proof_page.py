"""The front page: one sentence and one number, then what waits for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from leafledger.assembly import LeafLedger
from leafledger.dashboard.matters import matters
from leafledger.dashboard.pages.days import DAYS_SHOWN, Picture, picture_of
from leafledger.dashboard.wording import SECTION_NAMES
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.journal.open_questions import OpenQuestion
from leafledger.journal.policies import WrongPolicy
from leafledger.reconciliation.daily_record import DailyRecord
from leafledger.reports.calls import CallsUsed, calls_used


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a proof in short; amounts as plain text. `key` empty for the orders."""

    key: str
    name: str
    checked: int
    proved: int
    waiting: int
    differing: int
    agreed: int
    difference: str
    at_stake: str


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
    sections: Sequence[Section]

    @property
    def apart(self) -> list[Section]:
        """The parts in which something differs."""
        return [one for one in self.sections if one.differing]


@dataclass(frozen=True, slots=True)
class Summary:
    """One company on the front page. `headline` None while nothing was ever proved."""

    company: Company
    headline: Headline | None
    asked: int
    at_stake: Money
    being_worked_on: int
    calls: CallsUsed


def summary_of(
    ledger: LeafLedger, company: Company, questions: Sequence[OpenQuestion] | None = None
) -> Summary:
    """What the front page says of a company; asks neither side.

    `questions` are those that wait, where they were read already.
    """
    if questions is None:
        questions = ledger.questions.all(company.company)
    kept = ledger.proving.last(company.company)
    headline = _headline(kept) if kept is not None else None
    orders = headline.orders if headline is not None else 0
    return Summary(
        company,
        headline,
        asked=matters(questions),
        at_stake=at_stake(questions),
        being_worked_on=ledger.marks.waiting(company.company),
        calls=calls_used(ledger.counters.calls(company.company), orders),
    )


def thirty_days(ledger: LeafLedger, company: Company) -> Picture:
    """How each of the last days stood, in the company's time zone."""
    zone = zone_of(ledger, company)
    now = datetime.now(UTC)
    record = DailyRecord(ledger.database)
    kept = record.since(company.company, now - timedelta(days=DAYS_SHOWN), zone)
    return picture_of(kept, business_day(now, zone))


def zone_of(ledger: LeafLedger, company: Company) -> str:
    """The company's business time zone; UTC while its policy cannot be read."""
    try:
        return ledger.policy(company).orders.time_zone
    except (WrongPolicy, FileNotFoundError):
        return "UTC"


def _headline(kept: Mapping[str, Any]) -> Headline:
    orders = Section(
        "", "Totals of orders", kept["orders"], kept["proved"], kept["waiting"], kept["differing"],
        kept.get("agreed", 0), kept["difference"], kept.get("at_stake", "0.00"),
    )  # fmt: skip
    told = kept.get("sections", {})
    others = [
        Section(
            key, name, told[key]["checked"], told[key]["proved"], told[key]["waiting"],
            told[key]["differing"], 0, told[key]["difference"], told[key]["at_stake"],
        )
        for key, name in SECTION_NAMES.items()
        if key in told
    ]  # fmt: skip
    names = ("orders", "proved", "waiting", "differing", "documents", "leaflink_total",
             "quickbooks_total", "difference", "proved_at")  # fmt: skip
    return Headline(
        **{name: kept[name] for name in names},
        holds=kept.get("holds", not kept["differing"]),
        sections=[orders, *others],
    )


def at_stake(questions: Iterable[OpenQuestion]) -> Money:
    """The money that waits, each order once: several questions may hold back the same order.

    What is approved as one, such as the undo of a day, is asked of each order with its own part.
    """
    largest: dict[str, Money] = {}
    for one in questions:
        known = largest.get(one.subject, Money.zero())
        largest[one.subject] = max(known, abs(one.question.amount))
    return Money.total(largest.values())
