"""Payments, bounces and credits of a live season are proved; what is changed by hand is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from leafledger.reconciliation.checks import (
    ACCOUNTS,
    BALANCES,
    CREDITS,
    PAYMENTS,
    SECTIONS,
    Check,
    Standing,
)
from leafledger.reconciliation.telling import details
from tests.conftest import Pairs
from tests.stories.journey import Journey

EVENTS = 100


@pytest.fixture(scope="module")
def traded(simulator_pairs: Pairs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """A season that was posted, and went on live; one for all questions."""
    journey = Journey(simulator_pairs.fresh("season", 3), tmp_path_factory.mktemp("money"))
    journey.connect()
    journey.begin_work()
    journey.sync_from_long_ago()
    journey.running.control("leaflink", "/trade", {"events": EVENTS})
    journey.sync()
    yield journey
    journey.close()


def paid_check(journey: Journey, payment: str) -> Check:
    """How a LeafLink payment stands in a proof made now."""
    found = journey.proof().checks[PAYMENTS]
    return next(one for one in found if one.subject == f"payment:{payment}")


def test_the_money_of_a_season_is_proved_in_every_section(traded: Journey) -> None:
    proof = traded.proof()
    assert proof.holds, [(one.name, one.why) for one in proof.checks_with(Standing.DIFFERS)]
    assert tuple(proof.checks) == SECTIONS
    assert len(proof.checks[BALANCES]) >= 200
    assert len(proof.checks[PAYMENTS]) >= 100
    assert len(proof.checks[CREDITS]) >= 5
    assert any(one.wanted.amount < 0 for one in proof.checks[PAYMENTS])


def test_what_orders_and_unused_credits_leave_open_is_the_receivable(traded: Journey) -> None:
    proof = traded.proof()
    unused = {
        one.subject.removeprefix("credit:")
        for one in proof.checks[CREDITS]
        if not one.name.endswith(", used)")
    }
    left = [one.open.amount for one in proof.orders]
    for memo in traded.books("CreditMemo"):
        words = str(memo.get("PrivateNote", "")).split()
        if words[:2] == ["LeafLink", "credit"] and words[2] in unused:
            left.append(-Decimal(str(memo["RemainingCredit"])))
    (account,) = [one for one in proof.checks[ACCOUNTS] if one.subject == "account:receivable"]
    assert sum(left, Decimal(0)) == account.booked.amount - account.outside.amount


def test_the_kept_proof_is_the_proof_that_was_made(traded: Journey) -> None:
    proof = traded.proof()
    assert traded.ledger.proving.last_details(traded.name) == details(proof)


def test_the_books_are_proved_once_a_night_in_the_companys_own_hour(traded: Journey) -> None:
    keeping = traded.ledger.keeping
    zone = ZoneInfo(traded.ledger.policy(traded.company).orders.time_zone)
    before = traded.ledger.proving.last(traded.name)
    done = [
        hour
        for hour in range(24)
        if keeping.prove_at_night(traded.company, datetime(2026, 11, 24, hour, 7, tzinfo=zone))
    ]
    assert done == [3]
    assert traded.ledger.proving.last(traded.name) != before


def test_a_payment_deleted_by_hand_is_found_with_its_size(traded: Journey) -> None:
    proof = traded.proof()
    payments = {
        str(one["PrivateNote"]).split()[2]: one
        for one in traded.books("Payment")
        if str(one["PrivateNote"]).startswith("LeafLink payment ") and not one.get("LinkedTxn")
    }
    check = next(
        one
        for one in proof.checks[PAYMENTS]
        if one.standing is Standing.PROVED and one.subject.removeprefix("payment:") in payments
    )
    payment = check.subject.removeprefix("payment:")
    body = {name: payments[payment][name] for name in ("Id", "SyncToken")}
    traded.change_in_quickbooks("Payment", body, operation="delete")
    found = paid_check(traded, payment)
    assert found.standing is Standing.DIFFERS
    assert found.difference == -check.wanted
    assert "QuickBooks has no payment for it" in found.why
    assert not traded.proof().holds
