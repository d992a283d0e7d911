"""`leafledger match customers`: a file for a spreadsheet, the sure in bulk, the rest chosen."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.first_matching import Review
from leafledger.bookkeeping.likeness import Candidate
from leafledger.cli.review_file import NotAReviewFile, read_choices, write_review
from leafledger.commerce.customers import Customer
from leafledger.ledger.parties import KnownParty
from leafledger.settings import read_settings
from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server


def rows(path: Path) -> list[dict[str, str]]:
    """A review file as a spreadsheet shows it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill_in(path: Path, choices: dict[str, str]) -> None:
    """Write choices into the first column, by LeafLink id."""
    filled = [{**row, "choice": choices.get(row["leaflink_id"], "")} for row in rows(path)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, list(filled[0]))
        table.writeheader()
        table.writerows(filled)


def buyers_of(command: CommandLine) -> list[Any]:
    """LeafLink's customers."""
    found: list[Any] = command.running.snapshot("leaflink")["customers"]
    return found


def in_quickbooks(command: CommandLine, **fields: Any) -> Any:
    """A customer that the bookkeeper has in QuickBooks already."""
    ledger = LeafLedger(read_settings(command.environment))
    try:
        client = ledger.parts(ledger.companies.all()[0]).quickbooks
        return client.write("Customer", fields, request_id=f"by-hand-{len(fields)}").record
    finally:
        ledger.close()


def test_the_sure_ones_are_matched_and_the_rest_is_listed_with_evidence(
    connected: CommandLine, tmp_path: Path
) -> None:
    command, buyers = connected, buyers_of(connected)
    sure, near = buyers[0], buyers[1]
    ours = in_quickbooks(command, DisplayName="Some Holding", Notes=sure["license_number"])
    like = in_quickbooks(command, DisplayName=f"{near['name']} LLC")
    file = tmp_path / "review.csv"
    told = command.json("match", "customers", "--file", str(file), "--accept-sure", code=1)
    assert (told["sure"], told["accepted"]) == (1, 1)
    listed = {row["leaflink_id"]: row for row in rows(file)}
    assert str(sure["id"]) not in listed
    row = listed[str(near["id"])]
    assert row["quickbooks_id_1"] == like["Id"]
    assert row["evidence_1"].startswith("same name") or "alike" in row["evidence_1"]
    assert row["choice"] == ""
    again = command.refusal("match", "customer", str(near["id"]), ours["Id"])
    assert "already matched" in again


def test_choices_in_the_file_are_applied(connected: CommandLine, tmp_path: Path) -> None:
    command, buyers = connected, buyers_of(connected)
    one, new, wrong = buyers[0], buyers[1], buyers[2]
    theirs = in_quickbooks(command, DisplayName=f"{one['name']} Dispensary")
    file = tmp_path / "review.csv"
    command.json("match", "customers", "--file", str(file), code=1)
    choices = {str(one["id"]): theirs["Id"], str(new["id"]): "NEW", str(wrong["id"]): "maybe"}
    fill_in(file, choices)
    told = command.json("match", "customers", "--apply", str(file), code=1)
    assert told["matched"] == 2
    (refused,) = told["refused"]
    assert '"maybe" is neither a QuickBooks id nor new nor skip.' in refused
    left = command.json("match", "customers", "--file", str(tmp_path / "rest.csv"), code=1)
    assert left["listed"] == len(rows(file)) - 2


def test_a_review_file_with_choices_is_not_overwritten(
    unposted: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "review.csv"
    file.write_text("my choices")
    sentence = unposted.refusal("match", "customers", "--file", str(file))
    assert "is there already and may hold choices" in sentence
    assert file.read_text() == "my choices"


def test_a_file_that_is_no_review_is_refused(unposted: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    assert 'has no columns "choice"' in unposted.refusal("match", "customers", "--apply", str(file))


def test_one_customer_needs_both_numbers(unposted: CommandLine) -> None:
    assert "Name the LeafLink id" in unposted.refusal("match", "customer", "8841")


def test_a_name_that_a_spreadsheet_would_calculate_is_only_a_name(tmp_path: Path) -> None:
    evil = "=HYPERLINK(1)"
    party = KnownParty("58", "0", "+cmd", text="")
    one = Review(Customer("8841", evil, phone="-1"), (Candidate(party, 60, ("same name",)),))
    write_review(tmp_path / "review.csv", [one])
    (row,) = rows(tmp_path / "review.csv")
    assert row["customer"] == f"'{evil}"
    assert row["quickbooks_customer_1"] == "'+cmd"
    assert row["telephone"] == "'-1"
    assert [c.name for c in read_choices(tmp_path / "review.csv")] == [evil]


@pytest.mark.parametrize(
    ("written", "meant"), [("58", "58"), ("58.0", "58"), (" New ", "new"), ("", "skip")]
)
def test_a_choice_is_read_as_a_spreadsheet_writes_it(
    tmp_path: Path, written: str, meant: str
) -> None:
    write_review(tmp_path / "review.csv", [Review(Customer("8841", "Green Mesa"), ())])
    fill_in(tmp_path / "review.csv", {"8841": written})
    (choice,) = read_choices(tmp_path / "review.csv")
    assert (choice.leaflink_id, choice.chosen) == ("8841", meant)


def test_a_file_in_another_encoding_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "review.csv"
    file.write_bytes("choice,customer,leaflink_id\n,Señor,1\n".encode("latin-1"))
    with pytest.raises(NotAReviewFile, match="CSV UTF-8"):
        read_choices(file)
