"""Payout statements by the REST API: the file as a program hands it in, imported once."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import company_of
from leafledger.api.problems import Refusal
from leafledger.api.reports import REPORTS
from leafledger.assembly import LeafLedger
from leafledger.clerk.importing_payouts import ImportedPayout, NotAStatement, Outcome
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right

IMPORT = f"{REPORTS}/clearing/import"
NO_START = "The books have no first day yet. Nothing was imported. Sync the orders first."
# Read by hand, so that a stranger is refused before the file is.
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True, "description": "The statement as LeafLink gives it out.",
        "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}},
    }
}  # fmt: skip


class PayoutShown(BaseModel):
    """A payout of a statement. `outcome`: new, already there, differs, replaced or refused.

    `net` is the bank's line, in US dollars; `why` says what differs, or why it was refused.
    """

    payout: str
    date: str
    net: str
    rows: int
    outcome: Outcome
    why: str


class Imported(BaseModel):
    """What became of each payout of a statement; those that are new are entered next."""

    payouts: list[PayoutShown]


def add_payouts(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoint that takes a statement in."""
    acting = caller_with(ledger, Right.ACT)

    @app.post(IMPORT, tags=["reports"], openapi_extra=_FILE)
    async def take_in(
        company: shapes.Called, request: Request, caller: Annotated[Caller, Depends(acting)],
        *, replace: bool = False,
    ) -> Imported:  # fmt: skip
        """Import a payout statement (CSV, at most 1 MB); the same one twice changes nothing.

        With `replace` this one is right, whatever was imported before.
        """
        content = await request.body()
        return await run_in_threadpool(_take_in, ledger, company, caller, content, replace)


def _take_in(
    ledger: LeafLedger, company: str, caller: Caller, content: bytes, replace: bool
) -> Imported:
    chosen = company_of(ledger, company)
    if chosen.books_start is None:
        raise Refusal(409, NO_START)
    try:
        found = ledger.parts(chosen).payouts.take_in(content, replace=replace)
    except NotAStatement as wrong:
        raise Refusal(422, str(wrong)) from wrong
    for one in found:
        words = f"Imported the payout {one.payout.id}: {one.outcome}."
        caller.tell(Happening(Kind.IMPORT, words, chosen.company, f"payout:{one.payout.id}"))
    return Imported(payouts=[_payout(one) for one in found])


def _payout(one: ImportedPayout) -> PayoutShown:
    payout = one.payout
    return PayoutShown(
        payout=payout.id, date=payout.dated.isoformat(), net=payout.net.plain,
        rows=len(payout.lines), outcome=one.outcome, why=one.why,
    )  # fmt: skip
