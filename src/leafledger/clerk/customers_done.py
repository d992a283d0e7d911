"""Whether a change of a customer that was sent has taken, when no answer came."""

from __future__ import annotations

from leafledger.ledger.parties import KnownParty, PartyChange, PostalAddress


def is_told(change: PartyChange, party: KnownParty) -> bool:
    """Whether QuickBooks has every value of the change that it shows in its own words.

    References and addresses were sent in the same call; they took when the rest did. A change
    of nothing else is told by the record's having moved on.
    """
    plain = (
        (change.display_name, party.display_name), (change.company, party.company_name),
        (change.notes, party.notes), (change.given_name, party.given_name),
        (change.family_name, party.family_name), (change.phone, party.phone),
        (change.email, party.email),
    )  # fmt: skip
    same = all(_plain(wanted) == _plain(known) for wanted, known in plain if wanted is not None)
    active = change.active is None or change.active == party.active
    return same and active and _at(change.billing, party.billing)


def _at(wanted: PostalAddress | None, known: PostalAddress | None) -> bool:
    """Whether the city is the wanted one: street lines may be laid out anew (reference 10.1)."""
    return wanted is None or (known is not None and known.city == wanted.city)


def _plain(text: str) -> str:
    return " ".join(text.split())
