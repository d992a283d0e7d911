"""Quantities: base units, cases, how a line's quantity and price are written down, and counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from leafledger.figures.money import CENT, Money

# QuickBooks keeps prices to seven places (reference/quickbooks.md 10.3); so do we with quantities.
PLACES_MAX = 7


def line_total(quantity: Decimal, unit_multiplier: int | None, price: Decimal) -> Money:
    """Sold units times the price of one, half-up to the cent (accounting.md A1.1).

    The line's multiplier, never the product's; null or 0 counts as 1.
    Example: 24 units at 24 a case, 114.00 a case -> 114.00
    """
    units, per_units = quantity.as_integer_ratio()
    price_over, price_under = price.as_integer_ratio()
    cents = _half_up(units * price_over * 100, per_units * price_under * (unit_multiplier or 1))
    return Money(Decimal(cents).scaleb(-2))


def _half_up(over: int, under: int) -> int:
    """The whole number nearest to a ratio, half away from zero; whole numbers only, so exact."""
    nearest = (2 * abs(over) + under) // (2 * under)
    return nearest if over >= 0 else -nearest


def plural(count: int, one: str, many: str) -> str:
    """A count with what follows it: `1 order`, `3 orders`; `1 order was`, `3 orders were`."""
    return f"{count:,} {one if count == 1 else many}"


@dataclass(frozen=True, slots=True)
class Extension:
    """A line's quantity and unit price as an invoice can show them.

    `quantity` x `unit_price`, rounded half-up to the cent, is the line's amount; where no price
    of seven places gives it, `unit_price` is None and the amount alone counts.
    """

    quantity: Decimal
    unit_price: Decimal | None


def extend(
    quantity: Decimal, unit_multiplier: int | None, price: Decimal, amount: Money
) -> Extension:
    """Choose how to write a line so that QuickBooks computes the same amount (fault 6070).

    The first that works of: cases x price; base units x price per unit at seven places; base
    units with the amount only (accounting.md A3.2). Cases count only where they can be
    written out: 7 of 12 is shown as 7 units, not as 0.5833333 of a case.
    Example: 7 units at 12 a case, 108.00 a case, 63.00 -> 7 x 9.00
    """
    cases, exact = _at_seven_places(quantity, unit_multiplier or 1)
    if exact and _product(cases, price) == amount.amount:
        return Extension(cases, price)
    per_unit, _ = _at_seven_places(price, unit_multiplier or 1)
    if _product(quantity, per_unit) == amount.amount:
        return Extension(quantity, per_unit)
    return Extension(quantity, None)


def _at_seven_places(value: Decimal, parts: int) -> tuple[Decimal, bool]:
    """A value divided into parts, at seven places, and whether that is the exact share."""
    over, under = value.as_integer_ratio()
    under *= parts
    scaled = over * 10**PLACES_MAX
    nearest = _half_up(scaled, under)
    return Decimal(nearest).scaleb(-PLACES_MAX).normalize(), nearest * under == scaled


def _product(quantity: Decimal, price: Decimal) -> Decimal:
    return (quantity * price).quantize(CENT, rounding=ROUND_HALF_UP)
