"""A rejected order's payments come back one by one, and its credit memo takes each of them (A5.4).

paid 30.00 and 20.00, then rejected     50.00 of the memo is the customer's credit
30.00 and 20.00 come back               nothing is open, nothing of the memo is left
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey


def _left(house: CountingHouse) -> list[str]:
    """What is open of the invoice, and what is left of the memo."""
    [memo] = house.journey.memos_of(house.number)
    return [f"{Decimal(amount):.2f}" for amount in (house.open(), memo["RemainingCredit"])]


def _ours(house: CountingHouse) -> list[Any]:
    """The payments of nothing with which LeafLedger applied the memo."""
    marked = f"LeafLink order {house.number}"
    rows = house.journey.books("Payment")
    return [one for one in rows if str(one.get("PrivateNote", "")).startswith(marked)]


def test_what_comes_back_later_takes_the_rest_of_the_memo(journey: Journey) -> None:
    house = CountingHouse(journey)
    house.paid("30.00")
    house.paid("20.00")
    journey.sync()
    journey.transition(house.number, "reject")
    journey.sync()
    assert _left(house) == ["0.00", "50.00"]
    for amount, left in (("-30.00", "20.00"), ("-20.00", "0.00")):
        house.paid(amount, "NSF")
        journey.sync()
        assert _left(house) == ["0.00", left]
    assert [Decimal(one["Line"][0]["Amount"]) for one in _ours(house)] == [30, 20]
    house.proves()
    _taken_off_by_hand_stays_off(house)


def _taken_off_by_hand_stays_off(house: CountingHouse) -> None:
    """The bookkeeper takes one application off the invoice again: that is theirs (A11)."""
    journey = house.journey
    last = _ours(house)[-1]
    gone = {"Id": last["Id"], "SyncToken": last["SyncToken"]}
    journey.change_in_quickbooks("Payment", gone, "delete")
    journey.ledger.keeping.sweep()
    journey.sync()
    assert len(_ours(house)) == 1
    assert _left(house) == ["20.00", "20.00"]
