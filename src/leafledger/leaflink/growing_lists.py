"""Lists that only grow: their tail is read by offset, one call a look (architecture decision 5)."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.leaflink.client import PAGE_ROWS_MAX, LeafLink, Page, Wire
from leafledger.leaflink.fields import CannotRead, moment, text


def rows_after(client: LeafLink, path: str, offset: int) -> tuple[list[Wire], int]:
    """The rows that came after the first `offset` of a list, and the new offset.

    In which direction LeafLink lists is not documented. So the row before the tail is read too:
    it tells the direction. A list that is shown newest first is read from its beginning; one
    that shrank, or is seen to be in neither order, is read whole. Rows may come twice, never
    not at all.
    """
    before = max(offset - 1, 0)
    first, *_ = pages = _some_pages(client, path, before)
    if first.count < offset:
        return _whole(client, path)
    rows = [row for page in pages for row in page.rows]
    if offset == 0:
        return rows, first.count
    direction = _direction(rows)
    if direction is None:
        return _whole(client, path)
    if direction > 0:
        return rows[1:], before + len(rows)
    return _newest(client, path, offset, first.count - offset)


def _some_pages(client: LeafLink, path: str, offset: int) -> list[Page]:
    return list(client.pages(path, offset=offset))


def _whole(client: LeafLink, path: str) -> tuple[list[Wire], int]:
    rows = client.all_rows(path, key="id")
    return rows, len(rows)


def _newest(client: LeafLink, path: str, offset: int, about: int) -> tuple[list[Wire], int]:
    """What came after the first `offset` rows of a list that is shown newest first.

    `about` so many as were counted a moment ago; the first page tells how many it is now. A row
    that arrives after that page shifts the others down, so that some come twice; it is itself
    left for the next look, as the new offset says. A list that shrinks meanwhile, or shows fewer
    rows than it counts, is read whole.
    """
    found: dict[str, Wire] = {}
    reached = 0
    for page in client.pages(path, limit=min(about, PAGE_ROWS_MAX) or 1):
        reached = reached or page.count
        if page.count < reached:
            return _whole(client, path)
        found |= {text(row.get("id")): row for row in page.rows}
        if len(found) >= reached - offset:
            return list(found.values()), reached
    return _whole(client, path)


def _direction(rows: Sequence[Wire]) -> int | None:
    """1 for oldest first (or too few rows to tell), -1 for newest first, None for neither."""
    try:
        times = [
            moment(row.get("timestamp") or row.get("created_on"), "when it came") for row in rows
        ]
        ids = [int(text(row.get("id"))) for row in rows]
    except (CannotRead, ValueError):
        return None
    ages = list(zip(times, ids, strict=True))
    if ages == sorted(ages):
        return 1
    return -1 if ages == sorted(ages, reverse=True) else None
