"""The entrance: the sign-in page, signing in and out, one's own password."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from leafledger.assembly import LeafLedger
from leafledger.dashboard.addressed import our_path
from leafledger.dashboard.forms import Forms
from leafledger.dashboard.guard import SIGN_IN_PATH, Cookies, actor_of, host_of
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.sign_in import NOT_TWICE, first_owner
from leafledger.journal.audit import Happening, Kind
from leafledger.people.gate import Judged
from leafledger.people.passwords import WrongPassword
from leafledger.people.register import Person

WRONG_PRESENT = "That is not your present password. Nothing was changed."


class Entrance:
    """Lets people in by name and password, the first owner by the code, and out again."""

    def __init__(self, ledger: LeafLedger, forms: Forms, cookies: Cookies, layout: Layout) -> None:
        self._ledger = ledger
        self._forms = forms
        self._cookies = cookies
        self._layout = layout

    def show(self, request: Request) -> Response:
        """The sign-in page; who is signed in already goes on."""
        then = our_path(request.query_params.get("then", ""))
        if request.state.signed_in:
            return RedirectResponse(then, 303)
        # A visitor gets a name of their own, so that the form can be tied to it.
        visit = secrets.token_urlsafe(32)
        request.state.form_token = self._forms.token(visit)
        response = self._page(request, then, "")
        self._cookies.give(response, self._cookies.visit, visit)
        return response

    def enter(self, request: Request) -> Response:
        """Sign in. The session is new: a name the browser had before opens nothing."""
        form = request.state.form
        then = our_path(form.get("then", ""))
        judged = self._judge(form, host_of(request))
        if judged.person is None:
            words = "A sign-in was refused" + (
                ", and closed for a minute." if judged.closed else "."
            )
            self._tell(request, Happening(Kind.REFUSAL, words))
            return self._page(request, then, judged.refusal, 429 if judged.closed else 403)
        if request.state.signed_in:
            self._ledger.gate.sessions.end(request.state.session)
        session = self._ledger.gate.sessions.begin(judged.person)
        request.state.person = judged.person
        self._tell(request, Happening(Kind.SIGN_IN, "Signed in."))
        response = RedirectResponse(then, 303)
        self._cookies.give(response, self._cookies.session, session)
        self._cookies.take_back(response, self._cookies.visit)
        return response

    def leave(self, request: Request) -> Response:
        """Sign out, in this browser and for every copy of its cookie."""
        self._ledger.gate.sessions.end(request.state.session)
        return self._outside()

    def leave_everywhere(self, request: Request) -> Response:
        """Sign out in every browser."""
        self._ledger.gate.sessions.end_all(request.state.person)
        return self._outside()

    def password(self, request: Request) -> Response:
        """The page for a new password of one's own."""
        return self._layout.show(
            request,
            "password.html",
            company=self._layout.only_company(request.state.person),
            refusal="",
        )

    def new_password(self, request: Request) -> Response:
        """Choose a new password; every session ends, also this one."""
        person: Person = request.state.person
        form, refusal = request.state.form, ""
        if form.get("password", "") != form.get("again", ""):
            refusal = NOT_TWICE
        elif not self._ledger.gate.knows(person, form.get("present", "")):
            refusal = WRONG_PRESENT
        else:
            try:
                self._ledger.gate.register.set_password(person.sign_in, form.get("password", ""))
            except WrongPassword as wrong:
                refusal = str(wrong)
        if refusal:
            return self._layout.show(
                request,
                "password.html",
                company=self._layout.only_company(request.state.person),
                refusal=refusal,
                status=422,
            )
        return self._outside()

    def _judge(self, form: dict[str, str], host: str) -> Judged:
        if not self._ledger.gate.register.has_owner():
            return first_owner(self._ledger, form, host)
        return self._ledger.gate.sign_in(form.get("sign_in", ""), form.get("password", ""), host)

    def _tell(self, request: Request, what: Happening) -> None:
        self._ledger.audit.write(actor_of(request), what)

    def _outside(self) -> Response:
        response = RedirectResponse(SIGN_IN_PATH, 303)
        self._cookies.take_back(response, self._cookies.session)
        return response

    def _page(self, request: Request, then: str, refusal: str, status: int = 200) -> Response:
        known = self._ledger.gate.register.has_owner()
        template = "sign_in.html" if known else "first_owner.html"
        return self._layout.show(
            request, template, company=None, status=status, then=then, refusal=refusal,
            typed=request.state.form, openid=self._ledger.openid,
            owners_only=self._ledger.gate.passwords_for_owners_only,
        )  # fmt: skip
