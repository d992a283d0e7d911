"""`leafledger explain` tells why each line is there, for an order or for its document."""

from __future__ import annotations

import pytest

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


def test_an_invoice_is_explained_by_its_own_number(posted: CommandLine) -> None:
    number = posted.accepted()["number"]
    proof = posted.json("prove")["details"]
    (document,) = next(one["documents"] for one in proof if one["number"] == number)
    assert posted.json("explain", document)["order"] == number


def test_what_nobody_knows_cannot_be_explained(unposted: CommandLine) -> None:
    assert unposted.refusal("explain", "10492") == "LeafLink shows no order called 10492."
