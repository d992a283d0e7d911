"""Splitting an amount loses no cent, makes none, and wrongs nobody by a cent or more."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.allocation import NothingToWeigh, allocate
from leafledger.figures.money import Money

amounts = st.integers(-(10**12), 10**12).map(lambda cents: Money(Decimal(cents).scaleb(-2)))
weights = st.lists(
    st.decimals(min_value=0, max_value=10**9, places=7), min_size=1, max_size=40
).filter(any)


@given(amounts, weights)
def test_the_shares_add_up_to_the_amount(total: Money, parts: list[Decimal]) -> None:
    assert Money.total(allocate(total, parts)) == total


@given(amounts, weights)
def test_no_share_is_a_cent_off_its_due(total: Money, parts: list[Decimal]) -> None:
    whole = sum(map(Fraction, parts))
    for share, weight in zip(allocate(total, parts), parts, strict=True):
        due = Fraction(total.amount) * Fraction(weight) / whole
        assert abs(Fraction(share.amount) - due) < Fraction(1, 100)


@given(amounts, weights)
def test_a_heavier_part_never_gets_less(total: Money, parts: list[Decimal]) -> None:
    shares = sorted(zip(parts, (abs(share) for share in allocate(total, parts)), strict=True))
    assert all(less <= more for (light, less), (heavy, more) in pairwise(shares) if light < heavy)


@given(amounts, weights)
def test_equal_parts_differ_by_a_cent_and_the_earlier_gets_it(
    total: Money, parts: list[Decimal]
) -> None:
    shares = allocate(abs(total), [Decimal(1)] * len(parts))
    assert list(shares) == sorted(shares, reverse=True)
    assert (shares[0] - shares[-1]).amount in {Decimal("0.00"), Decimal("0.01")}


@given(amounts, weights)
def test_a_credit_is_split_like_its_debit(total: Money, parts: list[Decimal]) -> None:
    assert allocate(-total, parts) == tuple(-share for share in allocate(total, parts))


@given(amounts)
def test_what_weighs_nothing_gets_nothing(total: Money) -> None:
    shares = allocate(total, [Decimal(0), Decimal(3), Decimal(0)])
    assert shares == (Money.zero(), total, Money.zero())


@pytest.mark.parametrize("parts", [[], [Decimal(0)], [Decimal(0), Decimal("0.00")]])
def test_nothing_to_weigh_is_said_so(parts: list[Decimal]) -> None:
    with pytest.raises(NothingToWeigh):
        allocate(Money.of("1.00"), parts)


def test_a_weight_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        allocate(Money.of("1.00"), [Decimal(2), Decimal(-1)])


def test_ten_dollars_over_three_are_uneven_by_one_cent() -> None:
    shares = allocate(Money.of("10.00"), [Decimal(1)] * 3)
    assert [share.plain for share in shares] == ["3.34", "3.33", "3.33"]
