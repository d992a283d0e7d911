"""Closed books are known before anything is sent (accounting.md A11)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.stories.journey import Journey


def _close(journey: Journey, day: date) -> None:
    journey.running.control("quickbooks", "/company", {"closed_until": day.isoformat()})


def test_an_order_in_closed_books_waits_until_they_are_open(journey: Journey) -> None:
    until = datetime.now(UTC).date() + timedelta(days=3)
    _close(journey, until)
    number = journey.accepted()
    journey.sync()
    assert journey.invoices_of(number) == []
    asked = journey.question(number)
    assert f"closed through {until}" in asked
    assert "Nothing was posted" in asked
    journey.running.control("quickbooks", "/company", {"closed_until": None})
    journey.sync()
    journey.proves(number)


def test_the_next_open_day_is_taken_where_the_owner_wants_it(journey: Journey) -> None:
    policy = journey.ledger.policies.path(journey.name)
    policy.write_text(policy.read_text().replace('"hold"', '"next_open_day"'))
    until = datetime.now(UTC).date() + timedelta(days=3)
    _close(journey, until)
    number = journey.accepted()
    journey.sync()
    assert journey.invoice_of(number)["TxnDate"] == (until + timedelta(days=1)).isoformat()
    journey.proves(number)
