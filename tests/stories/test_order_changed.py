"""An order changes after its invoice was posted (accounting.md A5): amended while untouched."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey


def _posted(journey: Journey) -> tuple[str, Any]:
    number = journey.accepted(cases=4)
    journey.sync()
    return number, journey.invoice_of(number)


def test_an_edit_before_payment_amends_the_same_invoice(journey: Journey) -> None:
    number, before = _posted(journey)
    journey.set_cases(number, 3)
    journey.sync()
    after = journey.invoice_of(number)
    assert after["Id"] == before["Id"]
    assert after["DocNumber"] == before["DocNumber"]
    assert Decimal(after["TotalAmt"]) == journey.total(number) < Decimal(before["TotalAmt"])
    journey.proves(number)


def test_a_stale_sync_token_is_read_again_and_the_amendment_goes_on(journey: Journey) -> None:
    """Somebody touched the invoice in QuickBooks a moment before; the totals are as they were."""
    number, before = _posted(journey)
    with journey.hearing():
        mail = {"Address": "ap@example.com"}
        sparse = {"Id": before["Id"], "SyncToken": before["SyncToken"], "sparse": True}
        journey.change_in_quickbooks("Invoice", {**sparse, "BillEmail": mail})
        journey.set_cases(number, 3)
        journey.settle()
    counts = journey.ledger.history.counts(journey.name)
    assert counts.get("refused") == 1
    after = journey.invoice_of(number)
    assert int(after["SyncToken"]) > int(before["SyncToken"]) + 1
    assert Decimal(after["TotalAmt"]) == journey.total(number)
    assert after["BillEmail"]["Address"] == "ap@example.com"
    journey.proves(number)


def test_our_number_on_a_lost_invoice_is_adopted_as_ours(journey: Journey) -> None:
    """The answer was lost and the database is a day old: QuickBooks refuses the number (6140)."""
    number, before = _posted(journey)
    parts = journey.ledger.parts(journey.company)
    with journey.ledger.database.writing() as connection:
        journey.ledger.crosswalk.retire(connection, journey.name, f"order:{number}")
    parts.asking.ask(number)
    journey.quiet()
    assert journey.invoice_of(number)["Id"] == before["Id"]
    journey.proves(number)


def test_somebody_elses_number_is_left_to_them(journey: Journey) -> None:
    number = journey.accepted(external_id_seller="SO-7001")
    customer = journey.books("Customer")[0]["Id"]
    item = next(one for one in journey.books("Item") if one["Type"] == "Service")
    line = {
        "Amount": 5, "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": {"ItemRef": {"value": item["Id"]}},
    }  # fmt: skip
    taken = journey.leaflink_api("GET", f"orders-received/{number}/")
    theirs = journey.change_in_quickbooks(
        "Invoice",
        {
            "DocNumber": taken["order_seller_number"],
            "CustomerRef": {"value": customer},
            "Line": [line],
        },
    )
    journey.sync()
    assert journey.invoice_of(number)["DocNumber"] == f"LL-{taken['short_id']}"
    still = next(one for one in journey.books("Invoice") if one["Id"] == theirs["Id"])
    assert still["SyncToken"] == theirs["SyncToken"]
    journey.proves(number)


@pytest.mark.parametrize("kind", ["drop_after", "timeout_after"])
def test_a_lost_answer_to_an_amendment_amends_the_invoice_once(
    setting_out: StartJourney, kind: str
) -> None:
    journey = setting_out("sample", {"LEAFLEDGER_CALL_TIMEOUT_SECONDS": "1"})
    journey.start_today()
    number, before = _posted(journey)
    journey.set_cases(number, 3)
    journey.fault("quickbooks", kind, method="POST", path="/invoice$", seconds=3)
    journey.sync()
    assert journey.struck("quickbooks") == 1
    after = journey.invoice_of(number)
    assert int(after["SyncToken"]) == int(before["SyncToken"]) + 1
    assert Decimal(after["TotalAmt"]) == journey.total(number)
    assert journey.questions(number) == []
    journey.proves(number)
