"""How these tests read a report: rows as plain lists of texts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.simulators.quickbooks.serving import Books


def texts(cells: Any) -> list[str]:
    """The values of cells."""
    return [str(one["value"]) for one in cells]


def rows_of(report: Any) -> list[list[str]]:
    """Every row of a report at any depth: headings, data and sums in the order of reading."""
    found: list[list[str]] = []

    def walk(rows: Any) -> None:
        for row in rows.get("Row", []):
            if "Header" in row:
                found.append(texts(row["Header"]["ColData"]))
            if "ColData" in row:
                found.append(texts(row["ColData"]))
            walk(row.get("Rows", {}))
            if "Summary" in row:
                found.append(texts(row["Summary"]["ColData"]))

    walk(report["Rows"])
    return found


def keys_of(report: Any) -> list[str]:
    """The ColKey of each column."""
    return [one["MetaData"][0]["Value"] for one in report["Columns"]["Column"]]


def titles_of(report: Any) -> list[str]:
    """The titles of the columns."""
    return [one["ColTitle"] for one in report["Columns"]["Column"]]


def row_named(report: Any, name: str) -> list[str]:
    """The first row that begins with a text, without it."""
    return next(row[1:] for row in rows_of(report) if row and row[0] == name)


def last_amount(report: Any) -> Decimal:
    """The last cell of the last row."""
    rows = rows_of(report)
    return Decimal(rows[-1][-1]) if rows else Decimal(0)


def stand_at(books: Books, instant: str) -> None:
    """Stop the clock at an instant, with a token that is good there."""
    books.control("/clock", {"now": instant, "freeze": True})
    books.simulator.office.new_grant()
    books.token = books.simulator.office.last_access_token
