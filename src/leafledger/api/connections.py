"""The two connections by the REST API: how they stand, checking, holding and going on."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI
from pydantic import BaseModel

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import answer_done, company_of
from leafledger.api.problems import Refusal
from leafledger.assembly import LeafLedger
from leafledger.clerk.connecting import BEING_SET_UP, GO_ON_THERE
from leafledger.intake.answers import LastAnswer
from leafledger.intake.companies import Company
from leafledger.intake.health import TokenAges, Webhooks
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right

CONNECTIONS = "/v1/companies/{company}/connections"


class SideShown(BaseModel):
    """How a side answered last, and what its webhooks told. Instants in UTC, empty for never."""

    answers: bool
    answered_at: str
    failed_at: str
    failed_why: str
    webhook_heard_at: str
    webhook_refused_at: str
    webhooks_silent: bool
    webhooks_verified: bool


class ConsentShown(BaseModel):
    """How old the consent at Intuit is, and when its parts end; empty where that is not known."""

    stored_at: str
    access_until: str
    refresh_until: str
    reconnect_before: str
    ends_soon: bool


class CallsShown(BaseModel):
    """Calls that may still leave within a minute, of the most that may."""

    kind: str
    left: int
    most: int


class ConnectionsShown(BaseModel):
    """Both connections of a company, as last seen. `held` says why nothing is posted, or nothing.

    `metered_reads` are the company's of this month (UTC), `metered_reads_left` what Intuit still
    includes for all companies.
    """

    company: str
    held: str
    leaflink: SideShown
    quickbooks: SideShown
    key_since: str
    consent: ConsentShown | None
    calls_left: list[CallsShown]
    metered_reads: int
    metered_reads_left: int
    polled_at: str
    swept_at: str


def add_connections(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints of the connections."""
    seeing, acting = caller_with(ledger, Right.SEE), caller_with(ledger, Right.ACT)

    @app.get(CONNECTIONS, tags=["connections"])
    def connections(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)]
    ) -> ConnectionsShown:
        """How both connections stand, as last seen; asks neither side."""
        del caller
        return _shown(ledger, company_of(ledger, company))

    @app.post(f"{CONNECTIONS}/check", tags=["connections"])
    def check(
        company: shapes.Called, caller: Annotated[Caller, Depends(acting)]
    ) -> ConnectionsShown:
        """Ask both sides one question each, whatever became of the first."""
        chosen = company_of(ledger, company)
        refused = ledger.parts(chosen).check_both()
        caller.tell(Happening(Kind.CHECK, "Checked both connections.", chosen.company))
        if refused:
            raise Refusal(503, " ".join(refused))
        return _shown(ledger, chosen)

    @app.post(f"{CONNECTIONS}/hold", tags=["connections"])
    def hold(company: shapes.Called, caller: Annotated[Caller, Depends(acting)]) -> shapes.Done:
        """Post nothing more until somebody lets the company go on. What happens is kept."""
        chosen = company_of(ledger, company)
        ledger.keeping.hold(chosen, caller.person.name)
        what = Happening(Kind.CONNECTION, f"Held {chosen.name}.", chosen.company)
        return answer_done(caller, what)

    @app.post(f"{CONNECTIONS}/go-on", tags=["connections"])
    def go_on(company: shapes.Called, caller: Annotated[Caller, Depends(acting)]) -> shapes.Done:
        """Let a company's work go on."""
        chosen = company_of(ledger, company)
        if chosen.held_why == BEING_SET_UP:
            raise Refusal(409, GO_ON_THERE)
        ledger.keeping.go_on(chosen)
        what = Happening(
            Kind.CONNECTION, f"Let {chosen.name} go on.", chosen.company, before=chosen.held_why
        )
        return answer_done(caller, what)


def _shown(ledger: LeafLedger, company: Company) -> ConnectionsShown:
    health = ledger.health.of(company)
    return ConnectionsShown(
        company=company.company, held=company.held_why,
        leaflink=_side(health.leaflink, health.leaflink_webhooks),
        quickbooks=_side(health.quickbooks, health.quickbooks_webhooks),
        key_since=health.key_since, consent=_consent(health.tokens),
        calls_left=[CallsShown(kind=one.kind, left=one.left, most=one.most) for one in health.left],
        metered_reads=health.reads.own, metered_reads_left=health.reads.left,
        polled_at=health.polled_at, swept_at=health.swept_at,
    )  # fmt: skip


def _side(last: LastAnswer, told: Webhooks) -> SideShown:
    return SideShown(
        answers=last.is_good, answered_at=last.answered_at, failed_at=last.failed_at,
        failed_why=last.failed_why, webhook_heard_at=told.heard_at,
        webhook_refused_at=told.refused_at, webhooks_silent=told.silent,
        webhooks_verified=told.key_known,
    )  # fmt: skip


def _consent(ages: TokenAges | None) -> ConsentShown | None:
    if ages is None:
        return None
    return ConsentShown(
        stored_at=_instant(ages.stored_at), access_until=_instant(ages.access_until),
        refresh_until=_instant(ages.refresh_until),
        reconnect_before=_instant(ages.reconnect_before), ends_soon=ages.ends_soon,
    )  # fmt: skip


def _instant(when: datetime | None) -> str:
    return when.isoformat() if when is not None else ""
