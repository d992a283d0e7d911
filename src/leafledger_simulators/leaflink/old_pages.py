"""Pages of a list that do not fit the pages beside them (reference/leaflink.md 1.4, 12.5).

Offset paging over a moving set repeats and skips rows. Three kinds of planned failure show it on
demand; `next`, `previous` and the absolute addresses in them stay as they would be.

| kind | the page |
|---|---|
| `stale_page` | is cut from the list as it stood `seconds` ago: rows born since are missing, and with a filter by `modified` the rows changed since are missing too |
| `page_repeats` | begins with the last three rows of the page before it |
| `page_skips` | leaves out its first three rows, which no page shows |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from leafledger_simulators.faults import Fault

PAGE_KINDS = ("stale_page", "page_repeats", "page_skips")
ROWS_MOVED = 3


def as_it_stood(
    rows: Sequence[Any], query: Mapping[str, str], fault: Fault, then: datetime
) -> Sequence[Any]:
    """The rows of a list at an earlier moment, as far as their stamps tell.

    A row keeps its present content: what it said then is not remembered.
    """
    if fault.kind != "stale_page":
        return rows
    by_change = any(name.startswith("modified__") for name in query)
    return [
        row
        for row in rows
        if not _later(row, ("created_on", "timestamp"), then)
        and not (by_change and _later(row, ("modified",), then))
    ]


def rows_moved(fault: Fault | None) -> int:
    """By how many rows the page after the first one begins too early (below zero) or too late."""
    if fault is None:
        return 0
    return {"page_repeats": -ROWS_MOVED, "page_skips": ROWS_MOVED}.get(fault.kind, 0)


def _later(row: Any, names: Sequence[str], then: datetime) -> bool:
    for name in names:
        stamp = row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)
        if isinstance(stamp, datetime):
            return stamp > then
    return False
