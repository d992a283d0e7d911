"""The general ledger: balanced entries, one per posting transaction, with running balances.

Reference: reference/quickbooks.md 14 (postings table).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.wire import ZERO


@dataclass(frozen=True, slots=True)
class Posting:
    """One side of an entry; exactly one of debit and credit is above zero.

    `customer_id` is set on receivable lines and `vendor_id` on payable lines, so that the
    slice of each can be read.
    """

    account_id: str
    debit: Decimal
    credit: Decimal
    customer_id: str = ""
    vendor_id: str = ""

    @property
    def signed(self) -> Decimal:
        """Debit less credit."""
        return self.debit - self.credit


def debit(account_id: str, amount: Decimal, customer_id: str = "", vendor_id: str = "") -> Posting:
    """A debit; an amount below zero becomes a credit."""
    if amount < 0:
        return Posting(account_id, ZERO, -amount, customer_id, vendor_id)
    return Posting(account_id, amount, ZERO, customer_id, vendor_id)


def credit(account_id: str, amount: Decimal, customer_id: str = "", vendor_id: str = "") -> Posting:
    """A credit; an amount below zero becomes a debit."""
    return debit(account_id, -amount, customer_id, vendor_id)


class Unbalanced(ValueError):
    """An entry whose debits and credits differ: a mistake of the simulator."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one transaction does to the accounts. Raises: Unbalanced."""

    txn_id: str
    txn_type: str
    day: date
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        difference = sum((posting.signed for posting in self.postings), ZERO)
        if difference:
            raise Unbalanced(f"{self.txn_type} {self.txn_id} is off by {difference}")


class Ledger:
    """All entries by transaction; balances are kept with every change, never summed to be read."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._balances: defaultdict[str, Decimal] = defaultdict(Decimal)
        self._slices: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self._vendor_slices: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)

    def post(self, txn_id: str, txn_type: str, day: date, postings: Iterable[Posting]) -> None:
        """Write a transaction's entry, in place of the one it had."""
        lines = tuple(posting for posting in postings if posting.debit or posting.credit)
        entry = Entry(txn_id, txn_type, day, lines)
        self.remove(txn_id)
        if lines:
            self._entries[txn_id] = entry
            self._count(entry, 1)

    def remove(self, txn_id: str) -> None:
        """Take a transaction's entry out, if it has one."""
        entry = self._entries.pop(txn_id, None)
        if entry is not None:
            self._count(entry, -1)

    def _count(self, entry: Entry, sign: int) -> None:
        for posting in entry.postings:
            amount = posting.signed * sign
            self._balances[posting.account_id] += amount
            if posting.customer_id:
                self._slices[posting.account_id, posting.customer_id] += amount
            if posting.vendor_id:
                self._vendor_slices[posting.account_id, posting.vendor_id] += amount

    def entry(self, txn_id: str) -> Entry | None:
        """The entry of a transaction, or None when it posts nothing."""
        return self._entries.get(txn_id)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def balance(self, account_id: str) -> Decimal:
        """Debits less credits of an account, all dates."""
        return self._balances.get(account_id, ZERO)

    def customer_balance(self, account_id: str, customer_id: str) -> Decimal:
        """A customer's slice of a receivable account."""
        return self._slices.get((account_id, customer_id), ZERO)

    def vendor_balance(self, account_id: str, vendor_id: str) -> Decimal:
        """A vendor's slice of the payable account, debits less credits."""
        return self._vendor_slices.get((account_id, vendor_id), ZERO)

    def balances_until(self, last: date, first: date | None = None) -> dict[str, Decimal]:
        """Debits less credits of every account, dated from `first` (or ever) until `last`."""
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        for entry in self._entries.values():
            if entry.day <= last and (first is None or entry.day >= first):
                for posting in entry.postings:
                    sums[posting.account_id] += posting.signed
        return dict(sums)
