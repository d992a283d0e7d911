"""The way to Intuit and back: the owner consents there, and comes back with a code.

Our session cookie is never sent along from another site, so the browser that comes back is known
by a cookie made for this alone (SameSite=Lax), which the state it brings was made from. What it
is shown leads on by a hop within our own site, and there the session counts again. A redirect
would not do: it goes on with the other site's request, without the session.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.clerk.connecting import BEING_SET_UP, CannotConnect
from leafledger.dashboard.access import CONSENT_PATH
from leafledger.dashboard.guard import Cookies, host_of
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.ways import way_to
from leafledger.errors import Trouble
from leafledger.intake.companies import BooksTaken, Company
from leafledger.intake.consents import CONSENT_SECONDS_MAX, Begun, UnknownConsent
from leafledger.journal.audit import Actor, Happening, Kind
from leafledger.people.register import Person, WrongPerson
from leafledger.people.roles import Right
from leafledger.people.tries import address_family

LEAVE_PATH = "/quickbooks/leave"
SET_UP_BOOKS = "/set-up/quickbooks"
# Codes and realms are short (reference/quickbooks.md 1); anything longer is not Intuit's.
CODE_LENGTH_MAX = 512
NOT_BEGUN = (
    "This browser did not ask for this consent, or it was used already, or more than a quarter of "
    "an hour has passed. Nothing was connected. Begin again from here."
)
SAID_NO = "Intuit says that the consent was refused. Nothing was connected and nothing was changed."
NO_COMPANY = "Intuit did not say which QuickBooks company was chosen. Nothing was connected."
NOT_ANY_MORE = "Who began this may not connect companies any more. Nothing was connected."


class ConsentPages:
    """Leaving for Intuit, and coming back."""

    def __init__(self, ledger: LeafLedger, layout: Layout, cookies: Cookies) -> None:
        self._ledger = ledger
        self._layout = layout
        self._cookies = cookies

    def routes(self) -> list[Route]:
        """The addresses of this family."""
        return [
            Route(LEAVE_PATH, self.leaving, methods=["GET"]),
            Route(CONSENT_PATH, self.come_back, methods=["GET"]),
        ]

    def leave(self, request: Request, company: Company | None) -> Response:
        """Prepare the way out, and go to the page with the link.

        A form may not lead to another site (content policy, form-action), so a link does.
        Raises: Trouble when Intuit does not say where to go.
        """
        browser = self._ledger.connecting.leave_for_consent(
            company, redirect_uri(request), request.state.person.sign_in
        )
        about = company.name if company is not None else "a new company"
        words = f"Went to Intuit for the consent to the books of {about}."
        request.state.told = Happening(Kind.CONNECTION, words)
        response = RedirectResponse(LEAVE_PATH, 303)
        self._cookies.give_for_a_while(response, self._cookies.consent, browser,
                                       CONSENT_SECONDS_MAX)  # fmt: skip
        return response

    def leaving(self, request: Request) -> Response:
        """The page with the link to Intuit."""
        begun = self._ledger.consents.under_way(request.cookies.get(self._cookies.consent, ""))
        if begun is None:
            return RedirectResponse("/set-up", 303)
        company = self._ledger.companies.find(begun.company) if begun.company else None
        return self._layout.show(
            request, "leaving.html", company=company, leads_to=begun.authorize_url,
            back=_begun_at(company),
        )  # fmt: skip

    def come_back(self, request: Request) -> Response:
        """Take what Intuit sent the browser back with."""
        asked, browser = request.query_params, request.cookies.get(self._cookies.consent, "")
        try:
            begun = self._ledger.consents.take(asked.get("state", ""), browser)
        except UnknownConsent:
            return self._refused(request, NOT_BEGUN, "/set-up")
        old = self._ledger.companies.find(begun.company) if begun.company else None
        try:
            company = self._connect(request, begun)
        except (CannotConnect, BooksTaken) as cannot:
            return self._refused(request, str(cannot), _begun_at(old))
        except Trouble as trouble:
            return self._refused(request, trouble.sentence, _begun_at(old))
        then = f"{way_to(company)}/connections?done=reconnected"
        if old is None:
            then = f"{way_to(company)}/set-up/checks"
        response = self._layout.show(
            request, "arrived.html", company=None, then=then, refused="", connected=company
        )
        self._cookies.forget_consent(response)
        return response

    def _connect(self, request: Request, begun: Begun) -> Company:
        asked, person = request.query_params, self._person(begun)
        if asked.get("error"):
            raise CannotConnect(SAID_NO)
        code, realm = asked.get("code", ""), asked.get("realmId", "")
        if not code or len(code) > CODE_LENGTH_MAX or not (realm.isascii() and realm.isdigit()):
            raise CannotConnect(NO_COMPANY)
        company = self._ledger.connecting.come_back(begun, code, realm)
        self._ledger.renew(company)
        if begun.company and company.held_why != BEING_SET_UP:
            self._ledger.keeping.go_on(company)
        words = f'Connected {company.name} with the QuickBooks company "{company.quickbooks_name}".'
        actor = Actor(person.name, person.role.value, "pages", address_family(host_of(request)))
        self._ledger.audit.write(actor, Happening(Kind.CONNECTION, words, company.company))
        return company

    def _person(self, begun: Begun) -> Person:
        """Who began, if they still may."""
        try:
            person = self._ledger.gate.register.find(begun.person)
        except WrongPerson as gone:
            raise CannotConnect(NOT_ANY_MORE) from gone
        if not person.active or not person.may(Right.OWN):
            raise CannotConnect(NOT_ANY_MORE)
        return person

    def _refused(self, request: Request, why: str, again: str) -> Response:
        return self._layout.show(
            request, "arrived.html", company=None, then=again, refused=why, connected=None,
            status=409,
        )  # fmt: skip


def redirect_uri(request: Request) -> str:
    """Where Intuit sends the owner back to: this very host, as the browser names it."""
    return str(request.base_url).rstrip("/") + CONSENT_PATH


def _begun_at(company: Company | None) -> str:
    """The page where the consent was asked for."""
    return f"{way_to(company)}/connections" if company is not None else SET_UP_BOOKS
