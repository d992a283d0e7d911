"""The page of several companies: a line for each, what needs a person first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.proof_page import Summary, summary_of
from leafledger.dashboard.sheets import line, sheet
from leafledger.dashboard.wording import DIFFERS, HELD, NEEDS_ATTENTION, NOT_CHECKED, PROVED, State
from leafledger.figures.money import Money
from leafledger.intake.answers import LastAnswer
from leafledger.intake.companies import Company
from leafledger.reports.cells import inert

BEING_SET_UP = State("ready", "Being set up", "○")
NO_ANSWER = State("attention", "Does not answer", "▲")
# What a person looks at first.
_URGENT = (HELD, NO_ANSWER, DIFFERS, NEEDS_ATTENTION, BEING_SET_UP, NOT_CHECKED, PROVED)


@dataclass(frozen=True, slots=True)
class Line:
    """One company. `polled_at` is when LeafLink was asked last, empty for never."""

    summary: Summary
    leaflink: LastAnswer
    quickbooks: LastAnswer
    polled_at: str

    @property
    def company(self) -> Company:
        """The company it is about."""
        return self.summary.company

    @property
    def state(self) -> State:
        """How it stands, by what is most urgent."""
        headline = self.summary.headline
        if self.company.held_why and self.company.books_start is not None:
            return HELD
        if any(one.is_known and not one.is_good for one in (self.leaflink, self.quickbooks)):
            return NO_ANSWER
        if self.company.books_start is None:
            return BEING_SET_UP
        if headline is not None and not headline.holds:
            return DIFFERS
        if self.summary.asked:
            return NEEDS_ATTENTION
        return PROVED if headline is not None else NOT_CHECKED


class CompaniesPages:
    """All companies a person sees."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout

    def routes(self) -> list[Route]:
        """The addresses of this family."""
        return [
            Route("/companies", self.show, methods=["GET"]),
            Route("/companies.csv", self.export, methods=["GET"]),
        ]

    def show(self, request: Request) -> Response:
        """A line for each, also where there is one only."""
        seen = self._layout.companies_of(request.state.person)
        found = lines(self._ledger, seen)
        return self._layout.show(
            request, "companies.html", company=None, lines=found,
            urgent=sum(one.state not in {PROVED, NOT_CHECKED} for one in found),
            at_stake=Money.total(one.summary.at_stake for one in found),
        )  # fmt: skip

    def export(self, request: Request) -> Response:
        """The same for a spreadsheet."""
        found = lines(self._ledger, self._layout.companies_of(request.state.person))
        return sheet("companies.csv", (line(row) for row in _rows(found)))


def lines(ledger: LeafLedger, companies: Sequence[Company]) -> list[Line]:
    """A line for each company, what needs a person first; asks neither side."""
    found = [_line(ledger, one) for one in companies]
    return sorted(
        found,
        key=lambda one: (
            _URGENT.index(one.state), -one.summary.at_stake.amount, one.company.name.casefold()
        ),
    )  # fmt: skip


def _line(ledger: LeafLedger, company: Company) -> Line:
    leaflink, quickbooks = ledger.health.answers(company)
    return Line(summary_of(ledger, company), leaflink, quickbooks, ledger.health.polled_at(company))


def _rows(found: Sequence[Line]) -> Iterator[Sequence[str]]:
    yield ("Company", "Standing", "Orders", "Proved", "Difference", "Matters", "At stake",
           "Checked", "LeafLink asked", "LeafLink answered", "QuickBooks answered")  # fmt: skip
    for one in found:
        headline = one.summary.headline
        yield (
            inert(one.company.name), one.state.word,
            str(headline.orders) if headline else "", str(headline.proved) if headline else "",
            headline.difference if headline else "", str(one.summary.asked),
            one.summary.at_stake.plain, headline.proved_at if headline else "", one.polled_at,
            one.leaflink.answered_at, one.quickbooks.answered_at,
        )  # fmt: skip
