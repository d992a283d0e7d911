"""`leafledger prove` ends with 0 when every order is proved, with 1 when one needs a person."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from leafledger.cli.frame import out
from leafledger.cli.proving import print_proof
from leafledger.figures.money import Money
from leafledger.reconciliation.checks import PAYMENTS, held
from leafledger.reconciliation.proof import Proof
from leafledger.reports.calls import calls_used
from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server

MEMBERS = {
    "holds", "orders", "proved", "waiting", "differing", "documents", "leaflink_total",
    "quickbooks_total", "difference", "at_stake", "proved_at", "calls", "details",
}  # fmt: skip
DETAILS = {
    "number", "order", "status", "customer", "customer_id", "brand", "standing", "leaflink",
    "quickbooks", "difference", "unsettled", "open_in_quickbooks", "open_on_leaflink", "documents",
    "dated", "why", "cure",
}  # fmt: skip


SECTIONS = {"balances", "payments", "credits", "customers", "accounts"}


def test_books_that_agree_are_proved_with_nothing_to_do(posted: CommandLine) -> None:
    proof = posted.json("prove")
    assert set(proof) >= MEMBERS
    assert all(set(one) == DETAILS for one in proof["details"])
    assert proof["holds"]
    assert proof["proved"] == proof["orders"] == len(proof["details"]) > 0
    assert proof["leaflink_total"] == proof["quickbooks_total"]
    added = sum((Decimal(one["leaflink"]) for one in proof["details"]), Decimal(0))
    assert proof["leaflink_total"] == f"{added:.2f}"
    assert set(proof["sections"]) == set(proof["checks"]) == SECTIONS
    assert all(not one["differing"] for one in proof["sections"].values())
    in_words = posted.run("prove", "--all")
    assert in_words.exit_code == 0
    assert f"{proof['orders']} of {proof['orders']} orders proved." in in_words.stdout
    assert all(one["order"] in in_words.stdout for one in proof["details"])


def test_every_difference_is_printed_with_its_cause_and_cure() -> None:
    stray = held(
        "payment:7", "Payment of order 10492", Money.of("100.00"), Money.zero(),
        why="QuickBooks has no [payment] for it.", cure="Run: leafledger sync.",
    )  # fmt: skip
    waits = held("payment:8", "Payment 8", Money.of("5.00"), Money.zero(), waits="Decide.")
    proof = Proof("mesa", datetime(2026, 11, 2, tzinfo=UTC), (), 0, {PAYMENTS: (stray, waits)})
    with out.capture() as printed:
        print_proof(proof, calls_used({}, 0))
    said = printed.get()
    assert "1 payment differs, 1 waits:" in said
    assert "-$100.00" in said
    assert "- QuickBooks has no [payment] for it. Run: leafledger sync." in said
    assert "- Decide." in said
    assert not proof.holds


def test_an_order_that_waits_ends_the_proof_with_a_need_for_a_person(
    connected: CommandLine,
) -> None:
    order = connected.accepted()
    connected.corrupt(order["number"], total=1.0)
    connected.sync(code=1)
    proof = connected.json("prove", code=1)
    (waiting,) = [one for one in proof["details"] if one["standing"] == "waiting"]
    assert (waiting["number"], proof["waiting"]) == (order["number"], 1)
    assert proof["at_stake"] == "1.00"
    assert proof["difference"] == "0.00"
    in_words = connected.run("prove")
    assert in_words.exit_code == 1
    assert "1 order waits, with $1.00 at stake:" in in_words.stdout
    assert waiting["why"] in in_words.stdout


def test_an_order_that_changed_since_the_sync_waits_for_another(connected: CommandLine) -> None:
    connected.sync()
    accept = {"action": "transition", "verb": "accept"}
    orders = connected.running.snapshot("leaflink")["orders"]
    number = next(one["number"] for one in orders if one["status"] == "Submitted")
    connected.running.control("leaflink", "/orders", {**accept, "number": number})
    proof = connected.json("prove", code=1)
    waiting = [one for one in proof["details"] if one["standing"] == "waiting"]
    assert [one["why"] for one in waiting] == ["It changed on LeafLink since the last sync."]
