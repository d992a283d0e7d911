"""One customer: both sides field by field, whom it may be, its orders and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.policy import FieldOwners
from leafledger.clerk.customer_compared import FieldRow, beside
from leafledger.clerk.known_customers import KnownCustomers
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit
from leafledger.dashboard.pages.attention_page import Asked
from leafledger.dashboard.pages.customer_choices import Choice, found, suggested
from leafledger.dashboard.pages.record_facts import Past, asked_about, past_of, since
from leafledger.intake.companies import Company
from leafledger.journal.policies import WrongPolicy
from leafledger.ledger.parties import KnownParty
from leafledger.reconciliation.checks import PAYMENTS, Check
from leafledger.reconciliation.kept_customers import CustomerBooks
from leafledger.reconciliation.kept_orders import Sought, StandsNow
from leafledger.reconciliation.proof import OrderProof

# The newest; the rest stands in the lists of orders and payments.
ORDERS_SHOWN, PAYMENTS_SHOWN = 25, 15


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
    terms = ledger.parts(company).known.terms()
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
        fields=beside(owners_of(ledger, company), customer, on_file, terms),
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


def owners_of(ledger: LeafLedger, company: Company) -> FieldOwners:
    """Whose word counts; as is usual while the policy cannot be read."""
    try:
        return ledger.policy(company).customers.owners
    except (WrongPolicy, FileNotFoundError):
        return FieldOwners()


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
