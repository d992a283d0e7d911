"""Two records that people edit on both sides become alike again, whatever happened (A9.3)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.bookkeeping.merging import (
    BLANK,
    Agreed,
    Conflict,
    Field,
    Merged,
    Owner,
    Side,
    Value,
    by_digits,
    exactly,
    is_blank,
    loosely,
    merge,
    without_case,
)

OWNERS = st.sampled_from(list(Owner))
# Few words, so that the sides often say the same, and the blank among them.
VALUES = st.sampled_from([BLANK, ("one",), ("two",), ("three",), ("ONE", "1")])
AGREEMENTS = st.none() | st.builds(Agreed, VALUES, VALUES)
CHANCES = st.booleans()


def merged(
    owner: Owner, agreed: Agreed | None, leaflink: Value, quickbooks: Value, *, ours: bool = True
) -> Merged:
    """A record of one field, merged."""
    before = {} if agreed is None else {"phone": agreed}
    field = Field("phone", owner, exactly)
    return merge([field], before, {"phone": leaflink}, {"phone": quickbooks}, ours=ours)


def told(before: Value, said: Mapping[str, Value]) -> Value:
    """What a side says after it was told."""
    return said.get("phone", before)


@given(OWNERS, AGREEMENTS, VALUES, VALUES, CHANCES)
def test_merging_twice_changes_nothing(
    owner: Owner, agreed: Agreed | None, leaflink: Value, quickbooks: Value, ours: bool
) -> None:
    first = merged(owner, agreed, leaflink, quickbooks, ours=ours)
    after = told(leaflink, first.to_leaflink), told(quickbooks, first.to_quickbooks)
    again = merged(owner, first.agreed.get("phone"), *after, ours=ours)
    assert (again.to_leaflink, again.to_quickbooks) == ({}, {})
    assert bool(again.conflicts) == bool(first.conflicts)


@given(OWNERS, AGREEMENTS, VALUES, VALUES)
def test_the_echo_of_our_own_write_changes_nothing(
    owner: Owner, agreed: Agreed | None, leaflink: Value, quickbooks: Value
) -> None:
    first = merged(owner, agreed, leaflink, quickbooks)
    # The answer to a write lays the value out anew; what was answered is what is agreed.
    told_qb = tuple(part.upper() for part in told(quickbooks, first.to_quickbooks))
    told_ll = told(leaflink, first.to_leaflink)
    if first.conflicts:
        return
    echo = merged(owner, Agreed(told_ll, told_qb), told_ll, told_qb)
    assert (echo.to_leaflink, echo.to_quickbooks, echo.conflicts) == ({}, {}, ())


@given(AGREEMENTS, VALUES, VALUES)
def test_the_owner_wins_whenever_it_says_something_new(
    agreed: Agreed | None, leaflink: Value, quickbooks: Value
) -> None:
    if agreed is None or exactly(leaflink, agreed.leaflink) or is_blank(leaflink):
        return
    by_owner = merged(Owner.LEAFLINK, agreed, leaflink, quickbooks)
    assert exactly(told(quickbooks, by_owner.to_quickbooks), leaflink)
    assert by_owner.to_leaflink == {}
    # The same, seen from the other side.
    turned = Agreed(agreed.quickbooks, agreed.leaflink)
    by_other = merged(Owner.QUICKBOOKS, turned, quickbooks, leaflink)
    assert exactly(told(quickbooks, by_other.to_leaflink), leaflink)
    assert by_other.to_quickbooks == {}


@given(st.sampled_from([Owner.LEAFLINK, Owner.QUICKBOOKS]), AGREEMENTS, VALUES, VALUES)
def test_a_field_with_an_owner_is_never_in_conflict(
    owner: Owner, agreed: Agreed | None, leaflink: Value, quickbooks: Value
) -> None:
    assert merged(owner, agreed, leaflink, quickbooks).conflicts == ()


@given(OWNERS, AGREEMENTS, VALUES, VALUES, CHANCES)
def test_silence_never_wipes_out_what_the_other_side_says(
    owner: Owner, agreed: Agreed | None, leaflink: Value, quickbooks: Value, ours: bool
) -> None:
    found = merged(owner, agreed, leaflink, quickbooks, ours=ours)
    assert not any(is_blank(value) for value in found.to_leaflink.values())
    assert not any(is_blank(value) for value in found.to_quickbooks.values())


@given(VALUES, VALUES, OWNERS)
def test_what_was_found_is_not_rewritten_when_first_matched(
    leaflink: Value, quickbooks: Value, owner: Owner
) -> None:
    found = merged(owner, None, leaflink, quickbooks, ours=False)
    if not is_blank(leaflink):
        assert found.to_leaflink == {}
    if not is_blank(quickbooks):
        assert found.to_quickbooks == {}


def test_the_last_change_wins_where_nobody_owns_the_field() -> None:
    agreed = Agreed(("0100",), ("0100",))
    found = merged(Owner.LAST_CHANGE, agreed, ("0100",), ("0199",))
    assert found.to_leaflink == {"phone": ("0199",)}
    found = merged(Owner.LAST_CHANGE, agreed, ("0142",), ("0100",))
    assert found.to_quickbooks == {"phone": ("0142",)}


def test_two_changes_of_one_field_are_a_conflict_and_change_neither_side() -> None:
    agreed = Agreed(("0100",), ("0100",))
    found = merged(Owner.LAST_CHANGE, agreed, ("0142",), ("0199",))
    assert [one.agreed for one in found.conflicts] == [agreed]
    assert (found.to_leaflink, found.to_quickbooks) == ({}, {})
    assert found.agreed == {"phone": agreed}


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    agreed = Agreed(("0100",), ("0100",))
    assert merged(Owner.LAST_CHANGE, agreed, ("0199",), ("0199",)).conflicts == ()


def test_a_name_that_got_its_licence_comes_back_with_it() -> None:
    agreed = Agreed(("Green Mesa",), ("Green Mesa (402R-00123)",))
    found = merged(Owner.LEAFLINK, agreed, ("Green Mesa",), ("GM",))
    assert found.to_quickbooks == {"phone": ("Green Mesa (402R-00123)",)}


def test_a_side_that_cannot_be_told_is_left_alone() -> None:
    field = Field("terms", Owner.QUICKBOOKS, exactly, to_leaflink=False)
    agreed = {"terms": Agreed(("Net 15",), ("Net 15",))}
    found = merge([field], agreed, {"terms": ("Net 15",)}, {"terms": ("Net 30",)}, ours=True)
    assert found.to_leaflink == {}
    assert found.agreed["terms"] == Agreed(("Net 15",), ("Net 30",))


def test_a_field_that_one_side_does_not_show_is_left_out() -> None:
    found = merge([Field("x", Owner.LEAFLINK, exactly)], {}, {}, {"x": ("1",)}, ours=True)
    assert found.agreed == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("12 Main St", "Suite 5", "Denver", "CO"), ("12 MAIN ST, SUITE 5", "Denver, CO")),
        (("12 Main St.", "", "Denver"), ("12 Main St", "Denver")),
    ],
)
def test_an_address_laid_out_anew_is_the_same_address(one: Value, other: Value) -> None:
    assert loosely(one, other)


def test_telephone_numbers_are_alike_in_their_digits() -> None:
    assert by_digits(("(303) 555-0100",), ("+1 303 555 0100",))
    assert not by_digits(("(303) 555-0100",), ("(303) 555-0101",))
    assert not by_digits(("(303) 555-0100",), BLANK)
    assert by_digits(("ask Pat",), ("Ask Pat",))


def test_capitals_do_not_make_another_e_mail_address() -> None:
    assert without_case(("AP@Good.example",), ("ap@good.example ",))
    assert not without_case(("ap@good.example",), ("ar@good.example",))


@given(AGREEMENTS.filter(lambda one: one is not None), VALUES, VALUES, st.sampled_from(list(Side)))
def test_a_persons_word_makes_both_sides_say_it_and_is_needed_once(
    agreed: Agreed, leaflink: Value, quickbooks: Value, side: Side
) -> None:
    field, sides = (
        Field("phone", Owner.LAST_CHANGE, exactly),
        ({"phone": leaflink}, {"phone": quickbooks}),
    )
    asked = merge([field], {"phone": agreed}, *sides, ours=True)
    word = dict.fromkeys(asked.conflicts, side)
    done = merge([field], {"phone": agreed}, *sides, ours=True, decided=word)
    assert done.conflicts == ()
    after = told(leaflink, done.to_leaflink), told(quickbooks, done.to_quickbooks)
    if asked.conflicts:
        assert exactly(*after)
        assert exactly(after[0], leaflink if side is Side.LEAFLINK else quickbooks)
    again = merged(Owner.LAST_CHANGE, done.agreed.get("phone"), *after)
    assert (again.to_leaflink, again.to_quickbooks, again.conflicts) == ({}, {}, ())


def test_a_word_about_one_conflict_is_none_about_the_next() -> None:
    before, field = Agreed(("one",), ("one",)), Field("phone", Owner.LAST_CHANGE, exactly)
    word = {Conflict("phone", ("two",), ("three",), before): Side.LEAFLINK}
    sides = {"phone": ("two",)}, {"phone": ("four",)}
    asked = merge([field], {"phone": before}, *sides, ours=True, decided=word)
    assert [one.quickbooks for one in asked.conflicts] == [("four",)]


def test_a_field_that_leaflink_cannot_be_told_stays_as_both_have_it() -> None:
    before = Agreed(("one",), ("one",))
    field = Field("terms", Owner.LAST_CHANGE, exactly, to_leaflink=False)
    sides = {"terms": ("two",)}, {"terms": ("three",)}
    word = {Conflict("terms", ("two",), ("three",), before): Side.QUICKBOOKS}
    done = merge([field], {"terms": before}, *sides, ours=True, decided=word)
    assert (done.to_leaflink, done.to_quickbooks, done.conflicts) == ({}, {}, ())
    assert done.agreed == {"terms": Agreed(("two",), ("three",))}
