"""The people at LeafLink's customers: joined to the customers' rows as last seen.

LeafLink tells of customers in three ways (the list, an order, the answer to our own change), and
only the list names the contacts. So every customer is kept by `keep_customers`: what came without
its contacts keeps those it had.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection

from leafledger.errors import AskBookkeeper, Refused
from leafledger.intake.counters import Counters
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.contacts import contacts_modified_since
from leafledger.leaflink.fields import modified_of

CUSTOMER, CONTACT = "customer", "contact"
CONTACTS_CURSOR, REFUSED_CURSOR = "leaflink contacts", "leaflink contacts refused"
# What a customer's row takes over from the person; the rest of either stays its own.
PERSON = ("first_name", "last_name", "email", "phone", "phone_extension", "role", "delete")
# A key that may not read contacts is seldom given more rights; asking costs a call.
ASK_AGAIN_AFTER = timedelta(days=1)
# The position of a list that is still empty: before everything LeafLink has.
BEFORE_EVERYTHING = datetime(2000, 1, 1, tzinfo=UTC)

Wire = dict[str, Any]
log = structlog.get_logger()


def keep_customers(
    seen: SeenRecords, connection: Connection, company: str, wires: Mapping[str, Wire]
) -> list[str]:
    """Keep customers of LeafLink with the people they name; the ids of those that changed."""
    kept = seen.some(company, System.LEAFLINK, CUSTOMER, sorted(wires), connection)
    whole = {
        id_: _with_contacts(wire, kept[id_].wire) if id_ in kept else wire
        for id_, wire in wires.items()
    }
    named = sorted({contact for wire in whole.values() for contact in _contacts_of(wire)})
    people = seen.some(company, System.LEAFLINK, CONTACT, named, connection)
    known = {id_: one.wire for id_, one in people.items()}
    joined = {id_: _joined(wire, known) for id_, wire in whole.items()}
    return seen.keep(company, System.LEAFLINK, CUSTOMER, joined, connection)


def keep_contacts(
    seen: SeenRecords, connection: Connection, company: str, wires: Mapping[str, Wire]
) -> list[str]:
    """Keep contacts, in their customers' rows too; the ids of the customers that changed."""
    changed = set(seen.keep(company, System.LEAFLINK, CONTACT, wires, connection))
    if not changed:
        return []
    everybody = seen.all(company, System.LEAFLINK, CUSTOMER, connection)
    concerned = {
        id_: one.wire for id_, one in everybody.items() if changed & set(_contacts_of(one.wire))
    }
    return keep_customers(seen, connection, company, concerned)


@dataclass(frozen=True, slots=True)
class Contacts:
    """What LeafLink showed just now of the contacts that changed.

    `unplaced`: one of them belongs to no customer as last seen. Somebody has a new contact then,
    and LeafLink need not tell of that customer as changed: all of them are to be read.
    `wires` None: the key may not read contacts; `refused_at` empty where that was known before.
    """

    wires: Mapping[str, Wire] | None
    unplaced: bool = False
    refused_at: str = ""


class ContactWatch:
    """Asks for a company's contacts, and keeps them with their customers."""

    def __init__(
        self, company: str, client: LeafLink, seen: SeenRecords, counters: Counters
    ) -> None:
        self._company = company
        self._client = client
        self._seen = seen
        self._counters = counters

    def ask(self, overlap: timedelta) -> Contacts:
        """Ask LeafLink for what changed since the last time: one call for a hundred.

        A key that may not read contacts is told of once, and tried again once a day.
        Raises: TryAgain, Reconnect, OurBug.
        """
        noted, now = self._counters.cursor(self._company, REFUSED_CURSOR), datetime.now(UTC)
        if noted and now - datetime.fromisoformat(noted) < ASK_AGAIN_AFTER:
            return Contacts(None)
        position = self._position()
        since = None if position is None else position - overlap
        try:
            rows = contacts_modified_since(self._client, since)
        except (AskBookkeeper, Refused) as trouble:
            if not noted:
                log.warning("contacts_not_shown", company=self._company, why=trouble.sentence)
            return Contacts(None, refused_at=now.isoformat())
        wires = {str(row["id"]): row for row in rows}
        return Contacts(wires, unplaced=position is None or self._unplaced(wires))

    def keep(self, connection: Connection, found: Contacts) -> list[str]:
        """Keep what was found; the ids of the customers that changed by it."""
        if found.wires is None:
            if found.refused_at:
                self._move(connection, REFUSED_CURSOR, found.refused_at)
            return []
        position = self._position() or BEFORE_EVERYTHING
        reached = max([position, *(modified_of(wire) for wire in found.wires.values())])
        self._move(connection, CONTACTS_CURSOR, reached.isoformat())
        self._move(connection, REFUSED_CURSOR, "")
        return keep_contacts(self._seen, connection, self._company, found.wires)

    def _move(self, connection: Connection, cursor: str, position: str) -> None:
        self._counters.move_cursor(connection, self._company, cursor, position)

    def _position(self) -> datetime | None:
        written = self._counters.cursor(self._company, CONTACTS_CURSOR)
        return datetime.fromisoformat(written) if written else None

    def _unplaced(self, wires: Mapping[str, Wire]) -> bool:
        new = set(wires) - set(
            self._seen.some(self._company, System.LEAFLINK, CONTACT, sorted(wires))
        )
        if not new:
            return False
        everybody = self._seen.all(self._company, System.LEAFLINK, CUSTOMER).values()
        return not new <= {contact for one in everybody for contact in _contacts_of(one.wire)}


def _with_contacts(wire: Wire, kept: Wire) -> Wire:
    """A customer's row with the contacts it had, where it came without any."""
    had = {"contacts": kept["contacts"]} if "contacts" in kept else {}
    return {**had, **wire}


def _joined(wire: Wire, people: Mapping[str, Wire]) -> Wire:
    """A customer's row with what is known of each of its contacts."""
    if not isinstance(wire.get("contacts"), list):
        return wire
    rows = [
        {**row, **_person(people.get(str(row.get("contact")), {}))}
        if isinstance(row, dict) else row
        for row in wire["contacts"]
    ]  # fmt: skip
    return {**wire, "contacts": rows}


def _person(contact: Wire) -> Wire:
    return {name: contact[name] for name in PERSON if name in contact}


def _contacts_of(wire: Wire) -> list[str]:
    """The ids of the contacts that a customer's row names."""
    rows = wire.get("contacts")
    listed = rows if isinstance(rows, list) else []
    return [str(row["contact"]) for row in listed if isinstance(row, dict) and "contact" in row]
