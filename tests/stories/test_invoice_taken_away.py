"""Somebody voids or deletes our paid invoice in QuickBooks: its money keeps its place (A5.5)."""

from __future__ import annotations

from decimal import Decimal

from leafledger.bookkeeping.decisions import Choice
from leafledger.reconciliation.checks import Standing
from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey


def _part_paid(journey: Journey) -> CountingHouse:
    house = CountingHouse(journey)
    house.paid("40.00", "check 1042")
    journey.sync()
    return house


def _take_away(journey: Journey, house: CountingHouse, how: str) -> None:
    invoice = journey.invoice_of(house.number)
    named = {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"]}
    journey.change_in_quickbooks("Invoice", named, how)
    journey.sync()


def test_money_of_an_order_that_came_to_nothing_is_no_stray(journey: Journey) -> None:
    """Paid, deleted by hand, rejected, paid back: LeafLink shows each of them, and so it is."""
    house = _part_paid(journey)
    _take_away(journey, house, "delete")
    journey.transition(house.number, "reject")
    journey.sync()
    house.paid("-40.00", "paid back")
    journey.sync()
    proof = journey.proof()
    assert proof.checks_with(Standing.DIFFERS) == []
    house.proves()


def test_a_payment_settles_the_invoice_that_was_restored(journey: Journey) -> None:
    house = _part_paid(journey)
    _take_away(journey, house, "void")
    deciding = journey.ledger.parts(journey.company).deciding
    deciding.decide(house.number, Choice.RESTORE, "Ana")
    journey.quiet()
    [restored] = [one for one in journey.invoices_of(house.number) if Decimal(one["TotalAmt"])]
    assert Decimal(restored["Balance"]) == house.total - 40
    assert Decimal(str(house.payment().get("UnappliedAmt", 0))) == 0
    house.owes(house.total - 40)
    house.proves()
