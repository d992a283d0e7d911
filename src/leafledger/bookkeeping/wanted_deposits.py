"""A bank deposit as a person wants it, and the receipts that may be a bank line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.pointers import Known

# Money lies no longer than this on its way to the bank; older receipts are chosen by name.
DAYS_BEFORE_MAX = 60
# So many receipts are tried together: with more, nearly every amount is the sum of some of them.
RECEIPTS_MAX = 100
# So many choices are shown; a person who sees them knows that the receipts must be named.
CHOICES_MAX = 5
# The receipts of one bank line; a day's round of checks is some dozen.
RECEIPTS_OF_A_LINE_MAX = 500
# What is reckoned with takes a bit for each cent of the line and each receipt: 60 MB.
BITS_MAX = 500_000_000
_CENTS = 100
NO_FEE = Money.zero()


@dataclass(frozen=True, slots=True)
class Undeposited:
    """A payment of ours in Undeposited Funds, for a person to choose.

    `id` is QuickBooks's, `order` what people call the order it pays, `reference` the check's
    number. `came_back`: its money was taken back, so that it is on no bank line by itself.
    `method` is QuickBooks's word for how it was paid, `number` LeafLink's number of the order.
    """

    id: str
    dated: date
    amount: Money
    customer: str = ""
    order: str = ""
    reference: str = ""
    came_back: bool = False
    method: str = ""
    number: str = ""

    @property
    def words(self) -> str:
        """What it is, on a line of the deposit: `Green Mesa, order 10492, check 1042`."""
        order = f"order {self.order}" if self.order else ""
        check = f"no. {self.reference}" if self.reference else ""
        return ", ".join(part for part in (self.customer, order, check) if part)


@dataclass(frozen=True, slots=True)
class SumsOfALine:
    """All receipts that a bank line may hold, in figures; nothing where there are none."""

    count: int
    together: Money
    smallest: Money

    def can_be(self, amount: Money) -> bool:
        """Whether some of them may add up to an amount, as far as can be said without trying.

        Money: receipts are above zero, so a sum is all of them, or at most all but the smallest.
        Example: 300.00 and 200.00: 500.00 and 250.00 may be; 500.01, 199.99 and 300.01 cannot
        """
        if amount == self.together:
            return self.count > 0
        return self.smallest <= amount <= self.together - self.smallest


@dataclass(frozen=True, slots=True)
class Chosen:
    """A receipt of a deposit, as it was when a person chose it."""

    id: str
    amount: Money
    words: str


@dataclass(frozen=True, slots=True)
class WantedDeposit:
    """One line of the bank's statement, made of receipts. `taken_back` by a later word.

    `fee` is what the bank kept of it, at least nothing; it goes to `fee_to`.
    Raises: ValueError for a fee that goes nowhere, and for a line of nothing or less.
    """

    name: str
    to: Known
    dated: date
    receipts: tuple[Chosen, ...]
    person: str
    taken_back: bool = False
    fee: Money = NO_FEE
    fee_to: Known | None = None

    def __post_init__(self) -> None:
        """Hold what a bank can show."""
        if self.fee < NO_FEE or (self.fee and self.fee_to is None):
            raise ValueError("a fee is kept from a deposit, and goes to an account")
        if self.amount <= NO_FEE:
            raise ValueError("a deposit brings something to the bank")

    @property
    def together(self) -> Money:
        """What its receipts come to."""
        return Money.total(one.amount for one in self.receipts)

    @property
    def amount(self) -> Money:
        """What arrives at the bank: its receipts less the fee."""
        return self.together - self.fee


def deposit_name(
    to: Known, dated: date, receipts: Sequence[Undeposited], fee: Money = NO_FEE
) -> str:
    """A lasting name: the same receipts on the same day to the same bank are the same deposit.

    Example: three checks on Nov 5 -> `2026-11-05-4f0c2a`
    """
    ids = sorted(one.id for one in receipts)
    content = (to.id, dated, ids, fee) if fee else (to.id, dated, ids)
    return f"{dated.isoformat()}-{fingerprint(content)[:6]}"


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
