"""A payment entered in QuickBooks goes back to LeafLink, once, and is known again (A6.6)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.stories.conftest import StartJourney
from tests.stories.counting_house import LOST, SHORT, CountingHouse
from tests.stories.journey import Journey


def _named(payment: dict[str, object]) -> dict[str, object]:
    return {"Id": payment["Id"], "SyncToken": payment["SyncToken"]}


@pytest.mark.parametrize("told_by", ["sweep", "webhook"])
def test_a_payment_entered_in_quickbooks_is_told_to_leaflink(
    journey: Journey, told_by: str
) -> None:
    house = CountingHouse(journey)
    if told_by == "webhook":
        with journey.hearing(leaflink=False, quickbooks=True):
            house.entered("60.00")
            journey.until(house.payments_on_leaflink, "the payment on LeafLink")
            journey.quiet()
    else:
        house.entered("60.00")
        journey.sync()
    assert house.payments_on_leaflink() == [60]
    for _ in range(2):
        journey.sync()
    assert house.payments_on_leaflink() == [60]
    assert house.payments() == []
    house.owes(house.total - 60)
    house.proves()


@pytest.mark.parametrize("kind", LOST)
def test_a_lost_answer_of_leaflink_tells_it_once(setting_out: StartJourney, kind: str) -> None:
    """LeafLink has no idempotency key: what it shows is read before it is told again."""
    journey = setting_out("sample", SHORT)
    journey.start_today()
    house = CountingHouse(journey)
    house.entered("60.00")
    journey.fault("leaflink", kind, method="POST", path="/order-payments/$", seconds=3)
    journey.sync()
    assert journey.struck("leaflink") == 1
    assert house.payments_on_leaflink() == [60]
    house.owes(house.total - 60)


def test_a_call_that_leaflink_never_got_is_made_again(setting_out: StartJourney) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    house = CountingHouse(journey)
    house.entered("60.00")
    journey.fault("leaflink", "drop_before", method="POST", path="/order-payments/$")
    journey.sync()
    assert house.payments_on_leaflink() == [60]


def test_a_payment_deleted_in_quickbooks_is_taken_back_on_leaflink(journey: Journey) -> None:
    house = CountingHouse(journey)
    entered = house.entered("60.00")
    journey.sync()
    journey.change_in_quickbooks("Payment", _named(entered), "delete")
    journey.sync()
    assert house.payments_on_leaflink() == [60, -60]
    journey.sync()
    assert len(house.payments_on_leaflink()) == 2
    house.owes(house.total)
    house.proves()


def test_a_payment_changed_up_and_down_is_followed_each_time(journey: Journey) -> None:
    house = CountingHouse(journey)
    payment = house.entered("60.00")
    journey.sync()
    for amount in ("45.00", "60.00", "45.00"):
        lines = [{**payment["Line"][0], "Amount": Decimal(amount)}]
        body = {**_named(payment), "sparse": True, "TotalAmt": Decimal(amount), "Line": lines}
        payment = journey.change_in_quickbooks("Payment", body)
        journey.sync()
        assert sum(house.payments_on_leaflink()) == Decimal(amount)
        house.owes(house.total - Decimal(amount))
    assert house.payments_on_leaflink() == [60, -15, 15, -15]
    house.proves()


def test_money_changed_again_before_the_echo_was_heard_is_told_to_the_cent(
    journey: Journey,
) -> None:
    """Between our write and LeafLink's list, what was written is known already."""
    house = CountingHouse(journey)
    with journey.hearing(leaflink=False, quickbooks=True):
        entered = house.entered("60.00")
        journey.until(house.payments_on_leaflink, "the payment on LeafLink")
        journey.quiet()
        journey.change_in_quickbooks("Payment", _named(entered), "delete")
        journey.until(lambda: len(house.payments_on_leaflink()) == 2, "its taking back")
        journey.quiet()
    assert house.payments_on_leaflink() == [60, -60]
    assert journey.ledger.questions.all(journey.name) == []
    house.owes(house.total)


def test_our_own_payment_is_never_told_to_leaflink(journey: Journey) -> None:
    """Not even when somebody wrote another note on it."""
    house = CountingHouse(journey)
    house.paid("40.00")
    journey.sync()
    note = {"sparse": True, "PrivateNote": "paid at the fair"}
    journey.change_in_quickbooks("Payment", {**_named(house.payment()), **note})
    journey.sync()
    assert house.payments_on_leaflink() == [40]
