"""Money is whole cents of one currency, rounded once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.money import FractionOfACent, MixedCurrencies, Money

cents = st.integers(-(10**12), 10**12)
amounts = cents.map(lambda number: Money(Decimal(number).scaleb(-2)))
exact = st.decimals(min_value=-(10**9), max_value=10**9, places=9)


@given(cents, cents)
def test_sums_and_differences_are_those_of_cents(one: int, other: int) -> None:
    first, second = (Money(Decimal(number).scaleb(-2)) for number in (one, other))
    assert int((first + second).amount * 100) == one + other
    assert int((first - second).amount * 100) == one - other
    assert (first < second, first == second) == (one < other, one == other)


@given(exact)
def test_rounding_is_half_up_away_from_zero(amount: Decimal) -> None:
    doubled = abs(Fraction(amount)) * 200
    whole = (doubled.numerator // doubled.denominator + 1) // 2
    assert int(abs(Money.rounded(amount)).amount * 100) == whole
    assert Money.rounded(-amount) == -Money.rounded(amount)


@given(amounts)
def test_plain_text_gives_the_same_money_back(amount: Money) -> None:
    assert Money.of(amount.plain) == amount
    assert hash(Money.of(amount.plain)) == hash(amount)


@given(exact.filter(lambda amount: amount != round(amount, 2)))
def test_a_fraction_of_a_cent_is_refused(amount: Decimal) -> None:
    with pytest.raises(FractionOfACent):
        Money(amount)


def test_no_amount_below_zero_is_nothing() -> None:
    assert Money.of("-0.00").plain == "0.00"
    assert str(-Money.zero()) == "$0.00"
    assert not Money.of("-0")


def test_two_currencies_never_meet() -> None:
    dollar, canadian = Money.of(1), Money.of(1, "CAD")
    assert dollar != canadian
    for meet in (lambda: dollar + canadian, lambda: dollar - canadian, lambda: dollar < canadian):
        with pytest.raises(MixedCurrencies):
            meet()


def test_an_amount_reads_as_a_bookkeeper_writes_it() -> None:
    written = [str(Money.of(text)) for text in ("1234567.5", "-3", "0.01")]
    assert written == ["$1,234,567.50", "-$3.00", "$0.01"]
    assert str(Money.of("5", "CAD")) == "CAD 5.00"
