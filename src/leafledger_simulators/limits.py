"""Rate limits as the real APIs hold them: rolling windows, per key."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class RollingLimit:
    """At most `limit` calls in any `window_seconds`, counted per key on real time.

    `scale` multiplies the limit, so that a day's load can run in minutes.
    """

    name: str
    limit: int
    window_seconds: float
    source: str
    scale: float = 1.0
    enabled: bool = True
    read_time: Callable[[], float] = time.monotonic
    refused: int = 0
    _calls: dict[str, deque[float]] = field(default_factory=dict)

    def admit(self, key: str) -> float | None:
        """Count a call. None when it is allowed, else the seconds until one would be."""
        if not self.enabled:
            return None
        now = self.read_time()
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - self.window_seconds:
            calls.popleft()
        if len(calls) >= self.limit * self.scale:
            self.refused += 1
            return calls[0] + self.window_seconds - now
        calls.append(now)
        return None

    def clear(self) -> None:
        """Forget every counted call."""
        self._calls.clear()
        self.refused = 0


class Limits:
    """The named limits of one simulator."""

    def __init__(self, *limits: RollingLimit) -> None:
        self._limits = {limit.name: limit for limit in limits}
        self._declared = {limit.name: (limit.limit, limit.enabled) for limit in limits}

    def reset(self) -> None:
        """Put every limit back as it was declared and forget the calls counted so far."""
        for name, (number, enabled) in self._declared.items():
            chosen = self._limits[name]
            chosen.limit, chosen.enabled, chosen.scale = number, enabled, 1.0
            chosen.clear()

    def __getitem__(self, name: str) -> RollingLimit:
        """A limit by name; an undeclared name is a programming error and raises KeyError."""
        return self._limits[name]

    def change(self, *, scale: float | None = None, enabled: bool | None = None) -> None:
        """Scale or switch all limits at once and forget the calls counted so far."""
        for limit in self._limits.values():
            limit.scale = limit.scale if scale is None else scale
            limit.enabled = limit.enabled if enabled is None else enabled
            limit.clear()

    def change_one(
        self, name: str, *, limit: int | None = None, enabled: bool | None = None
    ) -> None:
        """Change a single limit. Raises: KeyError for a name that is not declared."""
        chosen = self._limits[name]
        chosen.limit = chosen.limit if limit is None else limit
        chosen.enabled = chosen.enabled if enabled is None else enabled
        chosen.clear()

    def described(self) -> list[dict[str, object]]:
        """Every limit with its number, window, scale, refusals and source."""
        return [
            {
                "name": limit.name,
                "limit": limit.limit,
                "window_seconds": limit.window_seconds,
                "scale": limit.scale,
                "enabled": limit.enabled,
                "refused": limit.refused,
                "source": limit.source,
            }
            for limit in self._limits.values()
        ]
