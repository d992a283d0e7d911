"""A cure that lies on another page leads to the very place."""

from __future__ import annotations

import pytest

from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.clerk.hand_edits import HandEdit
from leafledger.clerk.policy_fields import GROUPS
from leafledger.dashboard.matters import MATCHED_BY_A_PERSON
from leafledger.dashboard.pages.attention_page import heading_of
from leafledger.dashboard.pages.cures import (
    TO_KEEP,
    TO_LOOK_AT_THE_DEPOSIT,
    cures_of,
    page_of,
    words_of,
)
from leafledger.dashboard.pages.leads import POLICY_GROUP, SET_ASIDE, leads
from leafledger.figures.money import Money
from leafledger.journal.open_questions import OpenQuestion


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


def test_a_customer_that_both_sides_changed_is_decided_on_its_page() -> None:
    asked = Question(
        QuestionKind.CUSTOMER_CONFLICT, "customer:8841", "Its telephone was changed on both sides.",
        "Nothing was changed.", "Run: leafledger decide customer.", Money.zero(),
    )  # fmt: skip
    waits = OpenQuestion("customer:8841", "Green Mesa", asked, "2026-11-02T09:00:00+00:00")
    page, again = cures_of(waits, (), None)
    assert (page.way, page.presses[0].label, page.is_link) == (
        "customers/8841", "Look and decide", True,
    )  # fmt: skip
    assert again.way == "look-again"
    assert words_of(waits, [page, again]) == TO_KEEP


def test_a_chain_has_no_page_of_its_own() -> None:
    assert page_of("product:a/b") == "products/a%2Fb"
    assert page_of("customer:chain:mesa") == ""
    assert page_of("order:10492") == ""


def test_a_deposit_that_does_not_add_up_leads_to_its_page() -> None:
    asked = Question(
        QuestionKind.DEPOSIT_DOES_NOT_ADD_UP, "deposit:2026-11-05-4f0c2a", "A payment was voided.",
        "Nothing was entered.", "Run: leafledger deposits undo.", Money.of("10.00"),
    )  # fmt: skip
    waits = OpenQuestion(asked.about, "2026-11-05-4f0c2a", asked, "2026-11-05T09:00:00+00:00")
    page, again = cures_of(waits, (), None)
    assert (page.way, page.is_link) == ("payments/deposits/made/2026-11-05-4f0c2a", True)
    assert again.way == "look-again"
    assert words_of(waits, [page, again]) == TO_LOOK_AT_THE_DEPOSIT


# What only a person at LeafLink, in QuickBooks or at the bank can put right: the page says what.
CURED_ELSEWHERE = {
    QuestionKind.CUSTOMER_OWES,
    QuestionKind.PAYMENT_WITHOUT_INVOICE,
    QuestionKind.PAYMENT_BY_CREDIT,
    QuestionKind.PAYMENT_LOCKED,
    QuestionKind.TAKEN_BACK_TWICE,
    QuestionKind.CREDIT_USED_IN_QUICKBOOKS,
    QuestionKind.CREDIT_WITHOUT_INVOICE,
    QuestionKind.DEPOSIT_DOES_NOT_ADD_UP,
}
OF_A_RECORD = {
    QuestionKind.CUSTOMER_CONFLICT: "customer:7",
    **dict.fromkeys(MATCHED_BY_A_PERSON, "product:7"),
}


@pytest.mark.parametrize("kind", sorted(QuestionKind))
def test_every_cause_has_a_cure_on_the_page(kind: QuestionKind) -> None:
    zero = Money.zero()
    question = Question(kind, OF_A_RECORD.get(kind, "payment:7:1:2"), "It.", "So.", "Do.", zero)
    asked = OpenQuestion("order:7/x", "7", question, "2026-11-02T10:00:00+00:00")
    edit = HandEdit((), zero, zero, zero, "as it was", is_gone=False)
    ways = {cure.way for cure in cures_of(asked, (), edit)} - {"look-again"}
    assert bool(ways) != (kind in CURED_ELSEWHERE)
