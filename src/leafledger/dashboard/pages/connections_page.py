"""The page of a company's two connections: how they stand, and what a person does about them."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.clerk.connecting import BEING_SET_UP, GO_ON_THERE, CannotConnect
from leafledger.dashboard.addressed import company_of
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.consent_page import ConsentPages
from leafledger.dashboard.ways import way_to
from leafledger.dashboard.wording import said_of
from leafledger.errors import Trouble
from leafledger.intake.clients import VERIFIER, WEBHOOK_KEY
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind

NO_KEY = "Nothing was typed, so nothing was changed."
COMPANY = "/companies/{company}"


class ConnectionsPages:
    """What is known of both connections, and the buttons beside it."""

    def __init__(self, ledger: LeafLedger, layout: Layout, consent: ConsentPages) -> None:
        self._ledger = ledger
        self._layout = layout
        self._consent = consent

    def routes(self) -> list[Route]:
        """The addresses of this family."""
        here = COMPANY + "/connections"
        acts = {
            "/check": self.check,
            "/hold": self.hold,
            "/go-on": self.go_on,
            "/key": self.change_key,
            "/webhooks": self.change_webhook_secrets,
            "/reconnect": self.reconnect,
        }
        return [
            Route(here, self.show, methods=["GET"]),
            *(Route(here + path, act, methods=["POST"]) for path, act in acts.items()),
        ]

    def show(self, request: Request, refused: str = "") -> Response:
        """How both connections stand, as last seen."""
        company = company_of(self._ledger, request)
        base = str(request.base_url).rstrip("/")
        return self._layout.show(
            request, "connections.html", company=company, refused=refused,
            said=said_of(request.query_params.get("done", "")),
            health=self._ledger.health.of(company),
            hooks={
                "leaflink": f"{base}/hooks/leaflink/{company.company}",
                "quickbooks": f"{base}/hooks/quickbooks",
            },
            status=409 if refused else 200,
        )  # fmt: skip

    def check(self, request: Request) -> Response:
        """Ask both sides one question each, whatever became of the first."""
        company = company_of(self._ledger, request)
        refused = self._ledger.parts(company).check_both()
        if refused:
            return self.show(request, " ".join(refused))
        return _back(company, "both-answer")

    def hold(self, request: Request) -> Response:
        """Post nothing more until somebody lets it go on."""
        company = company_of(self._ledger, request)
        self._ledger.keeping.hold(company, request.state.person.name)
        request.state.told = Happening(Kind.CONNECTION, f"Held {company.name}.")
        return _back(company, "held")

    def go_on(self, request: Request) -> Response:
        """Let a company's work go on."""
        company = company_of(self._ledger, request)
        if company.held_why == BEING_SET_UP:
            return self.show(request, GO_ON_THERE)
        self._ledger.keeping.go_on(company)
        request.state.told = Happening(
            Kind.CONNECTION, f"Let {company.name} go on.", before=company.held_why
        )
        return _back(company, "going-on")

    def change_key(self, request: Request) -> Response:
        """Take a new LeafLink key; it is never shown again."""
        company = company_of(self._ledger, request)
        key = request.state.form.get("key", "").strip()

        def change() -> None:
            if not key:
                raise CannotConnect(NO_KEY)
            self._ledger.connecting.change_key(company, key)
            self._ledger.renew(company)
            if company.held_why != BEING_SET_UP:
                self._ledger.keeping.go_on(company)
            words = f"Took a new LeafLink key for {company.name}."
            request.state.told = Happening(Kind.CONNECTION, words)

        return self._do(request, company, change, "key-changed")

    def change_webhook_secrets(self, request: Request) -> Response:
        """Take the secrets by which webhooks are verified; an empty field leaves what there is."""
        company, form = company_of(self._ledger, request), request.state.form
        typed = {WEBHOOK_KEY: form.get("webhook_key", ""), VERIFIER: form.get("verifier", "")}
        given = {name: secret.strip() for name, secret in typed.items() if secret.strip()}

        def change() -> None:
            if not given:
                raise CannotConnect(NO_KEY)
            for name, secret in given.items():
                self._ledger.vault.put(company.company, name, secret)
            words = f"Took a new {' and a new '.join(given)} for {company.name}."
            request.state.told = Happening(Kind.CONNECTION, words)

        return self._do(request, company, change, "webhooks-changed")

    def reconnect(self, request: Request) -> Response:
        """Send the owner to Intuit to consent anew."""
        company = company_of(self._ledger, request)
        try:
            return self._consent.leave(request, company)
        except Trouble as trouble:
            return self.show(request, trouble.sentence)

    def _do(
        self, request: Request, company: Company, change: Callable[[], None], done: str
    ) -> Response:
        try:
            change()
        except Trouble as trouble:
            return self.show(request, trouble.sentence)
        except CannotConnect as cannot:
            return self.show(request, str(cannot))
        return _back(company, done)


def _back(company: Company, done: str) -> Response:
    return RedirectResponse(f"{way_to(company)}/connections?done={done}", 303)
