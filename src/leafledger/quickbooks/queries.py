"""Statements of QuickBooks's query language (reference/quickbooks.md 4).

The only place where values from outside become part of a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

# The most QuickBooks gives at once.
PAGE_ROWS_MAX = 1000
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*")
# Names cannot hold them, and the parser stumbles over them.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

Value = str | bool | int | Decimal | date | datetime


def text(value: str) -> str:
    r"""A value in quotes, whatever is in it: the backslash and the apostrophe are escaped.

    Example: O'Hare -> 'O\'Hare'; back\slash -> 'back\\slash'
    """
    escaped = _CONTROL.sub(" ", value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def moment(instant: datetime) -> str:
    """A time in quotes, to the second, with its offset. Raises: ValueError without an offset.

    Example: '2026-10-01T00:00:00-07:00'
    """
    if instant.tzinfo is None:
        raise ValueError("an instant without an offset has no certain meaning")
    return f"'{instant.isoformat(timespec='seconds')}'"


def where_equal(field: str, value: Value) -> str:
    """The rows whose field is the value; text is compared without case by QuickBooks."""
    return f"{_field(field)} = {_written(value)}"


def where_in(field: str, values: Iterable[Value]) -> str:
    """The rows whose field is one of the values. Raises: ValueError for none."""
    written = [_written(value) for value in values]
    if not written:
        raise ValueError("nothing to look for")
    return f"{_field(field)} IN ({', '.join(written)})"


def where_since(field: str, first: datetime | date) -> str:
    """The rows whose time is at or after an instant, or whose day is that day or later."""
    return f"{_field(field)} >= {_written(first)}"


def where_all(*conditions: str) -> str:
    """The rows for which every condition holds; there is no OR."""
    return " AND ".join(condition for condition in conditions if condition)


def page_of(entity: str, where: str, start: int, *, include_inactive: bool = False) -> str:
    """The statement for one page, from row `start` (the first is 1), in a lasting order.

    Items come without their SKU unless it is named (reference 4).
    """
    columns = "*, Sku" if entity == "Item" else "*"
    condition = _where(where, include_inactive=include_inactive)
    return (
        f"SELECT {columns} FROM {_field(entity)}{condition} ORDERBY Id "  # noqa: S608 (quoted)
        f"STARTPOSITION {start} MAXRESULTS {PAGE_ROWS_MAX}"
    )


def count_of(entity: str, where: str, *, include_inactive: bool = False) -> str:
    """The statement that counts."""
    condition = _where(where, include_inactive=include_inactive)
    return f"SELECT count(*) FROM {_field(entity)}{condition}"  # noqa: S608 (quoted)


def _where(where: str, *, include_inactive: bool) -> str:
    both = where_in("Active", (True, False)) if include_inactive else ""
    condition = where_all(where, both)
    return f" WHERE {condition}" if condition else ""


def _field(name: str) -> str:
    if not _FIELD.fullmatch(name):
        raise ValueError(f"{name!r} is no field of QuickBooks")
    return name


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return f"'{value.isoformat()}'"
    if isinstance(value, Decimal):
        return text(f"{value:f}")
    return text(str(value))
