"""Margin: every breakdown has the same total, credits reduce, and no cost is ever guessed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.money import Money
from leafledger.reports.figures_kept import read_figures, told_figures
from leafledger.reports.kept import Kept
from leafledger.reports.margin import (
    NOTHING,
    By,
    Figures,
    Packing,
    Sale,
    Tally,
    cases_of,
    cost_of,
    net_of_discount,
)

CENTS = st.integers(min_value=-500_000, max_value=500_000)
AMOUNTS = CENTS.map(lambda cents: Money(Decimal(cents).scaleb(-2)))
NAMES = st.sampled_from(["", "Blue Dream", "Gummies", "Cartridge"])
SALES = st.lists(
    st.builds(
        Sale, st.sampled_from(["2026-09", "2026-10"]), NAMES, NAMES, NAMES, NAMES, AMOUNTS,
        st.none() | AMOUNTS,
    )
)  # fmt: skip
CASES_OF_12 = [Packing(12, Decimal("108.00"))]


def sale(revenue: str, cost: str | None = None, product: str = "Blue Dream") -> Sale:
    """A sale of October to one customer."""
    known = Money.of(cost) if cost is not None else None
    return Sale("2026-10", product, "Flower", "Mesa", "Green Mesa", Money.of(revenue), known)


def added_up(sales: Iterable[Sale], by: By) -> dict[str, Figures]:
    """One breakdown of the sales."""
    tally = Tally()
    for one in sales:
        tally.add(one)
    return tally.figures(by)


def taken_back(one: Sale) -> Sale:
    """The same as a credit memo says it."""
    cost = -one.cost if one.cost is not None else None
    return Sale(
        one.month, one.product, one.product_line, one.brand, one.customer, -one.revenue, cost
    )


def test_revenue_of_unknown_cost_is_left_out_of_the_margin_and_told() -> None:
    found = added_up([sale("100.00", "60.00"), sale("50.00")], By.PRODUCT)["Blue Dream"]
    assert (found.revenue, found.margin) == (Money.of("150.00"), Money.of("40.00"))
    assert found.share == Decimal("0.4")
    assert found.without_cost == Money.of("50.00")
    assert found.unknown_share == Decimal(50) / Decimal(150)


def test_without_any_known_cost_there_is_no_margin_to_speak_of() -> None:
    found = added_up([sale("50.00")], By.PRODUCT)["Blue Dream"]
    assert (found.margin, found.share, found.unknown_share) == (Money.zero(), None, Decimal(1))


@given(SALES)
def test_every_breakdown_has_the_same_total(sales: list[Sale]) -> None:
    totals = {
        tuple(sum(added_up(sales, by).values(), NOTHING).__getattribute__(name)
              for name in ("revenue", "costed", "cost"))
        for by in By
    }  # fmt: skip
    assert len(totals) == 1
    assert next(iter(totals))[0] == Money.total(one.revenue for one in sales)


@given(SALES, SALES)
def test_what_is_taken_back_leaves_what_stays(sales: list[Sale], back: list[Sale]) -> None:
    after = added_up([*sales, *back, *map(taken_back, back)], By.CUSTOMER)
    before = added_up(sales, By.CUSTOMER)
    for name, figures in after.items():
        assert figures == before.get(name, NOTHING)


@given(SALES)
def test_months_added_up_are_the_whole(sales: list[Sale]) -> None:
    kept = []
    for month in sorted({one.month for one in sales}):
        sums = added_up([one for one in sales if one.month == month], By.BRAND)
        told = {name: told_figures(one) for name, one in sums.items()}
        kept.append(Kept(month, told, ""))
    assert read_figures(kept) == added_up(sales, By.BRAND)


@given(st.lists(AMOUNTS, min_size=1), AMOUNTS)
def test_no_cent_of_a_discount_is_lost(lines: list[Money], discount: Money) -> None:
    net = net_of_discount(lines, discount)
    assert Money.total(net) == Money.total(lines) - discount


def test_cases_and_units_are_told_apart_by_their_price() -> None:
    assert cases_of(Decimal(2), Decimal("108.00"), CASES_OF_12) == 2
    assert cases_of(Decimal(7), Decimal("9.00"), CASES_OF_12) == Fraction(7, 12)
    assert cases_of(Decimal(7), None, CASES_OF_12) == Fraction(7, 12)
    assert cases_of(Decimal(0), None, CASES_OF_12) == 0
    assert cases_of(Decimal(7), Decimal("9.00"), [Packing(1, Decimal("9.00"))]) == 7


def test_a_price_that_fits_neither_tells_nothing() -> None:
    assert cases_of(Decimal(7), Decimal("8.00"), CASES_OF_12) is None
    assert cases_of(Decimal(7), Decimal("9.00"), []) is None
    two = [*CASES_OF_12, Packing(24, Decimal("108.00"))]
    assert cases_of(Decimal(7), None, two) is None


def test_a_cost_follows_from_cases_and_is_rounded_once() -> None:
    assert cost_of(Fraction(7, 12), Decimal("60.00")) == Money.of("35.00")
    assert cost_of(Fraction(1, 3), Decimal("10.00")) == Money.of("3.33")
    assert cost_of(Fraction(2), None) is None
    assert cost_of(None, Decimal("60.00")) is None
    assert cost_of(Fraction(0), None) == Money.zero()
