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


@dataclass(frozen=True, slots=True)
class AgingRow:
    """What one customer owes, all ages together; below zero where credits are left."""

    customer_id: str
    name: str
    total: Money


@dataclass(frozen=True, slots=True)
class Aging:
    """The report's customers, and its own grand total."""

    rows: tuple[AgingRow, ...]
    total: Money


def read_aging(report: Wire) -> Aging:
    """Read the summary by customer; a parent and its sub-customers stand each for itself.

    Money: `rows` add up to `total`, or the report is one we do not understand.
    Raises: OurBug then.
    """
    place = _place_of_total(report)
    rows = tuple(_customers(part(report, "Rows", "Row"), place, 0))
    summed = Money.total(row.total for row in rows)
    stated = _grand_total(part(report, "Rows", "Row"), place)
    if stated is not None and stated != summed:
        raise not_as_agreed(f"{REPORT}: rows of {summed} under a total of {stated}")
    return Aging(rows, summed)


def _place_of_total(report: Wire) -> int:
    """The column of the total: by its key, else the last (titles are translated)."""
    columns = part(report, "Columns", "Column")
    columns = columns if isinstance(columns, list) else []
    for place, column in enumerate(columns):
        keys = part(column, "MetaData")
        for pair in keys if isinstance(keys, list) else []:
            is_key = text(part(pair, "Name")) == "ColKey"
            if is_key and text(part(pair, "Value")).lower() == "total":
                return place
    return len(columns) - 1 if columns else -1


def _customers(rows: Any, place: int, depth: int) -> Iterator[AgingRow]:
    if depth > DEPTH_MAX:
        raise not_as_agreed(f"{REPORT}: rows nest too deep")
    for row in rows if isinstance(rows, list) else []:
        if text(part(row, "group")) == "GrandTotal":
            continue
        for cells in (part(row, "ColData"), part(row, "Header", "ColData")):
            found = _customer(cells, place)
            if found is not None:
                yield found
        yield from _customers(part(row, "Rows", "Row"), place, depth + 1)


def _customer(cells: Any, place: int) -> AgingRow | None:
    """A row with a customer's id and an amount; a heading without amount is none."""
    if not isinstance(cells, list) or not cells:
        return None
    customer, amount = text(part(cells[0], "id")), _amount(cells, place)
    if amount is None or not customer:
        return None
    return AgingRow(customer, text(part(cells[0], "value")), amount)


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
