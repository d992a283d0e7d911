"""Waiting times: each that is told really was, and nineteen of twenty stay within the slowest."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from leafledger.reports.calls import BATCHES, FREE, LEAFLINK, METERED, OF_PROOFS
from leafledger.reports.volume import DayOfSync, spoken, waits_of

SECONDS = st.lists(st.integers(min_value=0, max_value=500_000), min_size=1)


def test_the_middle_and_the_slowest_of_twenty() -> None:
    found = waits_of([60, 3, 1, 2])
    assert (found.measured, found.median, found.slowest_of_twenty) == (4, 2, 60)
    nineteen = waits_of([*[1] * 19, 500])
    assert (nineteen.median, nineteen.slowest_of_twenty) == (1, 1)
    assert waits_of([]).median is None


@given(SECONDS)
def test_a_wait_that_is_told_really_was(seconds: list[int]) -> None:
    found = waits_of(seconds)
    assert {found.median, found.slowest_of_twenty} <= set(seconds)
    within = [one for one in seconds if one <= (found.slowest_of_twenty or 0)]
    assert len(within) * 20 >= len(seconds) * 19
    assert len([one for one in seconds if one <= (found.median or 0)]) * 2 >= len(seconds)


def test_waits_are_told_in_words() -> None:
    assert [spoken(n) for n in (0, 59, 125, 11_400, None)] == [
        "0 s", "59 s", "2 min 5 s", "3 h 10 min", "",
    ]  # fmt: skip


def test_calls_of_proofs_count_with_their_kind() -> None:
    calls = {FREE: 5, METERED: 2, METERED + OF_PROOFS: 7, BATCHES: 1, LEAFLINK + OF_PROOFS: 4}
    day = DayOfSync(date(2026, 11, 2), 3, {"invoices": 3, "payments": 2}, waits_of([]), calls)
    assert (day.writes, day.metered, day.batches, day.leaflink) == (5, 9, 1, 4)
    assert day.all_documents == 5
