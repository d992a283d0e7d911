"""No window of time lets more calls through than the pace allows, whoever makes them."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from sqlalchemy import text

from leafledger.database.connection import Database
from leafledger.database.pace import LEAFLINK, QUICKBOOKS_BATCH, QUICKBOOKS_SINGLE, Pace, Rate

# The clocks of both databases are read between statements that take some milliseconds.
CLOCK_SECONDS = 0.02


def database_now(database: Database) -> float:
    """The database's clock, by which the pace counts."""
    with database.reading() as connection:
        return database.now(connection)


class Callers:
    """Callers on one row that never sleep: when each may go is noted instead.

    Many calls asked for at once are the hardest case, and cost the test no time.
    """

    def __init__(self, database: Database, rate: Rate, how_many: int = 1) -> None:
        self._waited = 0.0
        self._database = database
        self.passed: list[float] = []
        self.paces = [Pace(database, "row", rate, sleep=self._note) for _ in range(how_many)]

    def _note(self, seconds: float) -> None:
        self._waited = seconds

    def call(self, caller: int = 0) -> None:
        """One call by one of the callers."""
        self._waited = 0.0
        self.paces[caller]()
        self.passed.append(database_now(self._database) + self._waited)


def overrun(passed: list[float], rate: Rate) -> int:
    """By how many calls the worst window lies over `burst + rate * T`."""
    times = sorted(passed)
    return max(
        last - first + 1
        - int(rate.burst + (times[last] - times[first] + CLOCK_SECONDS) * rate.per_second)
        for first in range(len(times))
        for last in range(first, len(times))
    )  # fmt: skip


RATES = [QUICKBOOKS_SINGLE, QUICKBOOKS_BATCH, LEAFLINK, Rate(per_second=100.0, burst=1)]


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: f"{rate.per_second}-{rate.burst}")
def test_no_window_holds_more_than_the_pace_allows(sqlite: Database, rate: Rate) -> None:
    callers = Callers(sqlite, rate)
    for _ in range(60):
        callers.call()
    assert overrun(callers.passed, rate) <= 0


def test_no_second_holds_more_calls_than_quickbooks_allows(database: Database) -> None:
    callers = Callers(database, QUICKBOOKS_SINGLE, how_many=2)
    for number in range(60):
        callers.call(number % 2)
    times = sorted(callers.passed)
    apart = [later - first for first, later in zip(times, times[10:], strict=False)]
    assert min(apart) > 1 - CLOCK_SECONDS


def test_the_pace_is_used_to_the_full(sqlite: Database) -> None:
    callers = Callers(sqlite, LEAFLINK)
    for _ in range(60):
        callers.call()
    took = callers.passed[-1] - callers.passed[0]
    assert took == pytest.approx((60 - LEAFLINK.burst) / LEAFLINK.per_second, abs=0.5)


def test_two_callers_on_one_row_share_the_pace(database: Database) -> None:
    callers = Callers(database, QUICKBOOKS_SINGLE, how_many=2)
    for number in range(40):
        callers.call(number % 2)
    assert overrun(callers.passed, QUICKBOOKS_SINGLE) <= 0


def test_a_later_caller_finds_the_row_as_it_stands(sqlite: Database) -> None:
    first = Callers(sqlite, QUICKBOOKS_BATCH)
    for _ in range(10):
        first.call()
    second = Callers(sqlite, QUICKBOOKS_BATCH)
    second.call()
    assert overrun(first.passed + second.passed, QUICKBOOKS_BATCH) <= 0


def test_two_rows_do_not_wait_for_each_other(sqlite: Database) -> None:
    waited: list[float] = []
    slow = Rate(per_second=0.01, burst=1)
    for name in ("mesa", "cliff"):
        Pace(sqlite, name, slow, sleep=waited.append)()
    assert waited == []


def test_a_hold_lets_nobody_through(database: Database) -> None:
    callers = Callers(database, LEAFLINK, how_many=2)
    held_at = database_now(database)
    callers.paces[0].hold(30)
    for number in range(10):
        callers.call(number % 2)
    assert min(callers.passed) >= held_at + 30
    after = [moment - 30 for moment in callers.passed]
    assert overrun(after, Rate(LEAFLINK.per_second, 1)) <= 0


def test_a_short_hold_never_shortens_a_long_one(sqlite: Database) -> None:
    callers = Callers(sqlite, LEAFLINK)
    held_at = database_now(sqlite)
    callers.paces[0].hold(30)
    callers.paces[0].hold(1)
    callers.call()
    assert callers.passed[0] >= held_at + 30


def test_a_factor_quickens_rate_and_burst(sqlite: Database) -> None:
    waited: list[float] = []
    note: Callable[[float], None] = waited.append
    pace = Pace(sqlite, "row", Rate(per_second=1.0, burst=2), factor=10.0, sleep=note)
    for _ in range(21):
        pace()
    assert len(waited) == 1
    assert waited[0] == pytest.approx(0.1, abs=CLOCK_SECONDS * 4)


def test_real_waiting_keeps_the_pace_too(sqlite: Database) -> None:
    rate = Rate(per_second=50.0, burst=5)
    pace, passed = Pace(sqlite, "row", rate), []
    for _ in range(20):
        pace()
        passed.append(time.monotonic())
    assert overrun(passed, rate) <= 0


def test_the_documented_limits_of_both_systems_hold() -> None:
    per_minute = {
        rate: rate.burst + 60 * rate.per_second
        for rate in (QUICKBOOKS_SINGLE, QUICKBOOKS_BATCH, LEAFLINK)
    }
    assert per_minute[QUICKBOOKS_SINGLE] <= 500
    assert QUICKBOOKS_SINGLE.in_a_second == 10
    assert per_minute[QUICKBOOKS_BATCH] <= 40
    assert per_minute[LEAFLINK] <= 300


def test_both_databases_tell_the_time_of_day(database: Database) -> None:
    assert database_now(database) == pytest.approx(time.time(), abs=2)


def test_the_clock_moves_on_within_a_transaction(postgresql: Database) -> None:
    with postgresql.writing() as connection:
        first = postgresql.now(connection)
        connection.execute(text("SELECT pg_sleep(0.01)"))
        assert postgresql.now(connection) >= first + 0.01
