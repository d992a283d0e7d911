"""A whole season is posted for the first time: every order proved, few calls, nothing planted lost.

Read-only questions about one synced season; it is synced once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from leafledger.reconciliation.proof import Proof, Standing
from leafledger.reports.calls import calls_used
from tests.conftest import Pairs
from tests.stories.journey import Journey

# Reads are paid for: lists once, and hardly anything for the single order.
METERED_CALLS_PER_ORDER_MAX = Decimal("0.1")
# A customer or item is created once; each order writes its invoice, its payments and reversals.
WRITES_PER_ORDER_MAX = Decimal("3.0")
LEAFLINK_CALLS_PER_ORDER_MAX = Decimal("0.5")


class SyncedSeason:
    """A season with everything posted, its proof, and the planted orders by number."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.calls = journey.ledger.counters.calls(journey.name)
        self.proof: Proof = journey.proof()
        snapshot = journey.running.snapshot("leaflink")
        self.planted: dict[str, str] = {
            one["number"]: one["reason"] for one in snapshot["planted_questions"]
        }
        self.planted_about_money = {one["number"] for one in snapshot["planted_money_questions"]}


@pytest.fixture(scope="module")
def season(
    simulator_pairs: Pairs, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SyncedSeason]:
    """A season that was synced once."""
    running = simulator_pairs.fresh("season", 1)
    journey = Journey(running, tmp_path_factory.mktemp("season"))
    journey.connect()
    journey.begin_work()
    journey.sync_from_long_ago()
    yield SyncedSeason(journey)
    journey.close()


def test_every_recognised_order_of_a_season_is_proved_to_the_cent(season: SyncedSeason) -> None:
    proof = season.proof
    assert len(proof.orders) >= 200
    assert proof.difference.amount == 0
    assert proof.with_standing(Standing.DIFFERS) == []
    waiting = {order.number for order in proof.with_standing(Standing.WAITING)}
    assert waiting == set(season.planted)


def test_every_planted_order_waits_with_a_sentence(season: SyncedSeason) -> None:
    assert len(season.planted) >= 3
    for number in set(season.planted) - season.planted_about_money:
        assert "Nothing was posted" in season.journey.question(number)
        assert season.journey.invoices_of(number) == []


def test_every_planted_payment_waits_beside_its_posted_invoice(season: SyncedSeason) -> None:
    assert len(season.planted_about_money) >= 2
    asked = {
        one.subject: one.question.text
        for one in season.journey.ledger.questions.all(season.journey.name)
    }
    for number in season.planted_about_money:
        assert "Order " in asked[f"payments:{number}"]
        assert len(season.journey.invoices_of(number)) == 1


def test_no_order_of_a_season_has_two_invoices(season: SyncedSeason) -> None:
    marked = [str(one["PrivateNote"]).splitlines()[0] for one in season.journey.books("Invoice")]
    ours = [note for note in marked if note.startswith("LeafLink order ")]
    assert len(ours) == len(set(ours)) >= 180


def test_quickbooks_own_reports_agree_with_the_proof(season: SyncedSeason) -> None:
    sums = season.journey.running.snapshot("quickbooks")["sums"]
    assert sums["debits"] == sums["credits"]
    receivable = Decimal(sums["receivable_account"])
    assert receivable > 0
    assert Decimal(sums["customer_balances"]) == receivable
    assert _grand_total(season.journey.report("AgedReceivables")) == receivable


def test_the_trial_balance_of_a_season_balances(season: SyncedSeason) -> None:
    report = season.journey.report("TrialBalance", start_date="2020-01-01", end_date="2099-12-31")
    totals = [Decimal(cell["value"]) for cell in _last_summary(report)[1:] if cell["value"]]
    assert len(totals) == 2
    assert totals[0] == totals[1] > season.proof.booked.amount / 2


def test_a_season_costs_few_metered_calls(season: SyncedSeason) -> None:
    orders = len(season.proof.orders)
    used = calls_used(season.calls, orders)
    assert Decimal(used.quickbooks_metered) / orders < METERED_CALLS_PER_ORDER_MAX
    assert Decimal(used.quickbooks_writes) / orders < WRITES_PER_ORDER_MAX
    assert Decimal(used.leaflink) / orders < LEAFLINK_CALLS_PER_ORDER_MAX


def test_calls_are_counted_as_the_simulators_count_them(season: SyncedSeason) -> None:
    """What we meter is what QuickBooks would bill: a refused call is not billed."""
    counts = season.journey.running.control("quickbooks", "/events")["counts"]["by_cost_class"]
    ours = season.journey.ledger.counters.calls(season.journey.name)
    refused = season.journey.ledger.history.counts(season.journey.name).get("refused", 0)
    assert ours["quickbooks core"] == counts["core"] - refused
    read = ours["quickbooks coreplus"] + ours["quickbooks coreplus of proofs"]
    assert read == counts["coreplus"]


def test_no_secret_stands_in_any_file_of_a_synced_home(season: SyncedSeason) -> None:
    """The database, its journal, the policy file: searched raw, as a thief would."""
    running = season.journey.running
    secrets = [running.leaflink["api_key"], running.leaflink["webhook_key"]]
    names = ("client_secret", "access_token", "refresh_token", "webhook_verifier_token")
    secrets += [running.quickbooks[name] for name in names]
    files = [path for path in season.journey.home.rglob("*") if path.is_file()]
    assert any(path.stat().st_size > 100_000 for path in files)
    for path in files:
        raw = path.read_bytes()
        for secret in secrets:
            assert secret.encode() not in raw, f"{path.name} shows a secret"


def test_syncing_again_changes_nothing_in_quickbooks(season: SyncedSeason) -> None:
    journey = season.journey
    before = [one["SyncToken"] for one in journey.books("Invoice")]
    journey.sync()
    journey.sync_from_long_ago()
    assert [one["SyncToken"] for one in journey.books("Invoice")] == before


def _last_summary(report: Any) -> Any:
    """The cells of the line that sums a report up."""
    rows = report["Rows"]["Row"]
    return [row["Summary"]["ColData"] for row in rows if "Summary" in row][-1]


def _grand_total(report: Any) -> Decimal:
    return Decimal(_last_summary(report)[-1]["value"] or 0)
