"""`leafledger deposits` makes of what lies in Undeposited Funds what the bank shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from leafledger.figures.money import Money
from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server
DAY = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
# Of 30.01 nobody can tell whether it is the first check or the other two.
CHECKS = {"1001": "30.01", "1002": "20.01", "1003": "10.00"}


def _leaflink(line: CommandLine, method: str, path: str, body: object = None) -> Any:
    leaflink = line.running.leaflink
    answer = httpx2.request(
        method, leaflink["base_url"] + path, content=None if body is None else json.dumps(body),
        headers={"authorization": f"App {leaflink['api_key']}"}, trust_env=False,
    )  # fmt: skip
    assert answer.is_success, answer.text
    return answer.json()


def _pay(line: CommandLine, order: str, payments: Mapping[str, str]) -> None:
    staff = _leaflink(line, "GET", "company-staff/")["results"][0]["id"]
    for reason, amount in payments.items():
        body = {
            "order": order, "recorded_by": staff, "total": amount, "payment_type": "check",
            "payment_date": datetime.now(UTC).isoformat(), "reason": reason,
        }  # fmt: skip
        _leaflink(line, "POST", "order-payments/", body)


def _checks(line: CommandLine) -> dict[str, Any]:
    listed = line.json("deposits")["undeposited"]
    return {one["reference"]: one for one in listed if one["reference"] in CHECKS}


def test_a_bank_line_is_deposited_shown_and_taken_back(connected: CommandLine) -> None:
    line = connected
    order = line.accepted()["number"]
    _pay(line, order, {f"check {number}": amount for number, amount in CHECKS.items()})
    line.sync()
    checks = _checks(line)
    assert {number: one["amount"] for number, one in checks.items()} == CHECKS
    assert all(one["order"] and one["customer"] for one in checks.values())
    bank = next(one["Name"] for one in line.books("Account") if one["AccountType"] == "Bank")
    asked = ("deposits", "make", "--date", DAY, "--account", bank, "--amount", "30.01")
    ways = line.json(*asked, code=1)["ways"]
    assert [sorted(one["reference"] for one in way) for way in ways] == [["1001"], ["1002", "1003"]]
    in_words = line.run(*asked)
    assert "Name those that are on the bank's line." in in_words.stderr
    assert "1002" in in_words.stdout
    made = line.json(*asked, checks["1002"]["payment"], checks["1003"]["payment"])
    assert (made["amount"], made["account"], made["stands"]) == ("30.01", bank, True)
    assert set(_checks(line)) == {"1001"}
    listed = line.run("deposits").stdout
    assert made["deposit"] in listed
    assert "lies in Undeposited Funds." in listed
    back = line.run("deposits", "undo", made["deposit"])
    assert "The deposit of 30.01 is taken back" in back.stdout
    assert set(_checks(line)) == set(CHECKS)
    all_good = line.json("deposits")
    _pay(line, order, {"NSF check 1003": "-10.00"})
    line.sync()
    one_back = line.json("deposits")
    assert Decimal(one_back["came_back"]) - Decimal(all_good["came_back"]) == 10
    assert Decimal(all_good["total"]) - Decimal(one_back["total"]) == 10
    assert _checks(line)["1003"]["came_back"]
    told = line.run("deposits").stdout
    assert f"Not in it: {Money.of(one_back['came_back'])} of payments that came back." in told


def test_a_bank_line_without_its_day_or_amount_is_refused(unposted: CommandLine) -> None:
    refused = unposted.refusal("deposits", "make", "--amount", "30")
    assert refused == "Give the bank line's day like this: --date 2026-11-05."
    for amount in ("30.005", "0", "much"):
        refused = unposted.refusal("deposits", "make", "--date", DAY, "--amount", amount)
        assert "above zero and to the cent" in refused


def test_a_bank_that_quickbooks_does_not_have_is_refused(unposted: CommandLine) -> None:
    asked = ("deposits", "make", "--date", DAY, "--amount", "30", "--account", "Piggy bank")
    refused = unposted.refusal(*asked, code=1)
    assert refused.startswith('QuickBooks has no bank account called "Piggy bank".')
