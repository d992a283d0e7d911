"""QuickBooks Online, imitated: one company, one connected app, one control room."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from leafledger_simulators.clock import Clock
from leafledger_simulators.control_room import control_route, control_routes, json_body, to_json
from leafledger_simulators.events import EventLog
from leafledger_simulators.faults import FaultBook
from leafledger_simulators.front import CONTROL_PREFIX, Front
from leafledger_simulators.limits import Limits, RollingLimit
from leafledger_simulators.quickbooks.api import Api
from leafledger_simulators.quickbooks.catalogue import BEHAVIOURS
from leafledger_simulators.quickbooks.company import REALM_ID, Change, Company
from leafledger_simulators.quickbooks.consent import Consent
from leafledger_simulators.quickbooks.datasets import COMPANY_NAMES, DATASETS, fill
from leafledger_simulators.quickbooks.settings import change_by_hand
from leafledger_simulators.quickbooks.snapshot import snapshot
from leafledger_simulators.quickbooks.switchboard import SWITCHES
from leafledger_simulators.quickbooks.tokens import TokenOffice
from leafledger_simulators.quickbooks.webhooks import Webhooks
from leafledger_simulators.switches import SwitchBoard

OWN_FAULTS = frozenset({"inventory_lock", "token_revoked"})
REF = "reference/quickbooks.md 7"
OAUTH_PREFIXES = ("/oauth2/", "/connect/", "/v2/oauth2/", "/.well-known/", "/op/", "/v1/openid")
METERED = frozenset({"query", "cdc", "batch", "reports"})
POINTER = (
    "<!doctype html><title>QuickBooks simulator</title>"
    "<p>This is LeafLedger's QuickBooks Online simulator. Look inside: "
    '<a href="/control/snapshot">/control/snapshot</a>.</p>'
)


class QuickBooksSimulator:
    """The simulator as the outside contract starts it.

    A reset gives a new company with its dataset; client, secrets and the first tokens are
    made from the first seed, so that written credentials stay good.
    """

    def __init__(self, base: str, dataset: str, seed: int) -> None:
        self.base = base.rstrip("/")
        self.dataset = dataset
        self.seed = seed
        self.clock = Clock()
        self.faults = FaultBook(OWN_FAULTS, seed)
        self.switches = SwitchBoard(SWITCHES)
        self.events = EventLog()
        self.limits = Limits(
            RollingLimit("requests_per_minute", 500, 60, REF),
            RollingLimit("requests_per_second", 10, 1, REF),
            RollingLimit("batches_per_minute", 40, 60, REF),
        )
        # Written credentials stay good whatever seed a reset brings.
        self._credentials_seed = seed
        self.office = TokenOffice(self.clock, self.switches, seed)
        self.webhooks = Webhooks(self.switches, REALM_ID, self.office.verifier_token, seed)
        self._telling = False
        self._build()
        self.asgi = Front(
            self._app(),
            clock=self.clock,
            faults=self.faults,
            events=self.events,
            cost_class=cost_class,
        )

    def _build(self) -> None:
        """A new company with its dataset, and the first tokens of the app's consent."""
        if self.dataset not in DATASETS:
            raise ValueError(f"no dataset is called {self.dataset!r}")
        self.office = TokenOffice(self.clock, self.switches, self._credentials_seed)
        first = self.office.new_grant()
        self._first_access, self._first_refresh = self.office.last_access_token, first.refresh_token
        self._telling = False
        self.company = Company(BEHAVIOURS, self.clock, self.switches, self._tell)
        fill(self.company, self.dataset, self.seed)
        self._telling = True
        self.api = Api(self.company, self.office, self.limits, self.faults)
        self.consent = Consent(
            self.base, self.office, self.switches, REALM_ID, COMPANY_NAMES[self.dataset]
        )

    def _tell(self, change: Change) -> None:
        """Nothing is told of a dataset being written."""
        if self._telling:
            self.webhooks.tell(change)

    def _app(self) -> Starlette:
        async def api(request: Request) -> Response:
            return await self.api.handle(request)

        routes = [
            Route("/v3/company/{realm}/{rest:path}", api, methods=["GET", "POST"]),
            *self._consent_routes(),
            *control_routes(self),
            control_route("/webhooks", self.webhooks.control),
            control_route("/company", self._by_hand),
            Route("/", self._pointer),
            Route("/room", self._pointer),
        ]
        return Starlette(routes=routes, lifespan=self._lifespan)

    def _consent_routes(self) -> list[Route]:
        """Routes that ask for the present consent, which a reset replaces."""

        def late(route: Route) -> Route:
            name = route.endpoint.__name__

            async def endpoint(request: Request) -> Response:
                answer: Response = await getattr(self.consent, name)(request)
                return answer

            return Route(route.path, endpoint, methods=list(route.methods or ()))

        return [late(route) for route in self.consent.routes()]

    @contextlib.asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        del app
        yield
        await self.webhooks.courier.close()

    async def _pointer(self, request: Request) -> Response:
        del request
        return HTMLResponse(POINTER)

    async def _by_hand(self, request: Request) -> Response:
        """`/control/company`: what a person does at the screen and the API cannot."""
        wanted = await json_body(request) if request.method == "POST" else {}
        return to_json(change_by_hand(self.company, wanted))

    def credentials(self) -> dict[str, Any]:
        """What a client needs, with the keys of the outside contract."""
        return {
            "base_url": self.base,
            "discovery_url": f"{self.base}/.well-known/openid_sandbox_configuration/",
            "realm_id": REALM_ID,
            "client_id": self.office.client_id,
            "client_secret": self.office.client_secret,
            "access_token": self._first_access,
            "refresh_token": self._first_refresh,
            "webhook_verifier_token": self.office.verifier_token,
            "control_url": f"{self.base}{CONTROL_PREFIX}",
        }

    def reset(self, dataset: str | None, seed: int | None) -> None:
        """Begin a dataset again. Raises: ValueError for a name that is not known."""
        if dataset is not None and dataset not in DATASETS:
            raise ValueError(f"no dataset is called {dataset!r}; known: {', '.join(DATASETS)}")
        self.dataset = dataset or self.dataset
        self.seed = self.seed if seed is None else seed
        self.clock.run()
        self.clock.set(datetime.now(UTC))
        self.webhooks.forget()
        self._build()

    def snapshot(self) -> dict[str, Any]:
        """All state of the company, the connection and the webhooks; no secret."""
        return {
            "dataset": self.dataset,
            "seed": self.seed,
            "now": self.clock.now().isoformat(),
            **snapshot(self.company),
            "webhooks": self.webhooks.described(),
            "switches": self.switches.values(),
        }


def cost_class(method: str, path: str) -> str:
    """What a call costs: writes are core, reads and batches coreplus (reference 7)."""
    if path.startswith(OAUTH_PREFIXES):
        return "oauth"
    if not path.startswith("/v3/company/"):
        return "other"
    parts = path.split("/")
    resource = parts[4].lower() if len(parts) > 4 else ""
    return "coreplus" if method == "GET" or resource in METERED else "core"
