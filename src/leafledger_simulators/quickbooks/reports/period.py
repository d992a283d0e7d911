"""The time a report covers: dates as given, or one of the words of `date_macro`.

Reference: reference/quickbooks.md 13. Weeks begin on Sunday. "Today" is the company's own day,
in its time zone. The fiscal year is the calendar year.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import Refusal
from leafledger_simulators.quickbooks.reports.layout import Params, choice_parameter, day_parameter
from leafledger_simulators.quickbooks.wire import Body

UNITS = ("Days", "Week", "Month", "Quarter", "Year")
# From when on "all" and "Next ..." words reckon; no company is older than the service.
EARLIEST = date(1990, 1, 1)
ALL = "all"
# Three years of days; the real service has a limit that no source gives (reference 13).
COLUMNS_MAX = 1100


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; `macro` is the word that chose them, if one did."""

    first: date
    last: date
    macro: str = ""

    def header(self) -> Body:
        """What the report's header says of its time."""
        said = {"DateMacro": self.macro} if self.macro else {}
        return {**said, "StartPeriod": self.first.isoformat(), "EndPeriod": self.last.isoformat()}

    def has(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def company_day(company: Company) -> date:
    """Today at the company, in its time zone."""
    zone = ZoneInfo(str(company.company_info.get("DefaultTimeZone", "America/Los_Angeles")))
    return company.clock.now().astimezone(zone).date()


def period_of(company: Company, params: Params, default: str) -> Period:
    """The time a request asks for. Raises: Refusal 2060, 2170.

    Dates given win over a macro; with neither, the report's own default macro holds.
    """
    today = company_day(company)
    if not params.get("start_date") and not params.get("end_date"):
        macro = choice_parameter(params, "date_macro", (*MACROS, ALL), default)
        first, last = MACROS[macro](today) if macro != ALL else (EARLIEST, today)
        return Period(first, last, macro)
    last = day_parameter(params, "end_date", today)
    begins = {"This Month-to-date": last.replace(day=1)}.get(default, date(last.year, 1, 1))
    return Period(day_parameter(params, "start_date", begins), last)


def day_of_report(company: Company, params: Params) -> Period:
    """The day of a point-in-time report; start and end dates say nothing to it."""
    if params.get("report_date") or not params.get("date_macro"):
        day = day_parameter(params, "report_date", company_day(company))
        return Period(day, day)
    macro = choice_parameter(params, "date_macro", (*MACROS, ALL), "Today")
    day = MACROS[macro](company_day(company))[1] if macro != ALL else company_day(company)
    return Period(day, day, macro)


def begin_of(unit: str, day: date) -> date:
    """The first day of the unit that a day lies in."""
    if unit == "Days":
        return day
    if unit == "Week":
        return day - timedelta((day.weekday() + 1) % 7)
    if unit == "Month":
        return day.replace(day=1)
    if unit == "Quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return date(day.year, 1, 1)


def next_begin(unit: str, begin: date) -> date:
    """The first day of the following unit."""
    if unit == "Days":
        return begin + timedelta(1)
    if unit == "Week":
        return begin + timedelta(7)
    months = {"Month": 1, "Quarter": 3, "Year": 12}[unit]
    return add_months(begin, months)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def parts_of(unit: str, period: Period) -> list[Period]:
    """A period in its units. Raises: Refusal 10100 for more than a report can show."""
    found: list[Period] = []
    for part in pieces(unit, period):
        if len(found) == COLUMNS_MAX:
            raise Refusal(
                "10100",
                "Report too large",
                f"The report would have more than {COLUMNS_MAX} columns. Reduce the range.",
            )
        found.append(part)
    return found


def pieces(unit: str, period: Period) -> Iterator[Period]:
    """A period cut into its units; the first and the last may be partial."""
    first = period.first
    while first <= period.last:
        following = next_begin(unit, begin_of(unit, first))
        yield Period(first, min(following - timedelta(1), period.last))
        first = following


Span = Callable[[date], tuple[date, date]]


def _whole(unit: str, shift: int = 0) -> Span:
    """A whole unit, so many units away."""

    def span(today: date) -> tuple[date, date]:
        begin = _shifted(unit, begin_of(unit, today), shift)
        return begin, next_begin(unit, begin) - timedelta(1)

    return span


def _to_date(unit: str, shift: int = 0) -> Span:
    """From a unit's begin to as far as the present one has come."""

    def span(today: date) -> tuple[date, date]:
        return _shifted(unit, begin_of(unit, today), shift), _shifted(unit, today, shift)

    return span


def _shifted(unit: str, day: date, shift: int) -> date:
    if unit in {"Days", "Week"}:
        return day + timedelta(shift * (7 if unit == "Week" else 1))
    return add_months(day, shift * {"Month": 1, "Quarter": 3, "Year": 12}[unit])


def _four_weeks(today: date) -> tuple[date, date]:
    begin = begin_of("Week", today) + timedelta(7)
    return begin, begin + timedelta(27)


MACROS: dict[str, Span] = {
    "Today": _whole("Days"),
    "Yesterday": _whole("Days", -1),
    "Next 4 Weeks": _four_weeks,
}
for _name, _unit in (
    ("Week", "Week"),
    ("Month", "Month"),
    ("Fiscal Quarter", "Quarter"),
    ("Fiscal Year", "Year"),
    ("Calendar Quarter", "Quarter"),
    ("Calendar Year", "Year"),
):
    MACROS[f"This {_name}"] = _whole(_unit)
    MACROS[f"This {_name}-to-date"] = _to_date(_unit)
    MACROS[f"Last {_name}"] = _whole(_unit, -1)
    MACROS[f"Last {_name}-to-date"] = _to_date(_unit, -1)
    MACROS[f"Next {_name}"] = _whole(_unit, 1)
