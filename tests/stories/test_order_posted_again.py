"""A person asks for an order to be posted again: only what is gone from QuickBooks comes anew.

Invoice 10492       216.00   still there, so it stays the only one
Payment              60.00   voided by hand, entered again
Credit memo 10492-C 108.00   still there and applied, so it stays too
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey


def _asked_again(journey: Journey, number: str) -> None:
    asking = journey.ledger.parts(journey.company).asking
    asking.give_up_document(number)
    asking.ask(number)
    journey.quiet()


def _named(record: Any) -> dict[str, Any]:
    return {"Id": record["Id"], "SyncToken": record["SyncToken"]}


def _shown(records: list[Any]) -> list[tuple[str, Decimal]]:
    return sorted((str(one["Id"]), Decimal(one["TotalAmt"])) for one in records)


@pytest.mark.parametrize("warns", [True, False])
def test_a_voided_payment_comes_again_and_its_invoice_stays_the_only_one(
    journey: Journey, *, warns: bool
) -> None:
    """Where QuickBooks does not warn of numbers used twice, only our own links tell."""
    switches = {"warn_duplicate_doc_number": warns}
    journey.running.control("quickbooks", "/switches", switches)
    house = CountingHouse(journey)
    house.paid("60.00")
    journey.sync()
    void = {**_named(house.payment()), "sparse": True}
    parts = journey.ledger.parts(journey.company)
    parts.quickbooks.write(
        "Payment", void, request_id="by hand", operation="update", include="void"
    )
    journey.sync()
    _asked_again(journey, house.number)
    assert _shown(journey.invoices_of(house.number)) == _shown([house.invoice])
    house.owes(house.total - 60)
    house.proves()


def test_an_adjusted_order_of_which_nothing_is_gone_stays_as_it_is(journey: Journey) -> None:
    house = CountingHouse(journey)
    house.paid("60.00")
    journey.sync()
    journey.set_cases(house.number, 1)
    journey.sync()
    invoices = _shown(journey.invoices_of(house.number))
    memos = _shown(journey.memos_of(house.number))
    assert memos
    _asked_again(journey, house.number)
    assert _shown(journey.invoices_of(house.number)) == invoices
    assert _shown(journey.memos_of(house.number)) == memos
    journey.proves(house.number)


def test_an_invoice_deleted_beside_its_memo_leaves_the_order_at_its_total(
    journey: Journey,
) -> None:
    house = CountingHouse(journey)
    house.paid("60.00")
    journey.sync()
    journey.set_cases(house.number, 1)
    journey.sync()
    gone = _named(journey.invoice_of(house.number))
    journey.change_in_quickbooks("Invoice", gone, "delete")
    journey.sync()
    _asked_again(journey, house.number)
    invoiced = sum(Decimal(one["TotalAmt"]) for one in journey.invoices_of(house.number))
    taken_off = sum(Decimal(one["TotalAmt"]) for one in journey.memos_of(house.number))
    assert invoiced - taken_off == journey.total(house.number)
