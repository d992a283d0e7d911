"""When a template is due: its RecurringInfo, checked, with the next date.

Fields and choices from Intuit's Finance.xsd (RecurringInfo, RecurringScheduleInfo). What is
needed for which kind of template, and the limits, are our inference.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from leafledger_simulators.quickbooks.checks import clean
from leafledger_simulators.quickbooks.refusals import business, missing, unknown_property
from leafledger_simulators.quickbooks.shapes import EntityKind, block, day, flag, text, whole
from leafledger_simulators.quickbooks.wire import Body

NAME_LENGTH_MAX = 100
# A limit of our own; no source gives one.
INTERVALS_MAX = 999
MONTHS = 12
DAYS_OF_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_OF_YEAR = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
SCHEDULED = frozenset({"Automated", "Reminded"})
RANGES = {
    "NumInterval": (1, INTERVALS_MAX),
    "DayOfMonth": (1, 31),
    "WeekOfMonth": (1, 5),
    "RemindDays": (0, INTERVALS_MAX),
    "DaysBefore": (0, INTERVALS_MAX),
    "MaxOccurrences": (1, INTERVALS_MAX),
}

INFO = EntityKind(
    "RecurringInfo",
    (
        text("Name", NAME_LENGTH_MAX),
        text("RecurType", choices=("Automated", "Reminded", "UnScheduled", "Manual")),
        flag("Active"),
        block(
            "ScheduleInfo",
            text("IntervalType", choices=("Yearly", "Monthly", "Weekly", "Daily")),
            *(whole(name) for name in RANGES),
            text("DayOfWeek", choices=DAYS_OF_WEEK),
            text("MonthOfYear", choices=MONTHS_OF_YEAR),
            day("StartDate"),
            day("EndDate"),
            day("NextDate", read_only=True),
            day("PreviousDate", read_only=True),
        ),
    ),
)


def read_info(sent: Any, old: Body, today: date, previous: str | None = None) -> Body:
    """The RecurringInfo of a template, complete; `old` is what a sparse update leaves as it is.

    `previous`: the date of the last document made, which is not made again.

    Raises: Refusal.
    """
    if not isinstance(sent, dict):
        raise unknown_property("RecurringInfo", "RecurringTransaction")
    content, _ = clean(INFO, sent)
    schedule = {**old.get("ScheduleInfo", {}), **content.get("ScheduleInfo", {})}
    info = {**old, **content}
    for name in ("Name", "RecurType"):
        if name not in info:
            raise missing(f"RecurringInfo.{name}")
    info.setdefault("Active", True)
    if info["RecurType"] in SCHEDULED and "IntervalType" not in schedule:
        raise missing("RecurringInfo.ScheduleInfo.IntervalType")
    if schedule:
        if previous is not None:
            schedule["PreviousDate"] = previous
            today = max(today, date.fromisoformat(previous) + timedelta(1))
        info["ScheduleInfo"] = _settled(schedule, today)
    return info


def _settled(schedule: Body, today: date) -> Body:
    for name, (least, most) in RANGES.items():
        if name in schedule and not least <= schedule[name] <= most:
            raise business(f"{name} is from {least} to {most}.", name)
    schedule.pop("NextDate", None)
    if "IntervalType" not in schedule:
        return schedule
    schedule.setdefault("NumInterval", 1)
    schedule.setdefault("StartDate", today.isoformat())
    if schedule.get("EndDate", schedule["StartDate"]) < schedule["StartDate"]:
        raise business("The end date is before the start date.", "EndDate")
    due = next_date(schedule, today)
    if due is not None:
        schedule["NextDate"] = due.isoformat()
    return schedule


def next_date(schedule: Body, today: date) -> date | None:
    """The first date of a schedule from today on; None when it is over.

    Example: monthly on day 31 from 2026-01-31, asked on 2026-02-02 -> 2026-02-28
    """
    start = date.fromisoformat(schedule["StartDate"])
    wanted = max(start, today)
    try:
        if schedule["IntervalType"] in {"Daily", "Weekly"}:
            due = _by_days(schedule, start, wanted)
        else:
            due = _by_months(schedule, start, wanted)
    except (ValueError, OverflowError):
        # The calendar ends with the year 9999.
        return None
    return due if due.isoformat() <= schedule.get("EndDate", "9999-12-31") else None


def _by_days(schedule: Body, start: date, wanted: date) -> date:
    step = int(schedule["NumInterval"])
    first = start
    if schedule["IntervalType"] == "Weekly":
        step *= len(DAYS_OF_WEEK)
        if "DayOfWeek" in schedule:
            first += timedelta((_weekday(schedule) - start.weekday()) % len(DAYS_OF_WEEK))
    steps = max(0, -((first - wanted).days // step))
    return first + timedelta(step * steps)


def _by_months(schedule: Body, start: date, wanted: date) -> date:
    step = int(schedule["NumInterval"])
    month = start.year * MONTHS + start.month - 1
    if schedule["IntervalType"] == "Yearly":
        step *= MONTHS
        if "MonthOfYear" in schedule:
            month += (MONTHS_OF_YEAR.index(schedule["MonthOfYear"]) - start.month + 1) % MONTHS
    passed = wanted.year * MONTHS + wanted.month - 1 - month
    month += max(0, passed // step) * step
    due = _day_in_month(schedule, start, month)
    while due < wanted:
        month += step
        due = _day_in_month(schedule, start, month)
    return due


def _day_in_month(schedule: Body, start: date, month: int) -> date:
    """The day of the month, at most its last; or the given weekday of the given week."""
    year, index = divmod(month, MONTHS)
    weekday, length = monthrange(year, index + 1)
    number = int(schedule.get("DayOfMonth", start.day))
    if "WeekOfMonth" in schedule and "DayOfWeek" in schedule:
        first = (_weekday(schedule) - weekday) % len(DAYS_OF_WEEK) + 1
        number = first + len(DAYS_OF_WEEK) * (int(schedule["WeekOfMonth"]) - 1)
        # A fifth week that the month does not have is its last.
        while number > length:
            number -= len(DAYS_OF_WEEK)
    return date(year, index + 1, min(number, length))


def _weekday(schedule: Body) -> int:
    return DAYS_OF_WEEK.index(schedule["DayOfWeek"])
