"""Customers by the REST API: both sides beside each other, matches that are sure, conflicts."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from typing import Annotated

from fastapi import Depends, FastAPI
from pydantic import BaseModel, Field

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lists import PageNumber, Searched
from leafledger.api.lookups import company_of
from leafledger.api.problems import Refusal
from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.merging import Side
from leafledger.clerk.customer_compared import beside
from leafledger.clerk.customer_conflicts import SPOKEN, told_in_audit
from leafledger.clerk.deciding import NothingToDecide
from leafledger.clerk.known_customers import KnownCustomers
from leafledger.clerk.reviewing import SureChanged, named
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right
from leafledger.record_lists import CustomerRow
from leafledger.reports.pairs import Sort, Wanted

CUSTOMERS = "/v1/companies/{company}/customers"
ONE = CUSTOMERS + "/{customer}"
NOBODY = "No customer of that number was seen on LeafLink yet."


class CustomerShown(BaseModel):
    """A customer of LeafLink and its counterpart. Amounts: what its orders leave open."""

    customer: str
    name: str
    quickbooks_id: str
    name_in_quickbooks: str
    standing: str
    open_on_leaflink: str
    open_in_quickbooks: str
    difference: str


class CustomersShown(BaseModel):
    """A page of customers, those that need a person first."""

    found: int
    page: int
    pages: int
    customers: list[CustomerShown]


class FieldShown(BaseModel):
    """One field of both sides. `conflict` names what only a person can decide, else empty."""

    field: str
    leaflink: str
    quickbooks: str
    agreed: list[str]
    counts: str
    word: str
    conflict: str


class OneCustomer(CustomerShown):
    """A customer field by field."""

    fields: list[FieldShown]


class SureShown(BaseModel):
    """Whom a licence or an id proves. `name` is of exactly these pairs."""

    name: str
    pairs: list[dict[str, str]]


class SureTaken(BaseModel):
    """The pairs that were seen, by their name."""

    name: shapes.Name


class Kept(BaseModel):
    """Whose word counts, in the conflicts that were seen."""

    side: Side
    conflicts: Annotated[list[shapes.Name], Field(min_length=1, max_length=50)]


def add_customers(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints of customers."""
    _add_sure(app, ledger)
    _add_lists(app, ledger)


def _add_lists(app: FastAPI, ledger: LeafLedger) -> None:
    seeing, acting = caller_with(ledger, Right.SEE), caller_with(ledger, Right.ACT)

    @app.get(CUSTOMERS, tags=["records"])
    def customers(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)],
        search: Searched = "", standing: Searched = "", page: PageNumber = 1,
    ) -> CustomersShown:  # fmt: skip
        """LeafLink's customers beside QuickBooks's, as last seen."""
        del caller
        chosen = company_of(ledger, company)
        lists = ledger.lists(chosen)
        listed = lists.page(Wanted(Sort.CUSTOMER, search.strip(), standing.strip()), page)
        return CustomersShown(
            found=listed.found, page=listed.page, pages=listed.pages,
            customers=[_customer(one) for one in lists.customers(listed.rows)],
        )  # fmt: skip

    @app.get(ONE, tags=["records"])
    def customer(
        company: shapes.Called, customer: shapes.Record, caller: Annotated[Caller, Depends(seeing)]
    ) -> OneCustomer:
        """A customer field by field: both sides, what they last agreed on, whose word counts."""
        del caller
        return _one(ledger, company_of(ledger, company), customer)

    @app.post(f"{ONE}/decide", tags=["records"])
    def decide(
        company: shapes.Called, customer: shapes.Record, said: Kept,
        caller: Annotated[Caller, Depends(acting)],
    ) -> shapes.Done:  # fmt: skip
        """Keep one side's word in fields that both changed, as they were seen."""
        chosen = company_of(ledger, company)
        conflicts, person = ledger.parts(chosen).conflicts, caller.person.name
        try:
            taken = conflicts.decide(customer, said.side, person, shown=said.conflicts)
        except NothingToDecide as nothing:
            raise Refusal(409, str(nothing)) from nothing
        caller.tell(told_in_audit(taken, chosen.company))
        return shapes.Done(person=person, done=f"Kept {SPOKEN[said.side]}'s word.")


def _add_sure(app: FastAPI, ledger: LeafLedger) -> None:
    seeing, acting = caller_with(ledger, Right.SEE), caller_with(ledger, Right.ACT)

    @app.get(f"{CUSTOMERS}/sure", tags=["records"])
    def sure(company: shapes.Called, caller: Annotated[Caller, Depends(seeing)]) -> SureShown:
        """Whom a licence or an id proves, to be matched at once."""
        del caller
        reviews = ledger.parts(company_of(ledger, company)).reviewing.sure()
        pairs = [
            {"customer": one.customer.id, "name": one.customer.display_name,
             "quickbooks_id": one.sure.party.id, "name_in_quickbooks": one.sure.party.display_name}
            for one in reviews
            if one.sure is not None
        ]  # fmt: skip
        return SureShown(name=named(reviews), pairs=pairs)

    @app.post(f"{CUSTOMERS}/sure", tags=["records"])
    def take_sure(
        company: shapes.Called, said: SureTaken, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Match those that were seen; nobody else."""
        chosen = company_of(ledger, company)
        try:
            applied = ledger.parts(chosen).reviewing.accept_shown(said.name, caller.person.name)
        except SureChanged as changed:
            raise Refusal(409, str(changed)) from changed
        customers = plural(applied.matched, "customer", "customers")
        words = f"Matched {customers} that a licence or an id proves."
        caller.tell(Happening(Kind.MATCH, words, chosen.company))
        if applied.refused:
            raise Refusal(409, f"{words} {' '.join(applied.refused)}")
        return shapes.Done(person=caller.person.name, done=words)


def _customer(row: CustomerRow) -> CustomerShown:
    mine, theirs, difference = ("" if one is None else one.plain for one in row.amounts)
    return CustomerShown(
        customer=row.id, name=row.name, quickbooks_id=row.quickbooks_id,
        name_in_quickbooks=row.their_name, standing=row.standing.value, open_on_leaflink=mine,
        open_in_quickbooks=theirs, difference=difference,
    )  # fmt: skip


def _one(ledger: LeafLedger, company: Company, id_: str) -> OneCustomer:
    known = KnownCustomers(company.company, ledger.database)
    customer = known.as_seen([id_]).get(id_)
    if customer is None:
        raise Refusal(404, NOBODY)
    on_file = known.on_file(known.links([id_])).get(id_)
    terms = ledger.parts(company).known.terms()
    owners = ledger.policy(company).customers.owners
    fields = [
        FieldShown(
            field=one.name, leaflink=one.leaflink, quickbooks=one.quickbooks,
            agreed=list(one.agreed), counts=one.owner, word=one.word, conflict=one.conflict,
        )
        for one in beside(owners, customer, on_file, terms)
    ]  # fmt: skip
    lists = ledger.lists(company)
    (row,) = lists.customers([lists.one(Sort.CUSTOMER, id_)])
    return OneCustomer(**_customer(row).model_dump(), fields=fields)
