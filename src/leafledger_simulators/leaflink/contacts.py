"""People at the retailers (reference/leaflink.md 6)."""

from __future__ import annotations

from leafledger_simulators.leaflink.records import Row

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


def new_contact(now: object, owner: int, texts: Row) -> Row:
    """A contact row with every field REST shows."""
    row: Row = {"created_on": now, "modified": now, "owner": owner}
    row |= dict.fromkeys(CONTACT_TEXTS)
    row |= {"last_name": "", **texts, "delete": False}
    return row
