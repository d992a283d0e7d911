"""Document numbers, markers, request ids and fingerprints stay what they are, in every version.

The golden values must never change: a new value would make a repeat after an upgrade a new request.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.money import Money
from leafledger.figures.references import (
    DOCUMENT_NUMBER_LENGTH_MAX,
    REQUEST_ID_LENGTH,
    document_number,
    fingerprint,
    marked_order,
    order_marker,
    request_id,
)

short_ids = st.text("0123456789abcdef", min_size=8, max_size=8)
ORDER = "7f1c2b90-5d3e-4a61-9c08-3e52a9bf6e2f"

GOLDEN_REQUEST = "f4b277fab5e4495ea733bc0b4fbbcd466e17"
GOLDEN_FINGERPRINT = "2642b3b034d537d7f6f122afc0e02400"

PRICE = Money.of("108.00")


class Kind(StrEnum):
    """A choice, as the facts have them."""

    SALE = "sale"


@dataclass(frozen=True, slots=True)
class Record:
    """A record with one field of each kind that facts have."""

    name: str = "Green Mesa"
    amount: Money = PRICE
    rate: Decimal = Decimal("15.0")
    share: Fraction = Fraction(7, 12)
    day: date = date(2026, 11, 2)
    at: datetime = datetime(2026, 11, 2, 16, 14, tzinfo=UTC)
    kind: Kind = Kind.SALE
    lines: tuple[str, ...] = ("one", "two")
    names: frozenset[str] = frozenset({"b", "a", "c"})
    known: bool = True
    nothing: None = None


@given(st.text(max_size=40), short_ids)
def test_a_document_number_always_fits(number: str, short_id: str) -> None:
    found = document_number(number, short_id)
    assert 0 < len(found) <= DOCUMENT_NUMBER_LENGTH_MAX
    assert "," not in found
    assert found in {number.strip(), f"LL-{short_id}"}


@given(st.text(alphabet=st.characters(exclude_characters=","), min_size=1, max_size=21), short_ids)
def test_a_sellers_number_that_fits_is_taken(number: str, short_id: str) -> None:
    assert document_number(number, short_id) == (number.strip() or f"LL-{short_id}")


@given(st.uuids(), st.text(max_size=80))
def test_a_marker_is_read_back_from_its_note(order: object, rest: str) -> None:
    assert marked_order(f"{order_marker(str(order))}\n{rest}") == str(order)


@pytest.mark.parametrize(
    "note", ["", "LeafLink order", "LeafLink payment 5", "see LeafLink order 7", "leaflink order 7"]
)
def test_a_note_without_our_marker_is_nobodys(note: str) -> None:
    assert marked_order(note) is None


def test_the_golden_request_ids_never_change() -> None:
    assert request_id("9130", f"order:{ORDER}", "create", "c0ffee") == GOLDEN_REQUEST
    assert fingerprint(Record()) == GOLDEN_FINGERPRINT


@given(st.text(), st.text(), st.text(), st.text())
def test_a_request_id_fits_into_a_batch(realm: str, record: str, did: str, content: str) -> None:
    made = request_id(realm, record, did, content)
    assert 0 < len(made) <= REQUEST_ID_LENGTH <= 36
    assert made.isalnum()
    assert made == request_id(realm, record, did, content)


@given(st.tuples(*[st.text("ab1:", max_size=4)] * 4), st.tuples(*[st.text("ab1:", max_size=4)] * 4))
def test_two_requests_never_share_an_id(
    one: tuple[str, str, str, str], other: tuple[str, str, str, str]
) -> None:
    assert (request_id(*one) == request_id(*other)) == (one == other)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Green Mesa "},
        {"amount": Money.of("108.01")},
        {"amount": Money.of("108.00", "CAD")},
        {"rate": Decimal("15.0000001")},
        {"share": Fraction(7, 11)},
        {"day": date(2026, 11, 3)},
        {"at": datetime(2026, 11, 2, 16, 15, tzinfo=UTC)},
        {"lines": ("two", "one")},
        {"lines": ("one", "two", "")},
        {"lines": ("onetwo",)},
        {"names": frozenset({"a"})},
        {"known": False},
    ],
    ids=str,
)
def test_every_changed_field_changes_the_fingerprint(change: dict[str, object]) -> None:
    changed = replace(Record(), **change)  # type: ignore[arg-type]
    assert fingerprint(changed) != fingerprint(Record())


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1e9, max_value=1e9))
def test_one_amount_has_one_fingerprint_however_it_is_written(amount: Decimal) -> None:
    assert fingerprint(amount) == fingerprint(amount.normalize()) == fingerprint(amount + 0)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=2),
    max_leaves=6,
)


@given(values, values)
def test_different_content_has_a_different_fingerprint(one: object, other: object) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (repr(_sorted(one)) == repr(_sorted(other)))


def _sorted(value: object) -> object:
    """The value with its mappings in one order; `True` and `1` stay two things in `repr`."""
    if isinstance(value, dict):
        return [(key, _sorted(value[key])) for key in sorted(value)], "mapping"
    return [_sorted(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "value", [1.5, b"bytes", object(), {"deep": [1.5]}], ids=["float", "bytes", "object", "deep"]
)
def test_what_has_no_fingerprint_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no fingerprint"):
        fingerprint(value)
