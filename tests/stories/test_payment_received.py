"""A payment on LeafLink becomes one in QuickBooks, whatever happens on the way (A6.1).

Payment 100.00         Undeposited Funds 100.00 | Accounts Receivable 100.00
applied to invoice 10492, the rest stays the customer's credit
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.stories.conftest import StartJourney
from tests.stories.counting_house import LOST, SHORT, CountingHouse
from tests.stories.journey import Journey


def test_a_part_and_then_the_rest_close_the_invoice(journey: Journey) -> None:
    house = CountingHouse(journey)
    house.paid("40.00", "check 1042")
    journey.sync()
    assert house.payment()["PaymentRefNum"] == "1042"
    assert house.open() == house.total - 40
    house.owes(house.total - 40)
    house.paid(house.total - 40)
    journey.sync()
    assert house.open() == 0
    house.owes(0)
    house.proves()


def test_what_is_paid_too_much_stays_the_customers_credit(journey: Journey) -> None:
    house = CountingHouse(journey)
    house.paid(house.total + 25)
    journey.sync()
    assert house.open() == 0
    assert Decimal(house.payment()["UnappliedAmt"]) == 25
    house.owes(-25)
    journey.set_cases(house.number, 6)
    journey.sync()
    assert Decimal(house.payment()["UnappliedAmt"]) == 0
    house.owes(journey.total(house.number) - house.total - 25)
    house.proves()


@pytest.mark.parametrize("kind", LOST)
def test_a_lost_answer_leaves_one_payment(setting_out: StartJourney, kind: str) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    house = CountingHouse(journey)
    house.paid("40.00")
    journey.fault("quickbooks", kind, method="POST", path="/payment$", seconds=3)
    journey.sync()
    assert journey.struck("quickbooks") == 1
    assert len(house.payments()) == 1
    house.owes(house.total - 40)
    house.proves()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_refused_moment_only_delays_the_payment(journey: Journey, status: int) -> None:
    house = CountingHouse(journey)
    house.paid("40.00")
    told = {"status": status, "headers": {"Retry-After": "1"}, "body": {}, "count": 2}
    journey.fault("quickbooks", "status", method="POST", path="/payment$", **told)
    journey.sync()
    assert journey.struck("quickbooks") == 2
    assert len(house.payments()) == 1
    house.owes(house.total - 40)


def test_a_payment_in_closed_books_waits_until_they_are_open(journey: Journey) -> None:
    house = CountingHouse(journey)
    until = datetime.now(UTC).date() + timedelta(days=3)
    journey.running.control("quickbooks", "/company", {"closed_until": until.isoformat()})
    house.paid("40.00")
    journey.sync()
    assert house.payments() == []
    [asked] = [one.question.text for one in journey.ledger.questions.all(journey.name)]
    assert f"closed through {until}" in asked
    journey.running.control("quickbooks", "/company", {"closed_until": None})
    journey.sync()
    house.owes(house.total - 40)
    house.proves()


def test_a_restart_in_the_middle_enters_the_payment_once(setting_out: StartJourney) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    house = CountingHouse(journey)
    house.paid("40.00")
    journey.stop_work()
    journey.fault("quickbooks", "drop_after", method="POST", path="/payment$")
    journey.fault("quickbooks", "drop_before", path="/query$", count=3)
    journey.begin_work()
    journey.sync()
    journey.stop_work()
    journey.begin_work()
    journey.sync()
    assert len(house.payments()) == 1
    house.owes(house.total - 40)
    house.proves()


def test_our_own_write_coming_back_as_a_webhook_costs_no_metered_call(journey: Journey) -> None:
    """QuickBooks announces what we write; the payment and its invoice were seen already."""
    house = CountingHouse(journey)
    journey.running.control("quickbooks", "/switches", {"webhook_delay_seconds": 0.5})
    with journey.hearing(leaflink=False, quickbooks=True):
        house.paid("40.00")
        journey.sync()
        before = house.metered()
        journey.until(
            lambda: journey.counted("quickbooks webhook echo") >= 2, "the echoes of our payment"
        )
        journey.quiet()
        assert house.metered() == before
    house.owes(house.total - 40)


def test_a_hand_in_the_second_of_our_write_is_seen_by_the_sweep(journey: Journey) -> None:
    house = CountingHouse(journey)
    with journey.hearing(leaflink=False, quickbooks=True):
        house.paid("40.00")
        journey.sync()
        payment = house.payment()
        named = {"Id": payment["Id"], "SyncToken": payment["SyncToken"], "sparse": True}
        journey.change_in_quickbooks("Payment", {**named, "TotalAmt": 50})
        journey.quiet()
    journey.sync()
    asked = [one.question.text for one in journey.ledger.questions.all(journey.name)]
    assert any("was edited by hand in QuickBooks" in one for one in asked)
