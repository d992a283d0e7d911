"""One counter for all tests of the REST API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leafledger.assembly import LeafLedger
from leafledger.settings import read_settings
from tests.api.counter import Counter, opened
from tests.running import RunningSimulators


@pytest.fixture(scope="package")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    running = RunningSimulators(tmp_path_factory.mktemp("counter"), "sample", 1)
    running.start()
    for which in ("leaflink", "quickbooks"):
        running.control(which, "/limits", {"scale": 50})
    home = tmp_path_factory.mktemp("home")
    ledger = LeafLedger(
        read_settings({"LEAFLEDGER_HOME": str(home), "LEAFLEDGER_PACE_FACTOR": "50"})
    )
    try:
        yield opened(ledger, running)
    finally:
        ledger.close()
        running.stop()
