"""Cells of tables for a spreadsheet: text from buyers stays text and is never a formula."""

from __future__ import annotations

# Excel, LibreOffice and Google Sheets take a cell that begins so for a formula
# (OWASP, CSV injection, seen November 2026).
_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take a text for a formula when it is opened or edited."""
    return cell.startswith(_BEGINS)


def inert(cell: str) -> str:
    """A text as a cell of a CSV file: an apostrophe before what would be a formula.

    Example: `=1+1` -> `'=1+1`
    """
    return f"'{cell}" if is_formula(cell) else cell


def read_inert(cell: str) -> str:
    """The text of a cell that `inert` wrote, or that a person typed with an apostrophe."""
    return cell.lstrip("'")
