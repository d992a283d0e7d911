"""The last thirty days of proofs as a picture: how each day stood, and the money not proved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from leafledger.dashboard.wording import DIFFERS, NEEDS_ATTENTION, NOT_CHECKED, PROVED, State
from leafledger.figures.money import Money

DAYS_SHOWN = 30
# The picture is drawn in these units; the style sheet says how large a unit is.
COLUMN, GAP, CHART_HEIGHT = 20, 3, 70


@dataclass(frozen=True, slots=True)
class Day:
    """One day: how its last proof stood. `unproved` is what waited or differed; None unchecked."""

    day: date
    state: State
    orders: int
    proved: int
    unproved: Money | None

    @property
    def words(self) -> str:
        """The day in words, for who cannot see the picture."""
        if self.unproved is None:
            return f"{self.day}: not checked"
        return f"{self.day}: {self.state.word}, {self.unproved} not proved"


@dataclass(frozen=True, slots=True)
class Bar:
    """One column of the picture, in its units."""

    day: Day
    x: int
    middle: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The days from left to right, with the largest amount that a bar stands for."""

    bars: Sequence[Bar]
    most: Money
    width: int
    column: int = COLUMN - GAP
    height: int = CHART_HEIGHT

    @property
    def checked(self) -> list[Day]:
        """The days that were checked, newest first."""
        return [bar.day for bar in reversed(self.bars) if bar.day.unproved is not None]


def picture_of(kept: Mapping[date, Mapping[str, Any]], today: date) -> Picture:
    """The days up to today. `kept` are the proofs in short, by their day."""
    first = today - timedelta(days=DAYS_SHOWN - 1)
    days = [_day(day, kept.get(day)) for day in (first + timedelta(n) for n in range(DAYS_SHOWN))]
    most = max((one.unproved for one in days if one.unproved is not None), default=Money.zero())
    bars = []
    for place, day in enumerate(days):
        height = 0
        if most and day.unproved:
            # A bar that stands for anything at all is seen.
            height = max(2, int(CHART_HEIGHT * day.unproved.amount / most.amount))
        x = place * COLUMN
        bars.append(Bar(day, x, x + (COLUMN - GAP) // 2, CHART_HEIGHT - height, height))
    return Picture(bars, most, DAYS_SHOWN * COLUMN)


def _day(day: date, kept: Mapping[str, Any] | None) -> Day:
    if kept is None:
        return Day(day, NOT_CHECKED, 0, 0, None)
    differs = kept["differing"] or not kept.get("holds", True)
    waits = kept["waiting"] or any(one["waiting"] for one in kept.get("sections", {}).values())
    state = DIFFERS if differs else NEEDS_ATTENTION if waits else PROVED
    unproved = Money.of(kept.get("at_stake", "0")) + abs(Money.of(kept["difference"]))
    return Day(day, state, kept["orders"], kept["proved"], unproved)
