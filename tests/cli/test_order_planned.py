"""`leafledger plan` shows what would be posted, with its entry, and posts nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server

MEMBERS = {
    "order", "number", "total", "standing", "fingerprint", "policy_version", "posted", "steps",
    "questions", "payments",
}  # fmt: skip
STEP_MEMBERS = {
    "step", "operation", "kind", "record", "document", "entry", "reasons",
}  # fmt: skip


def _sum(entry: list[Any], side: str) -> Decimal:
    return sum((Decimal(posting[side] or "0.00") for posting in entry), Decimal(0))


def test_a_plan_prints_what_the_contract_lists_and_posts_nothing(unposted: CommandLine) -> None:
    order = unposted.accepted()
    kinds = ("Invoice", "Customer", "Item")
    before = {kind: unposted.books(kind) for kind in kinds}
    shown = unposted.json("plan", order["number"])
    assert set(shown) == MEMBERS
    assert (shown["number"], shown["posted"], shown["questions"]) == (order["number"], False, [])
    assert all(set(step) == STEP_MEMBERS for step in shown["steps"])
    assert {kind: unposted.books(kind) for kind in kinds} == before


def test_the_entry_of_a_planned_invoice_balances(unposted: CommandLine) -> None:
    shown = unposted.json("plan", unposted.accepted()["short_id"])
    (invoice,) = [step for step in shown["steps"] if step["kind"] == "Invoice"]
    assert _sum(invoice["entry"], "debit") == _sum(invoice["entry"], "credit") > 0
    receivable = invoice["entry"][0]
    assert receivable["account"] == "Accounts Receivable"
    assert receivable["debit"] == shown["total"] == invoice["document"]["total"]
    lines = invoice["document"]["lines"]
    assert {"item", "quantity", "unit_price", "amount", "account"} <= set(lines[0])
    assert len(lines) >= len(unposted.accepted()["line_items"])
    assert invoice["reasons"]


def test_a_plan_in_words_shows_the_document_and_its_entry(unposted: CommandLine) -> None:
    shown = unposted.json("plan", unposted.accepted()["number"])
    ended = unposted.run("plan", unposted.accepted()["number"])
    assert ended.exit_code == 0
    assert "(nothing is posted by this)" in ended.stdout
    assert f"{Decimal(shown['total']):.2f}" in ended.stdout
    assert "Accounts Receivable" in ended.stdout


def test_an_order_that_leaflink_does_not_show_cannot_be_planned(unposted: CommandLine) -> None:
    assert unposted.refusal("plan", "10492") == "LeafLink shows no order called 10492."


def test_the_plan_of_an_order_with_a_question_needs_a_person(connected: CommandLine) -> None:
    order = connected.accepted()
    connected.corrupt(order["number"], total=1.0)
    shown = connected.json("plan", order["number"], code=1)
    assert [one["kind"] for one in shown["questions"]] == ["total_does_not_add_up"]
    assert shown["steps"] == []
    ended = connected.run("plan", order["number"])
    assert ended.exit_code == 1
    assert "Nothing was posted." in ended.stdout
