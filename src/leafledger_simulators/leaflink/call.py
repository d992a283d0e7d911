"""One API call as the endpoints see it, and the lists they answer with.

Endpoints are plain functions: they read the call, change the world and answer without ever
waiting, so that nothing happens in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from leafledger_simulators.faults import Fault
from leafledger_simulators.leaflink.old_pages import as_it_stood, rows_moved
from leafledger_simulators.leaflink.records import Author, Row
from leafledger_simulators.leaflink.refusals import Refusal, wrong_field
from leafledger_simulators.leaflink.world import World

Record = TypeVar("Record")

# Seen in captures (reference/leaflink.md 1.4); the maximum is a switch.
PAGE_LIMIT_DEFAULT = 50


# An uploaded file; bigger ones have no use in a rehearsal.
UPLOAD_BYTES_MAX = 5_000_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    content_type: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a list and how one of them is shown; the router cuts the page out of it."""

    rows: Sequence[Any]
    shape: Callable[[Any], Any]


def not_spoiled(offset: int) -> Fault | None:
    """No failure is planned for the page that begins there."""
    del offset
    return None


@dataclass(slots=True)
class Call:
    """A call that was let in: who asks, for what, with which body."""

    world: World
    url: str
    query: Mapping[str, str]
    body: Any = None
    author: Author = field(default_factory=lambda: Author("API", "api", "api"))
    words: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    method: str = "GET"
    # The planned failure that spoils this page, asked for when a list is cut.
    spoiled: Callable[[int], Fault | None] = not_spoiled

    def keep_file(self, upload: Upload) -> str:
        """Keep a file and give back its address. Raises: Refusal for one that is too big."""
        if len(upload.raw) > UPLOAD_BYTES_MAX:
            raise wrong_field("non_field_errors", "The file is too big.")
        key = self.world.state.keep_file(upload.name, upload.content_type, upload.raw)
        return f"{self.base}/files/{key}"

    @property
    def children(self) -> frozenset[str]:
        """What `include_children` asks for."""
        return comma_list(self.query.get("include_children"))

    def fields(self) -> Row:
        """The JSON object in the body. Raises: Refusal for anything else."""
        if not isinstance(self.body, dict):
            raise Refusal(400, {"non_field_errors": ["Invalid data. Expected a dictionary."]})
        return self.body


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and what becomes its JSON; no body for 204."""

    status: int
    body: Any = None


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path. `group`: whose permission it needs (reference 1.2)."""

    method: str
    path: str
    group: str
    handler: Handler


def page(
    call: Call, records: Sequence[Record] | Iterable[Record], shape: Callable[[Record], Any]
) -> Answer:
    """The limit/offset envelope with absolute `next` and `previous` (reference 1.4).

    `page` and `page_size` are ignored. Only the records of the page are given their shape.
    """
    rows = records if isinstance(records, Sequence) else list(records)
    return Answer(200, Listing(rows, lambda record: select(call, shape(record))))


def cut_page(call: Call, listings: Sequence[Listing]) -> Row:
    """The envelope around the page a call asks for, of one list or of several in a row."""
    largest = call.world.switches["page_limit_max"]
    limit = min(_whole(call.query.get("limit"), PAGE_LIMIT_DEFAULT) or PAGE_LIMIT_DEFAULT, largest)
    offset = _whole(call.query.get("offset"), 0)
    fault = call.spoiled(offset)
    if fault is not None:
        then = call.world.clock.now() - timedelta(seconds=fault.seconds)
        listings = [
            Listing(as_it_stood(one.rows, call.query, fault, then), one.shape) for one in listings
        ]
    count = sum(len(listing.rows) for listing in listings)
    begin = max(offset + rows_moved(fault), 0)
    shown, skipped = [], 0
    for listing in listings:
        first = max(begin - skipped, 0)
        last = begin + limit - skipped
        if last > 0:
            shown += [listing.shape(row) for row in listing.rows[first:last]]
        skipped += len(listing.rows)
    return {
        "count": count,
        "next": _neighbour(call, limit, offset + limit) if offset + limit < count else None,
        "previous": _neighbour(call, limit, offset - limit) if offset > 0 else None,
        "results": shown,
    }


def select(call: Call, shape: Any) -> Any:
    """Keep or drop fields as `fields_include` and `fields_exclude` ask (reference 1.5)."""
    included = comma_list(call.query.get("fields_include"))
    excluded = comma_list(call.query.get("fields_exclude"))
    if not included and not excluded:
        return shape
    return {
        name: value
        for name, value in shape.items()
        if (not included or name in included) and name not in excluded
    }


def comma_list(text: str | None) -> frozenset[str]:
    """The words of a comma list."""
    return frozenset(word.strip() for word in text.split(",") if word.strip()) if text else _NONE


_NONE: frozenset[str] = frozenset()


def read_id(call: Call, word: str = "id") -> int:
    """The id in the path; 0, which nobody has, for what is not a number."""
    text = call.words[word]
    return int(text) if text.isdecimal() else 0


def checked_external_ids(call: Call, old: Mapping[str, str], wanted: Any) -> dict[str, str]:
    """The external ids after a change: known keys only, 36 characters, null deletes (2.1)."""
    if not isinstance(wanted, dict):
        raise wrong_field("external_ids", "Expected a dictionary of items.")
    new = dict(old)
    for key, value in wanted.items():
        if key not in call.world.state.external_id_keys:
            raise wrong_field("external_ids", f'"{key}" is not a valid key.')
        if value is None:
            new.pop(key, None)
        elif not isinstance(value, str) or len(value) > 36:
            raise wrong_field(
                "external_ids", "Ensure this field is a string of no more than 36 characters."
            )
        else:
            new[key] = value
    return new


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise


def _neighbour(call: Call, limit: int, offset: int) -> str:
    query = {**call.query, "limit": str(limit)}
    query.pop("offset", None)
    if offset > 0:
        query["offset"] = str(offset)
    return f"{call.url}?{urlencode(sorted(query.items()))}"
