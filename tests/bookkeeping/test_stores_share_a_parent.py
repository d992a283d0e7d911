"""Stores of one chain become sub-customers where the policy says by what they are known (A9.2)."""

from __future__ import annotations

import pytest

from leafledger.bookkeeping.chains import Chain, chains_of
from leafledger.bookkeeping.customer_changes import CustomerKeeper, CustomerOnFile, Kept
from leafledger.bookkeeping.known_records import Counterparts, Link
from leafledger.bookkeeping.parents import Parents
from leafledger.bookkeeping.policy import Chains, Customers
from leafledger.commerce.customers import Customer
from leafledger.ledger.parties import KnownParty, Party, PartyChange
from leafledger.ledger.pointers import Known, Pending, RecordKind
from tests.examples.scene import usual_company

DENVER = Customer("1", "Green Mesa - Denver", partner="6001")
BOULDER = Customer("2", "Green Mesa - Boulder", partner="6001")
OTHER = Customer("3", "Lakeshore Provisioning", partner="6002")
QUIET = Customers(write_quickbooks_id=False)


def kept(customer: Customer, known: Counterparts, *, ours: bool = True) -> Kept:
    """What a store of the chain needs, its QuickBooks customer being without a parent."""
    chains = chains_of([DENVER, BOULDER, OTHER], Chains.BY_PARTNER)
    claimed = {party.display_name.casefold() for party in known.parties}
    party = KnownParty(f"5{customer.id}", "0", customer.name, company_name=customer.name)
    on_file = CustomerOnFile(Link(f"customer:{customer.id}", party.id), party, ours=ours)
    keeper = CustomerKeeper(QUIET, usual_company(), claimed)
    return Parents(chains, known, claimed).with_parent(customer, on_file, keeper)


@pytest.mark.parametrize(
    ("by", "key"), [(Chains.BY_PARTNER, "6001"), (Chains.BY_NAME, "greenmesa")]
)
def test_stores_are_known_by_their_company_or_by_their_name(by: Chains, key: str) -> None:
    chain = Chain(key, "Green Mesa")
    assert chains_of([DENVER, BOULDER, OTHER], by) == {"1": chain, "2": chain}


def test_no_chain_is_looked_for_unless_the_policy_says_so() -> None:
    assert chains_of([DENVER, BOULDER], Chains.OFF) == {}


def test_one_store_alone_is_no_chain() -> None:
    assert chains_of([DENVER, OTHER], Chains.BY_PARTNER) == {}


def test_a_trade_name_that_all_stores_share_names_the_chain() -> None:
    stores = [Customer(i, f"Store {i} LLC", partner="7", trade_name="Mesa Cannabis") for i in "12"]
    assert chains_of(stores, Chains.BY_PARTNER)["1"].name == "Mesa Cannabis"


def test_a_missing_parent_is_made_before_its_store_points_to_it() -> None:
    make, amend = kept(DENVER, Counterparts()).plan.steps
    assert isinstance(make.content, Party)
    assert (make.record, make.content.display_name) == ("customer:chain:6001", "Green Mesa")
    assert isinstance(amend.content, PartyChange)
    assert amend.content.parent == Pending(RecordKind.CUSTOMER, "customer:chain:6001", "Green Mesa")


def test_a_parent_whose_name_a_vendor_has_is_told_apart() -> None:
    known = Counterparts(parties=(KnownParty("9", "0", "green mesa", active=False),))
    make, _ = kept(DENVER, known).plan.steps
    assert isinstance(make.content, Party)
    assert make.content.display_name == "Green Mesa (chain)"


def test_a_parent_that_is_there_is_pointed_to() -> None:
    link = Link("customer:chain:6001", "40", "Green Mesa")
    (amend,) = kept(BOULDER, Counterparts(links={link.record: link})).plan.steps
    assert isinstance(amend.content, PartyChange)
    assert amend.content.parent == Known(RecordKind.CUSTOMER, "40", "Green Mesa")


def test_a_customer_of_nearly_the_chains_name_is_asked_about() -> None:
    known = Counterparts(parties=(KnownParty("58", "0", "Green-Mesa Inc"),))
    found = kept(DENVER, known)
    (asked,) = found.questions
    assert "match customer chain:6001" in asked.cure
    assert found.plan.steps == ()


def test_a_customer_that_we_did_not_make_is_not_moved_below_a_parent() -> None:
    assert kept(DENVER, Counterparts(), ours=False).plan.steps == ()


def test_a_customer_of_no_chain_has_no_parent() -> None:
    assert kept(OTHER, Counterparts()).plan.steps == ()
