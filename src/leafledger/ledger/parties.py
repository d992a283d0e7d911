"""Parties: who a document is for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address as it is printed on a document."""

    lines: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A customer as we want it in QuickBooks.

    Wholesale buyers hold resale certificates: not taxable, exemption reason 9 (accounting.md
    A9.3). The licence is written in `note`, where it is found again.
    """

    display_name: str
    company_name: str
    licence: str
    email: str = ""
    phone: str = ""
    billing: PostalAddress | None = None
    delivery: PostalAddress | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A customer as QuickBooks last showed it. `text` is where a licence may stand."""

    id: str
    sync_token: str
    display_name: str
    email: str = ""
    phone: str = ""
    city: str = ""
    text: str = ""
    active: bool = True
