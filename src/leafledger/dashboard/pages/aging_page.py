"""The page of the receivables aging: ours beside QuickBooks's, as both were last asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.dashboard.pages.charts import Chart, Point, bars_of
from leafledger.dashboard.pages.proof_page import zone_of
from leafledger.dashboard.pages.report_pages import (
    REPORTS,
    ROWS_ON_A_PAGE,
    Described,
    Listed,
    ReportPage,
    fits,
    placed,
    searched,
)
from leafledger.dashboard.ways import way_to
from leafledger.dashboard.wording import dollars, said_of
from leafledger.errors import Trouble
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.reports.aging import KEPT_AS, SPANS, ask_for_aging
from leafledger.reports.kept import Kept
from leafledger.reports.sheets import Cell, Column, Kind, Sheet

# No books are older, and a typed year has four figures.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
BY_CUSTOMER, BY_AGE = "By customer", "By age"
AGREES, AGES_DIFFER, DIFFERS = "✓ agrees", "≠ the ages differ", "≠ differs"


@dataclass(frozen=True, slots=True)
class Aged:
    """The aging of a day as the page tells it; `differing` counts customers."""

    as_of: str
    made_at: str
    total: Money
    quickbooks: Money
    differing: int
    chart: Chart


class AgingPage(ReportPage):
    """What each customer owes by age, tied to QuickBooks."""

    described = Described(
        "aging", "AR aging",
        "Who owes how much since when, and does QuickBooks say the same to the cent?",
    )  # fmt: skip

    def show(self, request: Request, refused: str = "") -> Response:
        """The aging of the day that was asked for last, or of the one the address names."""
        company = self._company(request)
        kept = self._wanted(company, request)
        today = business_day(datetime.now(UTC), zone_of(self._ledger, company))
        return self._show(
            request, "aging.html", company, status=409 if refused else 200, refused=refused,
            said=said_of(request.query_params.get("done", "")), today=today.isoformat(),
            days=self._kept.periods(company.company, KEPT_AS),
            aged=aged(kept) if kept is not None else None,
            ages=by_age(kept.told) if kept is not None else None,
            listed=customers(kept.told, request) if kept is not None else None,
        )  # fmt: skip

    def ask(self, request: Request) -> Response:
        """Ask QuickBooks for its aging of a day, reckon ours from its documents, keep both."""
        company = self._company(request)
        day = _day(request.state.form.get("as_of", ""))
        if day is None:
            return self.show(request, refused="Choose a day first. QuickBooks was not asked.")
        try:
            found = ask_for_aging(self._ledger.parts(company).quickbooks, day)
        except Trouble as trouble:
            return self.show(request, refused=trouble.sentence)
        self._kept.keep(company.company, KEPT_AS, day.isoformat(), found.as_json())
        way = f"{way_to(company)}/reports/aging?as_of={day.isoformat()}&done=asked"
        return RedirectResponse(way, 303)

    def sheets(self, company: Company, request: Request) -> Sequence[Sheet]:
        """The customers and the ages."""
        kept = self._wanted(company, request)
        return [by_customer(kept.told), by_age(kept.told)] if kept is not None else []

    def routes(self) -> list[Route]:
        """The button, too."""
        return [*super().routes(), Route(f"{REPORTS}/aging", self.ask, methods=["POST"])]

    def _wanted(self, company: Company, request: Request) -> Kept | None:
        named = request.query_params.get("as_of", "")
        if not named:
            return self._kept.newest(company.company, KEPT_AS)
        if _day(named) is None:
            raise HTTPException(404)
        return self._kept.find(company.company, KEPT_AS, named)


def aged(kept: Kept) -> Aged:
    """What stands above the tables."""
    told = kept.told
    ages = by_age(told)
    owed = [_money(row[1]) for row in ages.rows]
    ours, _, theirs = (_money(cell) for cell in ages.totals()[1:])
    chart = bars_of(
        "What is owed, by days past due",
        "What is owed by how many days it is late; credits hang below the line.",
        [
            Point(name, amount.amount, dollars(amount))
            for name, amount in zip(SPANS, owed, strict=True)
        ],
    )
    differing = sum(one["ours"] != one["quickbooks"] for one in told["customers"])
    return Aged(told["as_of"], kept.made_at, ours, theirs, differing, chart)


def by_age(told: Any) -> Sheet:
    """A row for each age, both sides with the difference in the middle."""
    rows: list[tuple[Cell, ...]] = []
    for place, name in enumerate(SPANS):
        ours, theirs = (
            _sum(one[side][place] for one in told["customers"]) for side in ("ours", "quickbooks")
        )
        rows.append((name, ours, theirs - ours, theirs))
    columns = (
        Column("Days past due", Kind.TEXT, 16), Column("LeafLedger", Kind.MONEY, 14),
        Column("Difference", Kind.GAP, 14), Column("QuickBooks", Kind.MONEY, 14),
    )  # fmt: skip
    says = f"What was owed on {told['as_of']}, from the documents and by QuickBooks's own report."
    return Sheet(BY_AGE, says, columns, tuple(rows))


def customers(told: Any, request: Request) -> Listed:
    """A page of the customers that fit; only its rows are put into words, of all there are."""
    search = searched(request)
    found = [one for one in _sorted(told) if fits(one["customer"], search)]
    page, pages = placed(len(found), request)
    shown = found[(page - 1) * ROWS_ON_A_PAGE : page * ROWS_ON_A_PAGE]
    return Listed(_customers(told, shown, _sums(found)), len(found), page, pages, search)


def by_customer(told: Any) -> Sheet:
    """A row for each customer, those that differ on top."""
    return _customers(told, _sorted(told))


def _customers(told: Any, shown: Sequence[Any], sums: tuple[Cell, ...] = ()) -> Sheet:
    columns = (
        Column("Customer", Kind.TEXT, 30), *(Column(name, Kind.MONEY, 12) for name in SPANS),
        Column("LeafLedger", Kind.MONEY, 13), Column("Difference", Kind.GAP, 12),
        Column("QuickBooks", Kind.MONEY, 13), Column("Standing", Kind.TEXT, 18),
    )  # fmt: skip
    says = f"What each customer owed on {told['as_of']}, beside QuickBooks's report of that day."
    return Sheet(BY_CUSTOMER, says, columns, tuple(_row(one) for one in shown), sums=sums)


def _sorted(told: Any) -> list[Any]:
    return sorted(
        told["customers"],
        key=lambda one: (one["ours"] == one["quickbooks"], one["customer"].casefold()),
    )


def _row(one: Any) -> tuple[Cell, ...]:
    total, off = Money.of(one["total"]), Money.of(one["difference"])
    stands = DIFFERS if off else AGREES if one["ours"] == one["quickbooks"] else AGES_DIFFER
    ages: list[Cell] = [Money.of(amount) or None for amount in one["ours"]]
    return one["customer"], *ages, total, off, total + off, stands


def _sums(found: Sequence[Any]) -> tuple[Cell, ...]:
    ages = [_sum(one["ours"][place] for one in found) for place in range(len(SPANS))]
    total, off = (_sum(one[name] for one in found) for name in ("total", "difference"))
    return None, *ages, total, off, total + off, None


def _sum(amounts: Iterable[str]) -> Money:
    return Money(sum(map(Decimal, amounts), Decimal(0)))


def _money(value: Cell) -> Money:
    return value if isinstance(value, Money) else Money.zero()


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
