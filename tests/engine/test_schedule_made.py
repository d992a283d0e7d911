"""A number of seconds becomes a schedule in cron's words, seconds first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.engine.running import every


@pytest.mark.parametrize(
    ("seconds", "schedule"),
    [
        (5, "*/5 * * * * *"),
        (1, "*/1 * * * * *"),
        (0.05, "*/1 * * * * *"),
        (59.4, "*/59 * * * * *"),
        (59.6, "0 */1 * * * *"),
        (60, "0 */1 * * * *"),
        (120, "0 */2 * * * *"),
        (3600, "0 */59 * * * *"),
        (86_400, "0 */59 * * * *"),
    ],
)
def test_so_many_seconds_are_written_as_a_schedule(seconds: float, schedule: str) -> None:
    assert every(seconds) == schedule


@given(st.floats(min_value=0.001, max_value=1e6))
def test_a_schedule_never_comes_more_often_than_its_fields_allow(seconds: float) -> None:
    fields = every(seconds).split()
    assert len(fields) == 6
    (step,) = [field for field in fields if field.startswith("*/")]
    assert 1 <= int(step.removeprefix("*/")) <= 59
