"""While the policy file cannot be used nothing is posted and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafledger.engine.keeping import POLICY_WAIT_SECONDS
from tests.running import StartSimulators
from tests.stories.journey import Journey


@pytest.mark.parametrize("written", ["this is no TOML [", '[orders]\ntime_zone = "Mars/Olympus"\n'])
def test_an_unusable_policy_waits_and_the_marks_stay(
    simulators: StartSimulators, tmp_path: Path, written: str
) -> None:
    journey = Journey(simulators("sample"), tmp_path / "home")
    try:
        journey.connect()
        journey.ledger.bell.open()
        number = journey.accepted()
        journey.ledger.parts(journey.company).asking.ask(number)
        policy = journey.ledger.policies.path(journey.name)
        right = policy.read_text()
        policy.write_text(written)
        waited = journey.ledger.keeping.round(journey.name)
        assert waited == {
            "busy": False, "wait_seconds": POLICY_WAIT_SECONDS, "orders": 0, "posted": 0,
        }  # fmt: skip
        assert journey.ledger.marks.waiting(journey.name) == 1
        assert journey.invoices_of(number) == []
        policy.write_text(right)
        assert journey.ledger.keeping.round(journey.name)["posted"]
        assert len(journey.invoices_of(number)) == 1
    finally:
        journey.close()
