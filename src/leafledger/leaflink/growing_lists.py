"""Lists that only grow: their tail is read by offset, one call a look (architecture decision 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leafledger.leaflink.client import LeafLink, Page, Wire
from leafledger.leaflink.fields import CannotRead, moment, text

_NEWEST_FIRST = "newest-first"


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a list was read: so many rows, and the id of the newest of them.

    `newest` is empty where it was not kept (cursors of older versions) or cannot be told;
    `newest_first` says in which direction the list was seen to be shown.
    """

    rows: int = 0
    newest: str = ""
    newest_first: bool = False

    @classmethod
    def of(cls, cursor: str | None) -> Reached:
        """As it was written down; nothing was read where there is nothing."""
        rows, newest, direction = [*(cursor or "0").split(" "), "", ""][:3]
        return cls(int(rows), newest, direction == _NEWEST_FIRST)

    @property
    def cursor(self) -> str:
        """As it is written down: `350 7781`, with a third word where the newest come first."""
        direction = _NEWEST_FIRST if self.newest and self.newest_first else ""
        return f"{self.rows} {self.newest} {direction}".strip()


Tail = tuple[list[Wire], Reached]


def rows_after(client: LeafLink, path: str, known: Reached) -> Tail:
    """The rows that came after those known, and how far the list is read with them.

    In which direction LeafLink lists is not documented. So the newest row known is read too: it
    tells the direction, and that nothing moved before it. A list that is shown newest first is
    read from its beginning. One that shrank, shows fewer rows than it counts, begins with another
    row than the one known, or is in neither order, is read whole. Rows may come twice, never not
    at all.
    """
    if known.newest_first and known.rows:
        return _newest(client, path, known)
    before = max(known.rows - 1, 0)
    first, *more = client.pages(path, offset=before)
    if first.count < known.rows:
        return _whole(client, path)
    rows = _distinct((first, *more))
    direction = _direction(rows)
    if direction is None or len(rows) < first.count - before:
        return _whole(client, path)
    if known.rows == 0:
        return rows, _end(rows, direction, first.count)
    is_known = known.newest in {"", _id(rows[0])}
    if direction < 0 or (len(rows) == 1 and not is_known):
        return _newest(client, path, known)
    last = more[-1] if more else first
    if not is_known or len(rows) < last.count - before:
        return _whole(client, path)
    return rows[1:], Reached(before + len(rows), _id(rows[-1]))


def _whole(client: LeafLink, path: str) -> Tail:
    rows = client.all_rows(path, key="id")
    return rows, _end(rows, _direction(rows), len(rows))


def _newest(client: LeafLink, path: str, known: Reached) -> Tail:
    """What came after the rows known of a list that is shown newest first.

    The first page tells how many rows there are now. A row that arrives after it shifts the
    others down, so that some come twice; it is itself left for the next look, as the new end says.
    """
    pages: list[Page] = []
    for page in client.pages(path):
        pages.append(page)
        rows, reached = _distinct(pages), pages[0].count
        if page.count < reached:
            break
        new = rows[: reached - known.rows]
        anchor = rows[len(new)] if len(rows) > len(new) else None
        if anchor is None and not (known.newest == "" and len(new) == reached - known.rows):
            continue
        if anchor is not None and known.newest not in {"", _id(anchor)}:
            break
        return new, Reached(reached, _id(rows[0]) if rows else known.newest, newest_first=True)
    return _whole(client, path)


def _distinct(pages: Sequence[Page]) -> list[Wire]:
    """The rows of some pages in their order, each once, as first shown."""
    found: dict[str, Wire] = {}
    for row in (row for page in pages for row in page.rows):
        found.setdefault(_id(row), row)
    return list(found.values())


def _end(rows: Sequence[Wire], direction: int | None, count: int) -> Reached:
    """The end of a list that was read from its beginning, as far as it was counted first."""
    if not rows or not direction:
        return Reached(count)
    if direction < 0:
        return Reached(count, _id(rows[0]), newest_first=True)
    return Reached(count, _id(rows[count - 1]))


def _id(row: Wire) -> str:
    return text(row.get("id"))


def _direction(rows: Sequence[Wire]) -> int | None:
    """1 for oldest first (or too few rows to tell), -1 for newest first, None for neither."""
    try:
        times = [
            moment(row.get("timestamp") or row.get("created_on"), "when it came") for row in rows
        ]
        ids = [int(_id(row)) for row in rows]
    except (CannotRead, ValueError):
        return None
    ages = list(zip(times, ids, strict=True))
    if ages == sorted(ages):
        return 1
    return -1 if ages == sorted(ages, reverse=True) else None
