"""Charts of reports: bars drawn on the server, whose numbers stand in a table beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# A chart is drawn in these units; the style sheet says how large a unit is.
WIDTH, HEIGHT, TOP, BELOW = 600, 110, 16, 20
GAP_SHARE = Decimal("0.22")
# A bar alone would be a wall.
SLOT_MAX = 120
# Above so many bars only every few of them can be named without overlapping.
NAMED_MAX = 8
# A bar that stands for anything at all is seen.
BAR_MIN = 2


@dataclass(frozen=True, slots=True)
class Point:
    """What one bar stands for: its name, its size, and the size in words.

    `short` stands above the bar where the words are too long for it.

    `second` is a part of it, drawn inside; None where the bar is of one piece.
    """

    name: str
    value: Decimal | int
    words: str
    second: Decimal | int | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in the chart's units; `named` whether its name and size are written."""

    point: Point
    x: int
    y: int
    height: int
    middle: int
    named: bool
    inner_y: int = 0
    inner_height: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from left to right on one baseline. `says` is what the picture shows, in a sentence.

    `inside` names the part that is drawn within each bar, if any.
    """

    title: str
    says: str
    bars: Sequence[Bar]
    width: int
    base: int
    bar: int
    inside: str = ""
    whole: str = ""

    @property
    def height(self) -> int:
        """With the names below."""
        return TOP + HEIGHT + BELOW


def bars_of(
    title: str, says: str, points: Sequence[Point], *, whole: str = "", inside: str = ""
) -> Chart:
    """Draw points as bars; below zero they hang under the baseline.

    Example: 100.00 and 50.00 -> a bar of full height and one of half
    """
    top = max([Decimal(0), *(Decimal(point.value) for point in points)])
    low = min([Decimal(0), *(Decimal(point.value) for point in points)])
    span = top - low or Decimal(1)
    slot = min(WIDTH // max(len(points), 1), SLOT_MAX)
    bar = slot - max(1, int(slot * GAP_SHARE))
    base = TOP + int(HEIGHT * top / span)
    every = -(-len(points) // NAMED_MAX)
    drawn = []
    for place, point in enumerate(points):
        height = _height(point.value, span)
        inner = _height(point.second, span) if point.second and point.second > 0 else 0
        x = place * slot
        y = base - height if point.value > 0 else base
        named = place % every == 0
        middle = x + bar // 2
        drawn.append(Bar(point, x, y, height, middle, named, base - inner, inner))
    return Chart(title, says, drawn, WIDTH, base, bar, inside, whole)


def _height(value: Decimal | int, span: Decimal) -> int:
    return max(BAR_MIN, int(HEIGHT * abs(Decimal(value)) / span)) if value else 0
