"""The people a seller knows at its customers (reference/leaflink.md 6).

A customer names its contacts by id only; who they are stands in a list of its own.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from leafledger.commerce.customers import CONTACT_NAME_LENGTH_MAX, Contact, ContactChange
from leafledger.errors import AskBookkeeper, Reconnect
from leafledger.leaflink.client import LeafLink, Wire
from leafledger.leaflink.fields import text
from leafledger.leaflink.orders import one_or_none, wire_moment

CONTACTS = "contacts/"


def contacts_modified_since(client: LeafLink, since: datetime | None) -> list[Wire]:
    """Contacts that changed at or after an instant, or every one; deleted ones with their flag.

    A key that may not read them only hides who to speak to, and holds up no books.
    Raises: AskBookkeeper for such a key; TryAgain, Reconnect, Refused, OurBug.
    """
    asked = {} if since is None else {"modified__gte": wire_moment(since)}
    try:
        return client.all_rows(CONTACTS, key="id", **asked)
    except Reconnect as trouble:
        raise held_back(trouble) from None


def contact_by_id(client: LeafLink, id: str) -> Wire | None:  # noqa: A002 (LeafLink's word)
    """One contact, or None where LeafLink has none of that id."""
    return one_or_none(client, _place(id))


def change_contact(client: LeafLink, change: ContactChange) -> Wire:
    """Change a contact's name; the contact as LeafLink answers it.

    Raises: TryAgain, Reconnect, AskBookkeeper (a key that may only read), Refused, OurBug.
    """
    try:
        answer = client.patch(_place(change.contact), wire_contact(change))
    except Reconnect as trouble:
        raise held_back(trouble) from None
    return answer if isinstance(answer, dict) else {"id": change.contact, **wire_contact(change)}


def wire_contact(change: ContactChange) -> Wire:
    """The names of a contact as LeafLink takes them; it will have no contact without a first."""
    given, family = change.given_name.strip(), change.family_name.strip()
    first, last = (given, family) if given else (family, "")
    return {
        "first_name": first[:CONTACT_NAME_LENGTH_MAX].strip(),
        "last_name": last[:CONTACT_NAME_LENGTH_MAX].strip(),
    }


def read_contact(wire: Wire) -> Contact:
    """A customer's contact, once who it is was joined to its row (intake/contacts.py)."""
    return Contact(
        given_name=text(wire.get("first_name")),
        family_name=text(wire.get("last_name")),
        email=text(wire.get("email")),
        phone=_phone(wire),
        id=text(wire.get("contact")),
    )


def held_back(trouble: Reconnect) -> Reconnect | AskBookkeeper:
    """A missing permission holds up this one thing; a key that is refused holds up everything."""
    if trouble.evidence.status != 403:
        return trouble
    return AskBookkeeper(trouble.sentence, trouble.evidence)


def _phone(wire: Wire) -> str:
    number, extension = text(wire.get("phone")), text(wire.get("phone_extension"))
    return f"{number} x{extension}" if number and extension else number


def _place(contact: str) -> str:
    return f"{CONTACTS}{quote(contact, safe='')}/"
