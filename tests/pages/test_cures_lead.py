"""A cure that lies on another page leads to the very place."""

from __future__ import annotations

import pytest

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.dashboard.pages.attention_page import heading_of
from leafledger.dashboard.pages.leads import POLICY_GROUP, SET_ASIDE, leads
from leafledger.dashboard.policy_fields import GROUPS


def test_a_missing_choice_leads_to_a_group_that_the_policy_page_has() -> None:
    assert set(POLICY_GROUP.values()) <= {group.key for group in GROUPS}
    [(way, label), *_] = leads(QuestionKind.NO_CREDIT_ITEM, "")
    assert (way, label) == ("policy?open=credits#credits", "Choose it in the policy")


@pytest.mark.parametrize("kind", sorted(SET_ASIDE))
def test_an_order_that_cannot_be_posted_can_be_set_aside(kind: QuestionKind) -> None:
    assert ("orders/7%2Fx#set-aside", "Hold or skip the order") in leads(kind, "7/x")
    assert all("set-aside" not in way for way, _ in leads(kind, ""))


@pytest.mark.parametrize(
    ("kind", "name", "heading"),
    [
        ("order", "10492", "Order 10492"),
        ("order", "Order a8ea37f7", "Order a8ea37f7"),
        ("customer", "Green Mesa", "Customer Green Mesa"),
        ("payments", "10492", "Payments of order 10492"),
    ],
)
def test_a_heading_names_its_kind_once(kind: str, name: str, heading: str) -> None:
    assert heading_of(kind, name) == heading
