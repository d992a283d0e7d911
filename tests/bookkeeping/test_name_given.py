"""Names for QuickBooks's lists: allowed, short enough, and nobody else's (A9.2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.bookkeeping.names import NAME_LENGTH_MAX, allowed_name, free_name

names = st.text(max_size=130)
plain_names = st.text("Grenm Mesa:", min_size=1, max_size=130).map(allowed_name).filter(bool)


@given(names)
def test_an_allowed_name_holds_nothing_quickbooks_refuses(name: str) -> None:
    allowed = allowed_name(name)
    assert len(allowed) <= NAME_LENGTH_MAX
    assert not set(":\t\r\n") & set(allowed)
    assert allowed == " ".join(allowed.split())
    assert allowed_name(allowed) == allowed


@given(st.lists(plain_names, max_size=30))
def test_free_names_never_collide(plain: list[str]) -> None:
    claimed = {"green mesa"}
    given_names = [
        free_name(name, ["402R-00123", f"LeafLink {number}"], claimed)
        for number, name in enumerate(plain)
    ]
    lowered = [name.casefold() for name in given_names]
    assert len(set(lowered)) == len(lowered)
    assert "green mesa" not in lowered
    assert set(lowered) <= claimed
    assert all(len(name) <= NAME_LENGTH_MAX for name in given_names)


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        (set(), "Green Mesa"),
        ({"green mesa"}, "Green Mesa (402R-00123)"),
        ({"green mesa", "green mesa (402r-00123)"}, "Green Mesa (LeafLink 8841)"),
    ],
)
def test_the_licence_tells_stores_apart_before_the_id(claimed: set[str], name: str) -> None:
    assert free_name("Green Mesa", ["402R-00123", "LeafLink 8841"], claimed) == name


def test_a_customer_without_a_licence_gets_the_id() -> None:
    assert free_name("Green Mesa", ["", "LeafLink 8841"], {"green mesa"}) == (
        "Green Mesa (LeafLink 8841)"
    )


def test_a_long_name_keeps_what_tells_it_apart() -> None:
    long = "Green Mesa " * 9
    plain = allowed_name(long)
    assert len(plain) == 98
    name = free_name(plain, ["402R-00123"], {plain.casefold()})
    assert name.endswith(" (402R-00123)")
    assert len(name) <= NAME_LENGTH_MAX
