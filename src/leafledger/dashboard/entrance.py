"""The entrance: the sign-in page, signing in and signing out."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from leafledger.assembly import LeafLedger
from leafledger.dashboard.guard import SIGN_IN_PATH, Cookies
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.sessions import Sessions
from leafledger.dashboard.sign_in import LOCKED, SignIn

TEMPLATE = "sign_in.html"


class Entrance:
    """Lets people in with the code and out again."""

    def __init__(
        self, ledger: LeafLedger, sessions: Sessions, cookies: Cookies, layout: Layout
    ) -> None:
        self._sign_in = SignIn(ledger)
        self._sessions = sessions
        self._cookies = cookies
        self._layout = layout

    def show(self, request: Request) -> Response:
        """The sign-in page; who is signed in already goes on."""
        then = _our_path(request.query_params.get("then", ""))
        if request.state.signed_in:
            return RedirectResponse(then, 303)
        # A visitor gets a name of their own, so that the form can be tied to it.
        visit = secrets.token_urlsafe(32)
        request.state.form_token = self._sessions.form_token(visit)
        response = self._page(request, then, LOCKED if self._sign_in.is_locked() else "")
        self._cookies.give(response, self._cookies.visit, visit)
        return response

    def enter(self, request: Request) -> Response:
        """Sign in. The session is new: a name the browser had before opens nothing."""
        then = _our_path(request.state.form.get("then", ""))
        refusal = self._sign_in.refusal(request.state.form.get("code", ""))
        if refusal:
            return self._page(request, then, refusal, 429 if refusal == LOCKED else 403)
        if request.state.signed_in:
            self._sessions.end(request.state.session)
        response = RedirectResponse(then, 303)
        self._cookies.give(response, self._cookies.session, self._sessions.begin())
        self._cookies.take_back(response, self._cookies.visit)
        return response

    def leave(self, request: Request) -> Response:
        """Sign out, in this browser and for every copy of its cookie."""
        self._sessions.end(request.state.session)
        response = RedirectResponse(SIGN_IN_PATH, 303)
        self._cookies.take_back(response, self._cookies.session)
        return response

    def _page(self, request: Request, then: str, refusal: str, status: int = 200) -> Response:
        return self._layout.show(
            request, TEMPLATE, company=None, status=status, then=then, refusal=refusal
        )


def _our_path(then: str) -> str:
    """Where to go after signing in: a path of ours, never another host."""
    plain = then.startswith("/") and not then.startswith("//") and "\\" not in then
    return then if plain and then.isprintable() and then != SIGN_IN_PATH else "/"
