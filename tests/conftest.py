"""What every test may ask for: running simulators, and the same random draws on every run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

from tests.running import Dataset, RunningSimulators, StartSimulators

CHROMIUM = Path("/usr/bin/chromium")
NO_CHROMIUM = f"{CHROMIUM} is missing; as root on Debian `make test` installs it"

# A pair takes 50 MB and more as it is used; most tests share one dataset and seed.
PAIRS_MAX = 3

# Time limits per example would fail on a busy machine and say nothing about the books.
settings.register_profile("here", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark that this file sets by itself."""
    config.addinivalue_line("markers", "server: starts real servers; `make check` leaves it out")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts servers; where there is no browser, its tests skip and say why."""
    for item in items:
        if "simulators" in getattr(item, "fixturenames", ()):
            item.add_marker("server")
        if item.get_closest_marker("browser") and not CHROMIUM.exists():
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


@pytest.fixture(autouse=True)
def _logs_of_this_test() -> Iterator[None]:
    """A command logs to the error output of its own test, which is closed for the next one."""
    yield
    structlog.reset_defaults()


class Pairs:
    """The simulators that run in this session, by dataset and seed; the longest idle one goes."""

    def __init__(self, folder: Callable[[str], Path]) -> None:
        self._folder = folder
        self._running: dict[tuple[Dataset, int], RunningSimulators] = {}

    def fresh(self, dataset: Dataset, seed: int) -> RunningSimulators:
        """A pair at the very beginning of its dataset, started if none runs yet."""
        pair = self._running.pop((dataset, seed), None)
        if pair is None or not pair.alive:
            while len(self._running) >= PAIRS_MAX:
                self._running.pop(next(iter(self._running))).stop()
            pair = RunningSimulators(self._folder(f"simulators-{dataset}-{seed}"), dataset, seed)
            pair.start()
        else:
            pair.reset()
        self._running[dataset, seed] = pair
        return pair

    def stop(self) -> None:
        """End every pair."""
        for pair in self._running.values():
            pair.stop()


@pytest.fixture(scope="session")
def simulator_pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pairs]:
    """The pairs of this session; tests ask `simulators` instead."""
    pairs = Pairs(tmp_path_factory.mktemp)
    yield pairs
    pairs.stop()


@pytest.fixture
def simulators(simulator_pairs: Pairs) -> StartSimulators:
    """Both simulators as real servers: `simulators("sample")`, `simulators("season", seed=7)`.

    The answer is at the beginning of its dataset. The process outlives the test, so a test that
    kills it or needs two pairs of one dataset starts a `RunningSimulators` of its own.
    """

    def fresh(dataset: Dataset = "sample", seed: int = 1) -> RunningSimulators:
        return simulator_pairs.fresh(dataset, seed)

    return fresh
