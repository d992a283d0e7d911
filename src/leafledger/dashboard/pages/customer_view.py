"""One customer: both sides field by field, whom it may be, its orders and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.customer_changes import CustomerOnFile
from leafledger.bookkeeping.customer_fields import fields_of, in_quickbooks, on_leaflink
from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.merging import Agreed, Field, Owner, Value, is_blank, merge
from leafledger.bookkeeping.policy import FieldOwners
from leafledger.clerk.known_customers import KnownCustomers
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit
from leafledger.dashboard.pages.attention_page import Asked
from leafledger.dashboard.pages.customer_choices import Choice, found, said, suggested
from leafledger.dashboard.pages.record_facts import Past, asked_about, past_of, since
from leafledger.intake.companies import Company
from leafledger.journal.policies import WrongPolicy
from leafledger.ledger.parties import KnownParty
from leafledger.ledger.pointers import Known
from leafledger.reconciliation.checks import PAYMENTS, Check
from leafledger.reconciliation.kept_customers import CustomerBooks
from leafledger.reconciliation.kept_orders import Sought, StandsNow
from leafledger.reconciliation.proof import OrderProof

# The newest; the rest stands in the lists of orders and payments.
ORDERS_SHOWN, PAYMENTS_SHOWN = 25, 15
OWNERS = {
    Owner.LEAFLINK: "LeafLink",
    Owner.QUICKBOOKS: "QuickBooks",
    Owner.LAST_CHANGE: "the last change",
}
SAME, APART, NEWS, CONFLICT = "Agree", "Differ, as agreed", "Changed", "Both changed"
_SHAPES = {SAME: "✓", APART: "≈", NEWS: "≠", CONFLICT: "▲"}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of both sides. `agreed` are the words they last agreed on, one or both.

    `conflict` names exactly this conflict where only a person can say which word counts.
    """

    name: str
    leaflink: str
    quickbooks: str
    agreed: Sequence[str]
    owner: str
    word: str
    shape: str
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class CustomerView:
    """Everything the page of a customer shows. `party` None where it has no counterpart."""

    id: str
    customer: Customer | Unreadable
    link: Link | None
    party: KnownParty | None
    matched_since: str
    evidence: str
    fields: Sequence[FieldRow]
    suggested: Sequence[Choice]
    found: Sequence[Choice]
    asked: Sequence[Asked]
    orders: Sequence[OrderProof]
    books: CustomerBooks
    balance: Check | None
    payments: Sequence[Check]
    credits: Sequence[Credit]
    past: Sequence[Past]

    @property
    def name(self) -> str:
        """What people call it."""
        mine = self.customer
        return mine.display_name if isinstance(mine, Customer) else mine.what

    @property
    def their_name(self) -> str:
        """The name of its counterpart; as it was matched where QuickBooks has it no more."""
        if self.party is not None:
            return self.party.display_name
        return self.link.name if self.link is not None else ""

    @property
    def conflicts(self) -> list[FieldRow]:
        """The fields that both sides changed."""
        return [row for row in self.fields if row.conflict]


def view_customer(
    ledger: LeafLedger, company: Company, id: str, search: str  # noqa: A002
) -> CustomerView | None:  # fmt: skip
    """What there is to see of a customer of LeafLink; None where it was never seen."""
    name, record = company.company, f"customer:{id}"
    known = KnownCustomers(name, ledger.database)
    customer = known.as_seen([id]).get(id)
    if customer is None:
        return None
    links = known.links([id])
    on_file = known.on_file(links).get(id)
    counterparts = ledger.parts(company).known.counterparts()
    terms = terms_of(ledger, company)
    past = ledger.crosswalk.history(name, record)
    link = links.get(id)
    party = on_file.party if on_file is not None else None
    return CustomerView(
        id=id,
        customer=customer,
        link=link,
        party=party,
        matched_since=since(past, link) if link is not None else "",
        evidence=next((str(row["evidence"]) for row in reversed(past)), ""),
        fields=_fields(ledger, company, customer, on_file, terms),
        suggested=(
            suggested(ledger, company, customer, counterparts, terms) if link is None else ()
        ),
        found=found(ledger, company, customer, counterparts, terms, search) if search else (),
        asked=asked_about(ledger, company, record),
        orders=_orders(ledger, name, id),
        books=ledger.kept_customers.of(name, [id]).get(id, CustomerBooks()),
        balance=_balance(ledger, name, link),
        payments=ledger.kept_checks.of_customer(name, PAYMENTS, id, most=PAYMENTS_SHOWN),
        credits=ledger.parts(company).payments.credits_of(id),
        past=past_of(ledger, company, record, "customer"),
    )


def terms_of(ledger: LeafLedger, company: Company) -> Mapping[str, Known]:
    """QuickBooks's terms by lower-cased name; none before its lists were first read."""
    try:
        return ledger.parts(company).known.company_books().terms
    except KeyError:
        return {}


def owners_of(ledger: LeafLedger, company: Company) -> FieldOwners:
    """Whose word counts; as is usual while the policy cannot be read."""
    try:
        return ledger.policy(company).customers.owners
    except (WrongPolicy, FileNotFoundError):
        return FieldOwners()


def _fields(
    ledger: LeafLedger, company: Company, customer: Customer | Unreadable,
    on_file: CustomerOnFile | None, terms: Mapping[str, Known],
) -> list[FieldRow]:  # fmt: skip
    if not isinstance(customer, Customer):
        return []
    fields = fields_of(owners_of(ledger, company))
    mine = on_leaflink(customer)
    if on_file is None or on_file.party is None:
        return [_row(one, mine.get(one.name, ()), (), None, {}) for one in fields]
    theirs = in_quickbooks(on_file.party, terms)
    merged = merge(fields, on_file.agreed, mine, theirs, ours=on_file.ours, decided=on_file.decided)
    clashing = {one.field: one.name for one in merged.conflicts}
    return [
        _row(
            one, mine.get(one.name, ()), theirs.get(one.name, ()), on_file.agreed.get(one.name),
            clashing,
        )
        for one in fields
    ]  # fmt: skip


def _row(
    field: Field, mine: Value, theirs: Value, agreed: Agreed | None, clashing: Mapping[str, str]
) -> FieldRow:
    return FieldRow(
        name=f"{field.name[:1].upper()}{field.name[1:]}",
        leaflink=said(mine),
        quickbooks=said(theirs),
        agreed=_agreed(field, agreed),
        owner=OWNERS[field.owner],
        word=(word := _word(field, mine, theirs, agreed, clashing)),
        shape=_SHAPES.get(word, ""),
        conflict=clashing.get(field.name, ""),
    )


def _word(
    field: Field, mine: Value, theirs: Value, agreed: Agreed | None, clashing: Mapping[str, str]
) -> str:
    """How the two stand; no word where a side says nothing and nothing was agreed."""
    if field.name in clashing:
        return CONFLICT
    if is_blank(mine) and is_blank(theirs):
        return ""
    if field.alike(mine, theirs):
        return SAME
    if agreed is None:
        return ""
    still = field.alike(mine, agreed.leaflink) and field.alike(theirs, agreed.quickbooks)
    return APART if still else NEWS


def _agreed(field: Field, agreed: Agreed | None) -> list[str]:
    if agreed is None or (is_blank(agreed.leaflink) and is_blank(agreed.quickbooks)):
        return []
    if field.alike(agreed.leaflink, agreed.quickbooks):
        return [said(agreed.leaflink)]
    mine, theirs = said(agreed.leaflink) or "nothing", said(agreed.quickbooks) or "nothing"
    return [f"LeafLink: {mine}", f"QuickBooks: {theirs}"]


def _orders(ledger: LeafLedger, company: str, customer: str) -> list[OrderProof]:
    """The newest of its orders in the books."""
    found = ledger.kept_orders.page(
        company, Sought(customer_id=customer), list(StandsNow), size=ORDERS_SHOWN, page=1
    )
    return [order for order, _ in found.rows] if found is not None else []


def _balance(ledger: LeafLedger, company: str, link: Link | None) -> Check | None:
    """What QuickBooks shows in all for it, with what is not from LeafLink."""
    if link is None:
        return None
    checks = ledger.kept_checks.of(company, [f"customer:{link.quickbooks_id}"])
    return checks[0] if checks else None
