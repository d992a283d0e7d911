"""Splitting an amount so that no cent is lost or made."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from leafledger.figures.money import CENT, Money


class NothingToWeigh(ValueError):
    """An amount was to be split over weights that are all zero, or over none."""


def allocate(total: Money, weights: Sequence[Decimal]) -> tuple[Money, ...]:
    """Split `total` in proportion to `weights` so that the shares add up to it exactly.

    Money: the currency of `total`; a negative total gives negative shares.
    Rounding: towards zero to the cent; spare cents go to the largest remainders, the earlier
        first (accounting.md A1.4).
    Raises: NothingToWeigh if the weights are empty or add up to zero; ValueError if one is
        below zero.
    Example: 10.00 over 1, 1, 1 -> 3.34, 3.33, 3.33
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight below zero cannot take a share")
    whole = sum(weights, Decimal(0))
    if not whole:
        raise NothingToWeigh("there is nothing to split the amount over")
    sign = -1 if total.amount < 0 else 1
    cents = abs(total.amount)
    exact = [cents * weight / whole for weight in weights]
    shares = [share.quantize(CENT, rounding=ROUND_DOWN) for share in exact]
    spare = int((cents - sum(shares, Decimal(0))) / CENT)
    by_remainder = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_remainder[:spare]:
        shares[i] += CENT
    return tuple(Money(sign * share, total.currency) for share in shares)
