"""Failures to inject, by path, method, count and probability.

Kinds every simulator understands (carried out in `front.py`):
`latency` (wait `seconds`, then go on), `status` (answer `status` with `body`, nothing happens),
`html` (a gateway's HTML page with `status`), `timeout_before` and `timeout_after` (hang for
`seconds` before or after the work was done), `drop_before` and `drop_after` (close the
connection without an answer, before or after the work was done).
Any other kind is a simulator's own and is asked for with `take_own`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FRONT_KINDS = frozenset(
    {"latency", "status", "html", "timeout_before", "timeout_after", "drop_before", "drop_after"}
)


@dataclass
class Fault:
    """One planned failure.

    `path` is a regular expression searched in the path, `method` empty for any. `count` is how
    many calls it spoils (None: every one), `skip` how many matching calls pass first.
    """

    kind: str
    method: str = ""
    path: str = ""
    count: int | None = 1
    skip: int = 0
    probability: float = 1.0
    status: int = 503
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 1.0
    hits: int = 0

    def matches(self, method: str, path: str) -> bool:
        """Whether this fault is about such a call and is not used up."""
        if self.count is not None and self.hits >= self.count:
            return False
        if self.method and self.method.upper() != method.upper():
            return False
        return re.search(self.path, path) is not None


class FaultBook:
    """The failures planned for one simulator, drawn from a seed so that a run can be repeated."""

    def __init__(self, own_kinds: frozenset[str] = frozenset(), seed: int = 0) -> None:
        self.kinds = FRONT_KINDS | own_kinds
        self._faults: list[Fault] = []
        self._random = random.Random(seed)  # noqa: S311 (a repeatable draw, not a secret)

    def add(self, wanted: Mapping[str, Any]) -> Fault:
        """Plan a failure. Raises: ValueError for an unknown kind, field or a bad expression."""
        unknown = set(wanted) - {name for name in Fault.__dataclass_fields__ if name != "hits"}
        if unknown:
            raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
        fault = Fault(**wanted)
        if fault.kind not in self.kinds:
            raise ValueError(
                f"no fault is called {fault.kind!r}; known: {', '.join(sorted(self.kinds))}"
            )
        re.compile(fault.path)
        self._faults.append(fault)
        return fault

    def clear(self, seed: int | None = None) -> None:
        """Forget every planned failure."""
        self._faults.clear()
        if seed is not None:
            self._random.seed(seed)

    def take(self, method: str, path: str) -> list[Fault]:
        """The general failures that spoil this call, each counted as used."""
        return self._take(method, path, FRONT_KINDS)

    def take_own(self, kind: str, method: str, path: str) -> Fault | None:
        """A simulator's own kind of failure for this call, counted as used."""
        taken = self._take(method, path, frozenset({kind}))
        return taken[0] if taken else None

    def _take(self, method: str, path: str, kinds: frozenset[str]) -> list[Fault]:
        taken = []
        for fault in self._faults:
            if fault.kind not in kinds or not fault.matches(method, path):
                continue
            if fault.skip > 0:
                fault.skip -= 1
            elif self._random.random() < fault.probability:
                fault.hits += 1
                taken.append(fault)
        return taken

    def described(self) -> list[dict[str, Any]]:
        """Every planned failure and how often it struck."""
        return [asdict(fault) for fault in self._faults]
