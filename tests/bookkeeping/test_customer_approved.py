"""Which LeafLink customers come into QuickBooks before their first order (A9.1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leafledger.bookkeeping.customers import Directory, new_customer_of
from leafledger.bookkeeping.known_records import Counterparts
from leafledger.bookkeeping.plan import Operation, Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.commerce.customers import Customer
from leafledger.ledger.parties import KnownParty, Party
from tests.examples.scene import usual_policy

# LeafLink's own ids of the seller's customer statuses: a lead, a buyer, a house account.
LEAD, BUYER, HOUSE = "11", "12", "13"
GREEN_MESA = Customer("8841", "Green Mesa", licence="402R-00123", partner="6001", status=BUYER)


def came_in(customer: Customer, *parties: KnownParty, **choices: Any) -> Plan | None:
    """What becomes of a customer nobody ordered for, under some choices of the policy."""
    policy = Policy.model_validate(usual_policy() | {"customers": choices})
    return new_customer_of(customer, Directory(Counterparts(parties=parties)), policy)


@pytest.mark.parametrize(
    ("customer", "comes"),
    [
        (GREEN_MESA, True),
        (replace(GREEN_MESA, status=HOUSE), True),
        (replace(GREEN_MESA, status=LEAD), False),
        (replace(GREEN_MESA, status=""), False),
        # The seller's own word for it counts, whatever LeafLink knows of the buyer.
        (replace(GREEN_MESA, licence="", partner=""), True),
        (replace(GREEN_MESA, archived=True), False),
    ],
)
def test_the_statuses_that_mean_approved_are_the_owners_choice(
    customer: Customer, comes: bool
) -> None:
    plan = came_in(customer, create_on="approved", approved_status=(BUYER, HOUSE))
    assert (plan is not None) is comes
    if plan is not None:
        (step,) = plan.steps
        assert (step.operation, step.record) == (Operation.CREATE, "customer:8841")
        assert isinstance(step.content, Party)
        assert step.content.display_name == "Green Mesa"


@pytest.mark.parametrize(
    ("customer", "comes"),
    [
        (replace(GREEN_MESA, status=""), True),
        (replace(GREEN_MESA, licence=""), False),
        (replace(GREEN_MESA, partner=""), False),
        (replace(GREEN_MESA, archived=True), False),
    ],
)
def test_without_that_choice_a_licence_and_a_company_on_leaflink_approve(
    customer: Customer, comes: bool
) -> None:
    assert (came_in(customer, create_on="approved") is not None) is comes


def test_the_statuses_mean_nothing_where_a_first_order_is_waited_for() -> None:
    assert came_in(GREEN_MESA, approved_status=(BUYER,)) is None


def test_an_approved_customer_that_is_like_somebody_is_asked_about_and_not_made() -> None:
    near = KnownParty("58", "0", "Green Mesa")
    plan = came_in(GREEN_MESA, near, create_on="approved", approved_status=(BUYER,))
    assert plan is not None
    assert plan.steps == ()
    (asked,) = plan.questions
    assert asked.kind is QuestionKind.SIMILAR_CUSTOMER
    assert asked.happened.startswith('Customer "Green Mesa" is approved on LeafLink.')


def test_an_approved_customer_with_the_same_licence_is_matched() -> None:
    known = KnownParty("58", "0", "GM Holdings", text="Licence 402R-00123")
    plan = came_in(GREEN_MESA, known, create_on="approved", approved_status=(BUYER,))
    assert plan is not None
    (step,) = plan.steps
    assert step.operation is Operation.LINK
