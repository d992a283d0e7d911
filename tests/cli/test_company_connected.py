"""`leafledger connect` says what it found and made; a file that lacks something is told by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine
from tests.running import StartSimulators

pytestmark = pytest.mark.server

MEMBERS = {
    "company", "name", "policy", "policy_kept", "orders_on_leaflink", "found", "changes", "refused",
    "transactions_posted",
}  # fmt: skip
NOT_MADE = {"Fault": {"type": "ValidationFault", "Error": [
    {"Message": "Account Period Closed", "Detail": "It cannot be made.", "code": "6000"},
]}}  # fmt: skip


def test_connecting_prints_what_the_contract_lists(
    simulators: StartSimulators, tmp_path: Path
) -> None:
    line = CommandLine(simulators("sample"), tmp_path / "home")
    invoices = line.books("Invoice")
    told = line.connect()
    assert set(told) == MEMBERS
    assert told["orders_on_leaflink"] == len(line.running.snapshot("leaflink")["orders"])
    assert (told["policy_kept"], told["refused"], told["transactions_posted"]) == (False, [], 0)
    assert told["changes"]
    assert Path(told["policy"]).is_relative_to(line.home)
    assert line.books("Invoice") == invoices


def test_connecting_again_adds_nothing_and_keeps_the_policy(connected: CommandLine) -> None:
    again = connected.connect()
    assert again["changes"] == []
    assert again["policy_kept"]


def test_connecting_in_words_names_the_next_command(new_home: CommandLine) -> None:
    ended = new_home.run("connect", "--credentials", str(new_home.running.credentials_file))
    assert ended.exit_code == 0
    assert "No transaction was posted." in ended.stdout
    assert "leafledger sync --since DATE" in ended.stdout


def test_what_quickbooks_would_not_make_needs_a_person(
    simulators: StartSimulators, tmp_path: Path
) -> None:
    line = CommandLine(simulators("sample"), tmp_path / "home")
    fault = {"kind": "status", "method": "POST", "path": "/account$", "status": 400}
    line.running.control("quickbooks", "/faults", {**fault, "body": NOT_MADE, "count": None})
    wanted = str(line.running.credentials_file)
    told = line.json("connect", "--credentials", wanted, code=1)
    assert told["refused"]


def test_what_quickbooks_could_not_make_now_is_made_by_connecting_again(
    simulators: StartSimulators, tmp_path: Path
) -> None:
    line = CommandLine(simulators("sample"), tmp_path / "home")
    fault = {"kind": "html", "method": "POST", "path": "/account$", "status": 502, "count": None}
    line.running.control("quickbooks", "/faults", fault)
    wanted = str(line.running.credentials_file)
    told = line.json("connect", "--credentials", wanted, code=1)
    assert told["refused"]
    for sentence in told["refused"]:
        assert "Ask for it again in a minute" in sentence
        assert "by itself" not in sentence


@pytest.mark.parametrize(
    ("side", "part"), [("leaflink", "api_key"), ("quickbooks", "refresh_token")]
)
def test_a_credentials_file_that_lacks_a_part_is_refused_by_its_name(
    new_home: CommandLine, tmp_path: Path, side: str, part: str
) -> None:
    whole = json.loads(new_home.running.credentials_file.read_text())
    del whole[side][part]
    lacking = tmp_path / "lacking.json"
    lacking.write_text(json.dumps(whole))
    sentence = new_home.refusal("connect", "--credentials", str(lacking))
    assert f"{side}.{part} missing or wrong" in sentence
    values = [str(value) for one in whole.values() for value in one.values()]
    assert not [value for value in values if len(value) > 4 and value in sentence]


def test_a_credentials_file_that_is_not_there_is_refused(new_home: CommandLine) -> None:
    sentence = new_home.refusal("connect", "--credentials", str(new_home.home / "nowhere.json"))
    assert "cannot be read" in sentence


def test_a_key_that_leaflink_does_not_know_cannot_reach(
    new_home: CommandLine, tmp_path: Path
) -> None:
    whole = json.loads(new_home.running.credentials_file.read_text())
    whole["leaflink"]["api_key"] = "0" * 40
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(whole))
    sentence = new_home.refusal("connect", "--credentials", str(wrong), code=3)
    assert "LeafLink" in sentence
    assert "0" * 40 not in new_home.said


@pytest.mark.parametrize("command", ["sync", "prove", "plan 10492", "explain 10492"])
def test_before_connecting_every_command_names_the_way(new_home: CommandLine, command: str) -> None:
    sentence = new_home.refusal(*command.split())
    assert sentence == "No company is connected yet. Run: leafledger connect --credentials FILE"


@pytest.mark.parametrize("command", ["sync", "prove", "plan 10492", "explain 10492"])
def test_a_company_that_is_not_connected_is_named(unposted: CommandLine, command: str) -> None:
    sentence = unposted.refusal(*command.split(), "--company", "sunny-side")
    assert sentence == 'No company called "sunny-side" is connected.'


def test_a_company_is_known_by_leaflinks_number_too(unposted: CommandLine) -> None:
    number = unposted.running.leaflink["company_id"]
    assert unposted.json("prove", "--company", str(number))["orders"] == 0


def test_a_setting_that_cannot_be_used_is_named(new_home: CommandLine) -> None:
    ended = new_home.run("prove", LEAFLEDGER_PACE_FACTOR="fast")
    assert ended.exit_code == 2
    assert "LEAFLEDGER_PACE_FACTOR takes a number" in ended.stderr
