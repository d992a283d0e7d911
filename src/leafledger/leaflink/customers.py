"""The seller's customers (reference/leaflink.md 6)."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from leafledger.commerce.customers import Address, Customer
from leafledger.commerce.orders import Unreadable
from leafledger.leaflink.client import LeafLink, Wire
from leafledger.leaflink.fields import text
from leafledger.leaflink.order_facts import address_of
from leafledger.leaflink.orders import one_or_none, wire_moment

CUSTOMERS = "customers/"


def all_customers(client: LeafLink) -> list[Wire]:
    """Every customer the seller has."""
    return client.all_rows(CUSTOMERS, key="id")


def customers_modified_since(client: LeafLink, since: datetime) -> list[Wire]:
    """Customers that changed at or after an instant: no webhook tells of them (reference 9.1)."""
    return client.all_rows(CUSTOMERS, key="id", modified__gte=wire_moment(since))


def customer_by_id(client: LeafLink, id: str) -> Wire | None:  # noqa: A002 (LeafLink's word)
    """One customer, or None where LeafLink has none of that id."""
    return one_or_none(client, f"{CUSTOMERS}{quote(id, safe='')}/")


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
        books_id=text(wire.get("ext_acct_id")),
        archived=wire.get("archived") is True,
    )
