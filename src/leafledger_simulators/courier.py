"""Carries signed webhooks: retries, and on request doubles, drops, delays and shuffles them."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import httpx2

# How many deliveries the log keeps, and how many may be on their way at once.
DELIVERIES_KEPT_MAX = 20_000
IN_FLIGHT_MAX = 20


@dataclass
class Delivery:
    """One webhook body on its way to one address. `statuses`: an answer each, 0 for none."""

    url: str
    body: bytes
    headers: Mapping[str, str]
    subject: str
    statuses: list[int] = field(default_factory=list)
    delivered: bool = False
    given_up: bool = False


@dataclass
class Weather:
    """How bad the road is. Probabilities from 0 to 1; `delay_seconds_max` shuffles the order."""

    double: float = 0.0
    drop: float = 0.0
    delay_seconds_max: float = 0.0


class Courier:
    """Delivers webhooks in the background of the simulator's event loop.

    `retry_seconds` are the waits before each repetition, multiplied by `time_scale`, so that
    an hour's retries can pass in a second. `timeout_seconds` is how long an answer may take.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        retry_seconds: Sequence[float],
        timeout_seconds: float,
        seed: int = 0,
    ) -> None:
        self.weather = Weather()
        self.time_scale = 1.0
        self.log: deque[Delivery] = deque(maxlen=DELIVERIES_KEPT_MAX)
        self._retry_seconds = tuple(retry_seconds)
        self._timeout_seconds = timeout_seconds
        self._user_agent = user_agent
        self._random = random.Random(seed)  # noqa: S311 (a repeatable draw, not a secret)
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = asyncio.Semaphore(IN_FLIGHT_MAX)
        self._client: httpx2.AsyncClient | None = None

    def send(self, url: str, body: bytes, headers: Mapping[str, str], *, subject: str) -> None:
        """Put a webhook on its way; a dropped one is logged and never leaves."""
        copies = 2 if self._random.random() < self.weather.double else 1
        if self._random.random() < self.weather.drop:
            copies = 0
            self.log.append(Delivery(url, body, headers, subject, given_up=True))
        for _ in range(copies):
            delivery = Delivery(url, body, headers, subject)
            self.log.append(delivery)
            delay = self._random.uniform(0, self.weather.delay_seconds_max)
            task = asyncio.get_running_loop().create_task(self._deliver(delivery, delay))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, delivery: Delivery, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        for wait in (*self._retry_seconds, None):
            async with self._gate:
                status = await self._post(delivery)
            delivery.statuses.append(status)
            if 200 <= status < 300:
                delivery.delivered = True
                return
            if wait is None:
                break
            await asyncio.sleep(wait * self.time_scale)
        delivery.given_up = True

    async def _post(self, delivery: Delivery) -> int:
        if self._client is None:
            self._client = httpx2.AsyncClient(
                headers={"user-agent": self._user_agent}, trust_env=False
            )
        try:
            answer = await self._client.post(
                delivery.url,
                content=delivery.body,
                headers=dict(delivery.headers),
                timeout=self._timeout_seconds,
            )
        except httpx2.HTTPError:
            return 0
        return answer.status_code

    async def settle(self, timeout_seconds: float) -> bool:
        """Wait until nothing is on its way. False when the time ran out first."""
        deadline = time.monotonic() + timeout_seconds
        while self._tasks and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        return not self._tasks

    def forget(self) -> None:
        """Call back everything on its way and clear the log, the weather and the time scale."""
        for task in list(self._tasks):
            task.cancel()
        self.log.clear()
        self.weather = Weather()
        self.time_scale = 1.0

    async def close(self) -> None:
        """End what is on its way and close the connections."""
        for task in list(self._tasks):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        if self._client is not None:
            await self._client.aclose()
            self._client = None
