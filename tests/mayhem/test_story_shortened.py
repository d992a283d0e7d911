"""A story that went wrong is told with as few steps as still go wrong."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.mayhem.telling import shortest


@given(st.sets(st.integers(1, 24), min_size=1, max_size=2))
def test_only_the_steps_to_blame_stay_in_the_story(to_blame: set[int]) -> None:
    def goes_wrong(steps: Sequence[int]) -> bool:
        return to_blame <= set(steps)

    assert set(shortest(range(1, 25), goes_wrong)) == to_blame


def test_a_story_of_one_step_stays_as_it_is() -> None:
    assert shortest([7], bool) == [7]
