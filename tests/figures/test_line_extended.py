"""A line's total, and a quantity and price that multiply to it (A1.1, A3.2)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.money import CENT, Money
from leafledger.figures.quantities import PLACES_MAX, Extension, extend, line_total

quantities = st.decimals(min_value=0, max_value=10**6, places=4)
multipliers = st.none() | st.integers(0, 1000)
prices = st.decimals(min_value=0, max_value=10**5, places=2) | st.decimals(
    min_value=0, max_value=100, places=4
)


def total_of(quantity: Decimal, multiplier: int | None, price: Decimal) -> int:
    """The line's total in cents, by fractions alone."""
    cents = Fraction(quantity) * Fraction(price) * 100 / (multiplier or 1)
    return int((2 * cents + 1) // 2)


@given(quantities, multipliers, prices)
def test_the_total_is_exact_and_rounded_once(
    quantity: Decimal, multiplier: int | None, price: Decimal
) -> None:
    total = line_total(quantity, multiplier, price)
    assert int(total.amount * 100) == total_of(quantity, multiplier, price)


@given(quantities, multipliers, prices)
def test_quantity_times_price_is_always_the_amount(
    quantity: Decimal, multiplier: int | None, price: Decimal
) -> None:
    amount = line_total(quantity, multiplier, price)
    shown = extend(quantity, multiplier, price, amount)
    if shown.unit_price is not None:
        product = (shown.quantity * shown.unit_price).quantize(CENT, rounding=ROUND_HALF_UP)
        assert product == amount.amount


@given(quantities, multipliers, prices)
def test_what_is_shown_fits_into_seven_places(
    quantity: Decimal, multiplier: int | None, price: Decimal
) -> None:
    shown = extend(quantity, multiplier, price, line_total(quantity, multiplier, price))
    for figure in (shown.quantity, shown.unit_price or Decimal(0)):
        assert figure == round(figure, PLACES_MAX)


@given(quantities, multipliers, prices)
def test_cases_are_shown_wherever_they_can_be_written_out(
    quantity: Decimal, multiplier: int | None, price: Decimal
) -> None:
    shown = extend(quantity, multiplier, price, line_total(quantity, multiplier, price))
    cases = Fraction(quantity) / (multiplier or 1)
    written_out = (cases * 10**PLACES_MAX).denominator == 1
    assert (shown.quantity == cases and shown.unit_price == price) or not written_out


@given(st.integers(1, 10**5), st.integers(1, 1000), st.integers(1, 10**5))
def test_a_line_of_fewer_than_a_hundred_thousand_units_has_a_price(
    units: int, multiplier: int, cents: int
) -> None:
    price = Decimal(cents).scaleb(-2)
    amount = line_total(Decimal(units), multiplier, price)
    shown = extend(Decimal(units), multiplier, price, amount)
    exact = Fraction(units) * Fraction(price) / multiplier
    # Seven places leave half of 0.0000001 a unit open; only a total that near a half cent is lost.
    room = abs((exact * 100 + Fraction(1, 2)) % 1) / 100
    assert shown.unit_price is not None or min(room, Fraction(1, 100) - room) <= Fraction(
        units, 2 * 10**PLACES_MAX
    )


@pytest.mark.parametrize(
    ("quantity", "multiplier", "price", "shown"),
    [
        ("24", 12, "108.00", Extension(Decimal(2), Decimal("108.00"))),
        ("7", 12, "108.00", Extension(Decimal(7), Decimal(9))),
        ("6", 12, "108.00", Extension(Decimal("0.5"), Decimal("108.00"))),
        ("800", 12, "108.00", Extension(Decimal(800), Decimal(9))),
        ("1", 3, "100.00", Extension(Decimal(1), Decimal("33.3333333"))),
        ("1000001", 7, "100.00", Extension(Decimal(1000001), None)),
        ("1.5", None, "1200", Extension(Decimal("1.5"), Decimal(1200))),
        ("3", 0, "30.00", Extension(Decimal(3), Decimal("30.00"))),
    ],
)
def test_a_line_is_shown_as_the_law_says(
    quantity: str, multiplier: int | None, price: str, shown: Extension
) -> None:
    amount = line_total(Decimal(quantity), multiplier, Decimal(price))
    assert extend(Decimal(quantity), multiplier, Decimal(price), amount) == shown


def test_an_amount_that_is_no_product_stands_alone() -> None:
    shown = extend(Decimal(2), 1, Decimal("10.00"), Money.of("19.99"))
    assert shown == Extension(Decimal(2), None)
