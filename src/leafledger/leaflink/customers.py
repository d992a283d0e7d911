"""The seller's customers (reference/leaflink.md 6)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from leafledger.commerce.customers import Address, Contact, Customer, CustomerChange
from leafledger.commerce.orders import Unreadable
from leafledger.commerce.terms import PaymentTerm
from leafledger.errors import Reconnect
from leafledger.leaflink.client import LeafLink, Wire
from leafledger.leaflink.contacts import held_back, read_contact
from leafledger.leaflink.fields import CannotRead, moment, text
from leafledger.leaflink.order_facts import address_of, term_of_option
from leafledger.leaflink.orders import one_or_none, wire_moment

CUSTOMERS = "customers/"
# A customer comes without its contacts unless asked, and names them by id only (reference 6).
WITH_CHILDREN = "contacts"
# The schema's limit (reference 6): of a ZIP+4 the first five digits are kept.
ZIPCODE_LENGTH_MAX = 6
ZIPCODE_LENGTH = 5
# A seller's own name for the QuickBooks id among `external_ids`.
_BOOKS_KEYS = ("quickbooks", "qbo")


def all_customers(client: LeafLink) -> list[Wire]:
    """Every customer the seller has."""
    return client.all_rows(CUSTOMERS, key="id", include_children=WITH_CHILDREN)


def customers_modified_since(client: LeafLink, since: datetime) -> list[Wire]:
    """Customers that changed at or after an instant: no webhook tells of them (reference 9.1)."""
    return client.all_rows(
        CUSTOMERS, key="id", include_children=WITH_CHILDREN, modified__gte=wire_moment(since)
    )


def customer_by_id(client: LeafLink, id: str) -> Wire | None:  # noqa: A002 (LeafLink's word)
    """One customer, or None where LeafLink has none of that id."""
    return one_or_none(client, _place(id), WITH_CHILDREN)


def change_customer(client: LeafLink, change: CustomerChange) -> Wire:
    """Change fields of a customer; the customer as LeafLink answers it.

    A key that may only read customers holds up this change, not the company's books.
    Raises: TryAgain, Reconnect, AskBookkeeper, Refused, OurBug.
    """
    try:
        answer = client.patch(_place(change.customer), wire_change(change))
    except Reconnect as trouble:
        raise held_back(trouble) from None
    return answer if isinstance(answer, dict) else {"id": change.customer}


def wire_change(change: CustomerChange) -> Wire:
    """The fields of a customer that change, as LeafLink takes them (reference 6)."""
    plain = {
        "nickname": change.nickname,
        "license_number": change.licence,
        "email": change.email,
        "phone": change.phone,
        "ext_acct_id": change.books_id,
    }
    wire: Wire = {name: value for name, value in plain.items() if value is not None}
    if change.address is not None:
        wire |= _wire_address(change.address)
    if change.delivery_address is not None:
        wire["delivery_address"] = _wire_address(change.delivery_address)
    return wire


def _wire_address(address: Address) -> Wire:
    code = address.postal_code.strip()
    return {
        "address": address.street,
        "unit_number": address.unit,
        "city": address.city,
        "state": address.state,
        "zipcode": code if len(code) <= ZIPCODE_LENGTH_MAX else code[:ZIPCODE_LENGTH],
    }


def _place(customer: str) -> str:
    return f"{CUSTOMERS}{quote(customer, safe='')}/"


def read_customer(wire: Wire) -> Customer | Unreadable:
    """The customer's facts; without an id or any name there is nobody to invoice."""
    customer = text(wire.get("id"))
    name, nickname = text(wire.get("name")), text(wire.get("nickname"))
    shown = nickname or name or text(wire.get("display_name"))
    if not customer or not shown:
        missing = "number" if not customer else "name"
        spoken = f"Customer {shown or customer}".strip()
        return Unreadable("customer", customer, spoken, f"LeafLink sent it without its {missing}.")
    return Customer(
        id=customer,
        name=name or shown,
        nickname=nickname,
        licence=text(wire.get("license_number")),
        email=text(wire.get("email")),
        phone=text(wire.get("phone")),
        address=address_of(wire) or Address(),
        delivery_address=address_of(wire.get("delivery_address")) or Address(),
        books_id=text(wire.get("ext_acct_id")) or _books_id(wire.get("external_ids")),
        archived=wire.get("archived") is True,
        contact=_contact(wire.get("contacts")),
        term=_term(wire.get("available_payment_options")),
        partner=_id_of(wire.get("partner")),
        status=_id_of(wire.get("status")),
        trade_name=text(wire.get("dba")),
        modified_at=_moment(wire.get("modified")),
    )


def _books_id(external_ids: Any) -> str:
    """The QuickBooks id among a seller's own ids of a customer."""
    given = external_ids if isinstance(external_ids, dict) else {}
    named = (text(id_) for key, id_ in given.items() if any(w in key.lower() for w in _BOOKS_KEYS))
    return next((id_ for id_ in named if id_.isdigit()), "")


def _contact(rows: Any) -> Contact:
    """The primary contact, else the first one, of those who are not deleted (reference 6).

    Who it is stands in the row once the contacts were read (intake/contacts.py).
    """
    shown = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    there = [row for row in shown if row.get("delete") is not True]
    primary = [row for row in there if row.get("is_primary") is True] or there[:1]
    return read_contact(primary[0]) if primary else Contact()


def _term(options: Any) -> PaymentTerm | None:
    """The term of the default payment option; None where none is chosen or it cannot be read."""
    rows = [row for row in options if isinstance(row, dict)] if isinstance(options, list) else []
    chosen = [row for row in rows if row.get("is_default") is True]
    try:
        return next((term for row in chosen if (term := term_of_option(row))), None)
    except CannotRead:
        return None


def _id_of(value: Any) -> str:
    """An id that comes plain or inside an object."""
    return text(value.get("id")) if isinstance(value, dict) else text(value)


def _moment(value: Any) -> datetime | None:
    try:
        return moment(value, "when it changed")
    except CannotRead:
        return None
