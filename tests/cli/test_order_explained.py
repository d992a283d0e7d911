"""`leafledger explain` tells why each line is there, for an order or for its document."""

from __future__ import annotations

import pytest

from leafledger.reconciliation.explaining import source_in_words
from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server

MEMBERS = {"order", "plans", "links", "questions"}


def test_an_order_that_was_never_posted_has_no_story(unposted: CommandLine) -> None:
    number = unposted.accepted()["number"]
    assert unposted.json("explain", number)["plans"] == []
    assert "Nothing was ever posted" in unposted.run("explain", number).stdout


def test_a_posted_order_is_explained_with_requests_and_outcomes(posted: CommandLine) -> None:
    order = posted.accepted()
    story = posted.json("explain", order["number"])
    assert set(story) == MEMBERS
    (plan,) = story["plans"]
    assert {"written_at", "carried_out", "policy_version", "steps"} <= set(plan)
    invoice = plan["carried_out"][-1]
    assert invoice["request_id"]
    assert invoice["outcomes"][-1]["state"] == "done"
    assert f"order:{order['number']}" in story["links"]
    in_words = posted.run("explain", order["number"]).stdout
    assert invoice["request_id"] in in_words
    assert "done: create invoice" in in_words
    assert in_words[:4] == plan["written_at"][:4], "no empty line before the first plan"
    sources = {one["source"] for step in plan["steps"] for one in step["reasons"]}
    assert "order.status, event log" in sources
    assert "LeafLink order: status, event log)" in in_words
    assert "order.status" not in in_words


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("customer.id=148038", "LeafLink customer 148038"),
        ("customer.available_payment_options", "LeafLink customer: available payment options"),
        ("order.total, credits", "LeafLink order: total, credits"),
        (
            "order.selected_payment_option.payment_term",
            "LeafLink order: selected payment option, payment term",
        ),
        (
            "line_items[8412].quantity, unit_multiplier, sale_price",
            "LeafLink order line 8412: quantity, unit multiplier, sale price",
        ),
        ("order-payments 9101", "LeafLink payment 9101"),
        ("credits 5009 applied_to", "LeafLink credit 5009: applied to"),
        ("event log", "LeafLink event log"),
        ("chain=partner_77", "LeafLink chain partner_77"),
        ("payout statement PO-7_b", "payout statement PO-7_b"),
        ("leafledger undo", "leafledger undo"),
    ],
)
def test_a_source_is_told_in_words(source: str, said: str) -> None:
    assert source_in_words(source) == said


def test_an_invoice_is_explained_by_its_own_number(posted: CommandLine) -> None:
    number = posted.accepted()["number"]
    proof = posted.json("prove")["details"]
    (document,) = next(one["documents"] for one in proof if one["number"] == number)
    assert posted.json("explain", document)["order"] == number


def test_what_nobody_knows_cannot_be_explained(unposted: CommandLine) -> None:
    assert unposted.refusal("explain", "10492") == "LeafLink shows no order called 10492."
