"""`leafledger aging` shows what each customer owes beside QuickBooks's own report."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server


def test_the_aging_agrees_with_quickbooks_in_every_row(posted: CommandLine) -> None:
    found = posted.json("aging", "--as-of", "2099-12-31")
    assert found["agrees"]
    assert len(found["spans"]) == 5
    sums = posted.running.snapshot("quickbooks")["sums"]
    assert Decimal(found["total"]) == Decimal(sums["receivable_account"])
    assert all(one["ours"] == one["quickbooks"] for one in found["customers"])
    in_words = posted.run("aging")
    assert in_words.exit_code == 0
    assert "QuickBooks's own aging agrees in every row and age." in in_words.stdout


def test_what_is_past_due_is_listed_by_licence(posted: CommandLine) -> None:
    found = posted.json("aging", "--as-of", "2099-12-31", "--by-licence")
    late = found["past_due"]
    licences = {one["ResaleNum"] for one in posted.books("Customer") if one.get("ResaleNum")}
    assert late
    assert {one["licence"] for one in late} & licences
    assert sum(Decimal(one["total"]) for one in late) == sum(
        total for one in found["customers"] if (total := sum(map(Decimal, one["ours"][1:]))) > 0
    )
    in_words = posted.run("aging", "--as-of", "2099-12-31", "--by-licence")
    assert "past due on 2099-12-31, by licence." in in_words.stdout


def test_a_day_that_is_none_is_refused_with_an_example(posted: CommandLine) -> None:
    assert posted.refusal("aging", "--as-of", "yesterday") == (
        "yesterday is no day. Write it like 2026-10-31."
    )
