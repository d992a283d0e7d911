"""A tick says "paid" without a payment: recorded, and giving way to real money (A6.4)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.stories.conftest import StartJourney
from tests.stories.counting_house import LOST, SHORT, CountingHouse
from tests.stories.journey import Journey


def _marked(house: CountingHouse) -> list[Decimal]:
    """The live payments that a tick recorded."""
    marker = f"LeafLink order {house.number} marked paid"
    return [
        Decimal(one["TotalAmt"])
        for one in house.payments()
        if str(one.get("PrivateNote", "")).startswith(marker)
    ]


@pytest.fixture
def house(journey: Journey) -> CountingHouse:
    return CountingHouse(journey)


def test_a_tick_records_what_is_open_and_gives_way_to_real_payments(
    journey: Journey, house: CountingHouse
) -> None:
    house.ticked()
    journey.sync()
    assert _marked(house) == [house.total]
    assert house.open() == 0
    house.paid("40.00")
    journey.sync()
    assert _marked(house) == []
    assert [Decimal(one["TotalAmt"]) for one in house.payments()] == [40]
    house.owes(house.total - 40)


def test_a_tick_taken_off_and_set_again_is_recorded_again(
    journey: Journey, house: CountingHouse
) -> None:
    for paid in (True, False, True):
        house.ticked(paid=paid)
        journey.sync()
        assert _marked(house) == ([house.total] if paid else [])
        assert house.open() == (0 if paid else house.total)


def test_a_recorded_tick_that_a_hand_deleted_is_asked_about(
    journey: Journey, house: CountingHouse
) -> None:
    house.ticked()
    journey.sync()
    payment = house.payment()
    named = {"Id": payment["Id"], "SyncToken": payment["SyncToken"]}
    journey.change_in_quickbooks("Payment", named, "delete")
    journey.sync()
    assert _marked(house) == []
    [asked] = [one.question.text for one in journey.ledger.questions.all(journey.name)]
    assert "was voided or deleted in QuickBooks" in asked


def test_a_deposited_tick_payment_stands_beside_no_other(
    journey: Journey, house: CountingHouse
) -> None:
    house.ticked()
    journey.sync()
    house.deposited(house.payment())
    house.paid("40.00")
    journey.sync()
    asked = [one.question.text for one in journey.ledger.questions.all(journey.name)]
    assert any("already part of a bank deposit" in one for one in asked), asked
    assert _marked(house) == [house.total]
    house.trial_balance_balances()


def test_a_tick_after_a_payment_of_quickbooks_records_nothing(
    journey: Journey, house: CountingHouse
) -> None:
    """Money entered in QuickBooks went to LeafLink; the tick stands for it."""
    entered = house.entered("60.00")
    journey.sync()
    house.ticked()
    journey.sync()
    assert house.payments() == []
    named = {"Id": entered["Id"], "SyncToken": entered["SyncToken"]}
    journey.change_in_quickbooks("Payment", named, "delete")
    journey.sync()
    assert house.payments() == []
    assert house.open() == house.total


def test_the_owner_may_be_asked_about_ticks(journey: Journey, house: CountingHouse) -> None:
    policy = journey.ledger.policies.path(journey.name)
    said = policy.read_text().replace('marked_paid = "record_payment"', 'marked_paid = "ask"')
    policy.write_text(said)
    house.ticked()
    journey.sync()
    assert house.payments() == []
    [asked] = [one.question.text for one in journey.ledger.questions.all(journey.name)]
    assert "marked as paid on LeafLink without a payment" in asked


@pytest.mark.parametrize("kind", LOST)
def test_a_lost_answer_records_one_tick(setting_out: StartJourney, kind: str) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    house = CountingHouse(journey)
    house.ticked()
    journey.fault("quickbooks", kind, method="POST", path="/payment$", seconds=3)
    journey.sync()
    assert _marked(house) == [house.total]
    assert house.open() == 0
