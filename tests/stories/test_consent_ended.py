"""Tokens end: an access token is renewed once for everybody, a dead consent holds the company."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.stories.journey import Journey

TWO_HOURS = {"advance_seconds": 7_200}


def _refreshes(journey: Journey) -> int:
    events = journey.running.control("quickbooks", "/events")["events"]
    return sum(event["path"] == "/oauth2/v1/tokens/bearer" for event in events)


def test_an_expired_access_token_is_renewed_and_the_order_posted(journey: Journey) -> None:
    number = journey.accepted()
    journey.running.control("quickbooks", "/clock", TWO_HOURS)
    journey.sync()
    assert _refreshes(journey) == 1
    journey.proves(number)


def test_ten_threads_at_once_use_a_refresh_token_once(journey: Journey) -> None:
    journey.running.control("quickbooks", "/switches", {"refresh_rotation": "every_refresh"})
    journey.running.control("quickbooks", "/clock", TWO_HOURS)
    client = journey.ledger.parts(journey.company).quickbooks
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: client.company_info()["CompanyName"], range(10)))
    assert len(set(answers)) == 1
    assert _refreshes(journey) == 1


def test_a_dead_consent_holds_the_company_until_it_is_connected_again(
    journey: Journey,
) -> None:
    """The owner disconnected the app inside QuickBooks; nothing of the meantime is lost."""
    number = journey.accepted()
    journey.fault("quickbooks", "token_revoked")
    waited = journey.ledger.parts(journey.company).poller.poll()
    assert waited >= 1
    held = journey.quiet()
    assert held.held_why == journey.company.held_why
    assert "connect" in held.held_why.lower()
    assert held.left >= 1
    assert journey.invoices_of(number) == []
    later = journey.accepted(cases=3)
    journey.connect(journey.consent_again())
    assert journey.company.held_why == ""
    journey.sync()
    journey.proves(number)
    journey.proves(later)
