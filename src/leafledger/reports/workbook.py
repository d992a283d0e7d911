"""Excel workbooks: the month-end package and single reports. Foreign text is only text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from leafledger.figures.money import Money
from leafledger.reports.cells import is_formula
from leafledger.reports.month_end import MonthEnd
from leafledger.reports.sheets import Cell, Sheet

# Excel's own limits: rows of a sheet, characters of a cell.
ROWS_MAX = 1_048_000
CHARACTERS_MAX = 32_000
CENTS = "#,##0.00;[Red]-#,##0.00;0.00"
GREEN, AMBER, RED, DARK = "#166534", "#92400e", "#b91c1c", "#1f2937"
# A sheet's name in Excel is shorter than our titles may be, and some signs are not allowed in it.
SHEET_NAME_MAX = 31
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write_workbook(package: MonthEnd, path: Path) -> None:
    """Write the workbook: the proof, a sheet for each table, and the sheet to be signed.

    Money: numbers with two places, so that Excel adds them up. Text from LeafLink or QuickBooks
    is written as text and marked as such, so that "=1+1" stays four characters.
    """
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    try:
        book.set_properties(
            {"title": f"Month end {package.month.name}", "company": package.company,
             "comments": f"Fingerprint of the proof: {package.fingerprint}"}
        )  # fmt: skip
        writer = _Writer(book)
        writer.front(package)
        for sheet in package.sheets:
            writer.table(sheet)
        writer.sign_off(package)
    finally:
        book.close()


def write_sheets(title: str, sheets: Sequence[Sheet], content: BytesIO) -> None:
    """Write tables alone into `content`, a sheet each."""
    book = xlsxwriter.Workbook(content, OPTIONS | {"in_memory": True})
    try:
        book.set_properties({"title": title})
        writer = _Writer(book)
        for sheet in sheets:
            writer.table(sheet)
    finally:
        book.close()


class _Writer:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._title = book.add_format({"bold": True, "font_size": 16, "font_color": DARK})
        self._dim = book.add_format({"font_color": "#6b7280"})
        self._bold = book.add_format({"bold": True})
        self._head = book.add_format(
            {"bold": True, "bg_color": "#e5efe8", "bottom": 1, "valign": "top", "text_wrap": True}
        )
        self._text = book.add_format({"valign": "top", "text_wrap": True})
        self._quoted = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
        self._money = book.add_format({"num_format": CENTS, "valign": "top"})
        self._sum = book.add_format({"num_format": CENTS, "bold": True, "top": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        self._whole = book.add_format({"num_format": "#,##0", "align": "left"})
        self._share = book.add_format({"num_format": "0.0%", "valign": "top"})
        self._line = book.add_format({"bottom": 1})

    def front(self, package: MonthEnd) -> None:
        page = self._book.add_worksheet("Proof")
        page.hide_gridlines(2)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 60)
        self._head_of(page, package)
        for row, (name, value) in enumerate(package.figures, start=5):
            page.write_string(row, 0, name)
            self._cell(page, row, 1, value, left=True)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def table(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(_sheet_name(sheet.title))
        page.freeze_panes(3, 1)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
        page.write_string(0, 0, sheet.title, self._title)
        page.write_string(1, 0, sheet.says, self._dim)
        for place, column in enumerate(sheet.columns):
            page.write_string(2, place, column.title, self._head)
        for number, row in enumerate(sheet.rows[:ROWS_MAX], start=3):
            for place, value in enumerate(row):
                self._cell(page, number, place, value)
        if sheet.summed and sheet.rows:
            below = min(len(sheet.rows), ROWS_MAX) + 3
            for place, value in enumerate(sheet.totals()):
                if isinstance(value, Money):
                    page.write_number(below, place, value.amount, self._sum)
                elif isinstance(value, int):
                    page.write_number(below, place, value, self._bold)
            page.write_string(below, 0, "Total", self._bold)
        if not sheet.rows:
            page.write_string(3, 0, "None.", self._dim)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(2)
        page.set_footer(f"&L{sheet.title}&RPage &P of &N")

    def sign_off(self, package: MonthEnd) -> None:
        page = self._book.add_worksheet("Sign-off")
        page.hide_gridlines(2)
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 60)
        self._head_of(page, package)
        page.write_string(4, 0, "Fingerprint of the proof")
        page.write_string(4, 1, package.fingerprint)
        for place, name in enumerate(package.sign_off):
            page.set_row(6 + 2 * place, 28)
            page.write_string(6 + 2 * place, 0, name, self._bold)
            page.write_blank(6 + 2 * place, 1, None, self._line)
        page.fit_to_pages(1, 1)

    def _head_of(self, page: Any, package: MonthEnd) -> None:
        colour = (
            RED if package.differs else GREEN if package.holds and not package.still_ran else AMBER
        )
        said = self._book.add_format({"bold": True, "font_size": 12, "font_color": colour})
        page.write_string(0, 0, f"{package.company}: {package.month.name}", self._title)
        page.write_string(2, 0, package.headline, said)

    def _cell(self, page: Any, row: int, place: int, value: Cell, *, left: bool = False) -> None:
        match value:
            case None:
                return
            case Money():
                page.write_number(row, place, value.amount, self._left(self._money, left=left))
            case date():
                page.write_datetime(row, place, value, self._day)
            case int():
                page.write_number(row, place, value, self._whole)
            case Decimal():
                page.write_number(row, place, value, self._share)
            case str():
                style = self._quoted if is_formula(value) else self._text
                page.write_string(row, place, value[:CHARACTERS_MAX], style)

    def _left(self, usual: Any, *, left: bool) -> Any:
        if not left:
            return usual
        return self._book.add_format({"num_format": CENTS, "align": "left"})


def _sheet_name(title: str) -> str:
    """A title as Excel takes it for a name.

    Example: "Cost / margin" -> "Cost - margin"
    """
    return "".join("-" if sign in "[]:*?/\\" else sign for sign in title)[:SHEET_NAME_MAX]
