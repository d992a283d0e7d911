"""A deposit was deleted, or another statement of a payout comes: a person says what holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leafledger.clerk.importing_payouts import Outcome
from tests.stories.journey import Journey
from tests.stories.paying_out import (
    choose_bank,
    clearing,
    deposits,
    later,
    pay_out,
    statement,
    switch,
    take_in,
    waiting,
)


@pytest.fixture
def paid_out(journey: Journey) -> Journey:
    """A journey whose owner chose the bank that LeafLink pays out to."""
    choose_bank(journey)
    return journey


def test_a_deleted_deposit_is_asked_about_and_comes_back_on_a_persons_word(
    paid_out: Journey,
) -> None:
    journey = paid_out
    pay_out(journey, journey.accepted())
    later(journey)
    journey.sync()
    content = statement(journey)
    take_in(journey, content)
    (deposit,) = deposits(journey)
    body = {"Id": deposit["Id"], "SyncToken": deposit["SyncToken"]}
    journey.change_in_quickbooks("Deposit", body, "delete")
    journey.sync()
    (sentence,) = waiting(journey)
    assert "was deleted in QuickBooks" in sentence
    assert "--replace" in sentence
    assert clearing(journey) > 0
    (again,) = take_in(journey, content, replace=True)
    assert again.outcome is Outcome.REPLACED
    assert waiting(journey) == []
    assert len(deposits(journey)) == 1
    assert clearing(journey) == 0


def test_a_corrected_statement_is_held_until_a_person_says_which_is_right(
    paid_out: Journey,
) -> None:
    journey = paid_out
    pay_out(journey, journey.accepted())
    later(journey)
    journey.sync()
    content = statement(journey)
    take_in(journey, content)
    heading, row = content.decode().splitlines()
    cells = row.split(",")
    cells[4], cells[5] = f"{Decimal(cells[4]) + 1}", f"{Decimal(cells[5]) - 1}"
    corrected = f"{heading}\n{','.join(cells)}\n".encode()
    (changed,) = take_in(journey, corrected)
    assert changed.outcome is Outcome.CHANGED
    (sentence,) = waiting(journey)
    assert "says something else" in sentence
    assert f"${cells[3]}" in sentence.replace(",", "")
    (refused,) = take_in(journey, corrected, replace=True)
    assert refused.outcome is Outcome.REFUSED
    assert "Delete it there" in refused.why
    take_in(journey, content)
    assert waiting(journey) == []
    assert len(deposits(journey)) == 1


def test_a_statement_that_drops_an_entered_payment_is_refused_even_on_a_persons_word(
    paid_out: Journey,
) -> None:
    journey = paid_out
    switch(journey, leaflink_money_in_v2="nothing")
    number = journey.accepted()
    pay_out(journey, number)
    later(journey)
    journey.sync()
    content = statement(journey)
    take_in(journey, content)
    (deposit,) = deposits(journey)
    body = {"Id": deposit["Id"], "SyncToken": deposit["SyncToken"]}
    journey.change_in_quickbooks("Deposit", body, "delete")
    journey.sync()
    heading, row = content.decode().splitlines()
    other = row.split(",")
    other[3], other[4], other[5] = "1.00", "0.00", "1.00"
    dropped = f"{heading}\n{','.join(other)}\n".encode()
    (refused,) = take_in(journey, dropped, replace=True)
    assert refused.outcome is Outcome.REFUSED
    assert "the new one does not show it. Nothing was changed." in refused.why
    assert clearing(journey) == journey.total(number)
    (again,) = take_in(journey, content, replace=True)
    assert again.outcome is Outcome.REPLACED
    assert clearing(journey) == 0
    assert journey.invoice_of(number)["Balance"] == 0
