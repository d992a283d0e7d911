"""`leafledger approve` and `leafledger decide` take a person's word, or say that none is asked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.command_line import CommandLine
from tests.cli.people_here import add

pytestmark = pytest.mark.server


def _waiting(line: CommandLine) -> Any:
    """An order whose invoice waits for the approval of one person."""
    policy = next((line.home / "policies").iterdir())
    limited = policy.read_text().replace("[approvals]\n", '[approvals]\ninvoice = { one = "1" }\n')
    policy.write_text(limited)
    order = line.accepted()
    told = line.sync(code=1)
    assert "needs_approval" in {one["kind"] for one in told["questions"]}
    return order


def test_a_waiting_invoice_is_approved_by_its_order(connected: CommandLine) -> None:
    order = _waiting(connected)
    shown = connected.json("plan", order["number"], code=1)
    assert [one["kind"] for one in shown["questions"]] == ["needs_approval"]
    done = connected.json("approve", order["number"], "--as", "Ann")
    assert done["person"] == "Ann"
    assert [one["new"] for one in done["approved"]] == [True]
    assert "waits for the approval of one person" in done["approved"][0]["text"]
    again = connected.run("approve", order["number"], "--as", "Ann")
    assert "Ann had approved this before" in again.stdout
    assert connected.json("plan", order["number"])["questions"] == []


def test_only_somebody_who_may_approve_approves_where_people_sign_in(
    connected: CommandLine,
) -> None:
    order = _waiting(connected)
    add(connected, "Olive Owner", "olive", "owner")
    add(connected, "Bo Keeper", "bo", "bookkeeper")
    add(connected, "Ada Prover", "ada@example.com", "approver")
    for name, why in (
        ("Ann", 'Nobody here is called "Ann".'),
        ("Bo Keeper", "Bo Keeper is here as bookkeeper and may not approve."),
    ):
        sentence = connected.refusal("approve", order["number"], "--as", name)
        assert sentence.startswith(why)
        assert "Nothing was changed. Name somebody who may with --as NAME" in sentence
    connected.run("people", "disable", "ada@example.com")
    gone = connected.refusal("approve", order["number"], "--as", "ada@example.com")
    assert gone.startswith("Ada Prover is let in no more.")
    add(connected, "Rita Reader", "rita", "reader")
    for words in (("decide", order["number"], "keep"), ("undo", order["number"], "--yes")):
        assert "may not act" in connected.refusal(*words, "--as", "rita")
    connected.run("people", "enable", "ada@example.com")
    done = connected.json("approve", order["number"], "--as", " ADA@example.com")
    assert done["person"] == "Ada Prover"


def test_what_was_not_shown_is_not_approved(connected: CommandLine) -> None:
    order = _waiting(connected)
    [shown] = connected.json("plan", order["number"], code=1)["questions"]
    assert shown["about"].removeprefix("approval:") in connected.run("plan", order["number"]).stdout
    refused = connected.refusal("approve", order["number"], "--shown", "another plan")
    assert "it reads otherwise now. Nothing was approved." in refused
    done = connected.json("approve", order["number"], "--shown", shown["about"])
    assert [one["new"] for one in done["approved"]] == [True]


def test_nothing_is_approved_where_nothing_waits(connected: CommandLine) -> None:
    order = connected.accepted()
    sentence = connected.refusal("approve", order["number"])
    assert sentence == "Nothing of this order waits for an approval."


def test_nothing_is_decided_where_nothing_was_changed_by_hand(connected: CommandLine) -> None:
    order = connected.accepted()
    sentence = connected.refusal("decide", order["number"], "keep")
    assert "was changed by hand in QuickBooks" in sentence
    assert "Nothing was decided." in sentence


def test_only_three_words_decide(unposted: CommandLine) -> None:
    assert "Say keep, restore or adopt" in unposted.refusal("decide", "10492", "perhaps")
    assert "Say keep" in unposted.refusal("decide", "10492", "keep", "--keep", "leaflink")


def test_a_side_is_named_for_a_customer_that_waits(unposted: CommandLine) -> None:
    assert "--keep leaflink" in unposted.refusal("decide", "customer", "Green Mesa")
    nobody = unposted.refusal("decide", "customer", "Green Mesa", "--keep", "quickbooks")
    assert nobody == 'No customer called "Green Mesa" waits for a word. Nothing was decided.'
