"""Whom a customer may be in QuickBooks: suggestions with their evidence, and a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.customer_fields import (
    BILLING,
    EMAIL,
    LICENCE,
    NAME,
    PHONE,
    fields_of,
    in_quickbooks,
    on_leaflink,
)
from leafledger.bookkeeping.known_records import Counterparts
from leafledger.bookkeeping.likeness import NAME_RATIO_MIN, name_likeness
from leafledger.bookkeeping.merging import Value
from leafledger.bookkeeping.policy import FieldOwners
from leafledger.clerk.customer_compared import said
from leafledger.clerk.known_customers import KnownCustomers
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Unreadable
from leafledger.dashboard.pages.record_facts import Compared, compared
from leafledger.intake.companies import Company
from leafledger.ledger.parties import KnownParty
from leafledger.ledger.pointers import Known
from leafledger.reports.pairs import Pairs, Sort

# What tells two businesses apart at a glance.
_TELLING = (NAME, LICENCE, EMAIL, PHONE, BILLING)


@dataclass(frozen=True, slots=True)
class Choice:
    """A QuickBooks customer that may be chosen. `holder` is whose it is already, else empty."""

    id: str
    name: str
    why: str
    rows: Sequence[Compared]
    holder: str = ""
    active: bool = True


def suggested(
    ledger: LeafLedger, company: Company, customer: Customer | Unreadable,
    counterparts: Counterparts, terms: Mapping[str, Known],
) -> list[Choice]:  # fmt: skip
    """Whom it may be, the likeliest first, with what agrees and differs; others' are told so."""
    if not isinstance(customer, Customer):
        return []
    near = ledger.parts(company).known.likeness(free=False).candidates(customer)
    names = _holders(ledger, company, counterparts, [one.party.id for one in near])
    return [
        _choice(
            customer, one.party, terms, f"{one.score} % alike: {', '.join(one.evidence)}",
            names.get(one.party.id, ""),
        )
        for one in near
    ]  # fmt: skip


def found(
    ledger: LeafLedger, company: Company, customer: Customer | Unreadable,
    counterparts: Counterparts, terms: Mapping[str, Known], search: str,
) -> list[Choice]:  # fmt: skip
    """The QuickBooks customers that a search finds, those of others too, by name."""
    ids = Pairs(ledger.database).in_quickbooks(company.company, Sort.CUSTOMER, search)
    parties = {one.id: one for one in counterparts.parties}
    mine = [one for one in ids if one in parties]
    names = _holders(ledger, company, counterparts, mine)
    return [_choice(customer, parties[one], terms, "", names.get(one, "")) for one in mine]


def _holders(
    ledger: LeafLedger, company: Company, counterparts: Counterparts, ids: Sequence[str]
) -> dict[str, str]:
    """Whose counterpart some QuickBooks customers are already, by their id."""
    held = {
        link.quickbooks_id: record
        for record, link in counterparts.links.items()
        if record.startswith("customer:") and link.quickbooks_id in ids
    }
    names = _names(ledger, company, list(held.values()))
    return {id_: names[record] for id_, record in held.items()}


def _names(ledger: LeafLedger, company: Company, records: Sequence[str]) -> dict[str, str]:
    """What people call some records of LeafLink."""
    ids = [record.split(":", 1)[1] for record in records]
    names = dict.fromkeys(records, "another LeafLink customer")
    seen = KnownCustomers(company.company, ledger.database).as_seen(ids)
    for id_, one in seen.items():
        names[f"customer:{id_}"] = one.display_name if isinstance(one, Customer) else one.what
    return names


def _choice(
    customer: Customer | Unreadable, party: KnownParty, terms: Mapping[str, Known], why: str,
    holder: str = "",
) -> Choice:  # fmt: skip
    mine = on_leaflink(customer) if isinstance(customer, Customer) else {}
    theirs = in_quickbooks(party, terms)
    rows = []
    for field in fields_of(FieldOwners()):
        if field.name in _TELLING:
            one, other = mine.get(field.name, ()), theirs.get(field.name, ())
            alike = field.alike(one, other) or (field.name == NAME and _near(one, other))
            label = "Address" if field.name == BILLING else field.name.capitalize()
            rows.append(compared(label, said(one), said(other), alike=alike))
    return Choice(party.id, party.display_name, why, rows, holder, party.active)


def _near(one: Value, other: Value) -> bool:
    return name_likeness(said(one), said(other)) >= NAME_RATIO_MIN
