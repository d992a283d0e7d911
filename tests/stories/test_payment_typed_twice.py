"""The same money typed by hand on both sides: a question, and nothing copied (A6.6).

LeafLink: 60.00 by check     QuickBooks: 60.00 on the invoice     neither is copied
"it is the same money"       60.00 on either side, and the order is proved
"they are two"               120.00 on either side, and the order is proved
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest

from leafledger.bookkeeping.plan import Operation
from leafledger.clerk.desk import Docket
from leafledger.clerk.matching import CannotMatch
from leafledger.reconciliation.checks import Standing
from tests.stories.counting_house import CountingHouse
from tests.stories.desk import desk_of
from tests.stories.journey import Journey


def _typed_on_both(journey: Journey) -> tuple[CountingHouse, str, str]:
    """The order, LeafLink's payment and the one in QuickBooks, asked about."""
    house = CountingHouse(journey)
    house.paid("60.00", "check 1042")
    payment = house.entered("60.00")
    journey.sync()
    return house, house.payment_ids()[0], str(payment["Id"])


def _asked(journey: Journey) -> list[str]:
    return [one.question.text for one in journey.ledger.questions.all(journey.name)]


def _say(journey: Journey, payment: str, quickbooks_id: str) -> None:
    journey.ledger.parts(journey.company).matching.match_payment(payment, quickbooks_id, "Ana")
    journey.quiet()


def test_it_is_asked_about_and_neither_is_copied(journey: Journey) -> None:
    house, payment, typed = _typed_on_both(journey)
    (asked,) = _asked(journey)
    assert f"leafledger match payment {payment} {typed}" in asked
    assert f"leafledger match payment {payment} new" in asked
    assert "so that $60.00 does not count twice" in asked
    for _ in range(2):
        assert house.payments_on_leaflink() == [60]
        assert house.payments() == []
        journey.sync()
    assert len(_asked(journey)) == 1
    assert journey.proof().checks_with(Standing.DIFFERS) == []


def test_the_same_money_stands_once_on_either_side(journey: Journey) -> None:
    house, payment, typed = _typed_on_both(journey)
    _say(journey, payment, typed)
    journey.sync()
    assert _asked(journey) == []
    assert house.payments_on_leaflink() == [60]
    assert house.payments() == []
    house.owes(house.total - 60)
    house.proves()


def test_what_was_matched_and_came_back_leaves_their_payment_as_it_is(journey: Journey) -> None:
    house, payment, typed = _typed_on_both(journey)
    _say(journey, payment, typed)
    house.paid("-60.00", "NSF")
    journey.sync()
    (theirs,) = [one for one in journey.books("Payment") if one["Id"] == typed]
    assert theirs["SyncToken"] == "0"
    assert len(house.entries()) == 1
    house.owes(house.total)
    house.proves()


def test_two_payments_are_each_told_to_the_other_side(journey: Journey) -> None:
    house, payment, _ = _typed_on_both(journey)
    _say(journey, payment, "new")
    journey.sync()
    assert _asked(journey) == []
    assert house.payments_on_leaflink() == [60, 60]
    assert Decimal(house.payment()["TotalAmt"]) == 60
    house.owes(house.total - 120)
    house.proves()


def test_one_that_was_a_mistake_and_deleted_asks_nothing_more(journey: Journey) -> None:
    house, _, typed = _typed_on_both(journey)
    journey.change_in_quickbooks("Payment", {"Id": typed, "SyncToken": "0"}, "delete")
    journey.sync()
    assert _asked(journey) == []
    assert house.payments_on_leaflink() == [60]
    assert len(house.payments()) == 1
    house.owes(house.total - 60)
    house.proves()


def test_a_webhook_that_comes_before_the_poll_does_not_copy_it(journey: Journey) -> None:
    """LeafLink's list is read before anything is written there, and shows what no poll did yet."""
    house = CountingHouse(journey)
    with journey.hearing(leaflink=False, quickbooks=True):
        house.paid("60.00", "check 1042")
        house.entered("60.00")
        journey.until(lambda: _asked(journey), "the question")
        journey.quiet()
    assert house.payments_on_leaflink() == [60]
    assert house.payments() == []
    assert "It may be the same money." in " ".join(_asked(journey))


def test_money_that_a_bookkeeper_applied_to_nothing_is_asked_about_too(journey: Journey) -> None:
    house = CountingHouse(journey)
    house.paid("60.00", "check 1042")
    loose = {"CustomerRef": {"value": house.customer}, "TotalAmt": Decimal("60.00")}
    journey.change_in_quickbooks("Payment", loose)
    journey.sync()
    (asked,) = _asked(journey)
    assert "applied to nothing" in asked
    assert house.payments() == []


def test_money_that_a_bookkeeper_put_on_another_order_is_asked_about_too(journey: Journey) -> None:
    """It was told to LeafLink for that order before; once matched, that is taken back there."""
    other, house = CountingHouse(journey), CountingHouse(journey)
    typed = other.entered("60.00")
    journey.ledger.keeping.sweep()
    journey.quiet()
    assert other.payments_on_leaflink() == [60]
    house.paid("60.00", "check 1042")
    journey.sync()
    (asked,) = _asked(journey)
    assert "applied to another invoice of the customer" in asked
    assert house.payments() == []
    _say(journey, house.payment_ids()[0], str(typed["Id"]))
    journey.sync()
    assert _asked(journey) == []
    assert house.payments() == []
    assert other.payments_on_leaflink() == [60, -60]
    house.owes(house.total - 60)
    assert journey.proof().checks_with(Standing.DIFFERS) == []


def test_another_payment_than_the_one_asked_about_is_refused(journey: Journey) -> None:
    house, payment, _ = _typed_on_both(journey)
    with pytest.raises(CannotMatch, match="Nothing was matched"):
        _say(journey, payment, "9999")
    assert len(_asked(journey)) == 1
    house.owes(house.total - 60)


def _moved_away(journey: Journey, typed: str) -> None:
    """Whoever typed it in QuickBooks gives it a day of another month: it is other money then."""
    [theirs] = [one for one in journey.books("Payment") if one["Id"] == typed]
    earlier = date.fromisoformat(theirs["TxnDate"]) - timedelta(days=30)
    journey.change_in_quickbooks("Payment", {**theirs, "TxnDate": earlier.isoformat()})


def test_a_word_that_comes_while_it_is_entered_is_refused(journey: Journey) -> None:
    house, payment, typed = _typed_on_both(journey)
    _moved_away(journey, typed)
    journey.fault("quickbooks", "latency", method="POST", path="/payment$", seconds=4)
    with ThreadPoolExecutor(1) as beside:
        at_work = beside.submit(journey.sync)
        journey.until(lambda: journey.ledger.journal.doubtful(journey.name), "ours on its way")
        with pytest.raises(CannotMatch, match="at this moment"):
            journey.ledger.parts(journey.company).matching.match_payment(payment, typed, "Ana")
        at_work.result()
    assert len(house.payments()) == 1
    assert journey.proof().checks_with(Standing.DIFFERS) == []


def test_a_plan_that_was_made_before_a_word_is_not_written_after_it(journey: Journey) -> None:
    house, payment, typed = _typed_on_both(journey)
    journey.stop_work()
    _moved_away(journey, typed)
    journey.ledger.keeping.sweep()
    journey.ledger.parts(journey.company).watch.read_documents("Payment", [typed])
    parts = journey.ledger.parts(journey.company)
    rehearsed = parts.rehearsing.plan(journey.company, house.number)
    assert rehearsed is not None
    assert rehearsed.payments is not None
    assert [step.operation for step in rehearsed.payments.steps] == [Operation.CREATE] * 2
    parts.matching.match_payment(payment, typed, "Ana")
    policy = journey.ledger.policies.in_force(journey.name)
    desk_of(journey).carry_out(
        journey.company, {"one": rehearsed.payments}, policy, {"one": Docket()}
    )
    assert house.payments() == []
    journey.begin_work()
    journey.sync()
    assert house.payments_on_leaflink() == [60]
    house.owes(house.total - 60)
    house.proves()
