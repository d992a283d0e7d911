"""`leafledger hold`, `skip` and `release` take a person's word about one order, with its reason."""

from __future__ import annotations

import pytest

from tests.cli.command_line import CommandLine
from tests.cli.people_here import add

pytestmark = pytest.mark.server


def test_a_held_order_is_not_posted_until_it_is_released(connected: CommandLine) -> None:
    order = connected.accepted()
    number = order["number"]
    done = connected.json("hold", number, "--why", "the buyer disputes it", "--as", "Ann")
    assert (done["word"], done["person"]) == ("held", "Ann")
    told = connected.sync()
    assert told["questions"] == []
    refused = connected.refusal("sync", "--order", number, code=1)
    assert refused.startswith("Nothing was posted. Ann held it on ")
    assert connected.json("plan", number)["steps"] == []
    rows = connected.json("prove", code=1)["details"]
    [waits] = [one for one in rows if one["number"] == number]
    assert waits["standing"] == "waiting"
    assert "the buyer disputes it" in waits["why"]
    said = connected.run("release", number).stdout
    assert "is not held any more" in said
    connected.sync()
    rows = connected.json("prove")["details"]
    assert [one["standing"] for one in rows if one["number"] == number] == ["proved"]


def test_a_word_needs_a_reason_and_somebody_who_may_give_it(connected: CommandLine) -> None:
    number = connected.accepted()["number"]
    assert connected.run("skip", number).exit_code == 2
    assert "Say why" in connected.refusal("skip", number, "--why", " ")
    assert "neither held nor skipped" in connected.refusal("release", number)
    add(connected, "Olive Owner", "olive", "owner")
    add(connected, "Rita Reader", "rita", "reader")
    assert "may not act" in connected.refusal("skip", number, "--why", "a gift", "--as", "rita")
    said = connected.run("skip", number, "--why", "a gift", "--as", "olive").stdout
    assert 'is skipped: "a gift"' in said
    again = connected.refusal("skip", number, "--why", "a gift", "--as", "olive")
    assert again.startswith("It is skipped already: Olive Owner said so on ")
