"""Whether a change of a customer that was sent has taken, when no answer came."""

from __future__ import annotations

from dataclasses import fields

from leafledger.bookkeeping.customer_fields import postal_value
from leafledger.bookkeeping.merging import loosely
from leafledger.clerk.sides import Sides
from leafledger.commerce.customers import ContactChange, Customer, CustomerChange
from leafledger.leaflink.client import Wire
from leafledger.leaflink.contacts import contact_by_id, wire_contact
from leafledger.leaflink.customers import customer_by_id, read_customer
from leafledger.ledger.parties import KnownParty, PartyChange, PostalAddress


def is_told(change: PartyChange, party: KnownParty) -> bool:
    """Whether QuickBooks has every value of the change that it shows in its own words.

    References were sent in the same call; they took when the rest did. A change of nothing else
    is told by the record's having moved on.
    """
    plain = (
        (change.display_name, party.display_name), (change.company, party.company_name),
        (change.notes, party.notes), (change.given_name, party.given_name),
        (change.family_name, party.family_name), (change.phone, party.phone),
        (change.email, party.email),
    )  # fmt: skip
    same = all(_plain(wanted) == _plain(known) for wanted, known in plain if wanted is not None)
    active = change.active is None or change.active == party.active
    addresses = ((change.billing, party.billing), (change.delivery, party.delivery))
    return same and active and all(_at(wanted, known) for wanted, known in addresses)


def find_change(sides: Sides, change: CustomerChange) -> Wire | None:
    """The LeafLink customer where the change got through; None where it did not.

    Raises: TryAgain, Reconnect.
    """
    wire = customer_by_id(sides.leaflink, change.customer)
    customer = None if wire is None else read_customer(wire)
    if not isinstance(customer, Customer):
        return None
    wanted = {one.name: getattr(change, one.name) for one in fields(change)}
    told = {name: value for name, value in wanted.items() if value is not None}
    for about in ("customer", "called"):
        told.pop(about)
    return (
        wire if all(_same(value, getattr(customer, name)) for name, value in told.items()) else None
    )


def find_contact_change(sides: Sides, change: ContactChange) -> Wire | None:
    """The LeafLink contact where its new name got through; None where it did not.

    Raises: TryAgain, Reconnect.
    """
    wire = contact_by_id(sides.leaflink, change.contact)
    wanted = wire_contact(change)
    if wire is None or any(_plain(text) != _plain(str(wire.get(name) or ""))
                           for name, text in wanted.items()):  # fmt: skip
        return None
    return wire


def _same(wanted: object, known: object) -> bool:
    if isinstance(wanted, str) and isinstance(known, str):
        return _plain(wanted) == _plain(known)
    return loosely(_texts(wanted), _texts(known))


def _texts(address: object) -> tuple[str, ...]:
    """An address without its country, which we never send, and with the digits LeafLink keeps."""
    parts = [getattr(address, name) for name in ("street", "unit", "city", "state")]
    return (*parts, str(getattr(address, "postal_code", ""))[:5])


def _at(wanted: PostalAddress | None, known: PostalAddress | None) -> bool:
    """Whether an address is the wanted one, however its lines are laid out (reference 10.1)."""
    return wanted is None or loosely(postal_value(wanted), postal_value(known))


def _plain(text: str) -> str:
    return " ".join(text.split())
