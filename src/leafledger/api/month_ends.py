"""Month ends and figures by the REST API: making and signing a package, asking, working out."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Path
from pydantic import BaseModel, Field

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import answer_done, company_of
from leafledger.api.problems import Refusal
from leafledger.api.reports import (
    REPORTS,
    ClearingShown,
    MonthEndShown,
    clearing_shown,
    month_end_shown,
)
from leafledger.assembly import LeafLedger
from leafledger.figures.accounting_dates import business_day
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right
from leafledger.reports.clearing_asked import NoClearingAccount
from leafledger.reports.month_end import Month
from leafledger.reports.month_end_desk import CannotSign, MonthEndDesk, NotBegun

MONTH = r"^20\d{2}-(0[1-9]|1[0-2])$"
TheMonth = Annotated[str, Path(pattern=MONTH, description="Like 2026-10.")]


class WantedMonth(BaseModel):
    """The month a package is made of, like 2026-10."""

    month: Annotated[str, Field(pattern=MONTH)]


class Signature(BaseModel):
    """The package that was seen, by its fingerprint."""

    fingerprint: shapes.Name


def add_month_ends(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints that make and sign packages, and work figures out."""
    _add_packages(app, ledger)
    _add_figures(app, ledger)


def _add_packages(app: FastAPI, ledger: LeafLedger) -> None:
    acting, approving = caller_with(ledger, Right.ACT), caller_with(ledger, Right.APPROVE)

    @app.post(f"{REPORTS}/month-ends", tags=["reports"])
    def make(
        company: shapes.Called, said: WantedMonth, caller: Annotated[Caller, Depends(acting)]
    ) -> MonthEndShown:
        """Ask both sides now, make the package of a month and keep it. Changes nothing there."""
        chosen = company_of(ledger, company)
        desk = MonthEndDesk(ledger.database)
        try:
            desk.make(chosen, Month.read(said.month), ledger.month_end_sources(chosen))
        except NotBegun as ahead:
            raise Refusal(409, str(ahead)) from ahead
        words = "Had the package of a month end made."
        caller.tell(Happening(Kind.CHECK, words, chosen.company, after=said.month))
        return month_end_shown(ledger, chosen, said.month)

    @app.post(f"{REPORTS}/month-ends/{{month}}/sign", tags=["reports"])
    def sign(
        company: shapes.Called, month: TheMonth, said: Signature,
        caller: Annotated[Caller, Depends(approving)],
    ) -> MonthEndShown:  # fmt: skip
        """Sign the package off that was seen, and no other; none that differs, or ran still."""
        chosen = company_of(ledger, company)
        try:
            MonthEndDesk(ledger.database).sign(chosen, month, said.fingerprint, caller.person.name)
        except CannotSign as cannot:
            raise Refusal(409, str(cannot)) from cannot
        words = "Signed a month end off."
        caller.tell(Happening(Kind.APPROVAL, words, chosen.company, after=month))
        return month_end_shown(ledger, chosen, month)


def _add_figures(app: FastAPI, ledger: LeafLedger) -> None:
    acting = caller_with(ledger, Right.ACT)

    @app.post(f"{REPORTS}/figures", tags=["reports"])
    def work_out(company: shapes.Called, caller: Annotated[Caller, Depends(acting)]) -> shapes.Done:
        """Work out margin, taxes and charges, and the volume of the sync, from what was seen."""
        chosen = company_of(ledger, company)
        ledger.work_out_figures(chosen)
        words = "Had the figures of reports worked out."
        return answer_done(caller, Happening(Kind.CHECK, words, chosen.company))

    @app.post(f"{REPORTS}/clearing", tags=["reports"])
    def ask_clearing(
        company: shapes.Called, caller: Annotated[Caller, Depends(acting)]
    ) -> ClearingShown:
        """Ask QuickBooks for the clearing account now, and keep it. Changes nothing there."""
        chosen = company_of(ledger, company)
        policy = ledger.policy(chosen)
        desk = ledger.clearing_desk(chosen)
        today = business_day(datetime.now(UTC), policy.orders.time_zone)
        try:
            desk.ask(ledger.parts(chosen).quickbooks, policy, today)
        except NoClearingAccount as missing:
            raise Refusal(409, str(missing)) from missing
        words = "Asked QuickBooks for the clearing account."
        caller.tell(Happening(Kind.CHECK, words, chosen.company))
        return clearing_shown(ledger, chosen)
