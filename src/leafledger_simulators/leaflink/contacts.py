"""People to speak to, and to which customers they belong (reference/leaflink.md 6).

A contact is the seller's own row (V2spec: "contact information a user has stored as a company
resource"); rows of a second kind, `CompanyCustomerContact`, tie it to customers. REST makes and
changes contacts, but ties none: that is done on LeafLink's pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leafledger_simulators.leaflink.records import Customer, Row
from leafledger_simulators.leaflink.world import World

# The text fields of a contact and how long each may be (V2spec).
CONTACT_TEXTS = {
    "first_name": 30,
    "last_name": 30,
    "email": 255,
    "secondary_email": 255,
    "role": 400,
    "description": 1500,
    "phone": 400,
    "phone_extension": 20,
    "secondary_phone": 400,
    "secondary_phone_extension": 20,
}
TIES = "customer_contacts"


def new_contact(now: object, owner: int, texts: Row) -> Row:
    """A contact row with every field REST shows."""
    row: Row = {"created_on": now, "modified": now, "owner": owner}
    row |= dict.fromkeys(CONTACT_TEXTS)
    row |= {"last_name": "", **texts, "delete": False}
    return row


def introduce(world: World, customer: Customer, texts: Row, now: object) -> Row:
    """A new contact of the seller, tied to a customer as the one to speak to."""
    contact = world.state.add_row("contacts", new_contact(now, world.state.company_id, texts))
    tie(world, customer, contact["id"], now, primary=True)
    return contact


def tie(world: World, customer: Customer, contact: int, now: object, *, primary: bool) -> None:
    """Tie a contact to a customer, or say of one tied already whether it is the primary one."""
    ties = {row["contact"]: row for row in ties_of(world, customer)}
    for row in ties.values():
        if primary and row["is_primary"]:
            row |= {"is_primary": False, "modified": now}
    if contact in ties:
        ties[contact] |= {"is_primary": primary, "modified": now}
        return
    row = {"created_on": now, "modified": now, "contact": contact, "company": customer.id}
    world.state.add_row(TIES, {**row, "is_primary": primary})


def ties_of(world: World, customer: Customer) -> list[Row]:
    """The rows that tie a customer to contacts, oldest first."""
    rows = world.state.table(TIES).values()
    return [row for row in rows if row["company"] == customer.id]


def spoken_to(world: World, wanted: Mapping[str, Any]) -> Row:
    """What the seller does on LeafLink's pages: `{"customer", "contact"?, "primary"?, texts}`.

    Without `contact` a new one is made of the texts. Raises: KeyError, ValueError.
    """
    customer = world.state.customers[wanted["customer"]]
    now = world.stamp()
    texts = {name: str(wanted[name]) for name in CONTACT_TEXTS if name in wanted}
    if "contact" in wanted:
        contact = world.state.table("contacts")[wanted["contact"]]
        contact |= {**texts, "modified": now} if texts else {}
    elif texts.get("first_name"):
        row = new_contact(now, world.state.company_id, texts)
        contact = world.state.add_row("contacts", row)
    else:
        raise ValueError("a new contact has a first_name")
    tie(world, customer, contact["id"], now, primary=bool(wanted.get("primary", True)))
    if world.switches["contact_moves_customer"]:
        customer.modified = now
    return contact
