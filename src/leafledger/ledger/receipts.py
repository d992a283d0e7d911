"""Receipts: payments received, what they settle, their reversal, and the deposit at the bank."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from leafledger.figures.money import Money
from leafledger.ledger.documents import RECEIVABLE
from leafledger.ledger.entries import Entry, Posting
from leafledger.ledger.pointers import Known, Pointer, RecordKind

UNDEPOSITED = "Undeposited Funds"


@dataclass(frozen=True, slots=True)
class Settled:
    """What a receipt is applied to: an invoice or the reversing entry of itself."""

    kind: RecordKind
    pointer: Pointer
    amount: Money


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment received, as we want it in QuickBooks.

    `deposit_to` None leaves it in Undeposited Funds. What is not settled stays the customer's
    unapplied credit. `reference` is what the payer wrote on it, such as a check number.
    """

    customer: Pointer
    dated: date
    amount: Money
    note: str
    settles: tuple[Settled, ...] = ()
    deposit_to: Pointer | None = None
    method: Pointer | None = None
    reference: str = ""

    @property
    def unapplied(self) -> Money:
        """What is left over as the customer's credit."""
        return self.amount - Money.total(one.amount for one in self.settles)

    def entry(self) -> Entry:
        """The double entry QuickBooks makes of it.

        Example: 100.00 received -> debit Undeposited Funds, credit receivable
        """
        account = self.deposit_to.name if self.deposit_to is not None else UNDEPOSITED
        return Entry(
            self.dated,
            (
                Posting(account, self.amount),
                Posting(RECEIVABLE, -self.amount, self.customer.name),
            ),
            self.note.splitlines()[0],
        )


@dataclass(frozen=True, slots=True)
class Reversal:
    """A payment taken back by the bank, or money paid back: a journal entry (accounting.md A6.2).

    `amount` is above zero: the customer owes it again; `account` is where the money left,
    `receivable` the company's receivable account.
    """

    customer: Pointer
    dated: date
    amount: Money
    account: Pointer
    note: str
    receivable: Pointer

    def entry(self) -> Entry:
        """Debit the customer's receivable, credit the account the money had come to."""
        return Entry(
            self.dated,
            (
                Posting(RECEIVABLE, self.amount, self.customer.name),
                Posting(self.account.name, -self.amount),
            ),
            self.note.splitlines()[0],
        )


@dataclass(frozen=True, slots=True)
class DepositLine:
    """A line of a deposit: an amount out of an account; below zero is a cost taken from it.

    `receipt` is the payment that it takes out of Undeposited Funds, where it is one.
    """

    account: Pointer
    amount: Money
    description: str
    receipt: Pointer | None = None


@dataclass(frozen=True, slots=True)
class BankDeposit:
    """A deposit at the bank whose total is one line of the bank's statement."""

    to: Pointer
    dated: date
    note: str
    lines: tuple[DepositLine, ...]

    @property
    def total(self) -> Money:
        """What arrives at the bank."""
        return Money.total(line.amount for line in self.lines)

    def entry(self) -> Entry:
        """Debit the bank and what was kept back; credit the account it came from."""
        postings = [Posting(self.to.name, self.total)]
        postings += [Posting(one.account.name, -one.amount, one.description) for one in self.lines]
        kept = tuple(posting for posting in postings if posting.amount)
        return Entry(self.dated, kept, self.note.splitlines()[0])


@dataclass(frozen=True, slots=True)
class KnownReceipt:
    """A payment as QuickBooks last showed it. `deposited` locks it (fault 6540).

    `banked_in` is the account at the bank that a deposit took it to, where that deposit was seen.
    A payment of nothing that links credits with invoices is one too: its `total` is zero.
    `content` is the fingerprint of what a person could change on it; `reference` what the payer
    wrote on it, such as a check's number; `made_at` when it was entered, by QuickBooks's clock.
    """

    id: str
    sync_token: str
    customer_id: str
    dated: date
    note: str
    total: Money
    unapplied: Money
    settles: tuple[Settled, ...]
    deposited: bool = False
    banked_in: Known | None = None
    voided: bool = False
    deposit_account_id: str = ""
    deposit_account: str = ""
    content: str = ""
    reference: str = ""
    made_at: datetime | None = None

    def settled_of(self, kind: RecordKind, id: str) -> Money:  # noqa: A002 (QuickBooks's word)
        """How much of it is applied to one document."""
        return Money.total(
            one.amount
            for one in self.settles
            if one.kind is kind and isinstance(one.pointer, Known) and one.pointer.id == id
        )

    def cash_on(self, invoices: Collection[str]) -> Money:
        """How much of the payment itself is on some invoices (accounting.md A6.6).

        A payment may settle more than itself, with credits; the money then goes to its invoices
        in their order, so that all orders together are told of no more than what came.
        Example: 100.00 on one invoice, and 50.00 of a credit on the next -> 100.00 and nothing
        """
        left, told = self.total, Money.zero()
        for one in self.settles:
            if one.kind is not RecordKind.INVOICE or not isinstance(one.pointer, Known):
                continue
            part = min(one.amount, left)
            left -= part
            if one.pointer.id in invoices:
                told += part
        return told

    def is_older_than(self, other: KnownReceipt) -> bool:
        """Whether it was entered before another; unknown times say no.

        Within one second QuickBooks's numbers tell, which only grow.
        """
        if self.made_at is None or other.made_at is None:
            return False
        mine, theirs = (
            (self.made_at, len(self.id), self.id),
            (other.made_at, len(other.id), other.id),
        )
        return mine < theirs

    def settling(self, settles: tuple[Settled, ...]) -> KnownReceipt:
        """The same payment applied to something else."""
        left = self.total - Money.total(one.amount for one in settles)
        return replace(self, settles=settles, unapplied=left)


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """A journal entry as QuickBooks last showed it.

    `receivable` is what it puts on the customer's account: above zero they owe more.
    """

    id: str
    sync_token: str
    customer_id: str
    dated: date
    note: str
    receivable: Money


@dataclass(frozen=True, slots=True)
class KnownDeposit:
    """A deposit as QuickBooks last showed it; `total` is what it brings to the bank.

    `holds` are the payments and the like that it took, as (QuickBooks's entity, id).
    """

    id: str
    dated: date
    note: str
    total: Money
    sync_token: str = ""
    holds: frozenset[tuple[str, str]] = frozenset()
