"""A payment typed in QuickBooks of which LeafLedger hears after it entered LeafLink's (A6.6).

10:00  60.00 is typed in QuickBooks      no webhook comes
10:02  60.00 is recorded on LeafLink     entered in QuickBooks: 120.00 stand there
11:00  the sweep finds what was typed    asked about; LeafLink is not told
"""

from __future__ import annotations

import pytest

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.matching import CannotMatch
from leafledger.reconciliation.checks import Standing
from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey


def _heard_late(journey: Journey) -> tuple[CountingHouse, str, str]:
    """The order, LeafLink's payment, and the one typed in QuickBooks that the sweep found."""
    house = CountingHouse(journey)
    typed = house.entered("60.00")
    house.paid("60.00", "check 1042")
    journey.ledger.parts(journey.company).poller.poll()
    journey.quiet()
    assert len(house.payments()) == 1
    journey.sync()
    return house, house.payment_ids()[0], str(typed["Id"])


def _asked(journey: Journey) -> list[QuestionKind]:
    return [one.question.kind for one in journey.ledger.questions.all(journey.name)]


def _delete(journey: Journey, id_: str) -> None:
    [one] = [one for one in journey.books("Payment") if one["Id"] == id_]
    named = {"Id": id_, "SyncToken": one["SyncToken"]}
    journey.change_in_quickbooks("Payment", named, "delete")


def test_leaflink_is_not_told_and_a_person_is_asked(journey: Journey) -> None:
    house, payment, typed = _heard_late(journey)
    assert _asked(journey) == [QuestionKind.SAME_MONEY_ENTERED]
    assert house.payments_on_leaflink() == [60]
    matching = journey.ledger.parts(journey.company).matching
    with pytest.raises(CannotMatch, match=f"delete payment {typed} in QuickBooks"):
        matching.match_payment(payment, typed, "Ana")
    _delete(journey, typed)
    journey.sync()
    assert _asked(journey) == []
    assert house.payments_on_leaflink() == [60]
    house.owes(house.total - 60)
    house.proves()


def test_two_payments_are_told_once_a_person_says_so(journey: Journey) -> None:
    house, payment, _ = _heard_late(journey)
    journey.ledger.parts(journey.company).matching.match_payment(payment, "new", "Ana")
    journey.quiet()
    assert _asked(journey) == []
    assert house.payments_on_leaflink() == [60, 60]
    house.owes(house.total - 120)
    house.proves()


def test_the_typed_one_in_the_bank_stands_for_leaflinks_once_ours_is_deleted(
    journey: Journey,
) -> None:
    house, payment, typed = _heard_late(journey)
    [theirs] = [one for one in journey.books("Payment") if one["Id"] == typed]
    house.deposited(theirs)
    [ours] = house.payments()
    _delete(journey, str(ours["Id"]))
    journey.sync()
    assert _asked(journey) == [QuestionKind.SAME_MONEY]
    journey.ledger.parts(journey.company).matching.match_payment(payment, typed, "Ana")
    journey.quiet()
    assert _asked(journey) == []
    assert house.payments_on_leaflink() == [60]
    house.owes(house.total - 60)
    assert journey.proof().checks_with(Standing.DIFFERS) == []
