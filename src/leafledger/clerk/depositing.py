"""Depositing: a person says which receipts are a line of the bank's statement (A6.1).

What is said is written down and marked; the desk then enters it like every other change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from leafledger.bookkeeping.deposits import plan_deposit
from leafledger.bookkeeping.plan import Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.wanted_deposits import (
    DAYS_BEFORE_MAX,
    NO_FEE,
    RECEIPTS_MAX,
    RECEIPTS_OF_A_LINE_MAX,
    Chosen,
    SumsOfALine,
    Undeposited,
    WantedDeposit,
    choices,
    deposit_name,
    is_too_much,
)
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_deposits import KnownDeposits
from leafledger.clerk.waiting_receipts import ReceiptPage, SoughtReceipts
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.deposit_words import DepositPage, SoughtDeposits
from leafledger.ledger.accounts import Account, AccountType
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownDeposit
from leafledger.quickbooks.accounts import read_account

NOTHING_DEPOSITED = "Nothing was deposited."


class CannotDeposit(Exception):
    """The deposit was not made; the message says why, in a sentence.

    `ways` are the receipts that may be meant, where there are several ways.
    """

    def __init__(self, sentence: str, ways: Sequence[Sequence[Undeposited]] = ()) -> None:
        super().__init__(sentence)
        self.ways = ways


@dataclass(frozen=True, slots=True)
class BankLine:
    """A line of the bank's statement: what arrived on a day, and what the bank kept of it."""

    dated: date
    amount: Money
    fee: Money = NO_FEE

    @property
    def gross(self) -> Money:
        """What the receipts on it come to."""
        return self.amount + self.fee


class Depositing:
    """Lists, chooses and deposits the receipts of one company."""

    def __init__(
        self, company: str, database: Database, seen: SeenRecords, books: KnownBooks,
        known: KnownDeposits, marks: Marks,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._seen = seen
        self._books = books
        self._known = known
        self._marks = marks

    def waiting(self, sought: SoughtReceipts, *, size: int, page: int) -> ReceiptPage:
        """A page of our payments in Undeposited Funds, from what was last seen, the oldest first.

        Raises: LookupError before QuickBooks was first read, as all that follows.
        """
        return self._known.waiting.page(self._undeposited(), sought, size=size, page=page)

    def every_waiting(self, sought: SoughtReceipts) -> Iterator[list[Undeposited]]:
        """All our payments in Undeposited Funds that fit, some at a time."""
        return self._known.waiting.every(self._undeposited(), sought)

    def made(self, sought: SoughtDeposits, *, size: int, page: int) -> DepositPage:
        """A page of the deposits that people wanted and did not take back, the newest first."""
        return self._known.words.page(self._company, sought, size=size, page=page)

    def every_made(self, sought: SoughtDeposits) -> Iterator[list[WantedDeposit]]:
        """All deposits that people wanted and did not take back, some at a time."""
        return self._known.words.every(self._company, sought)

    def wanted(self, name: str) -> WantedDeposit | None:
        """A deposit as a person wanted it last; None where nobody did."""
        return self._known.words.some(self._company, [name]).get(name)

    def in_quickbooks(self, names: Sequence[str]) -> dict[str, KnownDeposit]:
        """Those of some deposits that stand in QuickBooks, as far as was seen, by our name."""
        return self._known.standing(names)

    def methods(self) -> list[Known]:
        """The payment methods that QuickBooks has, by name."""
        kind = RecordKind.PAYMENT_METHOD
        seen = self._seen.all(self._company, System.QUICKBOOKS, kind.value)
        named = [Known(kind, id_, str(one.wire.get("Name") or id_)) for id_, one in seen.items()]
        return sorted(named, key=lambda one: one.name.casefold())

    def banks(self) -> list[Known]:
        """The bank accounts of the company, by name."""
        kind = RecordKind.ACCOUNT.value
        seen = self._seen.all(self._company, System.QUICKBOOKS, kind)
        read = [read_account(one.wire) for one in seen.values()]
        found = [one for one in read if one.type is AccountType.BANK and one.active]
        return [Known(RecordKind.ACCOUNT, one.id, one.name) for one in sorted(found, key=_name)]

    def bank(self, name: str, policy: Policy) -> Known:
        """The bank account a person means; the policy's, or the only one, where none is named.

        Raises: CannotDeposit.
        """
        banks = self.banks()
        names = ", ".join(one.name for one in banks)
        if name.strip():
            wanted = name.strip().casefold()
            found = [one for one in banks if wanted in {one.name.casefold(), one.id}]
            if not found:
                raise CannotDeposit(
                    f'QuickBooks has no bank account called "{name.strip()}". '
                    f"{NOTHING_DEPOSITED} There are: {names or 'none'}."
                )
            return found[0]
        if policy.payments.bank is not None:
            return policy.payments.bank.pointer(RecordKind.ACCOUNT)
        if len(banks) != 1:
            raise CannotDeposit(
                f"Several accounts may be the bank. {NOTHING_DEPOSITED} Name one: {names}."
                if banks
                else f"QuickBooks has no bank account. {NOTHING_DEPOSITED}"
            )
        return banks[0]

    def choose(self, line: BankLine, ids: Sequence[str] = ()) -> list[Undeposited]:
        """The receipts of a bank line: those named by QuickBooks's number, else the only ones.

        Money: they add up to the line and its fee, to the cent.
        Raises: CannotDeposit where they do not, or where several receipts may be meant.
        """
        if ids:
            return self._named(line, ids)
        first = line.dated - timedelta(days=DAYS_BEFORE_MAX)
        account, waiting = self._undeposited(), self._known.waiting
        sums = waiting.sums_of_a_line(account, first, line.dated)
        if not sums.can_be(line.gross):
            raise CannotDeposit(_nothing_adds_up(line, sums))
        candidates = waiting.may_be_a_line(account, first, line.dated, RECEIPTS_MAX + 1)
        if is_too_much(candidates, line.gross):
            raise CannotDeposit(
                f"More than {RECEIPTS_MAX} payments, or very large ones, may be part of it: too "
                f"many to try them all out. {NOTHING_DEPOSITED} Name the payments."
            )
        ways = choices(candidates, line.gross)
        if len(ways) == 1:
            return list(ways[0])
        if ways:
            raise CannotDeposit(
                f"Different payments add up to {line.gross}. {NOTHING_DEPOSITED} Name those that "
                "are on the bank's line.",
                ways,
            )
        raise CannotDeposit(_nothing_adds_up(line, sums))

    def would_be(
        self, to: Known, line: BankLine, receipts: Sequence[Undeposited], policy: Policy,
        person: str,
    ) -> WantedDeposit:  # fmt: skip
        """The deposit that receipts would be, nothing is written down of it.

        Raises: CannotDeposit where the policy has no account for the bank's fee.
        """
        fee_to = policy.payments.fees
        if line.fee and fee_to is None:
            raise CannotDeposit(
                f"The bank kept {line.fee}, and no account is chosen for fees. {NOTHING_DEPOSITED} "
                'Choose one in the policy, under "Fees of LeafLink and the bank".'
            )
        chosen = tuple(Chosen(one.id, one.amount, one.words) for one in receipts)
        name = deposit_name(to, line.dated, receipts, line.fee)
        costs = fee_to.pointer(RecordKind.ACCOUNT) if line.fee and fee_to is not None else None
        return WantedDeposit(name, to, line.dated, chosen, person, False, line.fee, costs)

    def plan(self, wanted: WantedDeposit, policy: Policy) -> Plan:
        """What would be entered for a deposit now, or why it would wait."""
        return plan_deposit(wanted, policy, self._books.company_books(), self._known.books(wanted))

    def make(self, wanted: WantedDeposit) -> WantedDeposit:
        """Write down that receipts are one deposit, and have it entered.

        The same receipts are deposited once: whoever chose them first has them.
        Raises: CannotDeposit.
        """
        ids = [one.id for one in wanted.receipts]
        there = self._known.waiting.some(self._undeposited(), ids)
        with self._database.writing() as connection:
            is_free = len(there) == len(ids)
            if not is_free or not self._known.words.say(connection, self._company, wanted):
                raise CannotDeposit(
                    f"Some of these payments were deposited meanwhile. {NOTHING_DEPOSITED} List "
                    "them again."
                )
            self._mark(connection, wanted.name)
        return wanted

    def take_back(self, name: str, person: str) -> WantedDeposit:
        """Write down that a deposit is taken back, and have it deleted.

        Raises: CannotDeposit where there is none of that name.
        """
        wanted = self.wanted(name.strip())
        if wanted is None or wanted.taken_back:
            raise CannotDeposit(
                f'LeafLedger made no deposit called "{name.strip()}", or it was taken back '
                "before. Nothing was changed."
            )
        said = replace(wanted, person=person, taken_back=True)
        with self._database.writing() as connection:
            self._known.words.say(connection, self._company, said)
            self._mark(connection, wanted.name)
        return said

    def stands(self, wanted: WantedDeposit) -> bool:
        """Whether it is in QuickBooks, as far as was seen."""
        return wanted.name in self._known.standing([wanted.name])

    def waiting_named(self, ids: Sequence[str]) -> list[Undeposited]:
        """Those of some payments that wait, in the order of their names here."""
        there = self._known.waiting.some(self._undeposited(), ids)
        return [there[id_] for id_ in ids if id_ in there]

    def _undeposited(self) -> str:
        account = self._books.company_books().undeposited
        return account.id if account is not None else ""

    def _mark(self, connection: Connection, name: str) -> None:
        self._marks.mark(connection, self._company, Subject.DEPOSIT, [name], Why.ASKED)

    def _named(self, line: BankLine, ids: Sequence[str]) -> list[Undeposited]:
        named = list(dict.fromkeys(ids))
        if len(named) > RECEIPTS_OF_A_LINE_MAX:
            raise CannotDeposit(
                f"A deposit holds at most {RECEIPTS_OF_A_LINE_MAX} payments, and {len(named)} are "
                f"chosen. {NOTHING_DEPOSITED} Deposit them in several parts."
            )
        there = self._known.waiting.some(self._undeposited(), named)
        missing = [id_ for id_ in named if id_ not in there]
        if missing:
            raise CannotDeposit(
                f"Payment {missing[0]} does not lie in Undeposited Funds, or is in a deposit "
                f"already. {NOTHING_DEPOSITED} List them again."
            )
        chosen = [there[id_] for id_ in named]
        together = Money.total(one.amount for one in chosen)
        if together != line.gross:
            raise CannotDeposit(_mismatch(line, together))
        return chosen


def _nothing_adds_up(line: BankLine, sums: SumsOfALine) -> str:
    """That no payments are the line, what there is, and where to look."""
    there = (
        f"the {sums.count} that came in the weeks up to {line.dated} are {sums.together} together"
    )
    if sums.count == 1:
        there = f"the only one that came in the weeks up to {line.dated} is {sums.together}"
    elif not sums.count:
        there = f"none came in the weeks up to {line.dated}"
    elif line.gross < sums.smallest:
        there += f", and the smallest is {sums.smallest}"
    return (
        f"No payments in Undeposited Funds add up to {line.gross}; {there}. {NOTHING_DEPOSITED} "
        "Look whether the line holds other money, whether the bank kept a fee, or whether a "
        "payment is not entered yet."
    )


def _mismatch(line: BankLine, together: Money) -> str:
    """By how much a bank line is missed, and what to do.

    Example: 500.00 for a line of 490.00 -> $10.00 too much; the bank may have kept a fee
    """
    off = together - line.gross
    less_fee = f", less the fee of {line.fee} to {together - line.fee}" if line.fee else ""
    too = "too much" if off > NO_FEE else "too little"
    advice = (
        "Take one away that is not on it, or enter what the bank kept as its fee."
        if off > NO_FEE
        else "Look for a payment that is missing from it, or that is not entered yet."
    )
    return (
        f"These payments come to {together}{less_fee}, the bank's line to {line.amount}: "
        f"{abs(off)} {too}. {NOTHING_DEPOSITED} {advice}"
    )


def _name(account: Account) -> str:
    return account.name.casefold()
