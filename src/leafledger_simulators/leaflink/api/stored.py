"""Resources that are rows and nothing more: declared by their fields, kept, listed, filtered.

A field says how it is read from a body and what stands there when the body leaves it out. What
a resource does beyond keeping rows is a function of its own beside its declaration.
Source: the V2 description; reference/leaflink.md 1.2 (permissions), 1.8 (what DELETE answers).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.api.tables import find_row, row_shape
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint, page, select
from leafledger_simulators.leaflink.filters import Test, flag_tests, keep, time_tests, word_tests
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import Refusal, wrong_field

Reader = Callable[[Call, str, Any], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a body: its reader, whether POST needs it, and its value when left out."""

    read: Reader
    required: bool = False
    otherwise: Any = None
    patched: bool = True


@dataclass(frozen=True, slots=True)
class Resource:
    """A table with its path, permission group, fields and filters.

    `stamped`: rows carry created_on and modified. `check` sees a new or changed row before it
    is kept and may refuse it. `shape` is how a row leaves.
    """

    path: str
    group: str
    table: str
    fields: Mapping[str, Field]
    words: tuple[str, ...] = ()
    # Words that take several values with commas between them.
    many: tuple[str, ...] = ("id",)
    flags: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    stamped: bool = False
    check: Callable[[Call, Row], None] = lambda _call, _row: None
    shape: Callable[[Call, Row], Row] = lambda _call, row: row_shape(row)
    made: Callable[[Call], Row] = lambda _call: {}
    # Filters that are more than the comparison of a field, and the order of the list.
    tests: Callable[[Call], list[Test]] = lambda _call: []
    sort: Callable[[Call, list[Row]], None] = lambda _call, _rows: None


def endpoints(resource: Resource, *methods: str) -> tuple[Endpoint, ...]:
    """The endpoints of a resource for some of `list`, `get`, `create`, `patch`, `delete`."""
    handlers: dict[str, tuple[str, str, Callable[[Resource, Call], Answer]]] = {
        "list": ("GET", resource.path, list_rows),
        "get": ("GET", f"{resource.path}/{{id}}", get_row),
        "create": ("POST", resource.path, create_row),
        "patch": ("PATCH", f"{resource.path}/{{id}}", patch_row),
        "delete": ("DELETE", f"{resource.path}/{{id}}", delete_row),
    }
    return tuple(
        Endpoint(verb, path, resource.group, _bound(resource, handler))
        for verb, path, handler in (handlers[method] for method in methods)
    )


def _bound(
    resource: Resource, handler: Callable[[Resource, Call], Answer]
) -> Callable[[Call], Answer]:
    return lambda call: handler(resource, call)


def list_rows(resource: Resource, call: Call) -> Answer:
    """GET of the list, filtered by the declared words, flags and times."""
    tests: list[Test] = []
    for name in ("id", *resource.words):
        tests += word_tests(call.query, name, _reader(name), many=name in resource.many)
    for name in resource.flags:
        tests += flag_tests(call.query, name, _flag_reader(name))
    for name in (*resource.times, *(("created_on", "modified") if resource.stamped else ())):
        tests += time_tests(call.query, name, _moment_reader(name))
    tests += resource.tests(call)
    rows = keep(call.world.state.table(resource.table).values(), tests)
    resource.sort(call, rows)
    return page(call, rows, lambda row: resource.shape(call, row))


def get_row(resource: Resource, call: Call) -> Answer:
    """GET of one row."""
    return Answer(200, select(call, resource.shape(call, find_row(call, resource.table))))


def create_row(resource: Resource, call: Call) -> Answer:
    """POST: every required field there and every field right, or nothing is kept."""
    fields = call.fields()
    missing = [
        name
        for name, one in resource.fields.items()
        if one.required and fields.get(name) in (None, "")
    ]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    row = {
        name: one.read(call, name, fields[name])
        if fields.get(name) is not None
        else _fresh(one.otherwise)
        for name, one in resource.fields.items()
    }
    row |= resource.made(call)
    if resource.stamped:
        now = call.world.stamp()
        row = {"created_on": now, "modified": now, **row}
    resource.check(call, row)
    kept = call.world.state.add_row(resource.table, row)
    return Answer(201, resource.shape(call, kept))


def patch_row(resource: Resource, call: Call) -> Answer:
    """PATCH: fields that may change do, all others are ignored."""
    row, fields = find_row(call, resource.table), call.fields()
    changed = {
        name: None if fields[name] is None else one.read(call, name, fields[name])
        for name, one in resource.fields.items()
        if name in fields and one.patched
    }
    for name, value in changed.items():
        if value is None and resource.fields[name].otherwise is not None:
            raise wrong_field(name, "This field may not be null.")
        if value is None and resource.fields[name].required:
            raise wrong_field(name, "This field may not be null.")
    resource.check(call, {**row, **changed})
    row |= changed
    if resource.stamped:
        row["modified"] = call.world.stamp()
    return Answer(200, resource.shape(call, row))


def delete_row(resource: Resource, call: Call) -> Answer:
    """DELETE: the row is gone, answered 204."""
    row = find_row(call, resource.table)
    del call.world.state.table(resource.table)[row["id"]]
    return Answer(204)


def text(longest: int) -> Reader:
    """A string up to a length."""
    return lambda _call, name, value: wire.read_text(name, value, longest, nullable=False)


def whole(call: Call, name: str, value: Any) -> int:
    """A whole number from zero up; a form sends it as text."""
    del call
    return wire.read_whole(name, int(value) if _is_digits(value) else value)


def flag(call: Call, name: str, value: Any) -> bool:
    """A boolean."""
    del call
    return wire.read_flag(name, value)


def decimal_text(call: Call, name: str, value: Any) -> str:
    """A number kept as its text with four places."""
    del call
    return wire.text_4(wire.read_decimal(name, value))


def moment(call: Call, name: str, value: Any) -> datetime:
    """A date-time; without an offset it is UTC."""
    del call
    return wire.read_instant(name, value)


def day(call: Call, name: str, value: Any) -> str:
    """A date, kept as text."""
    del call
    return wire.read_day(name, value).isoformat()


def choice(*choices: str) -> Reader:
    """One of some words."""

    def read(call: Call, name: str, value: Any) -> str:
        del call
        if value not in choices:
            raise wrong_field(name, f'"{value}" is not a valid choice.')
        return str(value)

    return read


def row_of(table: str) -> Reader:
    """The id of a row of another table, or of a product or customer."""

    def read(call: Call, name: str, value: Any) -> int:
        row_id, state = whole(call, name, value), call.world.state
        kept: Mapping[int, Any] = state.table(table)
        if table == "products":
            kept = state.products
        elif table == "customers":
            kept = state.customers
        if row_id not in kept:
            raise wrong_field(name, f'Invalid pk "{row_id}" - object does not exist.')
        return row_id

    return read


def whole_list(call: Call, name: str, value: Any) -> list[int]:
    """A list of whole numbers."""
    if not isinstance(value, list):
        raise wrong_field(name, "Expected a list of items.")
    return [whole(call, name, one) for one in value]


def _is_digits(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 12


def _fresh(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value


def _reader(name: str) -> Callable[[Any], object]:
    return lambda row: row.get(name)


def _flag_reader(name: str) -> Callable[[Any], bool]:
    return lambda row: bool(row.get(name))


def _moment_reader(name: str) -> Callable[[Any], datetime]:
    def read(row: Row) -> datetime:
        value = row[name]
        if isinstance(value, datetime):
            return value
        return datetime.combine(wire.read_day(name, value), time(), UTC)

    return read
