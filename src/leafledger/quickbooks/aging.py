"""The receivables aging: what each customer owes (reference/quickbooks.md 13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leafledger.figures.money import Money
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import money, part, text
from leafledger.quickbooks.refusals import not_as_agreed

REPORT = "AgedReceivables"
# Sub-customers nest at most five deep; more is no report of customers.
DEPTH_MAX = 20
# A customer's id, name, and amounts: the total first, then the ages.
_Found = tuple[str, str, tuple[Money, ...]]


@dataclass(frozen=True, slots=True)
class AgingRow:
    """What one customer owes, all ages together; below zero where credits are left.

    `spans` by age, not yet due first, as many as the report has; they add up to `total`.
    """

    customer_id: str
    name: str
    total: Money
    spans: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Aging:
    """The report's customers, its own grand total, and the titles of its ages."""

    rows: tuple[AgingRow, ...]
    total: Money
    titles: tuple[str, ...] = ()


def read_aging(report: Wire) -> Aging:
    """Read the summary by customer; a parent and its sub-customers stand each for itself.

    Money: `rows` add up to `total`, or the report is one we do not understand.
    Raises: OurBug then.
    """
    place, ages = _place_of_total(report), _places_of_ages(report)
    found = _customers(part(report, "Rows", "Row"), (place, *ages), 0)
    rows = tuple(_row(one, ages) for one in found)
    summed = Money.total(row.total for row in rows)
    stated = _grand_total(part(report, "Rows", "Row"), place)
    if stated is not None and stated != summed:
        raise not_as_agreed(f"{REPORT}: rows of {summed} under a total of {stated}")
    columns = part(report, "Columns", "Column")
    return Aging(rows, summed, tuple(text(part(columns[one], "ColTitle")) for one in ages))


def _place_of_total(report: Wire) -> int:
    """The column of the total: by its key, else the last (titles are translated)."""
    columns = part(report, "Columns", "Column")
    columns = columns if isinstance(columns, list) else []
    for place, column in enumerate(columns):
        if _key(column) == "total":
            return place
    return len(columns) - 1 if columns else -1


def _places_of_ages(report: Wire) -> tuple[int, ...]:
    """The columns by age: their keys are "current" and the number of the span (13)."""
    columns = part(report, "Columns", "Column")
    keys = [_key(column) for column in columns] if isinstance(columns, list) else []
    return tuple(place for place, key in enumerate(keys) if key == "current" or key.isdigit())


def _key(column: Any) -> str:
    pairs = part(column, "MetaData")
    named = [
        text(part(pair, "Value")).lower()
        for pair in (pairs if isinstance(pairs, list) else [])
        if text(part(pair, "Name")) == "ColKey"
    ]
    return named[0] if named else ""


def _row(found: _Found, ages: tuple[int, ...]) -> AgingRow:
    customer, name, (total, *spans) = found
    if ages and Money.total(spans) != total:
        raise not_as_agreed(f"{REPORT}: ages of {Money.total(spans)} beside a total of {total}")
    return AgingRow(customer, name, total, tuple(spans))


def _customers(rows: Any, places: tuple[int, ...], depth: int) -> Iterator[_Found]:
    if depth > DEPTH_MAX:
        raise not_as_agreed(f"{REPORT}: rows nest too deep")
    for row in rows if isinstance(rows, list) else []:
        if text(part(row, "group")) == "GrandTotal":
            continue
        for cells in (part(row, "ColData"), part(row, "Header", "ColData")):
            found = _customer(cells, places)
            if found is not None:
                yield found
        yield from _customers(part(row, "Rows", "Row"), places, depth + 1)


def _customer(cells: Any, places: tuple[int, ...]) -> _Found | None:
    """A row with a customer's id and an amount; a heading without amount is none."""
    if not isinstance(cells, list) or not cells:
        return None
    customer, total = text(part(cells[0], "id")), _amount(cells, places[0])
    if total is None or not customer:
        return None
    ages = (_amount(cells, place) or Money.zero() for place in places[1:])
    return customer, text(part(cells[0], "value")), (total, *ages)


def _grand_total(rows: Any, place: int) -> Money | None:
    for row in rows if isinstance(rows, list) else []:
        if text(part(row, "group")) == "GrandTotal":
            return _amount(part(row, "Summary", "ColData"), place)
    return None


def _amount(cells: Any, place: int) -> Money | None:
    if not isinstance(cells, list) or not -len(cells) <= place < len(cells):
        return None
    written = text(part(cells[place], "value")).replace(",", "").strip()
    return money(written, f"{REPORT} amount") if written else None
