"""How much the sync did, day by day, and how fast: orders, documents, calls, waiting times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leafledger.reports.calls import BATCHES, FREE, LEAFLINK, METERED, OF_PROOFS


@dataclass(frozen=True, slots=True)
class Waits:
    """How long orders waited, in whole seconds; None where none was measured."""

    measured: int
    median: int | None
    slowest_of_twenty: int | None


@dataclass(frozen=True, slots=True)
class DayOfSync:
    """One day (UTC). `documents` by what they are; `calls` by class, as they are metered."""

    day: date
    orders: int
    documents: Mapping[str, int]
    waits: Waits
    calls: Mapping[str, int]

    @property
    def all_documents(self) -> int:
        """Documents of whatever kind."""
        return sum(self.documents.values())

    @property
    def writes(self) -> int:
        """Changes to QuickBooks, which are free."""
        return self._calls(FREE)

    @property
    def metered(self) -> int:
        """Reads of QuickBooks, which are metered; those of proofs too."""
        return self._calls(METERED)

    @property
    def batches(self) -> int:
        """Batches sent to QuickBooks."""
        return self._calls(BATCHES)

    @property
    def leaflink(self) -> int:
        """Calls to LeafLink; those of proofs too."""
        return self._calls(LEAFLINK)

    def _calls(self, name: str) -> int:
        return self.calls.get(name, 0) + self.calls.get(name + OF_PROOFS, 0)


def waits_of(seconds: Sequence[int]) -> Waits:
    """The middle of some waiting times, and the one that nineteen of twenty stay within.

    Rounding: by nearest rank, so each is a time that really was.
    Example: 1, 2, 3, 60 -> median 2, nineteen of twenty within 60
    """
    ordered = sorted(seconds)
    return Waits(len(ordered), _rank(ordered, 50), _rank(ordered, 95))


def _rank(ordered: Sequence[int], percent: int) -> int | None:
    if not ordered:
        return None
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def spoken(seconds: int | None) -> str:
    """A waiting time for people: `4 s`, `2 min 5 s`, `3 h 10 min`; empty for none.

    Example: 125 -> "2 min 5 s"
    """
    if seconds is None:
        return ""
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60} s"
    return f"{seconds // 3600:,} h {seconds % 3600 // 60} min"
