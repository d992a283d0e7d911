"""`leafledger approve` and `leafledger decide` take a person's word, or say that none is asked."""

from __future__ import annotations

import pytest

from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server


def test_a_waiting_invoice_is_approved_by_its_order(connected: CommandLine) -> None:
    policy = next((connected.home / "policies").iterdir())
    limited = policy.read_text().replace("[approvals]\n", '[approvals]\ninvoice = { one = "1" }\n')
    policy.write_text(limited)
    order = connected.accepted()
    told = connected.sync(code=1)
    assert "needs_approval" in {one["kind"] for one in told["questions"]}
    shown = connected.json("plan", order["number"], code=1)
    assert [one["kind"] for one in shown["questions"]] == ["needs_approval"]
    done = connected.json("approve", order["number"], "--as", "Ann")
    assert done["person"] == "Ann"
    assert [one["new"] for one in done["approved"]] == [True]
    assert "waits for the approval of one person" in done["approved"][0]["text"]
    again = connected.run("approve", order["number"], "--as", "Ann")
    assert "Ann had approved this before" in again.stdout
    assert connected.json("plan", order["number"])["questions"] == []


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
    assert unposted.run("decide", "10492", "perhaps").exit_code == 2
