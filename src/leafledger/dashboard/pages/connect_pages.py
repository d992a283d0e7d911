"""The first two steps of the first run: LeafLink by its key, QuickBooks by the owner's consent."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.clerk.connecting import BEING_SET_UP
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.consent_page import ConsentPages, redirect_uri
from leafledger.dashboard.set_up_steps import LEAFLINK, QUICKBOOKS, progress
from leafledger.dashboard.ways import way_to
from leafledger.errors import Trouble
from leafledger.intake.clients import CLIENT_SECRET, LEAFLINK_KEY, VERIFIER, WEBHOOK_KEY
from leafledger.intake.companies import BooksTaken
from leafledger.intake.credentials import Credentials
from leafledger.journal.audit import Happening, Kind

# reference/leaflink.md 1.1 and reference/quickbooks.md 1 and 2.
LEAFLINK_URL = "https://app.leaflink.com/api/v2/"
PLACES = {
    "production": (
        "https://quickbooks.api.intuit.com",
        "https://developer.intuit.com/.well-known/openid_configuration/",
    ),
    "sandbox": (
        "https://sandbox-quickbooks.api.intuit.com",
        "https://developer.intuit.com/.well-known/openid_sandbox_configuration/",
    ),
}
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
NOT_TYPED = "Something is missing. Fill in every field that is not marked as optional."
NOT_AN_ADDRESS = (
    "{address} is not an address LeafLedger sends a key to. It begins with https://; plain http is "
    "for simulators on this machine only."
)
ALREADY = (
    "{name} is connected already. To give it a new key, go to its connections. Nothing was changed."
)
NOT_CREDENTIALS = (
    "This is not a credentials file: {parts} missing or wrong. Nothing was connected. The form of "
    "the file is in docs/contract.md."
)
FIRST_LEAFLINK = "Connect LeafLink first."


class NotTaken(ValueError):
    """What was typed cannot be used; the message says why and never shows a secret."""


class ConnectPages:
    """Connecting a new company, step by step."""

    def __init__(self, ledger: LeafLedger, layout: Layout, consent: ConsentPages) -> None:
        self._ledger = ledger
        self._layout = layout
        self._consent = consent

    def routes(self) -> list[Route]:
        """The addresses of this family."""
        return [
            Route("/set-up", self.overview, methods=["GET"]),
            Route("/set-up/give-up", self.give_up, methods=["POST"]),
            Route("/set-up/leaflink", self.leaflink, methods=["GET"]),
            Route("/set-up/leaflink", self.take_key, methods=["POST"]),
            Route("/set-up/quickbooks", self.quickbooks, methods=["GET"]),
            Route("/set-up/quickbooks", self.take_app, methods=["POST"]),
            Route("/set-up/credentials", self.credentials, methods=["GET"]),
            Route("/set-up/credentials", self.take_credentials, methods=["POST"]),
        ]

    def overview(self, request: Request) -> Response:
        """What the first run is, how far it is, and what is unfinished of other companies."""
        unfinished = [one for one in self._ledger.companies.all() if one.books_start is None]
        return self._layout.show(
            request, "set_up.html", company=None, progress=progress(self._ledger, None),
            draft=self._ledger.drafts.current(), unfinished=unfinished,
            working=0,
        )  # fmt: skip

    def give_up(self, request: Request) -> Response:
        """Forget what was begun, its key too."""
        self._ledger.drafts.forget()
        request.state.told = Happening(Kind.CONNECTION, "Gave up a set-up that was begun.")
        return RedirectResponse("/set-up", 303)

    def leaflink(self, request: Request, refused: str = "") -> Response:
        """Step 1: the application key."""
        return self._step(
            request, LEAFLINK, refused, usual=LEAFLINK_URL,
            address=request.state.form.get("address", "") or LEAFLINK_URL,
        )  # fmt: skip

    def take_key(self, request: Request) -> Response:
        """Find the company by its key, and write it down."""
        form = request.state.form
        address, key = form.get("address", "").strip(), form.get("key", "").strip()
        try:
            _all_typed(key, address)
            address = _checked(address)
            seller = self._ledger.connecting.greet(address, key)
            self._refuse_known(seller.company_id, address)
        except NotTaken as wrong:
            return self.leaflink(request, str(wrong))
        except Trouble as trouble:
            return self.leaflink(request, trouble.sentence)
        secrets = {LEAFLINK_KEY: key, WEBHOOK_KEY: form.get("webhook_key", "").strip()}
        self._ledger.drafts.begin(seller, address, secrets)
        words = f"Began to set {seller.name} up: LeafLink is connected."
        request.state.told = Happening(Kind.CONNECTION, words)
        return RedirectResponse("/set-up/quickbooks", 303)

    def quickbooks(self, request: Request, refused: str = "") -> Response:
        """Step 2: our app at Intuit, then over to Intuit."""
        if self._ledger.drafts.current() is None:
            return self.leaflink(request, refused and FIRST_LEAFLINK)
        return self._step(
            request, QUICKBOOKS, refused, redirect_uri=redirect_uri(request),
            typed={
                name: request.state.form.get(name, "")
                for name in ("client_id", "place", "base_url", "discovery_url")
            },
        )  # fmt: skip

    def take_app(self, request: Request) -> Response:
        """Seal the app's keys, and lead to Intuit."""
        form = request.state.form
        client_id, secret = form.get("client_id", "").strip(), form.get("client_secret", "").strip()
        if self._ledger.drafts.current() is None:
            return self.leaflink(request, FIRST_LEAFLINK)
        try:
            _all_typed(client_id, secret)
            base, discovery = PLACES.get(form.get("place", "")) or (
                _checked(form.get("base_url", "").strip()),
                _checked(form.get("discovery_url", "").strip()),
            )
            self._ledger.drafts.name_app(
                client_id, base, discovery,
                {CLIENT_SECRET: secret, VERIFIER: form.get("verifier", "").strip()},
            )  # fmt: skip
            return self._consent.leave(request, None)
        except NotTaken as wrong:
            return self.quickbooks(request, str(wrong))
        except Trouble as trouble:
            return self.quickbooks(request, trouble.sentence)

    def credentials(self, request: Request, refused: str = "") -> Response:
        """Both sides at once, from a credentials file: for a rehearsal on the simulators."""
        return self._step(request, LEAFLINK, refused, template="credentials")

    def take_credentials(self, request: Request) -> Response:
        """Connect with what stands in a credentials file; it is not shown again."""
        try:
            credentials = _read(request.state.form.get("credentials", ""))
            for address in (credentials.leaflink.base_url, credentials.quickbooks.base_url):
                _checked(address)
            self._refuse_known(credentials.leaflink.company_id, credentials.leaflink.base_url)
            company = self._ledger.introduce(credentials)
            self._ledger.companies.hold(company.company, BEING_SET_UP)
        except (NotTaken, BooksTaken) as wrong:
            return self.credentials(request, str(wrong))
        except Trouble as trouble:
            return self.credentials(request, trouble.sentence)
        self._ledger.drafts.forget()
        words = f"Connected {company.name} with a credentials file."
        request.state.told = Happening(Kind.CONNECTION, words, company.company)
        return RedirectResponse(f"{way_to(company)}/set-up/checks", 303)

    def _refuse_known(self, leaflink_company: str, address: str) -> None:
        known = self._ledger.companies.seller(leaflink_company, address)
        if known is not None:
            raise NotTaken(ALREADY.format(name=known.name))

    def _step(
        self, request: Request, key: str, refused: str, template: str = "", **values: object
    ) -> Response:
        return self._layout.show(
            request, f"set_up_{template or key}.html", company=None,
            progress=progress(self._ledger, None), step=key, refused=refused, said="",
            draft=self._ledger.drafts.current(), status=422 if refused else 200, **values,
        )  # fmt: skip


def _all_typed(*typed: str) -> None:
    if not all(typed):
        raise NotTaken(NOT_TYPED)


def _checked(address: str) -> str:
    """An address that secrets may be sent to. Raises: NotTaken."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        raise NotTaken(NOT_AN_ADDRESS.format(address="That")) from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in THIS_MACHINE)
    if not safe or not host or parts.username is not None:
        raise NotTaken(NOT_AN_ADDRESS.format(address=host or "That"))
    return address


def _read(text: str) -> Credentials:
    try:
        return Credentials.model_validate(json.loads(text))
    except json.JSONDecodeError:
        raise NotTaken(NOT_CREDENTIALS.format(parts="its form is")) from None
    except ValidationError as error:
        parts = sorted({".".join(str(part) for part in one["loc"]) for one in error.errors()})
        raise NotTaken(NOT_CREDENTIALS.format(parts=f"{', '.join(parts)} is")) from None
