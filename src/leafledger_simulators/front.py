"""The front door of a simulator: planned failures strike here and every call is written down."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Any

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leafledger_simulators.clock import Clock
from leafledger_simulators.events import EventLog
from leafledger_simulators.faults import Fault, FaultBook

CONTROL_PREFIX = "/control"
# What is not the imitated API: no failure strikes it and no event is kept of it.
UNCOUNTED_PREFIXES = (CONTROL_PREFIX, "/room")

HTML_PAGE = (
    b"<html><head><title>%d Bad Gateway</title></head><body><h1>%d Bad Gateway</h1></body></html>"
)


class Front:
    """ASGI middleware: faults before, the API itself, faults after, then one event row."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        clock: Clock,
        faults: FaultBook,
        events: EventLog,
        cost_class: Callable[[str, str], str],
    ) -> None:
        self._app = app
        self._clock = clock
        self._faults = faults
        self._events = events
        self._cost_class = cost_class

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event; only HTTP calls to the API are spoiled and counted."""
        if scope["type"] != "http" or scope["path"].startswith(UNCOUNTED_PREFIXES):
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = await self._answer(scope, receive, send)
        self._events.add(
            time=self._clock.now().isoformat(),
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"].decode("latin-1"),
            status=status,
            cost_class=self._cost_class(scope["method"], scope["path"]),
            duration_ms=round((time.perf_counter() - began) * 1000, 3),
        )

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> int:
        faults = self._faults.take(scope["method"], scope["path"])
        for fault in faults:
            if fault.kind in {"latency", "timeout_before"}:
                await asyncio.sleep(fault.seconds)
            if fault.kind in {"drop_before", "timeout_before"}:
                return _hang_up(send)
            if fault.kind in {"status", "html"}:
                return await _answer_fault(fault, send)
        lost = next(
            (fault for fault in faults if fault.kind in {"timeout_after", "drop_after"}), None
        )
        watched = _Watched(send, swallow=lost is not None)
        await self._app(scope, receive, watched)
        if lost is None:
            return watched.status
        if lost.kind == "timeout_after":
            await asyncio.sleep(lost.seconds)
        return _hang_up(send)


class _Watched:
    """Passes an answer on and remembers its status; a swallowed answer never leaves."""

    def __init__(self, send: Send, *, swallow: bool) -> None:
        self._send = send
        self._swallow = swallow
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        if not self._swallow:
            await self._send(message)


def _hang_up(send: Send) -> int:
    """Close the connection without an answer, as a dying gateway does.

    uvicorn's `send` is a bound method of the request cycle, which holds the transport; the
    cycle is told that the client has gone so that it does not complain about the missing answer.
    """
    cycle: Any = getattr(send, "__self__", None)
    if cycle is not None:
        cycle.disconnected = True
        with contextlib.suppress(AttributeError):
            cycle.transport.abort()
    return 0


async def _answer_fault(fault: Fault, send: Send) -> int:
    if fault.kind == "html":
        body, content_type = HTML_PAGE % (fault.status, fault.status), b"text/html"
    else:
        body = (
            fault.body.encode() if isinstance(fault.body, str) else msgspec.json.encode(fault.body)
        )
        content_type = b"application/json"
    headers = [(b"content-type", content_type)]
    headers += [(name.lower().encode(), value.encode()) for name, value in fault.headers.items()]
    await send({"type": "http.response.start", "status": fault.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    return fault.status
