"""Journeys for these tests: connected, on the sample dataset, nothing posted yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from tests.running import Dataset, StartSimulators
from tests.stories.buyer import Buyer
from tests.stories.journey import Journey

SAME: Mapping[str, str] = {}


class StartJourney(Protocol):
    """The `setting_out` fixture: a journey between simulators at the beginning of a dataset."""

    def __call__(
        self,
        dataset: Dataset = "sample",
        surroundings: Mapping[str, str] = SAME,
        *,
        connect: bool = True,
    ) -> Journey:
        """The product with a new home; connected and at work unless told otherwise."""


@pytest.fixture
def setting_out(simulators: StartSimulators, tmp_path: Path) -> Iterator[StartJourney]:
    """Starts journeys and closes them; a second one in a test shares the simulators."""
    journeys: list[Journey] = []

    def start(
        dataset: Dataset = "sample",
        surroundings: Mapping[str, str] = SAME,
        *,
        connect: bool = True,
    ) -> Journey:
        running = journeys[0].running if journeys else simulators(dataset)
        journey = Journey(running, tmp_path / f"home-{len(journeys)}", surroundings)
        journeys.append(journey)
        if connect:
            journey.connect()
            journey.begin_work()
        return journey

    yield start
    for journey in reversed(journeys):
        journey.close()


@pytest.fixture
def journey(setting_out: StartJourney) -> Journey:
    """A journey on the sample dataset whose books begin today."""
    started = setting_out()
    started.start_today()
    return started


@pytest.fixture
def buyer(journey: Journey) -> Buyer:
    """A buyer whose first order was posted."""
    return Buyer(journey)
