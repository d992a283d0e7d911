"""Connecting prepares the books and posts nothing; the first sync must say where books begin."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from leafledger.cli.main import app
from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey

DOCUMENTS = ("Invoice", "CreditMemo", "Payment", "JournalEntry")


def _documents(journey: Journey) -> dict[str, list[str]]:
    return {kind: [one["Id"] for one in journey.books(kind)] for kind in DOCUMENTS}


def _run(journey: Journey, *words: str) -> Result:
    environment = {"LEAFLEDGER_HOME": str(journey.home), "LEAFLEDGER_PACE_FACTOR": "50"}
    return CliRunner().invoke(app, list(words), env=environment)


def test_connecting_posts_no_transaction_at_all(setting_out: StartJourney) -> None:
    journey = setting_out(connect=False)
    before = _documents(journey)
    entries = len(journey.running.snapshot("quickbooks")["entries"])
    connected = journey.connect()
    assert _documents(journey) == before
    assert len(journey.running.snapshot("quickbooks")["entries"]) == entries
    assert connected.prepared.refused == ()
    assert connected.prepared.changes
    assert connected.orders_on_leaflink == len(journey.running.snapshot("leaflink")["orders"])


def test_connecting_again_changes_nothing_and_keeps_the_policy(
    setting_out: StartJourney,
) -> None:
    journey = setting_out()
    policy = journey.ledger.policies.path(journey.name)
    policy.write_text(policy.read_text().replace('"hold"', '"next_open_day"'))
    again = journey.connect()
    assert again.policy_kept
    assert again.prepared.changes == ()
    assert journey.ledger.policy(journey.company).orders.closed_period == "next_open_day"


def test_the_first_sync_without_a_start_is_refused_with_the_reason(
    setting_out: StartJourney,
) -> None:
    journey = setting_out()
    journey.stop_work()
    before = _documents(journey)
    ended = _run(journey, "sync")
    assert ended.exit_code == 2
    assert "--since DATE" in ended.output
    assert "Nothing was posted" in ended.output
    assert _documents(journey) == before


def test_asking_for_one_order_posts_exactly_that_one(setting_out: StartJourney) -> None:
    journey = setting_out()
    journey.stop_work()
    wanted, other = journey.accepted(), journey.accepted()
    before = _documents(journey)
    ended = _run(journey, "sync", "--order", wanted)
    assert ended.exit_code == 0, ended.output
    assert len(journey.invoices_of(wanted)) == 1
    assert journey.invoices_of(other) == []
    posted = [id_ for id_ in _documents(journey)["Invoice"] if id_ not in before["Invoice"]]
    assert posted == [journey.invoice_of(wanted)["Id"]]
