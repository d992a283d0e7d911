"""A person decides about an invoice that was changed by hand in QuickBooks (accounting.md A5.5).

            QuickBooks   LeafLink   afterwards
keep        theirs       ours       theirs, and the difference is shown as agreed
restore     theirs       ours       ours
adopt       theirs       ours       theirs; LeafLink's later changes come on top
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient

from leafledger.api.rest import create_api
from leafledger.bookkeeping.decisions import Choice
from leafledger.clerk.deciding import CHANGED_MEANWHILE, Decided, NothingToDecide
from leafledger.people.roles import Role, Scope
from leafledger.reconciliation.proof import Standing
from tests.stories.journey import Journey

LESS = Decimal(100)


def _posted(journey: Journey) -> tuple[str, Any]:
    number = journey.accepted(cases=4)
    journey.sync()
    return number, journey.invoice_of(number)


def _lower_by_hand(journey: Journey, invoice: Any) -> Any:
    """Somebody takes a hundred dollars off the first line."""
    first = invoice["Line"][0]
    sold = {k: v for k, v in first["SalesItemLineDetail"].items() if k not in {"Qty", "UnitPrice"}}
    lowered = Decimal(first["Amount"]) - LESS
    line = {**first, "Amount": lowered, "SalesItemLineDetail": sold}
    others = [one for one in invoice["Line"][1:] if one["DetailType"] != "SubTotalLineDetail"]
    named = {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True}
    return journey.change_in_quickbooks("Invoice", {**named, "Line": [line, *others]})


def _edited(journey: Journey) -> tuple[str, Any]:
    number, before = _posted(journey)
    _lower_by_hand(journey, before)
    journey.sync()
    return number, before


def _decide(journey: Journey, number: str, choice: Choice) -> Decided:
    done = journey.ledger.parts(journey.company).deciding.decide(number, choice, "Ann")
    journey.quiet()
    return done


def _program(journey: Journey) -> TestClient:
    """A program that acts for a bookkeeper over the REST API."""
    gate, who = journey.ledger.gate, "Ann Lee"
    person = gate.register.add(who, "ann", Role.BOOKKEEPER, "four plain words here")
    _, token = gate.tokens.add("office", person, [Scope.READ, Scope.ACT])
    app = create_api(journey.ledger, secure_cookies=False)
    return TestClient(app, headers={"Authorization": f"Bearer {token}"})


def _owed(journey: Journey, invoice: Any) -> Decimal:
    """What the customer owes, by QuickBooks's own balances of customers."""
    rows = journey.report("CustomerBalance")["Rows"]["Row"]
    mine = [row["ColData"] for row in rows if "ColData" in row]
    customer = invoice["CustomerRef"]["value"]
    owed = (cells[-1]["value"] for cells in mine if cells[0].get("id") == customer)
    return Decimal(next(owed, "0"))


def test_the_question_shows_before_now_and_wanted(journey: Journey) -> None:
    number, before = _edited(journey)
    posted = Decimal(before["TotalAmt"])
    asked = journey.question(number)
    assert f"LeafLedger posted ${posted:,.2f}" in asked
    assert f"it shows ${posted - LESS:,.2f} now" in asked
    assert f"What differs: {before['Line'][0]['Description'].split(' | ')[0]} -$100.00" in asked
    assert f"The order asks for ${journey.total(number):,.2f}" in asked


def test_a_kept_edit_stays_and_is_proved_as_agreed(journey: Journey) -> None:
    number, before = _edited(journey)
    _decide(journey, number, Choice.KEEP)
    assert journey.questions(number) == []
    journey.sync()
    assert Decimal(journey.invoice_of(number)["TotalAmt"]) == Decimal(before["TotalAmt"]) - LESS
    proof = journey.proof()
    found = next(one for one in proof.orders if one.number == number)
    assert (found.standing, found.difference.amount) == (Standing.AGREED, -LESS)
    assert "Ann decided" in found.why
    assert proof.holds
    assert (proof.agreed.amount, proof.difference.amount) == (LESS, Decimal(0))


def test_a_kept_edit_that_changes_again_is_asked_again(journey: Journey) -> None:
    number, _ = _edited(journey)
    _decide(journey, number, Choice.KEEP)
    _lower_by_hand(journey, journey.invoice_of(number))
    journey.sync()
    assert "was edited by hand in QuickBooks" in journey.question(number)
    assert journey.standing(number).standing is Standing.WAITING


def test_a_restored_invoice_is_ours_again(journey: Journey) -> None:
    number, before = _edited(journey)
    _decide(journey, number, Choice.RESTORE)
    after = journey.invoice_of(number)
    assert (after["Id"], after["TotalAmt"]) == (before["Id"], before["TotalAmt"])
    assert journey.questions(number) == []
    journey.proves(number)


@pytest.mark.parametrize("how", ["void", "delete"])
def test_a_voided_or_deleted_invoice_is_posted_again_when_restored(
    journey: Journey, how: str
) -> None:
    number, before = _posted(journey)
    named = {"Id": before["Id"], "SyncToken": before["SyncToken"]}
    journey.change_in_quickbooks("Invoice", named, how)
    journey.sync()
    assert f"was {how}ed by hand".replace("deleteed", "deleted") in journey.question(number)
    _decide(journey, number, Choice.RESTORE)
    live = [one for one in journey.invoices_of(number) if Decimal(one["TotalAmt"])]
    assert [one["Id"] != before["Id"] for one in live] == [True]
    assert _owed(journey, before) == journey.total(number)
    journey.proves(number)


def test_what_was_adopted_stays_and_later_changes_come_on_top(journey: Journey) -> None:
    number, before = _edited(journey)
    owed = _owed(journey, before)
    _decide(journey, number, Choice.ADOPT)
    assert journey.questions(number) == []
    assert journey.standing(number).standing is Standing.AGREED
    asked_for = journey.total(number)
    journey.set_cases(number, 5)
    journey.sync()
    assert len(journey.invoices_of(number)) == 2
    assert _owed(journey, before) - owed == journey.total(number) - asked_for
    found = journey.standing(number)
    assert (found.standing, found.difference.amount) == (Standing.AGREED, -LESS)
    journey.transition(number, "reject")
    journey.sync()
    assert _owed(journey, before) == owed - (asked_for - LESS)
    journey.proves(number)


def test_a_program_decides_about_the_documents_it_read_and_no_others(journey: Journey) -> None:
    number, _ = _edited(journey)
    program, base = _program(journey), f"/v1/companies/{journey.name}"
    (asked,) = program.get(f"{base}/questions").json()
    said = {"choice": "keep", "content": asked["content"]}
    _lower_by_hand(journey, journey.invoice_of(number))
    journey.sync()
    refused = program.post(f"{base}/orders/{number}/decide", json=said)
    assert refused.status_code == 409
    assert refused.json()["detail"] == CHANGED_MEANWHILE
    (asked_again,) = program.get(f"{base}/questions").json()
    assert asked_again["content"] != asked["content"]
    said["content"] = asked_again["content"]
    assert program.post(f"{base}/orders/{number}/decide", json=said).status_code == 200
    journey.quiet()
    assert program.get(f"{base}/questions").json() == []
    found = journey.standing(number)
    assert (found.standing, found.difference.amount) == (Standing.AGREED, -2 * LESS)


def test_nothing_is_decided_where_nothing_was_changed_by_hand(journey: Journey) -> None:
    number, _ = _posted(journey)
    with pytest.raises(NothingToDecide, match="was changed by hand in QuickBooks"):
        _decide(journey, number, Choice.KEEP)
