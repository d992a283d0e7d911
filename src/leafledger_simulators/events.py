"""What a simulator was asked: one row a call, newest last."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import asdict, dataclass

# A season's backfill is some thousand calls; a long random run some hundred thousand.
EVENTS_KEPT_MAX = 200_000


@dataclass(frozen=True, slots=True)
class Event:
    """One call as it was answered. `status` 0: the connection was closed without an answer.

    `cost_class` is the API's own word for what the call costs (QuickBooks: `core` is free,
    `coreplus` is metered; LeafLink has one class, `call`).
    """

    sequence: int
    time: str
    method: str
    path: str
    query: str
    status: int
    cost_class: str
    duration_ms: float


class EventLog:
    """The calls of one simulator. Nothing here holds a header or a body, so no secret is kept."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque(maxlen=EVENTS_KEPT_MAX)
        self._sequence = 0

    def add(
        self,
        *,
        time: str,
        method: str,
        path: str,
        query: str,
        status: int,
        cost_class: str,
        duration_ms: float,
    ) -> None:
        """Write a call down."""
        self._sequence += 1
        self._events.append(
            Event(self._sequence, time, method, path, query, status, cost_class, duration_ms)
        )

    def clear(self) -> None:
        """Forget every call."""
        self._events.clear()

    def since(self, sequence: int) -> list[dict[str, object]]:
        """The calls after a sequence number, oldest first."""
        return [asdict(event) for event in self._events if event.sequence > sequence]

    def counts(self) -> dict[str, dict[str, int]]:
        """Calls by cost class and by status."""
        return {
            "by_cost_class": dict(Counter(event.cost_class for event in self._events)),
            "by_status": dict(Counter(str(event.status) for event in self._events)),
        }
