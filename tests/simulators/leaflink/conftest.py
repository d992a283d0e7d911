"""A served LeafLink for the whole session, put back to its sample before every test."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from tests.simulators.leaflink.desk import Desk, Listener, RunningLeafLink


@pytest.fixture(scope="session")
def running_leaflink() -> Iterator[RunningLeafLink]:
    """The server; tests ask for `desk` instead."""
    running = RunningLeafLink()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def desk(running_leaflink: RunningLeafLink) -> Iterator[Desk]:
    """A seller's desk at the beginning of the dataset `sample`, without rate limits."""
    with httpx2.Client(trust_env=False, timeout=30) as http:
        desk = Desk(running_leaflink.simulator, http)
        desk.control("/reset", {"dataset": "sample", "seed": 1})
        desk.control("/limits", {"enabled": False})
        yield desk


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A server that hears webhooks."""
    listener = Listener()
    listener.start()
    yield listener
    listener.stop()
