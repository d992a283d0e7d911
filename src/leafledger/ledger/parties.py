"""Parties: who a document is for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leafledger.figures.money import Money
from leafledger.ledger.pointers import Pointer

NOTHING_OWED = Money.zero()
EMAIL_LENGTH_MAX = 100
# What QuickBooks adds to the name of a record that was made inactive (reference/quickbooks.md 3).
_INACTIVE = re.compile(r" \(deleted\)$", re.IGNORECASE)
# As much as it takes not to be refused (2210): one @, no blanks, a dot behind.
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


def is_email(written: str) -> bool:
    """Whether QuickBooks takes it as an e-mail address."""
    plain = written.strip()
    return len(plain) <= EMAIL_LENGTH_MAX and _EMAIL.fullmatch(plain) is not None


def name_when_active(display_name: str) -> str:
    """A name without what QuickBooks adds to it when the record is made inactive."""
    return _INACTIVE.sub("", display_name)


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
    A9.3). The licence is written in `note`, where it is found again. `parent` is the chain whose
    store it is.
    """

    display_name: str
    company_name: str
    licence: str
    email: str = ""
    phone: str = ""
    billing: PostalAddress | None = None
    delivery: PostalAddress | None = None
    note: str = ""
    given_name: str = ""
    family_name: str = ""
    term: Pointer | None = None
    parent: Pointer | None = None


@dataclass(frozen=True, slots=True)
class PartyChange:
    """What changes on a customer in QuickBooks; None leaves it as it is.

    `called` is who it is, for people. A change of the licence changes its line in the notes too,
    so `notes` is sent whole.
    """

    called: str
    display_name: str | None = None
    company: str | None = None
    licence: str | None = None
    notes: str | None = None
    email: str | None = None
    phone: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    billing: PostalAddress | None = None
    delivery: PostalAddress | None = None
    term: Pointer | None = None
    parent: Pointer | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A customer as QuickBooks last showed it. `text` is where a licence may stand.

    `balance` is what it owed when it was last seen.
    """

    id: str
    sync_token: str
    display_name: str
    email: str = ""
    phone: str = ""
    city: str = ""
    text: str = ""
    active: bool = True
    company_name: str = ""
    licence: str = ""
    notes: str = ""
    given_name: str = ""
    family_name: str = ""
    billing: PostalAddress | None = None
    delivery: PostalAddress | None = None
    term_id: str = ""
    parent_id: str = ""
    balance: Money = NOTHING_OWED
