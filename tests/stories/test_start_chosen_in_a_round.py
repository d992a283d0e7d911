"""The books' first day is chosen while a round is under way: every order is looked at with it.

round begins · the first day is written · orders are marked · the round takes them
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from leafledger.intake.marks import Subject, Why
from tests.stories.conftest import StartJourney
from tests.stories.journey import LONG_AGO_DAYS


def test_orders_marked_during_a_round_are_looked_at_with_the_first_day(
    setting_out: StartJourney,
) -> None:
    journey = setting_out()
    ledger, parts = journey.ledger, journey.ledger.parts(journey.company)
    about = [f"Invoice:{journey.books('Invoice')[0]['Id']}"]
    journey.fault("quickbooks", "latency", path="/query$", seconds=3)
    with ledger.database.writing() as connection:
        ledger.marks.mark(connection, journey.name, Subject.DOCUMENT, about, Why.NOTICE)
    journey.until(lambda: journey.struck("quickbooks"), "the round asks QuickBooks")
    since = datetime.now(UTC) - timedelta(days=LONG_AGO_DAYS)
    ledger.companies.start_books(journey.name, since.date())
    parts.poller.poll(since)
    journey.quiet()
    orders = journey.running.snapshot("leaflink")["orders"]
    accepted = [one["number"] for one in orders if one["status"] == "Accepted"]
    assert accepted
    assert [n for n in accepted if not (journey.invoices_of(n) or journey.questions(n))] == []
