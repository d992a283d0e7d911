"""Reports by the REST API: what was last asked or worked out, and asking anew."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query
from pydantic import BaseModel, ConfigDict

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import company_of
from leafledger.api.problems import Refusal
from leafledger.assembly import LeafLedger
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right
from leafledger.reports import aging, clearing_asked, figures_kept
from leafledger.reports.kept import Kept, KeptReports
from leafledger.reports.margin import NOTHING, By, Figures
from leafledger.reports.month_end_desk import still_ran
from leafledger.reports.package_kept import PACKAGE, SIGNED

REPORTS = "/v1/companies/{company}/reports"
NO_PACKAGE = "No package of this month is kept. Make it first."
NOT_ASKED = "QuickBooks was not asked for this yet. Ask for it, then read it."
# No books are older, and a typed year has four figures.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
Day = Annotated[date, Query(ge=FIRST_DAY, le=LAST_DAY, description="From 2000 to 2099.")]
Month = Annotated[str, Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="Like 2026-10.")]


class AgingShown(BaseModel):
    """An aging as `leafledger aging --json` tells it, and when it was asked for."""

    model_config = ConfigDict(extra="allow")

    made_at: str
    as_of: str
    agrees: bool
    total: str
    spans: list[str]
    customers: list[dict[str, Any]]


class ClearingShown(BaseModel):
    """The clearing account as last asked for, without its single postings."""

    model_config = ConfigDict(extra="allow")

    made_at: str
    account: str
    as_of: str
    balance: str
    explained: str
    difference: str
    payouts: list[dict[str, Any]]
    in_transit: list[dict[str, Any]]


class MarginRow(BaseModel):
    """Sales of one name. `margin` is of `revenue_with_cost`; nothing is guessed."""

    name: str
    revenue: str
    revenue_with_cost: str
    cost: str
    margin: str
    revenue_without_cost: str


class MarginShown(BaseModel):
    """Margin of some months by one breakdown, with the sum of all rows."""

    first: str
    last: str
    by: By
    rows: list[MarginRow]
    total: MarginRow


class MonthEndShown(BaseModel):
    """A package of a month end; `signed_by` empty unless it was signed for this very proof.

    `still_ran`: made before the month had ended, and not to be signed.
    """

    month: str
    made_at: str
    headline: str
    holds: bool
    differs: bool
    still_ran: bool
    fingerprint: str
    signed_by: str


def add_reports(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints of reports."""
    _add_asked(app, ledger)
    _add_kept(app, ledger)


def _add_asked(app: FastAPI, ledger: LeafLedger) -> None:
    seeing, acting = caller_with(ledger, Right.SEE), caller_with(ledger, Right.ACT)
    kept = KeptReports(ledger.database)

    @app.get(f"{REPORTS}/aging", tags=["reports"])
    def last_aging(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)],
        as_of: Day | None = None,
    ) -> AgingShown:  # fmt: skip
        """The aging of a day, or the one asked for last; asks neither side."""
        del caller
        name = company_of(ledger, company).company
        found = (
            kept.newest(name, aging.KEPT_AS)
            if as_of is None
            else kept.find(name, aging.KEPT_AS, as_of.isoformat())
        )
        return AgingShown.model_validate(_told(found))

    @app.post(f"{REPORTS}/aging", tags=["reports"])
    def ask_aging(
        company: shapes.Called, as_of: Day, caller: Annotated[Caller, Depends(acting)]
    ) -> AgingShown:
        """Ask QuickBooks for the aging of a day now, and keep it. Changes nothing there."""
        chosen = company_of(ledger, company)
        found = aging.ask_for_aging(ledger.parts(chosen).quickbooks, as_of)
        kept.keep(chosen.company, aging.KEPT_AS, as_of.isoformat(), found.as_json())
        said = Happening(
            Kind.CHECK, "Asked QuickBooks for its aging.", chosen.company, after=str(as_of)
        )
        caller.tell(said)
        again = kept.find(chosen.company, aging.KEPT_AS, as_of.isoformat())
        return AgingShown.model_validate(_told(again))

    @app.get(f"{REPORTS}/clearing", tags=["reports"])
    def last_clearing(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)]
    ) -> ClearingShown:
        """The clearing account as it was asked for last; asks neither side."""
        del caller
        return clearing_shown(ledger, company_of(ledger, company))


def _add_kept(app: FastAPI, ledger: LeafLedger) -> None:
    seeing = caller_with(ledger, Right.SEE)
    kept = KeptReports(ledger.database)

    @app.get(f"{REPORTS}/margin", tags=["reports"])
    def margin(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)],
        first: Month = "2000-01", last: Month = "2099-12", by: By = By.PRODUCT,
    ) -> MarginShown:  # fmt: skip
        """Margin of the months from first to last, as worked out last night."""
        del caller
        name = company_of(ledger, company).company
        found = figures_kept.read_figures(kept.between(name, figures_kept.kept_as(by), first, last))
        total = sum(found.values(), NOTHING)
        rows = [_margin_row(one, figures) for one, figures in sorted(found.items())]
        return MarginShown(
            first=first, last=last, by=by, rows=rows, total=_margin_row("All", total)
        )

    @app.get(f"{REPORTS}/month-ends", tags=["reports"])
    def month_ends(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)]
    ) -> list[MonthEndShown]:
        """Every package of a month end that is kept, oldest first."""
        del caller
        name = company_of(ledger, company).company
        signed = {one.period: one.told for one in kept.between(name, SIGNED, "", "9999")}
        return [
            _month_end(one, signed.get(one.period, {}))
            for one in kept.between(name, PACKAGE, "", "9999")
        ]


def clearing_shown(ledger: LeafLedger, company: Company) -> ClearingShown:
    """The clearing account as it is kept. Raises: Refusal where it was never asked for."""
    kept = KeptReports(ledger.database)
    found = kept.find(company.company, clearing_asked.KEPT_AS, clearing_asked.NOW)
    return ClearingShown.model_validate(_told(found))


def month_end_shown(ledger: LeafLedger, company: Company, month: str) -> MonthEndShown:
    """The package of a month as it is kept. Raises: Refusal where there is none."""
    kept, name = KeptReports(ledger.database), company.company
    package = kept.find(name, PACKAGE, month)
    if package is None:
        raise Refusal(404, NO_PACKAGE)
    signed = kept.find(name, SIGNED, month)
    return _month_end(package, signed.told if signed is not None else {})


def _told(found: Kept | None) -> dict[str, Any]:
    if found is None:
        raise Refusal(404, NOT_ASKED)
    return {**found.told, "made_at": found.made_at}


def _margin_row(name: str, one: Figures) -> MarginRow:
    return MarginRow(
        name=name, revenue=one.revenue.plain, revenue_with_cost=one.costed.plain,
        cost=one.cost.plain, margin=one.margin.plain, revenue_without_cost=one.without_cost.plain,
    )  # fmt: skip


def _month_end(one: Kept, signed: Mapping[str, Any]) -> MonthEndShown:
    told = one.told
    for_this = signed.get("fingerprint") == told["fingerprint"]
    return MonthEndShown(
        month=one.period, made_at=one.made_at, headline=told["headline"], holds=told["holds"],
        differs=told["differs"], still_ran=still_ran(one), fingerprint=told["fingerprint"],
        signed_by=signed["person"] if for_this else "",
    )  # fmt: skip
