"""One call to the newer API, and the pages it answers with (reference/leaflink.md 1.4, 1.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import detail
from leafledger_simulators.leaflink.world import World
from leafledger_simulators.limits import RollingLimit

Record = TypeVar("Record")

PAGE_SIZE_DEFAULT = 50
PAGE_SIZE_MAX = 500


@dataclass(slots=True)
class Visit:
    """A call that was let in. `number` is the id at the end of the path."""

    world: World
    url: str
    query: Mapping[str, str]
    body: Row = field(default_factory=dict)
    number: int = 0


class CountedLimit(RollingLimit):
    """A rolling limit that also tells what is left, for the RateLimit headers."""

    def left(self, key: str) -> int:
        """How many calls the window still allows."""
        return max(int(self.limit * self.scale) - len(self._calls.get(key, ())), 0)

    def reset_seconds(self, key: str) -> int:
        """Seconds until the oldest counted call leaves the window."""
        calls = self._calls.get(key)
        if not calls:
            return 0
        return max(int(calls[0] + self.window_seconds - self.read_time() + 0.999), 0)


def paged(visit: Visit, rows: Sequence[Record], shape: Callable[[Record], Any]) -> Row:
    """`page` and `page_size`; a page beyond the last one is 404."""
    size = _whole(visit.query.get("page_size"), PAGE_SIZE_DEFAULT)
    size = min(max(size, 1), PAGE_SIZE_MAX)
    page = _whole(visit.query.get("page"), 1)
    last = max(-(-len(rows) // size), 1)
    if not 1 <= page <= last:
        raise detail(404, "Invalid page.")
    return {
        "count": len(rows),
        "next": _neighbour(visit, page + 1) if page < last else None,
        "previous": _neighbour(visit, page - 1) if page > 1 else None,
        "results": [shape(row) for row in rows[(page - 1) * size : page * size]],
    }


def ordered(visit: Visit, rows: list[Any], keys: Mapping[str, Callable[[Any], Any]]) -> list[Any]:
    """Sort by `ordering` (`-field` for the other way); a field nobody knows sorts nothing."""
    wanted = visit.query.get("ordering", "")
    key = keys.get(wanted.lstrip("-"))
    if key is not None:
        rows.sort(key=key, reverse=wanted.startswith("-"))
    return rows


def _neighbour(visit: Visit, page: int) -> str:
    return f"{visit.url}?{urlencode(sorted({**visit.query, 'page': str(page)}.items()))}"


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else otherwise
