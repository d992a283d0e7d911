"""Money: a Decimal with a currency, whole cents, rounded once and here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import total_ordering

CENT = Decimal("0.01")
US_DOLLAR = "USD"
# Nobody's bank shows a line of a trillion dollars.
LARGEST_TYPED = Decimal(10) ** 12


class MixedCurrencies(ValueError):
    """Two amounts of different currencies met in one sum."""


class FractionOfACent(ValueError):
    """An amount finer than a cent was given where money is exact."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole cents of one currency.

    Shape: `Money(Decimal("108.00"), "USD")`; may be negative.
    Rounding: none. An amount finer than a cent raises; round with `Money.rounded` first.
    Raises: FractionOfACent; MixedCurrencies when currencies meet.
    """

    amount: Decimal
    currency: str = US_DOLLAR

    def __post_init__(self) -> None:
        """Hold whole cents only, written with two places."""
        exact = self.amount.quantize(CENT)
        if exact != self.amount:
            raise FractionOfACent(f"{self.amount} is finer than a cent")
        # A credit of nothing is nothing: -0.00 and 0.00 are one amount with one spelling.
        object.__setattr__(self, "amount", exact if exact else abs(exact))

    @classmethod
    def of(cls, text: str | int, currency: str = US_DOLLAR) -> Money:
        """Money from exact text: `Money.of("108.00")`."""
        return cls(Decimal(text), currency)

    @classmethod
    def rounded(cls, amount: Decimal, currency: str = US_DOLLAR) -> Money:
        """Round half-up to the cent, away from zero (accounting.md A1.1)."""
        return cls(amount.quantize(CENT, rounding=ROUND_HALF_UP), currency)

    @classmethod
    def zero(cls, currency: str = US_DOLLAR) -> Money:
        """Nothing, in a currency."""
        return cls(Decimal(0), currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], currency: str = US_DOLLAR) -> Money:
        """The sum of amounts of one currency; of none, zero."""
        sum_so_far = cls.zero(currency)
        for amount in amounts:
            sum_so_far = sum_so_far + amount
        return sum_so_far

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency} do not add up")
        return other.amount

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.amount), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        """As a bookkeeper reads it: `$1,234.50`, `-$3.00`."""
        sign = "-" if self.amount < 0 else ""
        symbol = "$" if self.currency == US_DOLLAR else f"{self.currency} "
        return f"{sign}{symbol}{abs(self.amount):,.2f}"

    @property
    def plain(self) -> str:
        """For files and JSON: `1234.50`."""
        return f"{self.amount:.2f}"


def typed_dollars(text: str) -> Money | None:
    """An amount in US dollars as people type it; None where it is none, or finer than a cent.

    Example: `$1,240.50` -> 1240.50
    """
    try:
        amount = Decimal(text.replace(",", "").replace("$", "").strip())
        return Money(amount) if amount.is_finite() and abs(amount) < LARGEST_TYPED else None
    except (InvalidOperation, FractionOfACent):
        return None
