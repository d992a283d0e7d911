"""The control room: set time, failures, limits and switches of a simulator, and look inside.

All routes live under `/control`. GET looks, POST changes; bodies and answers are JSON.

| route | POST body |
|---|---|
| `/reset` | `{"dataset"?, "seed"?}`: everything back to the beginning of that dataset |
| `/clock` | `{"now": instant}`, `{"advance_seconds": n}`, `{"freeze": true or false}` |
| `/faults` | one fault or a list (see `faults.py`), `{"clear": true}`, `{"seed": n}` |
| `/limits` | `{"scale": x}`, `{"enabled": bool}`, `{"name": ..., "limit": n}` |
| `/switches` | `{"name": value, ...}`, or `{"reset": true}` |
| `/snapshot` | (GET only) all state as JSON |
| `/events` | GET `?since=SEQUENCE`; POST or DELETE clears |
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger_simulators.clock import Clock
from leafledger_simulators.events import EventLog
from leafledger_simulators.faults import FaultBook
from leafledger_simulators.front import CONTROL_PREFIX
from leafledger_simulators.limits import Limits
from leafledger_simulators.switches import SwitchBoard

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)

Handler = Callable[[Request], Awaitable[Response]]


class Controlled(Protocol):
    """What a simulator shows to the control room."""

    clock: Clock
    faults: FaultBook
    limits: Limits
    switches: SwitchBoard
    events: EventLog

    def reset(self, dataset: str | None, seed: int | None) -> None:
        """Start the dataset again (the present one and its seed when not named)."""

    def snapshot(self) -> dict[str, Any]:
        """All state, as JSON types and Decimal."""


def to_json(value: object, status: int = 200) -> Response:
    """An answer in JSON; Decimal leaves as a JSON number, digit for digit."""
    return Response(_encoder.encode(value), status, media_type="application/json")


async def json_body(request: Request) -> Any:
    """The call's JSON, fractions as Decimal; an empty body is an empty object.

    Raises: ValueError when it is not JSON.
    """
    raw = await request.body()
    try:
        return _decoder.decode(raw) if raw.strip() else {}
    except msgspec.DecodeError as error:
        raise ValueError(f"the body is not JSON: {error}") from error


def control_routes(simulator: Controlled) -> list[Route]:
    """The routes common to both simulators."""
    room = _Room(simulator)
    handlers: dict[str, Handler] = {
        "/reset": room.reset,
        "/clock": room.clock,
        "/faults": room.faults,
        "/limits": room.limits,
        "/switches": room.switches,
        "/snapshot": room.snapshot,
        "/events": room.events,
    }
    return [control_route(path, handler) for path, handler in handlers.items()]


def control_route(path: str, handler: Handler) -> Route:
    """One route of the control room; a wrong request is answered 400 with a sentence."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except (ValueError, TypeError, KeyError) as error:
            return to_json({"error": str(error)}, 400)

    return Route(CONTROL_PREFIX + path, guarded, methods=["GET", "POST", "DELETE"])


class _Room:
    def __init__(self, simulator: Controlled) -> None:
        self._simulator = simulator

    async def reset(self, request: Request) -> Response:
        wanted = await json_body(request)
        self._simulator.faults.clear(wanted.get("seed"))
        self._simulator.events.clear()
        self._simulator.switches.reset()
        self._simulator.limits.reset()
        self._simulator.reset(wanted.get("dataset"), wanted.get("seed"))
        return to_json({"ok": True})

    async def clock(self, request: Request) -> Response:
        wanted, clock = await json_body(request), self._simulator.clock
        if "now" in wanted:
            clock.set(datetime.fromisoformat(wanted["now"]))
        if "advance_seconds" in wanted:
            clock.advance(float(wanted["advance_seconds"]))
        if "freeze" in wanted:
            (clock.freeze if wanted["freeze"] else clock.run)()
        return to_json({"now": clock.now().isoformat(), "frozen": clock.frozen})

    async def faults(self, request: Request) -> Response:
        wanted, faults = await json_body(request), self._simulator.faults
        if request.method == "DELETE":
            faults.clear()
        for one in wanted if isinstance(wanted, list) else [wanted]:
            self._plan_fault(one)
        return to_json({"faults": faults.described(), "kinds": sorted(faults.kinds)})

    def _plan_fault(self, wanted: Mapping[str, Any]) -> None:
        if wanted.get("clear") or "seed" in wanted:
            self._simulator.faults.clear(wanted.get("seed"))
        elif wanted:
            numbers = {
                name: float(value) for name, value in wanted.items() if isinstance(value, Decimal)
            }
            self._simulator.faults.add({**wanted, **numbers})

    async def limits(self, request: Request) -> Response:
        wanted, limits = await json_body(request), self._simulator.limits
        if "name" in wanted:
            limits.change_one(
                wanted["name"], limit=wanted.get("limit"), enabled=wanted.get("enabled")
            )
        elif wanted:
            scale = wanted.get("scale")
            limits.change(
                scale=None if scale is None else float(scale), enabled=wanted.get("enabled")
            )
        return to_json({"limits": limits.described()})

    async def switches(self, request: Request) -> Response:
        wanted, switches = await json_body(request), self._simulator.switches
        if wanted.pop("reset", False):
            switches.reset()
        numbers = {
            name: float(value) for name, value in wanted.items() if isinstance(value, Decimal)
        }
        switches.set({**wanted, **numbers})
        return to_json({"switches": switches.values(), "described": switches.described()})

    async def snapshot(self, request: Request) -> Response:
        del request
        return to_json(self._simulator.snapshot())

    async def events(self, request: Request) -> Response:
        events = self._simulator.events
        if request.method in {"POST", "DELETE"}:
            events.clear()
        since = int(request.query_params.get("since", "0"))
        return to_json({"events": events.since(since), "counts": events.counts()})
