"""The guard before every page: headers, small forms of our own making, and a signed-in person."""

from __future__ import annotations

from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leafledger.dashboard.sessions import Sessions

SIGN_IN_PATH, STATIC_PATH = "/sign-in", "/static/"
# Our forms hold a token and one field.
FORM_BYTES_MAX = 10_000
FORM_TYPE = "application/x-www-form-urlencoded"
FORM_TOKEN = "form_token"  # noqa: S105 (the name of a form's field)

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


class Cookies:
    """The names of our cookies. Under TLS the prefix ties them to this very host."""

    def __init__(self, *, secure: bool) -> None:
        prefix = "__Host-" if secure else ""
        self.secure = secure
        self.session = f"{prefix}leafledger_session"
        self.visit = f"{prefix}leafledger_visit"

    def give(self, response: Response, name: str, value: str) -> None:
        """Hand a cookie to the browser: no script reads it, no other site sends it."""
        response.set_cookie(
            name, value, httponly=True, samesite="strict", secure=self.secure, path="/"
        )

    def take_back(self, response: Response, name: str) -> None:
        """Let the browser forget a cookie."""
        response.delete_cookie(name, httponly=True, samesite="strict", secure=self.secure, path="/")


class Guard:
    """Lets nobody past who is not signed in, save to sign in; closed for pages yet unwritten.

    A handler finds its form in `request.state.form` and the form token for new forms in
    `request.state.form_token`.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions, cookies: Cookies) -> None:
        self._app = app
        self._sessions = sessions
        self._cookies = cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        headed = _with_headers(send, request.url.path, secure=self._cookies.secure)
        refused = await self._refuse(request)
        await (refused or self._app)(scope, receive, headed)

    async def _refuse(self, request: Request) -> Response | None:
        path = request.url.path
        request.state.form = {}
        request.state.form_token = ""
        if path.startswith(STATIC_PATH):
            return None
        session = request.cookies.get(self._cookies.session, "")
        signed_in = await run_in_threadpool(self._sessions.is_live, session)
        if not signed_in and path != SIGN_IN_PATH:
            return _to_sign_in(request)
        visitor = session if signed_in else request.cookies.get(self._cookies.visit, "")
        request.state.signed_in = signed_in
        request.state.session = session
        if visitor:
            request.state.form_token = self._sessions.form_token(visitor)
        if request.method in {"GET", "HEAD"}:
            return None
        return await self._refuse_form(request, visitor)

    async def _refuse_form(self, request: Request, visitor: str) -> Response | None:
        """Read the form, and refuse one that is too big or was not made by us."""
        size = request.headers.get("content-length", "")
        if not size.isdecimal() or int(size) > FORM_BYTES_MAX:
            return PlainTextResponse("Such a form is not ours.", 413)
        if not request.headers.get("content-type", "").startswith(FORM_TYPE):
            return PlainTextResponse("Such a form is not ours.", 415)
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return PlainTextResponse(OLD_FORM, 403)
        text = (await request.body()).decode("utf-8", errors="replace")
        form = {name: values[-1] for name, values in parse_qs(text).items()}
        if not self._sessions.is_form_of(visitor, form.get(FORM_TOKEN, "")):
            return PlainTextResponse(OLD_FORM, 403)
        request.state.form = form
        return None


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
