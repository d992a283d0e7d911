"""What an address names: the company a page is about, and the page of a list."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request

from leafledger.assembly import LeafLedger
from leafledger.intake.companies import Company, NoSuchCompany


def company_of(ledger: LeafLedger, request: Request) -> Company:
    """The company a page is about. Raises: HTTPException for one that is not connected."""
    try:
        return ledger.companies.find(request.path_params["company"])
    except NoSuchCompany as unknown:
        raise HTTPException(404) from unknown


def page_number(text: str) -> int:
    """A page of a list as an address names it; the first where it names none."""
    return int(text) if text.isdecimal() and len(text) < 7 else 1


def our_path(then: str) -> str:
    """Where to go after signing in: a path of ours, never another host."""
    plain = then.startswith("/") and not then.startswith("//") and "\\" not in then
    return then if plain and then.isprintable() and then != "/sign-in" else "/"
