"""A bank deposit as a person wants it, and the receipts that may be a bank line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.pointers import Known

# Money lies no longer than this on its way to the bank; older receipts are chosen by name.
DAYS_BEFORE_MAX = 60
# So many receipts are tried together: with more, nearly every amount is the sum of some of them.
RECEIPTS_MAX = 100
# So many choices are shown; a person who sees them knows that the receipts must be named.
CHOICES_MAX = 5
# What is reckoned with takes a bit for each cent of the line and each receipt: 60 MB.
BITS_MAX = 500_000_000
_CENTS = 100


@dataclass(frozen=True, slots=True)
class Undeposited:
    """A payment of ours in Undeposited Funds, for a person to choose.

    `id` is QuickBooks's, `order` what people call the order it pays, `reference` the check's
    number. `came_back`: its money was taken back, so that it is on no bank line by itself.
    """

    id: str
    dated: date
    amount: Money
    customer: str = ""
    order: str = ""
    reference: str = ""
    came_back: bool = False

    @property
    def words(self) -> str:
        """What it is, on a line of the deposit: `Green Mesa, order 10492, check 1042`."""
        order = f"order {self.order}" if self.order else ""
        check = f"no. {self.reference}" if self.reference else ""
        return ", ".join(part for part in (self.customer, order, check) if part)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A receipt of a deposit, as it was when a person chose it."""

    id: str
    amount: Money
    words: str


@dataclass(frozen=True, slots=True)
class WantedDeposit:
    """One line of the bank's statement, made of receipts. `taken_back` by a later word."""

    name: str
    to: Known
    dated: date
    receipts: tuple[Chosen, ...]
    person: str
    taken_back: bool = False

    @property
    def amount(self) -> Money:
        """What arrives at the bank."""
        return Money.total(one.amount for one in self.receipts)


def deposit_name(to: Known, dated: date, receipts: Sequence[Undeposited]) -> str:
    """A lasting name: the same receipts on the same day to the same bank are the same deposit.

    Example: three checks on Nov 5 -> `2026-11-05-4f0c2a`
    """
    ids = sorted(one.id for one in receipts)
    return f"{dated.isoformat()}-{fingerprint((to.id, dated, ids))[:6]}"


def may_be_it(receipts: Sequence[Undeposited], dated: date) -> list[Undeposited]:
    """The receipts that a bank line of a day may be made of, the oldest first."""
    first = dated - timedelta(days=DAYS_BEFORE_MAX)
    found = [one for one in receipts if first <= one.dated <= dated and not one.came_back]
    return sorted(found, key=lambda one: (one.dated, len(one.id), one.id))


def is_too_much(receipts: Sequence[Undeposited], amount: Money) -> bool:
    """Whether a line is too large, or has too many receipts, to be tried out."""
    return len(receipts) > RECEIPTS_MAX or len(receipts) * _cents(amount) > BITS_MAX


def choices(receipts: Sequence[Undeposited], amount: Money) -> list[tuple[Undeposited, ...]]:
    """Every way in which receipts add up to an amount, at most `CHOICES_MAX` of them.

    Not to be asked where `is_too_much`. One way: no other receipts add up to it.
    Money: exact to the cent; receipts are above zero.
    Example: 300.00, 200.00 and 100.00 for 300.00 -> the first alone; the other two together
    """
    wanted = _cents(amount)
    if wanted <= 0:
        return []
    # Which sums the receipts from a place on can make: a number with a bit for each sum in cents.
    limit = (1 << (wanted + 1)) - 1
    sums = [1]
    for one in reversed(receipts):
        sums.append((sums[-1] | sums[-1] << _cents(one.amount)) & limit)
    sums.reverse()
    found: list[tuple[Undeposited, ...]] = []
    for choice in _ways(receipts, sums, 0, wanted):
        found.append(choice)
        if len(found) == CHOICES_MAX:
            break
    return found


def _ways(
    receipts: Sequence[Undeposited], sums: Sequence[int], place: int, left: int
) -> Iterator[tuple[Undeposited, ...]]:
    """The ways from a place on; only where there are any, so that nothing is tried in vain."""
    if not sums[place] >> left & 1:
        return
    if place == len(receipts):
        yield ()
        return
    one = receipts[place]
    if _cents(one.amount) <= left:
        for rest in _ways(receipts, sums, place + 1, left - _cents(one.amount)):
            yield (one, *rest)
    yield from _ways(receipts, sums, place + 1, left)


def _cents(amount: Money) -> int:
    return int(amount.amount * _CENTS)
