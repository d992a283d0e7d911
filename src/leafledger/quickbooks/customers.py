"""Customers, to and from QuickBooks (reference/quickbooks.md 10.1)."""

from __future__ import annotations

from collections.abc import Callable

from leafledger.ledger.parties import KnownParty, Party, PartyChange, PostalAddress, is_email
from leafledger.ledger.pointers import Pointer
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import (
    ADDRESS_LINES_MAX,
    money,
    part,
    pointing_to,
    reference,
    required_id,
    text,
    wire_address,
)

ENTITY = "Customer"
# Documents differ between 100 and 500; 100 is safe.
NAME_LENGTH_MAX = 100
RESALE_NUMBER_LENGTH_MAX = 16
NOTES_LENGTH_MAX = 2000
PHONE_LENGTH_MAX = 30
# Exemption reason 9 is "resale"; the schema has it as text (IntuitNamesTypes.xsd).
EXEMPT_FOR_RESALE = "9"
PERSON_NAME_LENGTH_MAX = 100


def read_party(wire: Wire) -> KnownParty:
    """A customer as QuickBooks has it, with all text in which a licence may stand."""
    places = ("Notes", "ResaleNum", "CompanyName")
    return KnownParty(
        id=required_id(wire, "a customer"),
        sync_token=text(wire.get("SyncToken")),
        display_name=text(wire.get("DisplayName")),
        email=text(part(wire, "PrimaryEmailAddr", "Address")),
        phone=text(part(wire, "PrimaryPhone", "FreeFormNumber")),
        city=text(part(wire, "BillAddr", "City")),
        text="\n".join(words for place in places if (words := text(wire.get(place)))),
        active=wire.get("Active") is not False,
        company_name=text(wire.get("CompanyName")),
        licence=text(wire.get("ResaleNum")),
        notes=text(wire.get("Notes")),
        given_name=text(wire.get("GivenName")),
        family_name=text(wire.get("FamilyName")),
        billing=_address(wire.get("BillAddr")),
        delivery=_address(wire.get("ShipAddr")),
        term_id=reference(wire, "SalesTermRef"),
        parent_id=reference(wire, "ParentRef"),
        balance=money(wire.get("Balance") or 0, "Customer.Balance"),
    )


def wire_party(party: Party, ids: Callable[[Pointer], str]) -> Wire:
    """A new customer: a wholesale buyer, exempt because it resells.

    What QuickBooks would refuse is left out rather than cut to something wrong: an address that
    is no e-mail, a licence too long for the resale number (it stands in the notes as well).
    """
    wire: Wire = {
        "DisplayName": party.display_name[:NAME_LENGTH_MAX].strip(),
        "Taxable": False,
        "TaxExemptionReasonId": EXEMPT_FOR_RESALE,
    }
    given = {
        "CompanyName": party.company_name[:NAME_LENGTH_MAX].strip(),
        "ResaleNum": _resale_number(party.licence),
        "Notes": party.note[:NOTES_LENGTH_MAX],
        "GivenName": party.given_name[:PERSON_NAME_LENGTH_MAX].strip(),
        "FamilyName": party.family_name[:PERSON_NAME_LENGTH_MAX].strip(),
    }
    wire |= {name: value for name, value in given.items() if value}
    if is_email(party.email):
        wire["PrimaryEmailAddr"] = {"Address": party.email.strip()}
    if party.phone.strip():
        wire["PrimaryPhone"] = {"FreeFormNumber": party.phone.strip()[:PHONE_LENGTH_MAX]}
    if party.billing is not None:
        wire["BillAddr"] = wire_address(party.billing)
    if party.delivery is not None:
        wire["ShipAddr"] = wire_address(party.delivery)
    return wire | _references(party.term, party.parent, ids)


def wire_party_change(
    change: PartyChange, id: str, sync_token: str, ids: Callable[[Pointer], str]  # noqa: A002
) -> Wire:  # fmt: skip
    """The fields of a customer that change, and no other: a sparse update (reference 3).

    An address is sent with all its lines, so that no line of the old one stays behind.
    """
    wire: Wire = {"Id": id, "SyncToken": sync_token, "sparse": True}
    plain = {
        "DisplayName": (change.display_name, NAME_LENGTH_MAX),
        "CompanyName": (change.company, NAME_LENGTH_MAX),
        "Notes": (change.notes, NOTES_LENGTH_MAX),
        "GivenName": (change.given_name, PERSON_NAME_LENGTH_MAX),
        "FamilyName": (change.family_name, PERSON_NAME_LENGTH_MAX),
    }
    wire |= {
        name: value[:longest].strip()
        for name, (value, longest) in plain.items()
        if value is not None
    }
    if change.licence is not None:
        wire["ResaleNum"] = _resale_number(change.licence)
    if change.email is not None and is_email(change.email):
        wire["PrimaryEmailAddr"] = {"Address": change.email.strip()}
    if change.phone is not None:
        wire["PrimaryPhone"] = {"FreeFormNumber": change.phone.strip()[:PHONE_LENGTH_MAX]}
    if change.billing is not None:
        wire["BillAddr"] = _whole_address(change.billing)
    if change.delivery is not None:
        wire["ShipAddr"] = _whole_address(change.delivery)
    if change.active is not None:
        wire["Active"] = change.active
    return wire | _references(change.term, change.parent, ids)


def _resale_number(licence: str) -> str:
    return licence if len(licence) <= RESALE_NUMBER_LENGTH_MAX else ""


def _references(
    term: Pointer | None, parent: Pointer | None, ids: Callable[[Pointer], str]
) -> Wire:
    wire: Wire = {}
    if term is not None:
        wire["SalesTermRef"] = pointing_to(ids(term))
    if parent is not None:
        # A store pays for itself: the chain is there for adding up.
        wire |= {"Job": True, "BillWithParent": False, "ParentRef": pointing_to(ids(parent))}
    return wire


def _address(wire: object) -> PostalAddress | None:
    """An address as QuickBooks shows it; None where there is none."""
    lines = (text(part(wire, f"Line{place}")) for place in range(1, ADDRESS_LINES_MAX + 1))
    city, state, code = (
        text(part(wire, name)) for name in ("City", "CountrySubDivisionCode", "PostalCode")
    )
    address = PostalAddress(tuple(line for line in lines if line), city, state, code)
    return address if address != PostalAddress() else None


def _whole_address(address: PostalAddress) -> Wire:
    names = [f"Line{place}" for place in range(1, ADDRESS_LINES_MAX + 1)]
    names += ["City", "CountrySubDivisionCode", "PostalCode"]
    return dict.fromkeys(names, "") | wire_address(address)
