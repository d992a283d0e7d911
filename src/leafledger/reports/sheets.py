"""Tables as values: the same sheet is shown on a page, written to a workbook, printed, exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from leafledger.figures.money import Money


class Kind(StrEnum):
    """What stands in a column; ADVICE is long and mostly empty, SHARE a part of one (0.25: 25 %).

    DAYS are counted and not added up. GAP is money that is wanted to be nothing: anything else
    stands out.
    """

    TEXT = "text"
    MONEY = "money"
    GAP = "gap"
    DAY = "day"
    COUNT = "count"
    DAYS = "days"
    SHARE = "share"
    ADVICE = "advice"

    @property
    def is_money(self) -> bool:
        """Whether amounts stand in it."""
        return self in {Kind.MONEY, Kind.GAP}

    @property
    def is_number(self) -> bool:
        """Whether its cells stand at the right."""
        return self.is_money or self in {Kind.COUNT, Kind.DAYS, Kind.SHARE}


Cell = str | Money | date | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in characters."""

    title: str
    kind: Kind
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a report; `says` stands above it. Rows have a cell for each column.

    `summed`: the columns of money and counts are added up below; `sums` are those sums where
    they are not those of the rows, because the rows are only a part.
    """

    title: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    summed: bool = True
    sums: tuple[Cell, ...] = ()

    def totals(self) -> tuple[Cell, ...]:
        """The line below: sums under money and counts, nothing under text."""
        if self.sums:
            return self.sums
        return tuple(_total(self.rows, place, one.kind) for place, one in enumerate(self.columns))


def _total(rows: Sequence[tuple[Cell, ...]], place: int, kind: Kind) -> Cell:
    cells = [row[place] for row in rows]
    if kind.is_money:
        return Money(sum((one.amount for one in cells if isinstance(one, Money)), Decimal(0)))
    if kind is Kind.COUNT:
        return sum(one for one in cells if isinstance(one, int))
    return None
