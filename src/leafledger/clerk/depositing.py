"""Depositing: a person says which receipts are a line of the bank's statement (A6.1).

What is said is written down and marked; the desk then enters it like every other change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.wanted_deposits import (
    Chosen,
    Undeposited,
    WantedDeposit,
    choices,
    deposit_name,
    is_too_much,
    may_be_it,
)
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_deposits import KnownDeposits
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.accounts import Account, AccountType
from leafledger.ledger.pointers import Known, RecordKind
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
class Listed:
    """What lies in Undeposited Funds of ours, and what was deposited, the newest first."""

    receipts: tuple[Undeposited, ...]
    deposits: tuple[WantedDeposit, ...]

    @property
    def total(self) -> Money:
        """What lies there together."""
        return Money.total(one.amount for one in self.receipts)


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

    def listed(self) -> Listed:
        """Our payments in Undeposited Funds and our deposits, from what was last seen."""
        receipts = self._known.undeposited(self._books.company_books())
        deposits = self._known.words.all(self._company).values()
        standing = [one for one in deposits if not one.taken_back]
        standing.sort(key=lambda one: (one.dated, one.name), reverse=True)
        return Listed(tuple(receipts), tuple(standing))

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

    def choose(self, amount: Money, dated: date, ids: Sequence[str] = ()) -> list[Undeposited]:
        """The receipts of a bank line: those named by QuickBooks's number, else the only ones.

        Money: they add up to the line, to the cent.
        Raises: CannotDeposit where they do not, or where several receipts may be meant.
        """
        receipts = self._known.undeposited(self._books.company_books())
        if ids:
            return self._named(receipts, amount, ids)
        candidates = may_be_it(receipts, dated)
        if is_too_much(candidates, amount):
            raise CannotDeposit(
                f"{len(candidates)} payments may be part of it, too many to try them all out. "
                f"{NOTHING_DEPOSITED} Name the payments."
            )
        ways = choices(candidates, amount)
        if len(ways) == 1:
            return list(ways[0])
        if ways:
            raise CannotDeposit(
                f"Different payments add up to {amount}. {NOTHING_DEPOSITED} Name those that are "
                "on the bank's line.",
                ways,
            )
        together = Money.total(one.amount for one in candidates)
        raise CannotDeposit(
            f"No payments in Undeposited Funds add up to {amount}; the {len(candidates)} that came "
            f"in the weeks up to {dated} are {together} together. {NOTHING_DEPOSITED} Look whether "
            "the line holds other money, or whether a payment is not entered yet."
        )

    def make(
        self, to: Known, dated: date, receipts: Sequence[Undeposited], person: str
    ) -> WantedDeposit:
        """Write down that receipts are one deposit, and have it entered.

        The same receipts are deposited once: whoever chose them first has them.
        Raises: CannotDeposit.
        """
        chosen = tuple(Chosen(one.id, one.amount, one.words) for one in receipts)
        wanted = WantedDeposit(deposit_name(to, dated, receipts), to, dated, chosen, person)
        with self._database.writing() as connection:
            there = {one.id for one in self._known.undeposited(self._books.company_books())}
            if not receipts or {one.id for one in receipts} - there:
                raise CannotDeposit(
                    f"Some of these payments were deposited meanwhile. {NOTHING_DEPOSITED} List "
                    "them again."
                )
            self._known.words.say(connection, self._company, wanted)
            self._mark(connection, wanted.name)
        return wanted

    def take_back(self, name: str, person: str) -> WantedDeposit:
        """Write down that a deposit is taken back, and have it deleted.

        Raises: CannotDeposit where there is none of that name.
        """
        wanted = self._known.words.all(self._company).get(name.strip())
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
        return self._known.books(wanted).deposit is not None

    def _mark(self, connection: Connection, name: str) -> None:
        self._marks.mark(connection, self._company, Subject.DEPOSIT, [name], Why.ASKED)

    def _named(
        self, receipts: Sequence[Undeposited], amount: Money, ids: Sequence[str]
    ) -> list[Undeposited]:
        by_id = {one.id: one for one in receipts}
        missing = [id_ for id_ in ids if id_ not in by_id]
        if missing:
            raise CannotDeposit(
                f"Payment {missing[0]} does not lie in Undeposited Funds, or is in a deposit "
                f"already. {NOTHING_DEPOSITED} List them again."
            )
        chosen = [by_id[id_] for id_ in dict.fromkeys(ids)]
        together = Money.total(one.amount for one in chosen)
        if together != amount:
            raise CannotDeposit(
                f"These payments come to {together}, the bank's line to {amount}. "
                f"{NOTHING_DEPOSITED}"
            )
        return chosen


def _name(account: Account) -> str:
    return account.name.casefold()
