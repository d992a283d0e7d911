"""People and tokens are looked after in the terminal; no password is shown; all of it is told."""

from __future__ import annotations

import pytest

from leafledger.assembly import LeafLedger
from leafledger.journal.audit import Wanted
from leafledger.settings import read_settings
from tests.cli.command_line import CommandLine
from tests.cli.people_here import PASSWORD, add, typed

pytestmark = pytest.mark.server


def told(line: CommandLine) -> list[str]:
    ledger = LeafLedger(read_settings(line.environment))
    try:
        return [row.what.words for row in ledger.audit.every(Wanted())]
    finally:
        ledger.close()


def test_people_are_added_changed_and_listed(new_home: CommandLine) -> None:
    add(new_home, "Olive Owner", "olive", "owner")
    add(new_home, "Bo Keeper", "Bo@Example.com", "bookkeeper")
    assert new_home.json("people", "set-role", "bo@example.com", "approver")["role"] == "approver"
    assert new_home.json("people", "disable", "bo@example.com")["active"] is False
    assert new_home.json("people", "enable", "bo@example.com")["active"] is True
    listed = new_home.json("people", "list")
    assert [(one["name"], one["role"]) for one in listed] == [
        ("Bo Keeper", "approver"), ("Olive Owner", "owner"),
    ]  # fmt: skip
    assert PASSWORD not in new_home.said
    assert "Olive Owner" in new_home.run("people", "list").stdout
    assert "Changed the role of Bo Keeper." in told(new_home)


def test_a_person_sees_the_companies_an_owner_names(connected: CommandLine) -> None:
    add(connected, "Olive Owner", "olive", "owner")
    add(connected, "Bo Keeper", "bo", "bookkeeper")
    company = connected.json("prove")["company"]
    limited = connected.json("people", "set-companies", "bo", "--only", company)
    assert limited["companies"] == [company]
    assert company in connected.run("people", "list").stdout
    assert "No company called nowhere" in connected.refusal(
        "people", "set-companies", "bo", "--only", "nowhere"
    )
    assert "An owner looks after all" in connected.refusal(
        "people", "set-companies", "olive", "--only", company
    )
    assert connected.json("people", "set-companies", "bo")["companies"] is None


def test_what_cannot_be_is_told_in_a_sentence(new_home: CommandLine) -> None:
    add(new_home, "Olive Owner", "olive", "owner")
    assert "last owner" in new_home.refusal("people", "disable", "olive")
    assert "Nobody here" in new_home.refusal("people", "set-role", "bo", "reader")
    assert add(new_home, "olive owner", "other", "reader", code=2) is not None
    with typed("short"):
        ended = new_home.run("people", "set-password", "olive", "--password-stdin")
    assert ended.exit_code == 2
    assert "at least 15 signs" in ended.stderr


def test_a_token_is_shown_once_and_revoked_for_good(new_home: CommandLine) -> None:
    add(new_home, "Olive Owner", "olive", "owner")
    made = new_home.json("tokens", "add", "robot", "--for", "olive", "--scope", "read")
    assert made["token"].startswith("leafledger_")
    assert made["scopes"] == ["read"]
    assert made["token"] not in new_home.run("tokens", "list").output
    assert "token" not in new_home.json("tokens", "list")[0]
    new_home.run("tokens", "revoke", "robot")
    assert new_home.json("tokens", "list")[0]["revoked_at"]
    assert "No token" in new_home.refusal("tokens", "revoke", "robot")
    assert told(new_home)[:2] == [
        "Revoked the token robot.",
        "Made the token robot for Olive Owner.",
    ]


def test_a_connection_stands_in_the_audit_log(unposted: CommandLine) -> None:
    assert any(words.startswith("Connected ") for words in told(unposted))
