"""Periods: what may still be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """The books are closed up to and including a day, or open (accounting.md A11)."""

    closed_through: date | None = None

    def is_closed(self, day: date) -> bool:
        """Whether a document of that day would touch closed books."""
        return self.closed_through is not None and day <= self.closed_through

    @property
    def first_open_day(self) -> date:
        """The first day that may be written to.

        Raises: ValueError where the books were never closed and every day is open.
        """
        if self.closed_through is None:
            raise ValueError("books that were never closed have no first open day")
        return self.closed_through + timedelta(days=1)


OPEN = Period()
