"""`leafledger payouts import` and `leafledger clearing`: a statement in, an account explained."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import httpx2

from tests.cli.command_line import CommandLine

A_WEEK = 8 * 86_400


def statement(line: CommandLine, folder: Path) -> str:
    """LeafLink pays an order out, and a person downloads the statement."""
    number = line.accepted()["number"]
    line.running.control("leaflink", "/payouts", {"action": "direct", "order": number})
    line.running.control("leaflink", "/clock", {"advance_seconds": A_WEEK})
    address = line.running.leaflink["control_url"].rstrip("/") + "/payouts?format=csv"
    path = folder / "payouts.csv"
    path.write_bytes(httpx2.get(address, trust_env=False).content)
    return str(path)


def choose_bank(line: CommandLine) -> None:
    """The owner names the bank in the policy file."""
    (policy,) = (line.home / "policies").glob("*.toml")
    (bank, *_) = [one for one in line.books("Account") if one["AccountType"] == "Bank"]
    chosen = f'[payments]\nbank = {{ id = "{bank["Id"]}", name = "{bank["Name"]}" }}'
    policy.write_text(policy.read_text().replace("[payments]", chosen, 1))


def test_a_statement_is_imported_and_clearing_is_explained(
    connected: CommandLine, tmp_path: Path
) -> None:
    line = connected
    path = statement(line, tmp_path)
    assert "no first day yet" in line.refusal("payouts", "import", path)
    line.sync()
    told = line.json("payouts", "import", path, code=1)
    (waits,) = told["payouts"][0]["questions"]
    assert "Choose an account as payments.bank in the policy" in waits
    found = line.json("clearing")
    assert found["difference"] == "0.00"
    assert Decimal(found["balance"]) == Decimal(found["in_transit"][0]["amount"]) > 0
    choose_bank(line)
    (again,) = line.json("payouts", "import", path)["payouts"]
    assert (again["outcome"], again["questions"]) == ("already there", [])
    found = line.json("clearing")
    assert (found["balance"], found["difference"], found["in_transit"]) == ("0.00", "0.00", [])
    assert found["payouts"][0]["net"] == again["net"]
    planned = line.json("plan", again["payout"])
    assert (planned["standing"], planned["steps"]) == ("It is in QuickBooks.", [])
    (link,) = line.json("explain", again["payout"])["links"][f"payout:{again['payout']}"]
    (chapter,) = line.json("explain", link["quickbooks_id"])["plans"]
    (step,) = chapter["steps"]
    assert (step["kind"], step["document"]["total"]) == ("Deposit", again["net"])
    assert step["document"]["parts"][0]["account"] == "LeafLink clearing"
    assert step["reasons"][0]["law"] == "A6.5"
    assert "create deposit" in line.run("explain", again["payout"]).stdout
    in_words = line.run("clearing")
    assert "LeafLink clearing shows $0.00; every cent is explained." in in_words.stdout


def test_a_file_that_is_no_statement_is_refused_with_a_sentence(
    connected: CommandLine, tmp_path: Path
) -> None:
    line = connected
    line.sync()
    missing = line.refusal("payouts", "import", str(tmp_path / "nothing.csv"))
    assert missing.endswith("No such file or directory. Nothing was imported.")
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert "no column for: payout_id" in line.refusal("payouts", "import", str(other))


def test_a_payout_above_the_limit_waits_for_a_person_and_is_approved_by_its_number(
    connected: CommandLine, tmp_path: Path
) -> None:
    line = connected
    path = statement(line, tmp_path)
    line.sync()
    choose_bank(line)
    (policy,) = (line.home / "policies").glob("*.toml")
    text = policy.read_text()
    policy.write_text(text.replace("[approvals]", '[approvals]\npayment = { one = "1" }', 1))
    (waits,) = line.json("payouts", "import", path, code=1)["payouts"]
    (question,) = waits["questions"]
    assert f"Run: leafledger approve {waits['payout']}" in question
    (approved,) = line.json("approve", waits["payout"], "--as", "Ann")["approved"]
    assert approved["subject"] == f"payout:{waits['payout']}"
    line.sync()
    assert line.json("clearing")["balance"] == "0.00"
