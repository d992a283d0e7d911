"""The fields of a customer that both sides have, in words that can be merged (accounting.md A9.3).

An address is five parts on both sides: street, the rest of the street lines, city, state, postal
code. So it can be told from one side to the other, and compared however it is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from leafledger.bookkeeping.merging import (
    BLANK,
    Field,
    Value,
    by_digits,
    exactly,
    loosely,
    without_case,
)
from leafledger.bookkeeping.names import allowed_name
from leafledger.bookkeeping.policy import FieldOwners
from leafledger.commerce.customers import (
    CONTACT_NAME_LENGTH_MAX,
    Address,
    ContactChange,
    Customer,
    CustomerChange,
)
from leafledger.ledger.parties import (
    KnownParty,
    PartyChange,
    PostalAddress,
    is_email,
    name_when_active,
)
from leafledger.ledger.pointers import Known, Pointer

NAME, COMPANY, LICENCE, EMAIL, PHONE = "name", "company", "licence", "e-mail", "telephone"
CONTACT, BILLING, DELIVERY, TERMS = "contact", "billing address", "delivery address", "terms"
LICENCE_LINE = re.compile(r"^Licence (\S.*)$", re.MULTILINE)
_ZIP_PLUS_FOUR = re.compile(r"(\d{5})-?\d{4}")
# QuickBooks's resale number is no longer (reference/quickbooks.md 10.1).
RESALE_NUMBER_LENGTH_MAX = 16


def fields_of(owners: FieldOwners) -> tuple[Field, ...]:
    """The fields with their owners. LeafLink takes neither terms nor legal name."""
    return (
        Field(NAME, owners.name, exactly),
        Field(COMPANY, owners.name, exactly, to_leaflink=False),
        Field(LICENCE, owners.licence, loosely),
        Field(EMAIL, owners.email, without_case),
        Field(PHONE, owners.contact, by_digits),
        Field(CONTACT, owners.contact, _as_person),
        Field(BILLING, owners.billing_address, loosely),
        Field(DELIVERY, owners.delivery_address, loosely),
        Field(TERMS, owners.terms, without_case, to_leaflink=False),
    )


def on_leaflink(customer: Customer) -> dict[str, Value]:
    """What LeafLink says; a contact only where it shows one, who can then be told a new name.

    Where a customer has no e-mail address or telephone of its own, its contact's stand for it.
    """
    emails = [one for one in (customer.email, customer.contact.email) if is_email(one)]
    said = {
        NAME: _value(allowed_name(customer.display_name)),
        COMPANY: _value(allowed_name(customer.name)),
        LICENCE: _value(customer.licence),
        EMAIL: _value(emails[0] if emails else ""),
        PHONE: _value(customer.known_phone),
        BILLING: _address(customer.address),
        DELIVERY: _address(customer.delivery_address or customer.address),
    }
    if customer.contact and customer.contact.id:
        said[CONTACT] = (customer.contact.given_name, customer.contact.family_name)
    if customer.term is not None and customer.term.days is not None:
        said[TERMS] = _value(customer.term.name)
    return said


def in_quickbooks(party: KnownParty, terms: Mapping[str, Known]) -> dict[str, Value]:
    """What QuickBooks says. `terms` by lower-cased name, as the company has them."""
    named = {term.id: term.name for term in terms.values()}
    return {
        NAME: _value(name_when_active(party.display_name)),
        COMPANY: _value(party.company_name),
        LICENCE: _value(licence_of(party)),
        EMAIL: _value(party.email),
        PHONE: _value(party.phone),
        CONTACT: (party.given_name, party.family_name),
        BILLING: _postal(party.billing),
        DELIVERY: _postal(party.delivery),
        TERMS: _value(named.get(party.term_id, "")),
    }


def party_change(
    called: str, told: Mapping[str, Value], party: KnownParty, term: Pointer | None
) -> PartyChange | None:
    """The merged values as a change of the QuickBooks customer; None where nothing changes."""
    licence = _only(told.get(LICENCE))
    given, family = (*told.get(CONTACT, ()), "", "")[:2]
    change = PartyChange(
        called,
        display_name=_only(told.get(NAME)),
        company=_only(told.get(COMPANY)),
        licence=licence,
        notes=None if licence is None else _notes(party.notes, licence),
        email=_only(told.get(EMAIL)),
        phone=_only(told.get(PHONE)),
        given_name=given if CONTACT in told else None,
        family_name=family if CONTACT in told else None,
        billing=_to_postal(told.get(BILLING)),
        delivery=_to_postal(told.get(DELIVERY)),
        term=term if TERMS in told else None,
    )
    return change if change != PartyChange(called) else None


def customer_change(customer: Customer, told: Mapping[str, Value]) -> CustomerChange:
    """The merged values as a change of the LeafLink customer.

    The name is told as the nickname, which LeafLink shows; the legal name is the buyer's own.
    """
    return CustomerChange(
        customer.id,
        customer.display_name,
        nickname=_only(told.get(NAME)),
        licence=_only(told.get(LICENCE)),
        email=_only(told.get(EMAIL)),
        phone=_only(told.get(PHONE)),
        address=_to_address(told.get(BILLING)),
        delivery_address=_to_address(told.get(DELIVERY)),
    )


def contact_change(customer: Customer, told: Mapping[str, Value]) -> ContactChange | None:
    """The merged name of its contact as a change on LeafLink; None where it stays."""
    if CONTACT not in told:
        return None
    given, family = (*told[CONTACT], "", "")[:2]
    contact = customer.contact
    called = f"{contact.given_name} {contact.family_name}".strip()
    return ContactChange(contact.id, called, given, family)


def spoken(value: Value) -> str:
    """A value for people."""
    return ", ".join(part for part in value if part) or "nothing"


def licence_of(party: KnownParty) -> str:
    """A QuickBooks customer's licence: its resale number, else what our line in its notes says."""
    return party.licence or licence_in(party.notes)


def licence_in(notes: str) -> str:
    """The licence that our line in a customer's notes names; empty where there is none."""
    found = LICENCE_LINE.search(notes)
    return found[1].strip() if found else ""


def postal_value(address: PostalAddress | None) -> Value:
    """A QuickBooks address in five parts."""
    return _postal(address)


def _as_person(one: Value, other: Value) -> bool:
    """Alike as names of a person, in so many letters of each as LeafLink keeps."""
    first, second = (
        tuple(part.strip()[:CONTACT_NAME_LENGTH_MAX] for part in value) for value in (one, other)
    )
    return exactly(first, second)


def _notes(notes: str, licence: str) -> str | None:
    """The notes with our line changed; None where they need not change."""
    if licence_in(notes):
        return LICENCE_LINE.sub(f"Licence {licence}", notes, count=1)
    if len(licence) > RESALE_NUMBER_LENGTH_MAX:
        return f"{notes}\nLicence {licence}".strip()
    return None


def _value(text: str) -> Value:
    return (text.strip(),) if text.strip() else BLANK


def _only(value: Value | None) -> str | None:
    return None if value is None else " ".join(value)


def _address(address: Address) -> Value:
    if not address:
        return BLANK
    code = _postal_code(address.postal_code)
    return (address.street, address.unit, address.city, address.state, code)


def _postal(address: PostalAddress | None) -> Value:
    if address is None:
        return BLANK
    first, *rest = (*address.lines, "")
    more = ", ".join(line for line in rest if line)
    return (first, more, address.city, address.state, _postal_code(address.postal_code))


def _postal_code(written: str) -> str:
    """The five digits of a ZIP+4: LeafLink takes no more (reference/leaflink.md 6)."""
    found = _ZIP_PLUS_FOUR.fullmatch(written.strip())
    return found[1] if found else written


def _to_postal(value: Value | None) -> PostalAddress | None:
    if value is None:
        return None
    street, more, city, state, code = _five(value)
    return PostalAddress(tuple(line for line in (street, more) if line), city, state, code)


def _to_address(value: Value | None) -> Address | None:
    return None if value is None else Address(*_five(value))


def _five(value: Value) -> tuple[str, str, str, str, str]:
    street, more, city, state, code = (*value, "", "", "", "", "")[:5]
    return street, more, city, state, code
