"""Signing in at the identity provider, and coming back.

Our session cookie is strict and never comes along from another site, so the browser that comes
back is known by a cookie made for this alone (SameSite=Lax, a few minutes). Then the session is
made anew, and a hop within our own site leads on; there it counts (see consent_page.py).
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.dashboard.access import OPENID_BACK_PATH, OPENID_PATH
from leafledger.dashboard.addressed import our_path
from leafledger.dashboard.guard import SIGN_IN_PATH, Cookies, actor_of
from leafledger.dashboard.layout import Layout
from leafledger.journal.audit import Happening, Kind
from leafledger.people.openid import NotVouched
from leafledger.people.openid_visits import VISIT_SECONDS_MAX, OpenIdVisits


class OpenIdPages:
    """The way to the provider and back; not there while no provider is named."""

    def __init__(self, ledger: LeafLedger, layout: Layout, cookies: Cookies) -> None:
        self._ledger = ledger
        self._layout = layout
        self._cookies = cookies

    def routes(self) -> list[Route]:
        """The addresses of this family."""
        return [
            Route(OPENID_PATH, self.leave, methods=["GET"]),
            Route(OPENID_BACK_PATH, self.come_back, methods=["GET"]),
        ]

    def leave(self, request: Request) -> Response:
        """Send the browser to the provider."""
        then = our_path(request.query_params.get("then", ""))
        if not self._ledger.gate.register.has_owner():
            return RedirectResponse(SIGN_IN_PATH, 303)
        try:
            browser, there = self._visits.begin(_redirect_uri(request), then)
        except NotVouched as away:
            return self._refused(request, str(away), 503)
        response = RedirectResponse(there, 303)
        self._cookies.give_for_a_while(response, self._cookies.openid, browser, VISIT_SECONDS_MAX)
        return response

    def come_back(self, request: Request) -> Response:
        """Sign in whom the provider vouches for, under a session nobody knew before."""
        asked = request.query_params
        try:
            found = self._visits.come_back(
                request.cookies.get(self._cookies.openid, ""), asked.get("state", ""),
                asked.get("code", ""), _redirect_uri(request), asked.get("error", ""),
            )  # fmt: skip
        except NotVouched as why:
            what = Happening(Kind.REFUSAL, f"A sign-in by {self._visits.called} was refused.")
            self._ledger.audit.write(actor_of(request), what)
            return self._refused(request, str(why), 403)
        session = self._ledger.gate.sessions.begin(found.person)
        request.state.person = found.person
        words = f"Signed in by {self._visits.called}."
        self._ledger.audit.write(actor_of(request), Happening(Kind.SIGN_IN, words))
        response = self._layout.show(
            request, "signed_in.html", company=None, then=found.leads_to, refused=""
        )
        self._cookies.give(response, self._cookies.session, session)
        self._cookies.forget_openid(response)
        return response

    @property
    def _visits(self) -> OpenIdVisits:
        visits = self._ledger.openid
        if visits is None:
            raise HTTPException(404)
        return visits

    def _refused(self, request: Request, why: str, status: int) -> Response:
        return self._layout.show(
            request, "signed_in.html", company=None, then=SIGN_IN_PATH, refused=why, status=status
        )


def _redirect_uri(request: Request) -> str:
    """Where the provider sends the browser back to: this very host, as the browser names it."""
    return str(request.base_url).rstrip("/") + OPENID_BACK_PATH
