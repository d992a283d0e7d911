"""The columns a statement is summarised by: one sum, a column a month, a class, an item.

Reference: reference/quickbooks.md 13 (`summarize_column_by`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.reports.facts import Concerns, Fact
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    amount,
    choice_parameter,
    column,
    ids_parameter,
    total,
)
from leafledger_simulators.quickbooks.reports.period import UNITS, Period, parts_of
from leafledger_simulators.quickbooks.wire import ZERO, Body

# The word of the parameter: the list it names, and what of a posting is looked up in it.
LISTS: dict[str, tuple[str, Callable[[Concerns], str]]] = {
    "Customers": ("Customer", lambda one: one.customer),
    "Vendors": ("Vendor", lambda one: one.vendor),
    "Employees": ("Employee", lambda one: one.employee),
    "Classes": ("Class", lambda one: one.class_),
    "Departments": ("Department", lambda one: one.department),
    "ProductsAndServices": ("Item", lambda one: one.item),
}
FILTERS: dict[str, Callable[[Concerns], str]] = {
    "customer": lambda one: one.customer,
    "vendor": lambda one: one.vendor,
    "item": lambda one: one.item,
    "class": lambda one: one.class_,
    "department": lambda one: one.department,
}
UNSPECIFIED = "Not Specified"
Values = list[Decimal]


@dataclass
class Table:
    """Sums by account and column; with more than one column the last is their total."""

    columns: list[Body]
    sums: dict[str, Values] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many amount columns there are."""
        return len(self.columns)

    def of(self, account_id: str, sign: int = 1) -> Values:
        """An account's sums."""
        found = self.sums.get(account_id)
        return [value * sign for value in found] if found is not None else self.nought()

    def nought(self) -> Values:
        """A row of noughts."""
        return [ZERO] * self.width


def added(one: Values, other: Values, sign: int = 1) -> Values:
    """Two rows of sums as one; sign -1 takes the other away."""
    return [a + b * sign for a, b in zip(one, other, strict=True)]


def amounts(values: Values) -> list[Body]:
    """Cells where nought is empty."""
    return [amount(value) for value in values]


def totals(values: Values) -> list[Body]:
    """Cells where nought is written out."""
    return [total(value) for value in values]


def summarized_by(params: Params) -> str:
    """The word the columns go by. Raises: Refusal 2170."""
    words = ("Total", *UNITS, *LISTS)
    return choice_parameter(params, "summarize_column_by", words, "Total")


def wanted(params: Params) -> Callable[[Fact], bool]:
    """Whether a posting passes the request's filters by customer, vendor, item and so on."""
    asked = [
        (read, ids_parameter(params, name)) for name, read in FILTERS.items() if params.get(name)
    ]
    return lambda fact: all(read(fact.concerns) in ids for read, ids in asked)


def has_filters(params: Params) -> bool:
    """Whether the request asks for a part of the postings only."""
    return any(params.get(name) for name in FILTERS)


def tabulate(company: Company, found: Iterable[Fact], by: str, period: Period) -> Table:
    """Sum up postings of a period by account and column."""
    if by == "Total":
        made = Table([column("Total", "Money", "total")])
        place: Callable[[Fact], int] = lambda fact: 0  # noqa: ARG005, E731 (one column)
    elif by in UNITS:
        made, place = _by_time(by, period)
    else:
        found = list(found)
        made, place = _by_list(company, found, by)
    for fact in found:
        row = made.sums.setdefault(fact.account_id, made.nought())
        row[place(fact)] += fact.signed
        if by != "Total":
            row[-1] += fact.signed
    return made


def _by_time(unit: str, period: Period) -> tuple[Table, Callable[[Fact], int]]:
    parts = parts_of(unit, period)
    made = [
        column(
            title_of(unit, part),
            "Money",
            part.first.isoformat(),
            StartDate=part.first.isoformat(),
            EndDate=part.last.isoformat(),
        )
        for part in parts
    ]

    begins = [part.first for part in parts]

    def place(fact: Fact) -> int:
        return bisect_right(begins, fact.day) - 1

    return Table([*made, column("Total", "Money", "total")]), place


def title_of(unit: str, part: Period) -> str:
    """`Nov 2026`, or `Nov 1-15, 2026` for a part of it."""
    first, last = part.first, part.last
    if unit == "Year":
        whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        return str(first.year) if whole else f"{_said(first)} - {_said(last)}, {last.year}"
    if unit == "Month" and first.day == 1 and _is_month_end(last):
        return f"{first:%b} {first.year}"
    if first == last:
        return f"{_said(first)}, {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%b} {first.day}-{last.day}, {last.year}"
    return f"{_said(first)} - {_said(last)}, {last.year}"


def _is_month_end(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


def _said(day: date) -> str:
    return f"{day:%b} {day.day}"


def _by_list(company: Company, found: list[Fact], by: str) -> tuple[Table, Callable[[Fact], int]]:
    entity, read = LISTS[by]
    named = {}
    for record_id in {read(fact.concerns) for fact in found}:
        record = company.shelves[entity].get(record_id)
        name = record.body.get("FullyQualifiedName", "") if record is not None else ""
        # What nothing is known of stands last.
        named[record_id] = (record is None, str(name or UNSPECIFIED))
    order = sorted(named, key=lambda one: named[one])
    places = {record_id: position for position, record_id in enumerate(order)}
    made = [column(named[one][1], "Money", one or "not_specified") for one in order]
    table = Table([*made, column("Total", "Money", "total")])
    return table, lambda fact: places[read(fact.concerns)]
