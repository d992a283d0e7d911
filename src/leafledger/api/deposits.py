"""Deposits by the REST API: receipts in Undeposited Funds become a line of the bank's statement."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, TypeVar

from fastapi import Depends, FastAPI
from pydantic import BaseModel, Field

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import company_of
from leafledger.api.problems import Refusal
from leafledger.api.reports import FIRST_DAY, LAST_DAY
from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.wanted_deposits import Undeposited, WantedDeposit
from leafledger.clerk.depositing import CannotDeposit
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right

DEPOSITS = "/v1/companies/{company}/deposits"
# The receipts of one bank line; a day's round of checks is some dozen.
PAYMENTS_MAX = 500
NOT_READ = "QuickBooks's lists were not read yet. Check both sides, then ask again."
Given = TypeVar("Given")


class ReceiptShown(BaseModel):
    """A payment of ours in Undeposited Funds. `payment` is QuickBooks's number of it.

    `came_back`: its money was taken back, so that it is on no bank line by itself.
    """

    payment: str
    date: str
    customer: str
    order: str
    reference: str
    amount: str
    came_back: bool


class DepositShown(BaseModel):
    """A deposit that a person chose. `stands`: whether it is in QuickBooks, as far as was seen."""

    deposit: str
    date: str
    account: str
    amount: str
    payments: list[str]
    person: str
    taken_back: bool
    stands: bool


class DepositsShown(BaseModel):
    """What lies in Undeposited Funds of ours, and the deposits made of such, the newest first."""

    undeposited: list[ReceiptShown]
    total: str
    deposits: list[DepositShown]


class BankLine(BaseModel):
    """A line of the bank's statement. Without payments those are taken that alone add up to it."""

    amount: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]
    date: Annotated[dt.date, Field(ge=FIRST_DAY, le=LAST_DAY)]
    account: Annotated[str, Field(max_length=100, pattern=shapes.NO_NUL)] = ""
    payments: Annotated[list[shapes.Name], Field(max_length=PAYMENTS_MAX)] = []


def add_deposits(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints of deposits."""
    seeing, acting = caller_with(ledger, Right.SEE), caller_with(ledger, Right.ACT)

    @app.get(DEPOSITS, tags=["deposits"])
    def deposits(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)]
    ) -> DepositsShown:
        """What lies in Undeposited Funds, as last seen, and what was deposited."""
        del caller
        chosen = company_of(ledger, company)
        found = _done(ledger.parts(chosen).depositing.listed)
        return DepositsShown(
            undeposited=[_receipt(one) for one in found.receipts], total=found.total.plain,
            deposits=[_deposit(ledger, chosen, one) for one in found.deposits],
        )  # fmt: skip

    @app.post(DEPOSITS, tags=["deposits"])
    def make(
        company: shapes.Called, said: BankLine, caller: Annotated[Caller, Depends(acting)]
    ) -> DepositShown:
        """Say which receipts are one bank line; LeafLedger then enters the deposit."""
        chosen = company_of(ledger, company)
        desk, policy = ledger.parts(chosen).depositing, ledger.policy(chosen)
        ledger.parts(chosen).watch.sweep()

        def act() -> WantedDeposit:
            bank = desk.bank(said.account, policy)
            receipts = desk.choose(Money(said.amount), said.date, said.payments)
            return desk.make(bank, said.date, receipts, caller.person.name)

        made = _done(act)
        words = f"Chose {len(made.receipts)} payments as a deposit of {made.amount}."
        caller.tell(Happening(Kind.DECISION, words, chosen.company, f"deposit:{made.name}"))
        return _deposit(ledger, chosen, made)

    @app.post(f"{DEPOSITS}/{{deposit}}/undo", tags=["deposits"])
    def undo(
        company: shapes.Called, deposit: shapes.Called, caller: Annotated[Caller, Depends(acting)]
    ) -> DepositShown:
        """Take a deposit back: its payments lie in Undeposited Funds again."""
        chosen = company_of(ledger, company)
        desk = ledger.parts(chosen).depositing
        ledger.parts(chosen).watch.sweep()
        done = _done(lambda: desk.take_back(deposit, caller.person.name))
        words = f"Took the deposit of {done.amount} back."
        caller.tell(Happening(Kind.DECISION, words, chosen.company, f"deposit:{done.name}"))
        return _deposit(ledger, chosen, done)


def _done(act: Callable[[], Given]) -> Given:
    """What the desk did. Raises: Refusal with the sentence why it did not."""
    try:
        return act()
    except CannotDeposit as cannot:
        raise Refusal(409, str(cannot)) from cannot
    except KeyError as unread:
        raise Refusal(409, NOT_READ) from unread


def _receipt(one: Undeposited) -> ReceiptShown:
    return ReceiptShown(
        payment=one.id, date=one.dated.isoformat(), customer=one.customer, order=one.order,
        reference=one.reference, amount=one.amount.plain, came_back=one.came_back,
    )  # fmt: skip


def _deposit(ledger: LeafLedger, company: Company, one: WantedDeposit) -> DepositShown:
    return DepositShown(
        deposit=one.name, date=one.dated.isoformat(), account=one.to.name, amount=one.amount.plain,
        payments=[receipt.id for receipt in one.receipts], person=one.person,
        taken_back=one.taken_back, stands=ledger.parts(company).depositing.stands(one),
    )  # fmt: skip
