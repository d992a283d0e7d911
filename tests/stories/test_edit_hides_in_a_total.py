"""Somebody changes an invoice in QuickBooks and leaves its total alone (accounting.md A5.5, A12).

changed            the proof says
customer           under whom it stands, and for whom it was posted
date               both days
item of a line     the amount, with both accounts
A person restores ours or keeps theirs, and the order is proved again.
"""

from __future__ import annotations

from typing import Any

import pytest

from leafledger.bookkeeping.decisions import Choice
from leafledger.reconciliation.proof import Standing
from tests.stories.journey import Journey

LONG_AGO = "2020-01-05"


def _posted(journey: Journey) -> tuple[str, Any]:
    number = journey.accepted(cases=4)
    journey.sync()
    return number, journey.invoice_of(number)


def _change(journey: Journey, invoice: Any, **said: Any) -> None:
    named = {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True}
    journey.change_in_quickbooks("Invoice", named | said)


def _decide(journey: Journey, number: str, choice: Choice) -> None:
    journey.ledger.parts(journey.company).deciding.decide(number, choice, "Ann")
    journey.quiet()


def _differs(journey: Journey, number: str) -> str:
    journey.sync()
    assert journey.questions(number) == []
    proof = journey.proof()
    [found] = [one for one in proof.orders if one.number == number]
    assert found.standing is Standing.DIFFERS
    assert not found.difference
    assert f"leafledger decide {number[-8:]} restore" in found.cure
    assert not proof.holds
    return found.why


def test_an_invoice_moved_to_another_customer_is_found_and_comes_back(journey: Journey) -> None:
    number, before = _posted(journey)
    other = journey.change_in_quickbooks("Customer", {"DisplayName": "Somebody else"})
    _change(journey, before, CustomerRef={"value": other["Id"]})
    told = _differs(journey, number)
    assert 'stands under "Somebody else" in QuickBooks' in told
    assert f'posted it for "{before["CustomerRef"]["name"]}"' in told
    _decide(journey, number, Choice.RESTORE)
    assert journey.invoice_of(number)["CustomerRef"]["value"] == before["CustomerRef"]["value"]
    journey.proves(number)


def test_an_invoice_moved_to_another_day_is_found_and_may_stay(journey: Journey) -> None:
    number, before = _posted(journey)
    _change(journey, before, TxnDate=LONG_AGO)
    told = _differs(journey, number)
    assert f"is dated {LONG_AGO} in QuickBooks; LeafLedger posted it on {before['TxnDate']}" in told
    _decide(journey, number, Choice.KEEP)
    assert journey.invoice_of(number)["TxnDate"] == LONG_AGO
    journey.proves(number)


@pytest.mark.parametrize("choice", [Choice.RESTORE, Choice.ADOPT])
def test_a_line_moved_to_another_account_is_found(journey: Journey, choice: Choice) -> None:
    number, before = _posted(journey)
    tax = next(one for one in journey.books("Item") if one["Name"] == "Cannabis tax (LeafLink)")
    first, *others = (one for one in before["Line"] if one["DetailType"] != "SubTotalLineDetail")
    sold = first["SalesItemLineDetail"] | {"ItemRef": {"value": tax["Id"]}}
    _change(journey, before, Line=[first | {"SalesItemLineDetail": sold}, *others])
    told = _differs(journey, number)
    assert f"${first['Amount']:,.2f} more in Cannabis tax payable" in told
    assert f"${first['Amount']:,.2f} less in Sales of Product Income" in told
    _decide(journey, number, choice)
    [item] = {one["SalesItemLineDetail"]["ItemRef"]["value"] for one in _lines(journey, number)[:1]}
    assert (item == tax["Id"]) == (choice is Choice.ADOPT)
    journey.proves(number)


def _lines(journey: Journey, number: str) -> list[Any]:
    lines = journey.invoice_of(number)["Line"]
    return [one for one in lines if one["DetailType"] == "SalesItemLineDetail"]
