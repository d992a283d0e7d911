"""Tables for a spreadsheet: CSV and Excel, in which no cell is ever a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

from leafledger.figures.money import Money
from leafledger.reports.cells import inert
from leafledger.reports.sheets import Cell, Sheet

# A row at a time is slow to send, and all at once is too much to hold.
CHUNK_LENGTH = 65_536


def as_csv(sheet: Sheet) -> Iterator[str]:
    """The table with its heading, in chunks; amounts as plain numbers, shares as parts of one.

    Text that could become a formula gets an apostrophe before it.
    Example: a customer "=1+1" who owes $1,200.00 -> "'=1+1,1200.00"
    """
    text = StringIO()
    table = csv.writer(text)
    table.writerow([column.title for column in sheet.columns])
    for row in sheet.rows:
        table.writerow([_written(cell) for cell in row])
        if text.tell() > CHUNK_LENGTH:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def as_workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The tables as an Excel workbook, a sheet each."""
    # The library takes a moment to load, which no other command or page should wait for.
    from leafledger.reports.workbook import write_sheets  # noqa: PLC0415

    content = BytesIO()
    write_sheets(title, sheets, content)
    return content.getvalue()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Money():
            return cell.plain
        case date():
            return cell.isoformat()
        case int() | Decimal():
            return str(cell)
        case str():
            return inert(cell)
