"""What an address names: the company a page is about, the page of a list, what it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from starlette.exceptions import HTTPException
from starlette.requests import Request

from leafledger.assembly import LeafLedger
from leafledger.intake.companies import Company, NoSuchCompany

# Longer than any name of an order or a customer.
FIELD_LENGTH_MAX = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is asked for, a member a field; each empty where it does not matter."""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """As an address says it."""
        return cls(**{one.name: typed(query, one.name) for one in fields(cls)})

    @property
    def said(self) -> dict[str, str]:
        """What of it is not empty, to write it into an address."""
        named = {one.name: str(getattr(self, one.name)) for one in fields(self)}
        return {name: value for name, value in named.items() if value}


def company_of(ledger: LeafLedger, request: Request) -> Company:
    """The company a page is about. Raises: HTTPException for one that is not connected."""
    try:
        return ledger.companies.find(request.path_params["company"])
    except NoSuchCompany as unknown:
        raise HTTPException(404) from unknown


def page_number(text: str) -> int:
    """A page of a list as an address names it; the first where it names none."""
    return int(text) if text.isdecimal() and len(text) < 7 else 1


def typed(query: Mapping[str, str], name: str, *, most: int = FIELD_LENGTH_MAX) -> str:
    """What was typed into a field: no longer than `most` signs, without the spaces around it."""
    # No database takes the sign NUL in a text.
    return query.get(name, "").replace("\0", "").strip()[:most]


def typed_day(text: str) -> date | None:
    """A day as a date field sends it; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def our_path(then: str) -> str:
    """Where to go after signing in: a path of ours, never another host."""
    plain = then.startswith("/") and not then.startswith("//") and "\\" not in then
    return then if plain and then.isprintable() and then != "/sign-in" else "/"
