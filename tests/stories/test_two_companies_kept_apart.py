"""Two companies in one LeafLedger do not mix: neither orders, nor books, nor secrets, nor holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leafledger.intake.credentials import read_credentials
from tests.running import RunningSimulators
from tests.stories.journey import FASTER, Journey


@pytest.fixture
def others(tmp_path: Path) -> Iterator[RunningSimulators]:
    """A second seller and a second QuickBooks company, on servers of their own."""
    folder = tmp_path / "others"
    folder.mkdir()
    running = RunningSimulators(folder, "sample", 2)
    running.start()
    for which in ("leaflink", "quickbooks"):
        running.control(which, "/limits", {"scale": FASTER})
    yield running
    running.stop()


def test_an_order_of_one_company_stays_out_of_the_books_of_the_other(
    journey: Journey, others: RunningSimulators
) -> None:
    before = len(others.snapshot("quickbooks")["entities"]["Invoice"])
    second = journey.ledger.connect(read_credentials(others.credentials_file)).company
    assert second.company != journey.name
    number = journey.accepted()
    journey.sync()
    journey.proves(number)
    assert len(others.snapshot("quickbooks")["entities"]["Invoice"]) == before
    assert journey.ledger.counters.calls(journey.name) != journey.ledger.counters.calls(
        second.company
    )


def test_a_dead_consent_of_one_company_leaves_the_other_at_work(
    journey: Journey, others: RunningSimulators
) -> None:
    second = journey.ledger.connect(read_credentials(others.credentials_file)).company
    journey.ledger.companies.start_books(
        second.company, (datetime.now(UTC) - timedelta(days=60)).date()
    )
    others.control("quickbooks", "/faults", {"kind": "token_revoked"})
    since = datetime.now(UTC) - timedelta(days=60)
    journey.ledger.parts(second).poller.poll(since)
    held = journey.ledger.syncing().wait(second.company, everything=True, progress=lambda _: None)
    assert held.held_why
    assert journey.company.held_why == ""
    number = journey.accepted()
    journey.sync()
    journey.proves(number)


def test_each_company_has_a_policy_and_a_name_of_its_own(
    journey: Journey, others: RunningSimulators
) -> None:
    second = journey.ledger.connect(read_credentials(others.credentials_file)).company
    names = [one.company for one in journey.ledger.companies.all()]
    assert sorted(names) == sorted({journey.name, second.company})
    paths = {journey.ledger.policies.path(name) for name in names}
    assert all(path.exists() for path in paths)
    assert len(paths) == 2


def test_the_same_seller_connected_again_is_the_same_company(journey: Journey) -> None:
    again = journey.connect().company
    assert again.company == journey.name
    assert again.books_start == journey.company.books_start
    assert len(journey.ledger.companies.all()) == 1
