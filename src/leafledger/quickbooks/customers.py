"""Customers, to and from QuickBooks (reference/quickbooks.md 10.1)."""

from __future__ import annotations

import re

from leafledger.ledger.parties import KnownParty, Party
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import part, required_id, text, wire_address

ENTITY = "Customer"
# Documents differ between 100 and 500; 100 is safe.
NAME_LENGTH_MAX = 100
RESALE_NUMBER_LENGTH_MAX = 16
NOTES_LENGTH_MAX = 2000
PHONE_LENGTH_MAX = 30
EMAIL_LENGTH_MAX = 100
# Exemption reason 9 is "resale"; the schema has it as text (IntuitNamesTypes.xsd).
EXEMPT_FOR_RESALE = "9"
# As much as it takes not to be refused (2210): one @, no blanks, a dot behind.
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


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
    )


def wire_party(party: Party) -> Wire:
    """A new customer: a wholesale buyer, exempt because it resells.

    What QuickBooks would refuse is left out rather than cut to something wrong: an address that
    is no e-mail, a licence too long for the resale number (it stands in the notes as well).
    """
    wire: Wire = {
        "DisplayName": party.display_name[:NAME_LENGTH_MAX].strip(),
        "Taxable": False,
        "TaxExemptionReasonId": EXEMPT_FOR_RESALE,
    }
    if party.company_name:
        wire["CompanyName"] = party.company_name[:NAME_LENGTH_MAX].strip()
    if party.licence and len(party.licence) <= RESALE_NUMBER_LENGTH_MAX:
        wire["ResaleNum"] = party.licence
    if party.note:
        wire["Notes"] = party.note[:NOTES_LENGTH_MAX]
    email = party.email.strip()
    if len(email) <= EMAIL_LENGTH_MAX and _EMAIL.fullmatch(email):
        wire["PrimaryEmailAddr"] = {"Address": email}
    if party.phone.strip():
        wire["PrimaryPhone"] = {"FreeFormNumber": party.phone.strip()[:PHONE_LENGTH_MAX]}
    if party.billing is not None:
        wire["BillAddr"] = wire_address(party.billing)
    if party.delivery is not None:
        wire["ShipAddr"] = wire_address(party.delivery)
    return wire
