"""The settable clock that a simulator lives by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Tells a simulator's time: the real time shifted, or a fixed instant when frozen.

    Times: aware, UTC. Only what the imitated API would date or expire reads this clock;
    rate limits and injected latency run on real time, because clients wait in real time.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta(0)
        self._frozen: datetime | None = None
        if start is not None:
            self.set(start)

    @property
    def frozen(self) -> bool:
        """Whether time stands still."""
        return self._frozen is not None

    def now(self) -> datetime:
        """The simulated instant, in UTC."""
        return self._frozen if self._frozen is not None else datetime.now(UTC) + self._offset

    def set(self, instant: datetime) -> None:
        """Jump to an instant; a running clock goes on from there."""
        if instant.tzinfo is None:
            raise ValueError(
                "the clock takes instants with an offset, for example 2026-11-02T09:00:00Z"
            )
        instant = instant.astimezone(UTC)
        if self._frozen is not None:
            self._frozen = instant
        else:
            self._offset = instant - datetime.now(UTC)

    def advance(self, seconds: float) -> None:
        """Move forward (or back, with a negative number) by some seconds."""
        self.set(self.now() + timedelta(seconds=seconds))

    def freeze(self) -> None:
        """Stand still at the present simulated instant."""
        self._frozen = self.now()

    def run(self) -> None:
        """Let time run again from where it stands."""
        if self._frozen is not None:
            stands, self._frozen = self._frozen, None
            self.set(stands)
