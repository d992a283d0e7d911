"""The guard before every page: headers, small forms of our own making, a person and their right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leafledger.assembly import LeafLedger
from leafledger.dashboard.access import OPEN, Access, happenings, needed
from leafledger.dashboard.forms import Forms
from leafledger.dashboard.uploads import FILE_TYPE, NotOurForm, first_token, read_upload
from leafledger.journal.audit import Actor, Happening, Kind
from leafledger.people.register import Person
from leafledger.people.sessions import session_cookie
from leafledger.people.tries import address_family

SIGN_IN_PATH, STATIC_PATH = "/sign-in", "/static/"
# Our forms hold a token and a few short fields.
FORM_BYTES_MAX = 10_000
FORM_TYPE = "application/x-www-form-urlencoded"
FORM_TOKEN = "form_token"  # noqa: S105 (the name of a form's field)
# An act answers by leading on; a page shown again is one that was not done.
DONE = 303

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
OLD_FORM = "This page was too old to act on, so nothing was done. Go back, reload it, try again."


class Troubles(Protocol):
    """Whoever lays out what a refused visitor is shown."""

    def missing(self, request: Request) -> Response:
        """Nothing is at this address."""

    def refused(self, request: Request) -> Response:
        """The role does not allow it."""


class Cookies:
    """The names of our cookies. Under TLS the prefix ties them to this very host."""

    def __init__(self, *, secure: bool) -> None:
        self.secure = secure
        self.session = session_cookie(secure=secure)
        self.visit = self.session.replace("session", "visit")
        self.consent = self.session.replace("session", "consent")
        self.openid = self.session.replace("session", "openid")

    def give(self, response: Response, name: str, value: str) -> None:
        """Hand a cookie to the browser: no script reads it, no other site sends it."""
        response.set_cookie(
            name, value, httponly=True, samesite="strict", secure=self.secure, path="/"
        )

    def give_for_a_while(self, response: Response, name: str, value: str, seconds: int) -> None:
        """Hand out a cookie that comes along when another site leads the person back to us."""
        response.set_cookie(
            name, value, httponly=True, samesite="lax", secure=self.secure, path="/",
            max_age=seconds,
        )  # fmt: skip

    def forget_consent(self, response: Response) -> None:
        """The way to Intuit and back is over."""
        self._forget(response, self.consent)

    def forget_openid(self, response: Response) -> None:
        """The way to the identity provider and back is over."""
        self._forget(response, self.openid)

    def _forget(self, response: Response, name: str) -> None:
        response.delete_cookie(name, httponly=True, samesite="lax", secure=self.secure, path="/")

    def take_back(self, response: Response, name: str) -> None:
        """Let the browser forget a cookie."""
        response.delete_cookie(name, httponly=True, samesite="strict", secure=self.secure, path="/")


class Guard:
    """Lets nobody past who is not signed in, nor to what their role may not do.

    A handler finds its form in `request.state.form`, a file that came with it in
    `request.state.upload`, the form token for new forms in
    `request.state.form_token`, and who asks in `request.state.person`. What an act did is written
    into the audit log in the table's words, or as the handler put it into `request.state.told`:
    then also where the page says that a part of it was refused.
    """

    def __init__(
        self, app: ASGIApp, ledger: LeafLedger, forms: Forms, cookies: Cookies,
        routes: Sequence[BaseRoute], trouble: Troubles,
    ) -> None:  # fmt: skip
        self._app = app
        self._ledger = ledger
        self._forms = forms
        self._cookies = cookies
        self._routes = routes
        self._trouble = trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it; write down what was done."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        headed = _with_headers(send, request.url.path, secure=self._cookies.secure)
        for name, empty in (
            ("form", {}), ("form_token", ""), ("person", None), ("told", None), ("upload", b""),
        ):  # fmt: skip
            setattr(request.state, name, empty)
        access, parts = needed(self._routes, scope)
        refused = await self._refuse(request, access, parts.get("company", ""))
        if refused is not None or access is None or access.kind is None:
            await (refused or self._app)(scope, receive, headed)
            return

        async def written(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_done(request, message["status"]):
                for what in happenings(access, parts, request.state.form, request.state.told):
                    await run_in_threadpool(self._ledger.audit.write, actor_of(request), what)
            await headed(message)

        await self._app(scope, receive, written)

    async def _refuse(
        self, request: Request, access: Access | None, company: str
    ) -> Response | None:
        path = request.url.path
        if path.startswith(STATIC_PATH):
            return None
        session = request.cookies.get(self._cookies.session, "")
        person = await run_in_threadpool(self._ledger.gate.sessions.person, session)
        is_open = f"{request.method} {path}" in OPEN
        if person is None and not is_open:
            return _to_sign_in(request)
        visitor = session if person else request.cookies.get(self._cookies.visit, "")
        request.state.person = person
        request.state.signed_in = person is not None
        request.state.session = session
        if visitor:
            request.state.form_token = self._forms.token(visitor)
        if request.method not in {"GET", "HEAD"}:
            bad_form = await self._refuse_form(request, visitor, access)
            if bad_form is not None:
                return bad_form
        if person is not None and access is not None and not is_open:
            return await self._refuse_role(request, person, access, company)
        return None

    async def _refuse_role(
        self, request: Request, person: Person, access: Access, company: str
    ) -> Response | None:
        """Refuse who lacks the right; whose company it is not finds nothing there."""
        if person.may(access.right, company):
            return None
        words = f"Was refused: {access.words or request.url.path}"
        what = Happening(Kind.REFUSAL, words, company)
        await run_in_threadpool(self._ledger.audit.write, actor_of(request), what)
        sees = not company or person.sees(company)
        answer = self._trouble.refused if sees else self._trouble.missing
        return await run_in_threadpool(answer, request)

    async def _refuse_form(
        self, request: Request, visitor: str, access: Access | None
    ) -> Response | None:
        """Read the form, and refuse one that is too big or was not made by us."""
        size, kind = (request.headers.get(name, "") for name in ("content-length", "content-type"))
        file_bytes_max = access.file_bytes_max if access is not None else 0
        has_file = file_bytes_max > 0 and kind.startswith(FILE_TYPE)
        if not size.isdecimal() or int(size) > FORM_BYTES_MAX + file_bytes_max * has_file:
            return PlainTextResponse("Such a form is not ours.", 413)
        if not has_file and not kind.startswith(FORM_TYPE):
            return PlainTextResponse("Such a form is not ours.", 415)
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return PlainTextResponse(OLD_FORM, 403)
        body = await request.body()
        if has_file:
            return await self._refuse_file(request, visitor, body)
        text = body.decode("utf-8", errors="replace")
        form = {name: values[-1] for name, values in parse_qs(text).items()}
        if not self._forms.is_of(visitor, form.get(FORM_TOKEN, "")):
            return PlainTextResponse(OLD_FORM, 403)
        request.state.form = form
        return None

    async def _refuse_file(self, request: Request, visitor: str, body: bytes) -> Response | None:
        """The same for a form with a file: nothing of it is parsed before its token."""
        if not self._forms.is_of(visitor, first_token(body)):
            return PlainTextResponse(OLD_FORM, 403)
        try:
            upload = await read_upload(request)
        except NotOurForm:
            return PlainTextResponse("Such a form is not ours.", 400)
        request.state.form, request.state.upload = upload.form, upload.content
        return None


def host_of(request: Request) -> str:
    """The address a request came from."""
    return request.client.host if request.client is not None else ""


def actor_of(request: Request) -> Actor:
    """Who asks, as the audit log names them."""
    person: Person | None = request.state.person
    family = address_family(host_of(request))
    if person is None:
        return Actor("", "", "pages", family)
    return Actor(person.name, person.role.value, "pages", family)


def _to_sign_in(request: Request) -> Response:
    """A part of a page is answered 401 and moves its page; a page leads to sign-in."""
    if request.headers.get("hx-request"):
        return PlainTextResponse("Sign in again.", 401, {"hx-redirect": SIGN_IN_PATH})
    if request.method not in {"GET", "HEAD"} or request.url.path == "/":
        return RedirectResponse(SIGN_IN_PATH, 303)
    return RedirectResponse(f"{SIGN_IN_PATH}?then={quote(request.url.path, safe='/')}", 303)


def _with_headers(send: Send, path: str, *, secure: bool) -> Send:
    """Send with our headers on every answer; pages with money in them are never stored."""
    kept = "public, max-age=86400" if path.startswith(STATIC_PATH) else "no-store"
    added = {**HEADERS, "cache-control": kept}
    if secure:
        added["strict-transport-security"] = "max-age=31536000"

    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = [(name.encode(), value.encode()) for name, value in added.items()]
            theirs = [pair for pair in message["headers"] if pair[0].decode() not in added]
            message["headers"] = [*theirs, *ours]
        await send(message)

    return headed


def _is_done(request: Request, status: int) -> bool:
    """Whether an act did anything: it leads on, or its handler said so."""
    return status == DONE or request.state.told is not None
