"""Deposits by the REST API: receipts in Undeposited Funds become a line of the bank's statement."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from fastapi import Depends, FastAPI
from pydantic import BaseModel, Field

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lists import PageNumber, Searched
from leafledger.api.lookups import ORDERS_ON_A_PAGE, company_of
from leafledger.api.problems import Refusal
from leafledger.api.reports import FIRST_DAY, LAST_DAY, Day
from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.wanted_deposits import (
    RECEIPTS_OF_A_LINE_MAX,
    Undeposited,
    WantedDeposit,
)
from leafledger.clerk.depositing import BankLine, CannotDeposit
from leafledger.clerk.waiting_receipts import SoughtReceipts
from leafledger.figures.money import Money
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.deposit_words import SoughtDeposits
from leafledger.people.roles import Right
from leafledger.reconciliation.explaining import told

DEPOSITS = "/v1/companies/{company}/deposits"
NOT_READ = "QuickBooks's lists were not read yet. Check both sides, then ask again."
CHANGED = (
    "It would be another deposit than the one that was planned. Nothing was deposited. Plan it "
    "again."
)
Given = TypeVar("Given")


class ReceiptShown(BaseModel):
    """A payment of ours in Undeposited Funds. `payment` is QuickBooks's number of it.

    `came_back`: its money was taken back, so that it is on no bank line by itself.
    """

    payment: str
    date: str
    customer: str
    order: str
    method: str
    reference: str
    amount: str
    came_back: bool


class DepositShown(BaseModel):
    """A deposit that a person chose. `stands`: whether it is in QuickBooks, as far as was seen.

    `amount` is the bank's line: what the payments come to, less the `fee` that the bank kept.
    """

    deposit: str
    date: str
    account: str
    amount: str
    fee: str
    payments: list[str]
    person: str
    taken_back: bool
    stands: bool


class DepositsShown(BaseModel):
    """A page of what lies in Undeposited Funds of ours, and one of the deposits made of such.

    `found`, `total`, `page` and `pages` are of the payments, the oldest first; `made` and what
    begins so of the deposits, the newest first. `total` is what may still be brought to the bank,
    without those that came back, whose sum is `came_back`.
    """

    undeposited: list[ReceiptShown]
    total: str
    came_back: str
    found: int
    page: int
    pages: int
    deposits: list[DepositShown]
    made: int
    made_page: int
    made_pages: int


class DepositPlanned(BaseModel):
    """What would be entered for a bank line, as `leafledger plan --json` tells it; nothing is.

    `deposit` is the name to make it by, so that it is made only as it was read.
    """

    deposit: str
    amount: str
    payments: list[str]
    steps: list[dict[str, Any]]
    questions: list[dict[str, Any]]


class LineSaid(BaseModel):
    """A line of the bank's statement. Without payments those are taken that alone add up to it.

    `deposit`: the name under which it was planned; what would be another deposit is refused.
    """

    amount: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]
    date: Annotated[dt.date, Field(ge=FIRST_DAY, le=LAST_DAY)]
    account: Annotated[str, Field(max_length=100, pattern=shapes.NO_NUL)] = ""
    payments: Annotated[list[shapes.Name], Field(max_length=RECEIPTS_OF_A_LINE_MAX)] = []
    fee: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)] = Decimal(0)
    deposit: Annotated[str, Field(max_length=100, pattern=shapes.NO_NUL)] = ""


def add_deposits(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints of deposits."""
    _add_lists(app, ledger)
    _add_making(app, ledger)


def _add_lists(app: FastAPI, ledger: LeafLedger) -> None:
    seeing = caller_with(ledger, Right.SEE)

    @app.get(DEPOSITS, tags=["deposits"])
    def deposits(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)],
        search: Searched = "", since: Day | None = None, until: Day | None = None,
        page: PageNumber = 1, made_page: PageNumber = 1,
    ) -> DepositsShown:  # fmt: skip
        """What lies in Undeposited Funds, as last seen, and what was deposited, page by page."""
        del caller
        chosen, words = company_of(ledger, company), search.split()
        desk, size = ledger.parts(chosen).depositing, ORDERS_ON_A_PAGE
        sought = SoughtReceipts(words, "", since, until)
        found = _done(lambda: desk.waiting(sought, size=size, page=page))
        made = desk.made(SoughtDeposits(words, since, until), size=size, page=made_page)
        there = desk.in_quickbooks([one.name for one in made.rows])
        return DepositsShown(
            undeposited=[_receipt(one) for one in found.rows], total=found.total.plain,
            came_back=found.came_back.plain,
            found=found.found, page=found.page, pages=found.pages,
            deposits=[_deposit(one, stands=one.name in there) for one in made.rows],
            made=made.found, made_page=made.page, made_pages=made.pages,
        )  # fmt: skip


def _add_making(app: FastAPI, ledger: LeafLedger) -> None:
    acting = caller_with(ledger, Right.ACT)

    @app.post(f"{DEPOSITS}/plan", tags=["deposits"])
    def plan(
        company: shapes.Called, said: LineSaid, caller: Annotated[Caller, Depends(acting)]
    ) -> DepositPlanned:
        """What would be entered for a bank line. Enters nothing."""
        chosen = company_of(ledger, company)
        wanted = _wanted(ledger, chosen, said, caller)
        desk, policy = ledger.parts(chosen).depositing, ledger.policy(chosen)
        shown = told(_done(lambda: desk.plan(wanted, policy)))
        return DepositPlanned(
            deposit=wanted.name, amount=wanted.amount.plain,
            payments=[one.id for one in wanted.receipts], steps=shown["steps"],
            questions=shown["questions"],
        )  # fmt: skip

    @app.post(DEPOSITS, tags=["deposits"])
    def make(
        company: shapes.Called, said: LineSaid, caller: Annotated[Caller, Depends(acting)]
    ) -> DepositShown:
        """Say which receipts are one bank line; LeafLedger then enters the deposit."""
        chosen = company_of(ledger, company)
        ledger.parts(chosen).watch.sweep()
        wanted = _wanted(ledger, chosen, said, caller)
        if said.deposit not in {"", wanted.name}:
            raise Refusal(409, CHANGED)
        desk = ledger.parts(chosen).depositing
        made = _done(lambda: desk.make(wanted))
        words = (
            f"Chose {plural(len(made.receipts), 'payment', 'payments')} as a deposit of "
            f"{made.amount}."
        )
        caller.tell(Happening(Kind.DECISION, words, chosen.company, f"deposit:{made.name}"))
        return _deposit(made, stands=desk.stands(made))

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
        return _deposit(done, stands=desk.stands(done))


def _wanted(ledger: LeafLedger, company: Company, said: LineSaid, caller: Caller) -> WantedDeposit:
    """The deposit that a bank line would be. Raises: Refusal."""
    desk, policy = ledger.parts(company).depositing, ledger.policy(company)
    line = BankLine(said.date, Money(said.amount), Money(said.fee))

    def choose() -> WantedDeposit:
        bank = desk.bank(said.account, policy)
        receipts = desk.choose(line, said.payments)
        return desk.would_be(bank, line, receipts, policy, caller.person.name)

    return _done(choose)


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
        method=one.method, reference=one.reference, amount=one.amount.plain,
        came_back=one.came_back,
    )  # fmt: skip


def _deposit(one: WantedDeposit, *, stands: bool) -> DepositShown:
    return DepositShown(
        deposit=one.name, date=one.dated.isoformat(), account=one.to.name, amount=one.amount.plain,
        fee=one.fee.plain, payments=[receipt.id for receipt in one.receipts], person=one.person,
        taken_back=one.taken_back, stands=stands,
    )  # fmt: skip
