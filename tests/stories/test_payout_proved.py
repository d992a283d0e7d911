"""What a payout statement told first, and LeafLink shows later, is one payment to the proof (A6.5).

Statement: order 10492 paid 342.00   -> payment 342.00, entered from the statement
LeafLink, later: payment 342.00      -> the same money: nothing is missing, nothing is doubled
"""

from __future__ import annotations

import pytest

from leafledger.reconciliation.checks import BALANCES
from tests.stories.journey import Journey
from tests.stories.paying_out import choose_bank, later, pay_out, statement, switch, take_in


@pytest.fixture
def paid_out(journey: Journey) -> Journey:
    """An order that LeafLink paid out and shows no payment of, entered from the statement."""
    choose_bank(journey)
    switch(journey, leaflink_money_in_v2="nothing")
    pay_out(journey, journey.accepted())
    later(journey)
    journey.sync()
    take_in(journey, statement(journey))
    journey.sync()
    return journey


def test_a_payment_that_a_statement_told_first_is_proved_when_leaflink_shows_it_too(
    paid_out: Journey,
) -> None:
    journey = paid_out
    proof = journey.proof()
    assert proof.holds
    (order,) = [one for one in proof.orders if one.documents]
    staff = journey.leaflink_api("GET", "company-staff/?is_admin=true")["results"][0]["id"]
    body = {
        "order": order.number, "recorded_by": staff, "total": str(journey.total(order.number)),
        "payment_date": "2026-11-02T09:30:00-07:00", "payment_type": "other",
        "reason": "Direct Payment",
    }  # fmt: skip
    journey.leaflink_api("POST", "order-payments/", body)
    journey.sync()
    proof = journey.proof()
    assert proof.holds, [one.why for name in proof.checks for one in proof.checks[name] if one.why]
    (balance,) = proof.checks[BALANCES]
    assert balance.wanted == balance.booked
    assert balance.booked.amount == 0


def test_what_a_statement_alone_took_back_is_proved_as_owed_again(paid_out: Journey) -> None:
    journey = paid_out
    (order,) = [one for one in journey.proof().orders if one.documents]
    pay_out(journey, order.number, "reverse")
    later(journey)
    journey.sync()
    take_in(journey, statement(journey))
    journey.sync()
    proof = journey.proof()
    assert proof.holds, [one.why for name in proof.checks for one in proof.checks[name] if one.why]
    (balance,) = proof.checks[BALANCES]
    assert balance.booked.amount == journey.total(order.number)
