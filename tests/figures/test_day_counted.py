"""The day something counts, in the company's time zone (A2.2, A3.5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.accounting_dates import business_day, due_date

DENVER = "America/Denver"
# Hypothesis draws between times without a zone and adds the zone itself.
EARLIEST, LATEST = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2035-01-01")


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-02T03:30:00+00:00", "2026-11-01"),
        ("2026-11-02T06:59:59+00:00", "2026-11-01"),
        ("2026-11-02T07:00:00+00:00", "2026-11-02"),
        ("2026-11-01T05:59:59+00:00", "2026-10-31"),
        ("2026-11-01T06:00:00+00:00", "2026-11-01"),
        ("2026-03-08T06:59:59+00:00", "2026-03-07"),
        ("2026-03-09T06:00:00+00:00", "2026-03-09"),
        ("2026-12-31T23:59:59-07:00", "2026-12-31"),
    ],
)
def test_the_day_turns_at_midnight_in_denver(instant: str, day: str) -> None:
    assert business_day(datetime.fromisoformat(instant), DENVER) == date.fromisoformat(day)


@given(
    st.datetimes(EARLIEST, LATEST),
    st.sampled_from(["America/Denver", "America/Phoenix", "Pacific/Honolulu", "America/New_York"]),
)
def test_one_instant_has_one_day_however_it_is_written(moment: datetime, zone: str) -> None:
    instant = moment.replace(tzinfo=UTC)
    elsewhere = instant.astimezone(ZoneInfo("Asia/Kathmandu"))
    assert business_day(instant, zone) == business_day(elsewhere, zone)
    assert abs(business_day(instant, zone) - moment.date()) <= timedelta(days=1)


def test_an_instant_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="no certain day"):
        business_day(datetime.fromisoformat("2026-11-02T09:14"), DENVER)


@pytest.mark.parametrize(
    ("days", "agreed", "due"),
    [(15, None, 17), (0, None, 2), (None, None, None), (15, 9, 9), (None, 9, 9)],
)
def test_the_agreed_day_goes_before_the_term(
    days: int | None, agreed: int | None, due: int | None
) -> None:
    found = due_date(date(2026, 11, 2), days, date(2026, 11, agreed) if agreed else None)
    assert found == (date(2026, 11, due) if due else None)
