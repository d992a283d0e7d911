"""Query filters in Django's manner: `modified__gte`, `status=a,b`, `name__in` (reference 1.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeVar

from leafledger_simulators.leaflink.call import comma_list
from leafledger_simulators.leaflink.refusals import detail, wrong_field
from leafledger_simulators.leaflink.wire import read_decimal

Record = TypeVar("Record")
Test = Callable[[Any], bool]


def instant(name: str, text: str) -> datetime:
    """A moment in a filter; without an offset it is UTC. Raises: Refusal naming the filter."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise wrong_field(name, "Enter a valid date/time.") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def flag(name: str, text: str) -> bool:
    """A truth value in a filter. Raises: Refusal naming the filter."""
    word = text.lower()
    if word not in {"true", "false", "1", "0"}:
        raise wrong_field(name, "Must be a valid boolean.")
    return word in {"true", "1"}


def time_tests(query: Mapping[str, str], name: str, read: Callable[[Any], datetime]) -> list[Test]:
    """The four comparisons of a time field, as far as the query asks for them."""
    tests: list[Test] = []
    for suffix in ("gt", "gte", "lt", "lte"):
        text = query.get(f"{name}__{suffix}")
        if text:
            tests.append(_test(suffix, instant(f"{name}__{suffix}", text), read))
    return tests


def _test(suffix: str, bound: Any, read: Callable[[Any], Any]) -> Test:
    if suffix == "gt":
        return lambda record: bool(read(record) > bound)
    if suffix == "gte":
        return lambda record: bool(read(record) >= bound)
    if suffix == "lt":
        return lambda record: bool(read(record) < bound)
    return lambda record: bool(read(record) <= bound)


def number_tests(query: Mapping[str, str], name: str, read: Callable[[Any], Decimal]) -> list[Test]:
    """The four comparisons of a number. Raises: Refusal naming the filter."""
    tests: list[Test] = []
    for suffix in ("gt", "gte", "lt", "lte"):
        text = query.get(f"{name}__{suffix}")
        if text:
            tests.append(_test(suffix, read_decimal(f"{name}__{suffix}", text), read))
    return tests


def contains_tests(
    query: Mapping[str, str], name: str, read: Callable[[Any], tuple[object, ...]]
) -> list[Test]:
    """Text that stands somewhere in one of some fields, in any case: searches."""
    words = query.get(name, "").lower()
    if not words:
        return []
    return [lambda record: any(words in _text(one).lower() for one in read(record))]


def word_tests(
    query: Mapping[str, str], name: str, read: Callable[[Any], object], *, many: bool = False
) -> list[Test]:
    """Equality of text (`name`), lists (`name__in`), beginnings (`name__startswith`)."""
    tests: list[Test] = []
    if query.get(name):
        wanted = comma_list(query[name]) if many else frozenset({query[name]})
        tests.append(lambda record: _text(read(record)) in wanted)
    if query.get(f"{name}__in"):
        listed = comma_list(query[f"{name}__in"])
        tests.append(lambda record: _text(read(record)) in listed)
    if query.get(f"{name}__startswith"):
        beginning = query[f"{name}__startswith"]
        tests.append(lambda record: _text(read(record)).startswith(beginning))
    return tests


def flag_tests(query: Mapping[str, str], name: str, read: Callable[[Any], bool]) -> list[Test]:
    """Equality of a truth value, as far as the query asks for it."""
    if not query.get(name):
        return []
    wanted = flag(name, query[name])
    return [lambda record: read(record) is wanted]


def external_id_tests(query: Mapping[str, str]) -> list[Test]:
    """The pair `external_id_key` and `external_id_values`, which must come together."""
    key, values = query.get("external_id_key"), query.get("external_id_values")
    if key is None and values is None:
        return []
    if not key or not values:
        raise detail(400, "external_id_key and external_id_values must be used together.")
    wanted = comma_list(values)
    return [lambda record: record.external_ids.get(key) in wanted]


def keep(records: Iterable[Record], tests: list[Test]) -> list[Record]:
    """The records that pass every test."""
    if not tests:
        return list(records)
    return [record for record in records if all(test(record) for test in tests)]


def _text(value: object) -> str:
    return "" if value is None else str(value)
