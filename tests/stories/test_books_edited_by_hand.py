"""A person edits or deletes our invoice in QuickBooks: seen, said, and never forced back (A5.5)."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.stories.journey import Journey


def _posted(journey: Journey) -> tuple[str, Any]:
    number = journey.accepted(cases=4)
    journey.sync()
    return number, journey.invoice_of(number)


def _lower_by_hand(journey: Journey, invoice: Any) -> Any:
    """Somebody takes the price of the first line down to a dollar."""
    first = invoice["Line"][0]
    sold = {**first["SalesItemLineDetail"], "UnitPrice": 1, "Qty": 1}
    line = {**first, "Amount": 1, "SalesItemLineDetail": sold}
    others = [one for one in invoice["Line"][1:] if one["DetailType"] != "SubTotalLineDetail"]
    named = {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True}
    body = {**named, "Line": [line, *others]}
    return journey.change_in_quickbooks("Invoice", body)


@pytest.mark.parametrize("told_by", ["sweep", "webhook"])
def test_an_edited_invoice_is_shown_and_not_changed_back(journey: Journey, told_by: str) -> None:
    number, before = _posted(journey)
    if told_by == "webhook":
        with journey.hearing(leaflink=False, quickbooks=True):
            # QuickBooks tells times to the second: an edit within that of our own write is found
            # by the sweep (intake/echoes.py).
            time.sleep(1.1)
            edited = _lower_by_hand(journey, before)
            journey.until(lambda: journey.questions(number), "the question about the edit")
            journey.quiet()
    else:
        edited = _lower_by_hand(journey, before)
        journey.sync()
    after = journey.invoice_of(number)
    assert after["SyncToken"] == edited["SyncToken"]
    asked = journey.question(number)
    assert "was edited by hand in QuickBooks" in asked
    assert str(before["DocNumber"]) in asked
    assert journey.standing(number).standing == "waiting"


@pytest.mark.parametrize("told_by", ["sweep", "webhook"])
def test_a_deleted_invoice_is_shown_and_not_made_again(journey: Journey, told_by: str) -> None:
    number, before = _posted(journey)
    gone = {"Id": before["Id"], "SyncToken": before["SyncToken"]}
    if told_by == "webhook":
        with journey.hearing(leaflink=False, quickbooks=True):
            journey.change_in_quickbooks("Invoice", gone, "delete")
            journey.until(lambda: journey.questions(number), "the question about the deletion")
            journey.quiet()
    else:
        journey.change_in_quickbooks("Invoice", gone, "delete")
        journey.sync()
    assert journey.invoices_of(number) == []
    asked = journey.question(number)
    assert "was deleted by hand in QuickBooks" in asked
    assert "--repost" in asked


def test_a_deleted_invoice_is_posted_again_when_a_person_says_so(journey: Journey) -> None:
    number, before = _posted(journey)
    gone = {"Id": before["Id"], "SyncToken": before["SyncToken"]}
    journey.change_in_quickbooks("Invoice", gone, "delete")
    journey.sync()
    asking = journey.ledger.parts(journey.company).asking
    asking.give_up_document(number)
    asking.ask(number)
    journey.quiet()
    assert journey.invoice_of(number)["Id"] != before["Id"]
    assert journey.questions(number) == []
    journey.proves(number)


def test_our_own_write_coming_back_by_webhook_changes_nothing(journey: Journey) -> None:
    # A webhook that overtakes the answer to our write is no echo yet; this one comes later.
    journey.running.control("quickbooks", "/switches", {"webhook_delay_seconds": 3})
    with journey.hearing(quickbooks=True):
        number = journey.accepted()
        journey.settle()
        journey.until(
            lambda: journey.counted("quickbooks webhook echo"), "the webhook of our own invoice"
        )
        journey.quiet()
    assert journey.invoice_of(number)["SyncToken"] == "0"
    assert journey.questions(number) == []
    journey.proves(number)
