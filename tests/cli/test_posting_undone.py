"""`leafledger undo` and `leafledger redo` at the terminal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.cli.command_line import CommandLine


def _posted(line: CommandLine) -> tuple[Any, str]:
    """An accepted order that was just posted, and its invoice's number."""
    order = line.accepted()
    line.sync()
    return order, _live(line, order["number"])[0]["DocNumber"]


def _live(line: CommandLine, number: str) -> list[Any]:
    marker = f"LeafLink order {number}"
    return [
        one
        for one in line.books("Invoice")
        if marker in str(one.get("PrivateNote", "")) and Decimal(str(one["TotalAmt"]))
    ]


def test_the_plan_is_shown_and_nothing_changes_without_a_yes(connected: CommandLine) -> None:
    order, invoice = _posted(connected)
    ended = connected.run("undo", invoice)
    assert ended.exit_code == 0, ended.output
    assert f"voided: invoice {invoice} of $" in ended.stdout
    assert "nothing is changed yet" in ended.stdout
    assert "run the same with --yes" in ended.stdout
    assert len(_live(connected, order["number"])) == 1


def test_a_day_on_which_nothing_was_posted_ends_with_one(connected: CommandLine) -> None:
    refused = connected.refusal("undo", "--day", "2020-01-01", code=1)
    assert refused.startswith("Nothing was posted for this")


def test_an_order_is_undone_held_and_posted_again(connected: CommandLine) -> None:
    order, invoice = _posted(connected)
    done = connected.json("undo", invoice, "--yes", "--as", "Ann")
    [found] = done["orders"]
    [document] = found["documents"]
    assert document["fate"] == "voided"
    assert document["done"]
    assert done["carried_out"]
    assert done["person"] == "Ann"
    assert _live(connected, order["number"]) == []
    proof = connected.json("prove", code=1)
    [row] = [one for one in proof["details"] if one["number"] == order["number"]]
    assert row["standing"] == "waiting"
    assert row["why"].startswith("It was undone by Ann on ")
    assert Decimal(proof["at_stake"]) > 0
    held = connected.json("plan", order["number"])
    assert held["standing"].startswith("It was undone by Ann on ")
    assert held["steps"] == []
    told = connected.json("explain", order["number"])
    assert [one["step"] for one in told["plans"][-1]["steps"]] == [f'void invoice "{invoice}"']
    again = connected.json("redo", order["number"], "--as", "Ben")
    assert again["orders"] == [order["number"]]
    [live] = _live(connected, order["number"])
    assert live["DocNumber"] != invoice


def test_an_undo_that_waits_for_approval_says_that_nothing_was_carried_out(
    connected: CommandLine,
) -> None:
    order, invoice = _posted(connected)
    policy = next((connected.home / "policies").iterdir())
    limited = policy.read_text().replace("[approvals]\n", '[approvals]\nundo = { two = "1" }\n')
    policy.write_text(limited)
    told = connected.json("undo", invoice, "--yes", "--as", "Ann", code=1)
    assert not told["carried_out"]
    assert [one["done"] for one in told["orders"][0]["documents"]] == [False]
    [question] = told["questions"]
    assert question.endswith(f"waits. Run: leafledger approve {told['orders'][0]['order']}.")
    again = connected.run("undo", invoice, "--yes", "--as", "Ann")
    assert again.stdout.startswith("Nothing is undone yet: ")
    assert "not yet voided: invoice" in again.stdout
    assert "run the same with --yes" not in again.stdout
    connected.json("approve", order["number"], "--as", "Ben")
    connected.sync()
    assert _live(connected, order["number"]) == []


def test_asking_for_an_order_by_name_takes_its_undo_back(connected: CommandLine) -> None:
    order, invoice = _posted(connected)
    connected.json("undo", invoice, "--yes")
    assert _live(connected, order["number"]) == []
    connected.json("sync", "--order", order["number"], "--until-idle")
    assert len(_live(connected, order["number"])) == 1


def test_a_wrong_choice_is_told_plainly(connected: CommandLine) -> None:
    assert "either orders, or --day" in connected.refusal("undo")
    assert "either orders" in connected.refusal(
        "undo", "--day", "2026-01-01", "--policy-version", "1"
    )
    assert "is not a date" in connected.refusal("undo", "--day", "yesterday")
    order = connected.accepted()
    refused = connected.refusal("redo", order["number"])
    assert refused == f"Order {order['number'][-8:]} was not undone. Nothing was changed."


def test_what_cannot_be_undone_is_said_without_advice_to_try(connected: CommandLine) -> None:
    _, invoice = _posted(connected)
    company = connected.running.control
    company("quickbooks", "/company", {"closed_until": "2099-12-31"})
    try:
        ended = connected.run("undo", invoice, "--yes", "--as", "Ann")
    finally:
        company("quickbooks", "/company", {"closed_until": None})
    assert ended.exit_code == 1
    assert "Nothing of this can be undone, and nothing was changed" in ended.stdout
    assert f"kept: invoice {invoice} of $" in ended.stdout
    assert "--yes" not in ended.stdout
