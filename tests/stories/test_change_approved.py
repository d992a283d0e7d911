"""Large changes wait for a person, and very large ones for two (accounting.md A5.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from leafledger.clerk.approving import Approved, ChangedSince
from leafledger.reconciliation.proof import Standing
from tests.stories.journey import Journey


def _limits(journey: Journey, text: str) -> None:
    """The owner writes limits into the policy file."""
    path = journey.ledger.policies.path(journey.name)
    path.write_text(path.read_text().replace("[approvals]\n", f"[approvals]\n{text}\n"))
    assert text in path.read_text()


def _posted(journey: Journey) -> tuple[str, Any]:
    number = journey.accepted(cases=4)
    journey.sync()
    return number, journey.invoice_of(number)


def _approve(journey: Journey, number: str, person: str) -> list[Approved]:
    approving = journey.ledger.parts(journey.company).approving
    done = approving.approve(approving.waiting_for(number), person)
    journey.quiet()
    return done


def test_a_large_change_waits_for_one_person(journey: Journey) -> None:
    number, before = _posted(journey)
    _limits(journey, 'change = { one = "100" }')
    journey.set_cases(number, 3)
    journey.sync()
    less = Decimal(before["TotalAmt"]) - journey.total(number)
    asked = journey.question(number)
    assert "waits for the approval of one person" in asked
    assert f"before ${Decimal(before['TotalAmt']):,.2f}" in asked
    assert f"after ${journey.total(number):,.2f}" in asked
    assert f"${less:,.2f} waits" in asked
    assert journey.invoice_of(number)["SyncToken"] == before["SyncToken"]
    assert journey.standing(number).standing is Standing.WAITING
    [approved] = _approve(journey, number, "Ann")
    assert approved.is_new
    assert journey.questions(number) == []
    journey.proves(number)


def test_a_very_large_credit_waits_for_two_different_people(journey: Journey) -> None:
    number, before = _posted(journey)
    _limits(journey, 'credit_memo = { one = "50", two = "500" }')
    journey.transition(number, "reject")
    journey.sync()
    assert "the approval of 2 different people" in journey.question(number)
    _approve(journey, number, "Ann")
    assert journey.memos_of(number) == []
    assert "approved by ann so far" in journey.question(number)
    [again] = _approve(journey, number, " ann ")
    assert not again.is_new
    assert journey.memos_of(number) == []
    _approve(journey, number, "Ben")
    assert [one["TotalAmt"] for one in journey.memos_of(number)] == [before["TotalAmt"]]
    assert Decimal(journey.invoice_of(number)["Balance"]) == 0
    journey.proves(number)


def test_an_approval_is_of_one_plan_and_of_no_other(journey: Journey) -> None:
    number, before = _posted(journey)
    _limits(journey, 'change = { one = "100" }')
    journey.set_cases(number, 3)
    journey.sync()
    _approve_without_work(journey, number)
    journey.set_cases(number, 2)
    journey.sync()
    assert f"after ${journey.total(number):,.2f}" in journey.question(number)
    assert journey.invoice_of(number)["SyncToken"] == before["SyncToken"]


def test_an_approval_holds_when_only_a_sync_token_moved(journey: Journey) -> None:
    """Somebody wrote an e-mail address on the invoice meanwhile: what was approved is the same."""
    number, before = _posted(journey)
    _limits(journey, 'change = { one = "100" }')
    journey.set_cases(number, 3)
    journey.sync()
    named = {"Id": before["Id"], "SyncToken": before["SyncToken"], "sparse": True}
    mail = {"BillEmail": {"Address": "ap@example.com"}}
    journey.change_in_quickbooks("Invoice", {**named, **mail})
    _approve(journey, number, "Ann")
    journey.sync()
    assert journey.questions(number) == []
    journey.proves(number)


def test_a_first_invoice_can_wait_too(journey: Journey) -> None:
    _limits(journey, 'invoice = { one = "100" }')
    number = journey.accepted(cases=4)
    journey.sync()
    assert journey.invoices_of(number) == []
    assert "waits for the approval of one person: create invoice" in journey.question(number)
    _approve(journey, number, "Ann")
    journey.proves(number)


def test_nothing_is_approved_where_nothing_waits(journey: Journey) -> None:
    number, _ = _posted(journey)
    with pytest.raises(ChangedSince, match="does not wait any more"):
        _approve(journey, number, "Ann")


def _approve_without_work(journey: Journey, number: str) -> None:
    """The order changes on LeafLink before the approval is worked off."""
    journey.stop_work()
    approving = journey.ledger.parts(journey.company).approving
    approving.approve(approving.waiting_for(number), "Ann")
    journey.begin_work()
