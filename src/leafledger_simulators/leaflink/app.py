"""The imitated LeafLink as one web application: the API, its control room, its webhooks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from leafledger_simulators.clock import Clock
from leafledger_simulators.control_room import control_routes
from leafledger_simulators.events import EventLog
from leafledger_simulators.faults import FaultBook
from leafledger_simulators.front import CONTROL_PREFIX, Front
from leafledger_simulators.leaflink.company import found_company
from leafledger_simulators.leaflink.control import leaflink_routes
from leafledger_simulators.leaflink.control_companies import company_routes
from leafledger_simulators.leaflink.datasets.sample import build_sample
from leafledger_simulators.leaflink.keys import KeyRing
from leafledger_simulators.leaflink.newer.switchboard import NEWER_PREFIX, NewerApi
from leafledger_simulators.leaflink.newer.tokens import TOKEN_LIVES, TokenPress
from leafledger_simulators.leaflink.old_pages import PAGE_KINDS
from leafledger_simulators.leaflink.open_questions import SWITCHES, new_limits
from leafledger_simulators.leaflink.records import Order, Product, Row
from leafledger_simulators.leaflink.room.pages import room_routes
from leafledger_simulators.leaflink.router import PREFIX, Router
from leafledger_simulators.leaflink.season.trade import Season, start_season
from leafledger_simulators.leaflink.sellers import SELLERS_MAX, Seller
from leafledger_simulators.leaflink.snapshot import snapshot_of
from leafledger_simulators.leaflink.state import State
from leafledger_simulators.leaflink.webhooks import Webhooks
from leafledger_simulators.leaflink.world import World, silence
from leafledger_simulators.switches import SwitchBoard

METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"]


class LeafLinkSimulator:
    """LeafLink on one address, with one dataset for its first seller and room for more."""

    def __init__(self, base: str, dataset: str, seed: int) -> None:
        self.base = base.rstrip("/")
        self.clock = Clock()
        self.faults = FaultBook(frozenset({"token_revoked", *PAGE_KINDS}), seed=seed)
        self.limits = new_limits()
        self.switches = SwitchBoard(SWITCHES)
        self.events = EventLog()
        # The keys outlive a reset: who holds the credentials file keeps his access.
        self.keys = KeyRing(seed)
        self.webhooks = Webhooks(self.keys.webhook_key, seed)
        self._dataset, self._seed = dataset, seed
        self.reset(dataset, seed)
        self._router = Router(self.base, self.limits, self.faults)
        self._press = TokenPress(seed)
        self._newer = NewerApi(self.base, self.limits, self._press)
        self.asgi: ASGIApp = Front(
            Starlette(routes=self._routes(), lifespan=self._lifespan),
            clock=self.clock,
            faults=self.faults,
            events=self.events,
            cost_class=lambda _method, _path: "call",
        )

    def credentials(self) -> dict[str, Any]:
        """What a seller would paste into an integration, and the control room's address."""
        return {
            "base_url": f"{self.base}{PREFIX}",
            "api_key": self.keys.app.value,
            "company_id": self.world.state.company_id,
            "webhook_key": self.keys.webhook_key,
            "control_url": f"{self.base}{CONTROL_PREFIX}",
        }

    def reset(self, dataset: str | None, seed: int | None) -> None:
        """Start a dataset again on the real day; webhooks forget their address."""
        dataset = self._dataset if dataset is None else dataset
        seed = self._seed if seed is None else seed
        if dataset not in {"empty", "sample", "season"}:
            raise ValueError("the dataset is empty, sample or season")
        self._dataset, self._seed = dataset, seed
        for further in getattr(self, "sellers", [])[1:]:
            further.webhooks.forget()
        self.webhooks.forget()
        self.keys.restore()
        self._build(dataset, seed)
        first = Seller(self.world, self.keys, self.webhooks)
        self.world.announce = partial(_announce, first)
        self.sellers: list[Seller] = [first]

    def found_seller(self, name: str, dataset: str, owner: str | None) -> Seller:
        """Add a further seller, built on a clock of his own that then becomes everybody's.

        Raises: ValueError for an unknown dataset, or when there are too many sellers.
        """
        if dataset not in {"empty", "sample"}:
            raise ValueError("a further seller's dataset is empty or sample")
        if len(self.sellers) >= SELLERS_MAX:
            raise ValueError(f"there are {SELLERS_MAX} sellers already")
        place = len(self.sellers)
        clock = Clock()
        clock.freeze()
        clock.set(self.clock.now())
        world = World(clock, self.switches, State(self._seed, place))
        if dataset == "empty":
            found_company(world, name)
        else:
            build_sample(world, name)
        world.clock = self.clock
        keys = KeyRing(f"{self._seed} {place}", owner or f"owner of {name}")
        seller = Seller(world, keys, Webhooks(keys.webhook_key, self._seed + place))
        world.announce = partial(_announce, seller)
        self.sellers.append(seller)
        return seller

    def newer_access(self, seller: Seller) -> Row:
        """Where the newer API answers, and a token for one company."""
        return {
            "base_url": f"{self.base}{NEWER_PREFIX.rstrip('/')}",
            "access_token": self._press.make(seller.company_id, self.clock.now()),
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LIVES.total_seconds()),
        }

    def _build(self, dataset: str, seed: int) -> None:
        """Build on a frozen clock that ends at midnight, so that a seed and a day give the same."""
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self.clock.freeze()
        self.clock.set(midnight)
        self.season: Season | None = None
        self.world = World(self.clock, self.switches, State(seed))
        self.world.announce = silence
        if dataset == "empty":
            found_company(self.world)
        elif dataset == "sample":
            build_sample(self.world)
        else:
            self.season = start_season(self.world)
        self.clock.run()
        self.clock.set(datetime.now(UTC))

    def trade(self, events: int) -> Row:
        """Let the season go on. Raises: ValueError without one."""
        if self.season is None:
            raise ValueError("only the season trades; reset with the dataset 'season' first")
        return self.season.go_on(events)

    def snapshot(self) -> dict[str, Any]:
        """All state as JSON types."""
        return {**snapshot_of(self.world), "webhooks": self.webhooks.described()}

    def _routes(self) -> list[Route]:
        return [
            Route(f"{PREFIX}{{path:path}}", self._serve, methods=METHODS),
            *leaflink_routes(self),
            *company_routes(self),
            *control_routes(self),
            Route(f"{NEWER_PREFIX}{{path:path}}", self._serve_newer, methods=METHODS),
            Route("/files/{key}", self._file, methods=["GET"]),
            *room_routes(self),
        ]

    async def _serve(self, request: Request) -> Response:
        return await self._router.answer(self.sellers, request)

    async def _serve_newer(self, request: Request) -> Response:
        return await self._newer.answer(self.sellers, request)

    async def _file(self, request: Request) -> Response:
        """An uploaded picture or a report, only ever as a download."""
        key = request.path_params["key"]
        kept = (seller.world.state.files.get(key) for seller in self.sellers)
        found = next((file for file in kept if file is not None), None)
        if found is None:
            return PlainTextResponse("Not found.\n", 404)
        headers = {"content-disposition": "attachment", "x-content-type-options": "nosniff"}
        return Response(found[1], headers=headers, media_type="application/octet-stream")

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        del app
        yield
        for seller in self.sellers:
            await seller.webhooks.courier.close()


def _announce(seller: Seller, action: str, record: Order | Product) -> None:
    seller.webhooks.announce(seller.world, action, record)
