"""Which days a date macro stands for."""

from __future__ import annotations

from datetime import date

import pytest

from leafledger_simulators.quickbooks.reports.columns import title_of
from leafledger_simulators.quickbooks.reports.period import MACROS, Period, pieces
from tests.simulators.quickbooks.reports.reading import stand_at
from tests.simulators.quickbooks.serving import Books

# A Wednesday.
TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("macro", "first", "last"),
    [
        ("Today", "2026-11-18", "2026-11-18"),
        ("Yesterday", "2026-11-17", "2026-11-17"),
        ("This Week", "2026-11-15", "2026-11-21"),
        ("Last Week-to-date", "2026-11-08", "2026-11-11"),
        ("This Month", "2026-11-01", "2026-11-30"),
        ("This Month-to-date", "2026-11-01", "2026-11-18"),
        ("Last Month", "2026-10-01", "2026-10-31"),
        ("Last Fiscal Quarter", "2026-07-01", "2026-09-30"),
        ("This Fiscal Quarter-to-date", "2026-10-01", "2026-11-18"),
        ("Last Fiscal Year-to-date", "2025-01-01", "2025-11-18"),
        ("Next Fiscal Year", "2027-01-01", "2027-12-31"),
        ("Next 4 Weeks", "2026-11-22", "2026-12-19"),
    ],
)
def test_every_macro_stands_for_its_days(macro: str, first: str, last: str) -> None:
    assert MACROS[macro](TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_short_month_ends_earlier() -> None:
    assert MACROS["Last Month-to-date"](date(2026, 3, 31)) == (date(2026, 2, 1), date(2026, 2, 28))


def test_a_period_is_cut_into_its_units_with_their_titles() -> None:
    period = Period(date(2026, 1, 15), date(2026, 3, 3))
    assert [title_of("Month", part) for part in pieces("Month", period)] == [
        "Jan 15-31, 2026",
        "Feb 2026",
        "Mar 1-3, 2026",
    ]
    assert [title_of("Year", part) for part in pieces("Year", period)] == ["Jan 15 - Mar 3, 2026"]
    whole = Period(date(2026, 1, 1), date(2026, 6, 30))
    assert [title_of("Quarter", part) for part in pieces("Quarter", whole)] == [
        "Jan 1 - Mar 31, 2026",
        "Apr 1 - Jun 30, 2026",
    ]


def test_the_header_names_the_macro_and_its_days(books: Books) -> None:
    stand_at(books, "2026-11-18T18:00:00Z")
    header = books.get("/reports/TrialBalance", date_macro="last month")["Header"]
    assert header["DateMacro"] == "Last Month"
    assert (header["StartPeriod"], header["EndPeriod"]) == ("2026-10-01", "2026-10-31")
    assert books.get("/reports/TrialBalance", date_macro="all")["Header"]["DateMacro"] == "all"


def test_today_is_the_companys_own_day(books: Books) -> None:
    # Half past seven in the evening of the 17th at the Pacific.
    stand_at(books, "2026-11-18T03:30:00Z")
    header = books.get("/reports/AgedReceivables")["Header"]
    assert header["EndPeriod"] == "2026-11-17"
