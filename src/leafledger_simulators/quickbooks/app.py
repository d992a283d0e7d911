"""QuickBooks Online, imitated: companies, one connected app, one control room."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger_simulators.clock import Clock
from leafledger_simulators.control_room import control_route, control_routes, json_body, to_json
from leafledger_simulators.events import EventLog
from leafledger_simulators.faults import FaultBook
from leafledger_simulators.front import CONTROL_PREFIX, Front
from leafledger_simulators.limits import Limits, RollingLimit
from leafledger_simulators.quickbooks import bank
from leafledger_simulators.quickbooks.api import Api
from leafledger_simulators.quickbooks.catalogue import BEHAVIOURS
from leafledger_simulators.quickbooks.company import REALM_ID, Company
from leafledger_simulators.quickbooks.consent import Consent
from leafledger_simulators.quickbooks.datasets import DATASETS, fill
from leafledger_simulators.quickbooks.entities.recurring_runs import run_due
from leafledger_simulators.quickbooks.merging import merge
from leafledger_simulators.quickbooks.plans import Meter, cost_class
from leafledger_simulators.quickbooks.realms import described, open_company
from leafledger_simulators.quickbooks.room.desk import Room
from leafledger_simulators.quickbooks.settings import change_by_hand
from leafledger_simulators.quickbooks.snapshot import snapshot
from leafledger_simulators.quickbooks.switchboard import SWITCHES
from leafledger_simulators.quickbooks.tokens import TokenOffice
from leafledger_simulators.quickbooks.webhooks import Webhooks
from leafledger_simulators.switches import SwitchBoard

__all__ = ["QuickBooksSimulator", "cost_class"]

OWN_FAULTS = frozenset({"inventory_lock", "token_revoked"})
REF = "reference/quickbooks.md 7"


class RingingClock(Clock):
    """A clock that tells when somebody has moved it."""

    def __init__(self, ring: Callable[[], None]) -> None:
        super().__init__()
        self._ring = ring

    def set(self, instant: datetime) -> None:
        """Jump to an instant, then tell."""
        super().set(instant)
        self._ring()


class QuickBooksSimulator:
    """The simulator as the outside contract starts it.

    A reset gives a new company with its dataset; client, secrets and the first tokens are
    made from the first seed, so that written credentials stay good.
    """

    def __init__(self, base: str, dataset: str, seed: int) -> None:
        self.base = base.rstrip("/")
        self.dataset = dataset
        self.seed = seed
        self.realms: dict[str, Api] = {}
        self.clock: Clock = RingingClock(self._run_templates)
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
        self.webhooks = Webhooks(self.switches, self.office.verifier_token, seed)
        self.meter = Meter(self.clock, self.switches)
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
        self.company = Company(BEHAVIOURS, self.clock, self.switches, self.webhooks.tell)
        # Nothing is told of a dataset being written.
        self.company.is_silent = True
        fill(self.company, self.dataset, self.seed)
        self.company.is_silent = False
        self.meter = Meter(self.clock, self.switches)
        self.api = self._api_of(self.company)
        self.realms = {self.company.realm_id: self.api}
        self.consent = Consent(self.base, self.office, self.switches, self._company_names)

    def _api_of(self, company: Company) -> Api:
        return Api(company, self.office, self.limits, self.faults, self.meter)

    def _company_names(self) -> dict[str, str]:
        return {
            realm_id: str(api.company.company_info["CompanyName"])
            for realm_id, api in self.realms.items()
        }

    def _run_templates(self) -> None:
        """The clock was moved: templates whose date has come make their documents."""
        for api in self.realms.values():
            run_due(api.company)

    def company_of(self, realm_id: str) -> Company:
        """A company by its id. Raises: ValueError."""
        if realm_id not in self.realms:
            raise ValueError(f"no company has the realm id {realm_id!r}")
        return self.realms[realm_id].company

    def _app(self) -> Starlette:
        async def api(request: Request) -> Response:
            # A company that is not here is refused like one that is not the token's.
            found = self.realms.get(request.path_params["realm"], self.api)
            return await found.handle(request)

        routes = [
            Route("/v3/company/{realm}/{rest:path}", api, methods=["GET", "POST"]),
            *self._consent_routes(),
            *control_routes(self),
            control_route("/webhooks", self.webhooks.control),
            control_route("/company", self._by_hand),
            control_route("/reconcile", self._reconcile),
            control_route("/merge", self._merge),
            control_route("/realms", self._realms),
            *Room(lambda: [api.company for api in self.realms.values()]).routes(),
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

    async def _by_hand(self, request: Request) -> Response:
        """`/control/company`: what a person does at the screen and the API cannot."""
        return to_json(change_by_hand(*await self._asked_of(request)))

    async def _reconcile(self, request: Request) -> Response:
        """`/control/reconcile`: transactions matched to bank lines, or reconciled."""
        return to_json(bank.mark(*await self._asked_of(request)))

    async def _merge(self, request: Request) -> Response:
        """`/control/merge`: two customers or vendors made one."""
        return to_json(merge(*await self._asked_of(request)))

    async def _asked_of(self, request: Request) -> tuple[Company, dict[str, Any]]:
        """The company a control call names, the first by default, and what it asks of it."""
        wanted = await json_body(request) if request.method == "POST" else {}
        realm_id = wanted.pop("realm_id", None) or request.query_params.get("realm_id")
        return self.company_of(str(realm_id)) if realm_id else self.company, wanted

    async def _realms(self, request: Request) -> Response:
        """`/control/realms`: GET lists the companies, POST opens a further one."""
        if request.method != "POST":
            return to_json([described(api.company) for api in self.realms.values()])
        wanted = await json_body(request)
        company = open_company(
            wanted, len(self.realms), self.clock, self.switches, self.webhooks.tell
        )
        self.realms[company.realm_id] = self._api_of(company)
        grant = self.office.new_grant(realm_id=company.realm_id)
        tokens = {
            "access_token": self.office.last_access_token,
            "refresh_token": grant.refresh_token,
        }
        return to_json({**described(company), **tokens})

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
        self.realms = {}
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
            "realms": {
                realm_id: snapshot(api.company)
                for realm_id, api in self.realms.items()
                if api is not self.api
            },
            "metering": self.meter.described(),
            "webhooks": self.webhooks.described(),
            "switches": self.switches.values(),
        }
