"""Double entry: an entry is balanced or it does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leafledger.figures.money import Money


class Unbalanced(ValueError):
    """Debits and credits of an entry differ."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of an entry: a debit above zero, a credit below."""

    account: str
    amount: Money
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal entry in account names, as a bookkeeper reads it.

    Money: one currency; debits positive, credits negative; they add up to zero.
    Raises: Unbalanced.
    """

    dated: date
    postings: tuple[Posting, ...]
    memo: str = ""

    def __post_init__(self) -> None:
        """Refuse books that cannot be."""
        left = Money.total(posting.amount for posting in self.postings)
        if left:
            raise Unbalanced(f"debits and credits differ by {left}")

    @property
    def debits(self) -> Money:
        """The sum of the debit side."""
        return Money.total(posting.amount for posting in self.postings if posting.amount.amount > 0)
