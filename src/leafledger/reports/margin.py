"""Margin: what was sold, net of discounts and credits, less what it cost as far as that is known.

Pure arithmetic (accounting.md A8.4). Nothing is guessed: where a cost is not known, the revenue
stands apart and is left out of the margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from leafledger.figures.allocation import allocate
from leafledger.figures.money import Money

# Prices for a unit are kept to seven places (accounting.md A3.2), so they are that far off at most.
PRICE_OFF_MAX = Decimal("0.0000001")


class By(StrEnum):
    """What sales are added up by."""

    PRODUCT = "Product"
    PRODUCT_LINE = "Product line"
    BRAND = "Brand"
    CUSTOMER = "Customer"
    MONTH = "Month"


@dataclass(frozen=True, slots=True)
class Sale:
    """A line of an invoice, or, below zero, of a credit memo.

    `month` like 2026-10. Money: `revenue` net of the line's share of the order discount; `cost`
    of the goods, None where it is not known.
    """

    month: str
    product: str
    product_line: str
    brand: str
    customer: str
    revenue: Money
    cost: Money | None

    def name(self, by: By) -> str:
        """What it is added up under."""
        return {
            By.PRODUCT: self.product, By.PRODUCT_LINE: self.product_line, By.BRAND: self.brand,
            By.CUSTOMER: self.customer, By.MONTH: self.month,
        }[by]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """Sales added up. `costed` is the part of `revenue` whose cost is known, `cost` that cost."""

    revenue: Money
    costed: Money
    cost: Money

    @property
    def margin(self) -> Money:
        """Of the revenue whose cost is known, what is left after the cost."""
        return self.costed - self.cost

    @property
    def without_cost(self) -> Money:
        """The revenue whose cost is not known."""
        return self.revenue - self.costed

    @property
    def share(self) -> Decimal | None:
        """The margin as a part of the revenue it was made with; None where that is nothing."""
        return _part(self.margin, self.costed)

    @property
    def unknown_share(self) -> Decimal | None:
        """The part of the revenue whose cost is not known."""
        return _part(self.without_cost, self.revenue)

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.revenue + other.revenue, self.costed + other.costed, self.cost + other.cost
        )


NOTHING = Figures(Money.zero(), Money.zero(), Money.zero())


class Tally:
    """Adds sales up one by one, so that memory grows with names and not with sales.

    Money: whatever they are added up by, the sums have the same total; a credit reduces.
    Source: accounting.md A8.4
    Example: 100.00 that cost 60.00 and 50.00 of unknown cost -> revenue 150.00, margin 40.00 of
        100.00, without cost 50.00
    """

    def __init__(self) -> None:
        self._sums: dict[tuple[By, str], list[Decimal]] = {}

    def add(self, sale: Sale) -> None:
        """Count a sale in every breakdown."""
        for by in By:
            sums = self._sums.setdefault((by, sale.name(by)), [Decimal(0), Decimal(0), Decimal(0)])
            sums[0] += sale.revenue.amount
            if sale.cost is not None:
                sums[1] += sale.revenue.amount
                sums[2] += sale.cost.amount

    def figures(self, by: By) -> dict[str, Figures]:
        """The sums of one breakdown, by name."""
        return {
            name: Figures(*map(Money, sums))
            for (one, name), sums in self._sums.items()
            if one is by
        }


def net_of_discount(lines: Sequence[Money], discount: Money) -> tuple[Money, ...]:
    """Lines less their shares of a discount, by size; they add up to the lines less it.

    Rounding: as `allocate`, so no cent is lost. Of no lines, or lines of nothing: the first takes
        it all, and there must be one.
    Example: 100.00 and 50.00, discount 15.00 -> 90.00 and 45.00
    """
    if not discount:
        return tuple(lines)
    weights = [abs(line.amount) for line in lines]
    if not any(weights):
        weights = [Decimal(1), *[Decimal(0)] * (len(lines) - 1)]
    shares = allocate(discount, weights)
    return tuple(line - share for line, share in zip(lines, shares, strict=True))


@dataclass(frozen=True, slots=True)
class Packing:
    """How an order sells a product: `multiplier` units a case, `price` for a case."""

    multiplier: int
    price: Decimal


def cases_of(
    quantity: Decimal, unit_price: Decimal | None, packings: Iterable[Packing]
) -> Fraction | None:
    """How many cases a line of a document sells; None where it cannot be told.

    An invoice shows cases at their price, else units at a price for each, else units alone
    (accounting.md A3.2). A line without a quantity moves no goods.
    Example: 7 at 9.00, sold in cases of 12 at 108.00 -> 7/12
    """
    if not quantity:
        return Fraction(0)
    found = {
        cases
        for one in packings
        if (cases := _cases(quantity, unit_price, one)) is not None
    }  # fmt: skip
    return found.pop() if len(found) == 1 else None


def _cases(quantity: Decimal, unit_price: Decimal | None, packing: Packing) -> Fraction | None:
    multiplier = max(packing.multiplier, 1)
    if multiplier == 1 or unit_price == packing.price:
        return Fraction(quantity)
    per_unit = Fraction(packing.price) / multiplier
    if unit_price is None or abs(Fraction(unit_price) - per_unit) <= PRICE_OFF_MAX:
        return Fraction(quantity) / multiplier
    return None


def cost_of(cases: Fraction | None, cost_of_a_case: Decimal | None) -> Money | None:
    """What the goods of a line cost, half-up to the cent; None where either is not known."""
    if cases == 0:
        return Money.zero()
    if cases is None or cost_of_a_case is None:
        return None
    exact = cases * Fraction(cost_of_a_case)
    return Money.rounded(Decimal(exact.numerator) / Decimal(exact.denominator))


def _part(amount: Money, whole: Money) -> Decimal | None:
    return amount.amount / whole.amount if whole.amount > 0 else None
