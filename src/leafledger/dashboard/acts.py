"""What the buttons do: each act is a person's word, written down by the part that keeps it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.decisions import Choice
from leafledger.bookkeeping.payment_questions import asked_about
from leafledger.clerk.approving import ChangedSince
from leafledger.clerk.deciding import CHANGED_MEANWHILE, NothingToDecide
from leafledger.clerk.hand_edits import MEMO_STANDS, STILL_THERE, is_gone
from leafledger.clerk.matching import KINDS, PAYMENT, CannotMatch
from leafledger.clerk.setting_aside import CannotSetAside
from leafledger.clerk.undoing import TooMuchAtOnce
from leafledger.dashboard.addressed import company_of
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.routes import Pages
from leafledger.dashboard.ways import way_to
from leafledger.errors import Trouble
from leafledger.intake.companies import Company
from leafledger.intake.looking import ORDER
from leafledger.intake.marks import Subject, Why
from leafledger.intake.seen import System
from leafledger.journal.asides import Word
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.open_questions import OpenQuestion

STILL_ASIDE = "This order is held or skipped, so nothing was posted. Release it first."


class Refused(Exception):
    """An act was not done; the message says why, in a sentence."""


class Acts:
    """The acts of people. What cannot be done is told on the page it was asked for on."""

    def __init__(self, ledger: LeafLedger, pages: Pages, layout: Layout) -> None:
        self._ledger = ledger
        self._pages = pages
        self._layout = layout

    def look_again(self, request: Request) -> Response:
        """Look again at one order, whether it waits or not."""
        company, number = self._company(request), self._order(request)
        self._mark(company, number)
        to_order = request.state.form.get("from", "") == "order"
        way = f"orders/{quote(number, safe='')}" if to_order else "attention"
        return _back(company, way, "looked")

    def look_again_at_questions(self, request: Request) -> Response:
        """Look again at one matter, at those of one cause, or at all that waits."""
        company, form = self._company(request), request.state.form
        subject, kind = form.get("subject", ""), form.get("kind", "")

        def wanted(one: OpenQuestion) -> bool:
            return subject in {"", one.subject} and kind in {"", one.question.kind.value}

        self._ledger.keeping.look_again_at_questions(company, wanted)
        return _back(company, "attention", "looked")

    def approve(self, request: Request) -> Response:
        """Approve what was shown: under its name, and nothing else."""
        company = self._company(request)
        names = [one for one in request.state.form.get("names", "").split(",") if one]

        def act() -> None:
            done = self._ledger.parts(company).approving.approve(names, _name(request))
            request.state.told = [one.told_in_audit(company.company) for one in done]

        return self._do(act, request, company, "approvals", "approved")

    def decide(self, request: Request) -> Response:
        """Keep, restore or adopt what was changed by hand, as it was shown."""
        company, number = self._company(request), self._order(request)
        form = request.state.form
        if form.get("choice") not in set(Choice):
            raise HTTPException(404)

        def act() -> None:
            person = _name(request)
            choice, shown = Choice(form["choice"]), form.get("content", "")
            deciding = self._ledger.parts(company).deciding
            done = deciding.decide(number, choice, person, shown=shown)
            request.state.told = done.told_in_audit(company.company, number)

        return self._do(act, request, company, "attention", "decided")

    def match(self, request: Request) -> Response:
        """Say who a customer or product is, or whether a payment stands on both sides."""
        company, form = self._company(request), request.state.form
        record, chosen = form.get("record", ""), form.get("quickbooks_id", "")
        kind, _, id_ = record.partition(":")
        if kind not in {*KINDS, PAYMENT} or not id_:
            raise HTTPException(404)

        def act() -> None:
            matching = self._ledger.parts(company).matching
            named = asked_about(record)[1] if kind == PAYMENT else id_
            matching.match(kind, named, chosen, _name(request))

        return self._do(act, request, company, "attention", "matched")

    def post(self, request: Request) -> Response:
        """Post one order now, whatever the start date is."""
        company, number = self._company(request), self._order(request)

        def act() -> None:
            self._refuse_aside(company, number)
            self._ledger.parts(company).asking.ask(number)

        return self._do(act, request, company, _page(number), "posting")

    def post_again(self, request: Request) -> Response:
        """Post anew what is gone from QuickBooks; refused where nothing of it is gone."""
        company, number = self._company(request), self._order(request)

        def act() -> None:
            self._refuse_aside(company, number)
            if not self._is_gone(company, number):
                raise Refused(STILL_THERE)
            asking = self._ledger.parts(company).asking
            asking.give_up_document(number)
            asking.ask(number)

        return self._do(act, request, company, _page(number), "posting")

    def write_credit_again(self, request: Request) -> Response:
        """Have the memo of a credit written anew; refused where it stands in QuickBooks."""
        company, record = self._company(request), request.state.form.get("record", "")
        kind, _, credit = record.partition(":")
        if kind != "credit" or not credit:
            raise HTTPException(404)

        def act() -> None:
            parts = self._ledger.parts(company)
            if not parts.asking.post_credit_again(credit):
                raise Refused(MEMO_STANDS)
            parts.undoing.redo([record], _name(request))

        return self._do(act, request, company, "attention", "posting")

    def undo(self, request: Request) -> Response:
        """Show what undoing an order would do; carry it out when that very plan was agreed to."""
        company, number = self._company(request), self._order(request)
        parts, agreed = self._ledger.parts(company), request.state.form.get("plan", "")
        try:
            parts.watch.sweep()
            plan = parts.undoing.of_orders([number])
        except Trouble as trouble:
            return self._pages.order(request, refused=trouble.sentence)
        except TooMuchAtOnce as much:
            return self._pages.order(request, refused=str(much))
        if agreed and agreed == plan.name:
            parts.undoing.ask(plan, _name(request))
            return _back(company, _page(number), "undoing")
        refused = CHANGED_MEANWHILE if agreed else ""
        return self._layout.show(
            request, "undo.html", company=company, number=number, plan=plan, refused=refused,
            status=409 if refused else 200,
        )  # fmt: skip

    def redo(self, request: Request) -> Response:
        """Ask again for an order that was undone."""
        company, number = self._company(request), self._order(request)

        def act() -> None:
            self._refuse_aside(company, number)
            done = self._ledger.parts(company).undoing.redo([f"order:{number}"], _name(request))
            if not done:
                raise Refused("This order was not undone, so nothing was changed.")

        return self._do(act, request, company, _page(number), "posting")

    def hold(self, request: Request) -> Response:
        """Keep an order from being posted or changed until it is released."""
        return self._set_aside(request, Word.HELD)

    def skip(self, request: Request) -> Response:
        """Say that an order never belongs in the books."""
        return self._set_aside(request, Word.SKIPPED)

    def release(self, request: Request) -> Response:
        """Let an order that was held or skipped go on."""
        company, number = self._company(request), self._order(request)

        def act() -> None:
            was = self._ledger.parts(company).aside.release(number, _name(request))
            request.state.told = Happening(Kind.ASIDE, "Released an order.", before=was.word)

        return self._do(act, request, company, _page(number), "order-released")

    def _set_aside(self, request: Request, word: Word) -> Response:
        company, number = self._company(request), self._order(request)
        why = request.state.form.get("why", "")

        def act() -> None:
            self._ledger.parts(company).aside.set_aside(number, word, why, _name(request))

        return self._do(act, request, company, _page(number), f"order-{word}")

    def _refuse_aside(self, company: Company, number: str) -> None:
        if self._ledger.parts(company).aside.told(number):
            raise Refused(STILL_ASIDE)

    def _do(
        self, act: Callable[[], None], request: Request, company: Company, way: str, done: str
    ) -> Response:
        """Do it and go on to a page that says so, or show that page with the reason."""
        try:
            act()
        except Trouble as trouble:
            why = trouble.sentence
        except (Refused, ChangedSince, NothingToDecide, CannotMatch, CannotSetAside) as refused:
            why = str(refused)
        else:
            return _back(company, way, done)
        show = {"approvals": self._pages.approvals, "attention": self._pages.attention}
        return show.get(way, self._pages.order)(request, refused=why)

    def _is_gone(self, company: Company, number: str) -> bool:
        parts, waiting = self._ledger.parts(company), self._ledger.questions.all(company.company)
        return is_gone(parts.lookout, parts.known, number, waiting)

    def _mark(self, company: Company, number: str) -> None:
        with self._ledger.database.writing() as connection:
            self._ledger.marks.mark(
                connection, company.company, Subject.ORDER, [number], Why.ASKED_AGAIN
            )

    def _company(self, request: Request) -> Company:
        return company_of(self._ledger, request)

    def _order(self, request: Request) -> str:
        """The number of an order that was seen, or that a question is about."""
        company, number = self._company(request), str(request.path_params["number"])
        if not self._ledger.seen.some(company.company, System.LEAFLINK, ORDER, [number]):
            raise HTTPException(404)
        return number


def _name(request: Request) -> str:
    """Whose word an act is: the person's who is signed in."""
    return str(request.state.person.name)


def _page(number: str) -> str:
    return f"orders/{quote(number, safe='')}"


def _back(company: Company, way: str, done: str) -> Response:
    return RedirectResponse(f"{way_to(company)}/{way}?done={done}", 303)
