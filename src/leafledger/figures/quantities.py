"""Quantities: base units, cases, and how a line's quantity and price are best written down."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from leafledger.figures.money import Money

# QuickBooks keeps prices to seven places (reference/quickbooks.md 10.3); so do we with quantities.
PLACES_MAX = 7
FINEST = Decimal(1).scaleb(-PLACES_MAX)


def sold_units(quantity: Decimal, unit_multiplier: int | None) -> Fraction:
    """How many sold units (cases) a quantity of base units makes, exactly.

    The line's multiplier, never the product's; null or 0 counts as 1 (accounting.md A1.1).
    Example: 7 units at 12 a case -> 7/12
    """
    return Fraction(quantity) / (unit_multiplier or 1)


def line_total(quantity: Decimal, unit_multiplier: int | None, price: Decimal) -> Money:
    """Sold units times the price of one, half-up to the cent (accounting.md A1.1).

    Example: 24 units at 24 a case, 114.00 a case -> 114.00
    """
    exact = sold_units(quantity, unit_multiplier) * Fraction(price)
    return Money(_rounded(exact, Decimal("0.01")))


def _rounded(value: Fraction, unit: Decimal) -> Decimal:
    """Half-up, away from zero, on the exact fraction: no intermediate rounding."""
    scaled = abs(value) / Fraction(unit)
    whole = Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator))
    return (whole if value >= 0 else -whole) * unit


def _written_out(value: Fraction) -> Decimal | None:
    """The decimal that is exactly this fraction, if seven places are enough."""
    rounded = _rounded(value, FINEST)
    return rounded.normalize() if Fraction(rounded) == value else None


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
    cases = _written_out(sold_units(quantity, unit_multiplier))
    if cases is not None and _product(cases, price) == amount.amount:
        return Extension(cases, price)
    per_unit = _rounded(Fraction(price) / (unit_multiplier or 1), FINEST).normalize()
    if _product(quantity, per_unit) == amount.amount:
        return Extension(quantity, per_unit)
    return Extension(quantity, None)


def _product(quantity: Decimal, price: Decimal) -> Decimal:
    return (quantity * price).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
