"""Whatever a bookkeeper does to the simulated QuickBooks, its books agree after every step.

`make test` runs a thousand steps; `make mayhem` runs MAYHEM_STEPS from MAYHEM_SEED.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import get_state_machine_test

from tests.mayhem.books_in_process import BooksInProcess
from tests.mayhem.random_bookkeeping import RandomBookkeeping
from tests.mayhem.small_company import MADE_BY_REQUEST

STEPS = int(os.environ.get("MAYHEM_STEPS") or 1000)
SEED = int(os.environ.get("MAYHEM_SEED") or 1)
# Long enough for documents to meet, short enough for a failure to be told as a story.
STEPS_OF_A_STORY = 50
# What every long run must have done, so that agreement is not the peace of refusals.
LONG_STEPS = 2_000


# Far from the seeds that people name.
SEEDS_APART = 1_000_003


def told(steps: int) -> settings:
    """Enough stories for some steps; nothing is remembered, so that the seed says it all."""
    return settings(
        max_examples=-(-steps // STEPS_OF_A_STORY),
        stateful_step_count=STEPS_OF_A_STORY,
        deadline=None,
        database=None,
        derandomize=False,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def books() -> Iterator[BooksInProcess]:
    """The simulator in this process."""
    books = BooksInProcess()
    yield books
    books.close()


@pytest.mark.mayhem
def test_the_books_agree_after_every_step_of_any_bookkeeping(
    books: BooksInProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    class Bookkeeping(RandomBookkeeping):
        pass

    Bookkeeping.books = books
    began, stories_seed = time.monotonic(), SEED
    # A story may end early, so go on with the next seed until the steps are done.
    while Bookkeeping.steps < STEPS:
        stories = told(STEPS - Bookkeeping.steps)
        seed(stories_seed)(get_state_machine_test(Bookkeeping, settings=stories))()
        stories_seed += SEEDS_APART
    seconds = time.monotonic() - began
    accepted, refused = books.accepted.total(), books.refused.total()
    with capsys.disabled():
        sys.stdout.write(
            f"\nquickbooks books: seed {SEED}, steps {Bookkeeping.steps}, {seconds:.1f} s, "
            f"writes accepted {accepted}, refused {refused}, differences 0\n"
        )
    if STEPS >= LONG_STEPS:
        for kind in MADE_BY_REQUEST:
            assert books.accepted[kind.lower()], f"no {kind} was ever accepted"
