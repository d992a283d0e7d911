"""A LeafLink of one scripted answer after another, for what no well-behaved server does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2

from leafledger.leaflink.client import LeafLink

KEY = "c0ffee" * 10
HOST = "leaflink.example"

Answer = httpx2.Response | Exception | Callable[[httpx2.Request], httpx2.Response]


@dataclass
class Exchange:
    """Gives its answers in order, the last one for ever, and remembers what was asked."""

    answers: list[Answer]
    asked: list[httpx2.Request] = field(default_factory=list)
    waited: int = 0
    throttled: list[float] = field(default_factory=list)

    def client(self, timeout_seconds: float = 30.0) -> LeafLink:
        """A client that speaks to this exchange."""
        return LeafLink(
            base_url=f"https://{HOST}/api/v2/",
            key=KEY,
            pace=self._wait,
            on_throttle=self.throttled.append,
            user_agent="LeafLedger/test",
            timeout_seconds=timeout_seconds,
            transport=httpx2.MockTransport(self._answer),
        )

    def _wait(self) -> None:
        self.waited += 1

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        place = min(len(self.asked), len(self.answers) - 1)
        self.asked.append(request)
        answer = self.answers[place]
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer


def page(
    rows: list[dict[str, object]], count: int, following: str | None = None
) -> httpx2.Response:
    """A page of a list in its envelope."""
    body = {"count": count, "next": following, "previous": None, "results": rows}
    return httpx2.Response(200, json=body)
