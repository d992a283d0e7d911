"""Steps 6 to 8 of the first run: rehearse a month, post one order and see it proved, go live."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.clerk.first_run import Rehearsal
from leafledger.dashboard.addressed import company_of
from leafledger.dashboard.pages.papers_told import documents_told, planned_documents
from leafledger.dashboard.pages.step_pages import NotDone, StepPages
from leafledger.dashboard.set_up_steps import LIVE, ORDER, REHEARSAL
from leafledger.dashboard.ways import way_to
from leafledger.errors import Trouble
from leafledger.figures.accounting_dates import business_day
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.policies import WrongPolicy
from leafledger.reconciliation.explaining import told

HERE = "/companies/{company}/set-up"
# Enough to choose from; the first order is one of a month.
ORDERS_SHOWN_MAX = 50
LIVE_ALREADY = "{name} is live already, with books from {day}. Nothing was changed."
FIRST, PROVED = "first order", "first order proved"
# The books of last century are nobody's first day.
EARLIEST = date(2015, 1, 1)


class FirstOrderPages(StepPages):
    """The steps in which something comes into the books, on a person's word only."""

    def routes(self) -> list[Route]:
        """The addresses of this family."""
        gets = {"/rehearsal": self.rehearsal, "/order": self.order, "/live": self.live}
        posts = {
            "/rehearsal/read": self.read_orders, "/order/post": self.post_one,
            "/order/prove": self.prove, "/live": self.go_live,
        }  # fmt: skip
        return [
            *(Route(HERE + path, act, methods=["GET"]) for path, act in gets.items()),
            *(Route(HERE + path, act, methods=["POST"]) for path, act in posts.items()),
        ]

    def rehearsal(self, request: Request, refused: str = "") -> Response:
        """Step 6: what a month would bring, account by account. Nothing is written."""
        company = company_of(self._ledger, request)
        if company.books_start is not None and not refused:
            return RedirectResponse(f"{way_to(company)}/set-up", 303)
        found, trouble = self._rehearsal(company, _month(request, self._today(company)))
        return self._step(
            request, company, REHEARSAL, refused or trouble, rehearsal=found,
            month=_month(request, self._today(company)), shown_max=ORDERS_SHOWN_MAX,
        )  # fmt: skip

    def read_orders(self, request: Request) -> Response:
        """Read the orders that changed since a month began."""
        company = company_of(self._ledger, request)
        first = _first_day(request.state.form.get("month", ""), self._today(company))

        def act() -> None:
            zone = self._ledger.policy(company).orders.time_zone
            self._ledger.parts(company).first_run.read_orders(first, zone)

        way = f"rehearsal?month={first:%Y-%m}&done=orders-read"
        return self._do(request, company, way, act, self.rehearsal)

    def order(self, request: Request, refused: str = "") -> Response:
        """Step 7: choose one order, see its invoice, post it, see it proved."""
        company = company_of(self._ledger, request)
        if company.books_start is not None and not refused:
            return RedirectResponse(f"{way_to(company)}/set-up", 303)
        first_run = self._ledger.parts(company).first_run
        number = first_run.noted(FIRST) or request.query_params.get("number", "")
        values: dict[str, Any] = {"choice": [], "number": "", "papers": [], "others": []}
        trouble = ""
        if number:
            values |= self._one(company, number, posted=bool(first_run.noted(FIRST)))
        else:
            since = first_run.orders_since()
            found, trouble = self._rehearsal(company, since) if since else (None, "")
            if found is not None:
                values["choice"] = sorted(found.ready, key=lambda one: one.dated, reverse=True)
        proved = first_run.noted(PROVED)
        return self._step(
            request, company, ORDER, refused or trouble, is_asked=bool(first_run.noted(FIRST)),
            proved=json.loads(proved) if proved else None, shown_max=ORDERS_SHOWN_MAX, **values,
        )  # fmt: skip

    def post_one(self, request: Request) -> Response:
        """Post the chosen order, and let the work go on for it."""
        company, number = company_of(self._ledger, request), request.state.form.get("number", "")
        parts = self._ledger.parts(company)

        def act() -> None:
            _refuse_live(company)
            if parts.rehearsing.as_seen(company, number) is None:
                raise NotDone("Choose an order first.")
            parts.first_run.note(FIRST, number)
            self._ledger.companies.hold(company.company, "")
            parts.asking.ask(number)
            words = "Asked for the first order to be posted."
            request.state.told = Happening(Kind.SYNC, words, record=f"order:{number}")

        return self._do(request, company, "order?done=first-posting", act, self.order)

    def prove(self, request: Request) -> Response:
        """Ask both sides, and hold the first order against each other."""
        company = company_of(self._ledger, request)
        first_run = self._ledger.parts(company).first_run

        def act() -> None:
            number = first_run.noted(FIRST)
            proof = self._ledger.prove(company)
            found = next((one for one in proof.orders if one.number == number), None)
            if found is None:
                raise NotDone("LeafLink does not show this order any more.")
            first_run.note(PROVED, json.dumps({
                "standing": found.standing.value, "why": found.why,
                "leaflink": found.wanted.plain,
                "quickbooks": found.booked.plain,
            }))  # fmt: skip
            first_run.go_past(ORDER)

        return self._do(request, company, "order", act, self.order)

    def live(self, request: Request, refused: str = "") -> Response:
        """Step 8: the first day of the books."""
        company = company_of(self._ledger, request)
        if company.books_start is not None and not refused:
            return RedirectResponse(f"{way_to(company)}/set-up", 303)
        today = self._today(company)
        closed = self._ledger.parts(company).known.company_books().period.closed_through
        return self._step(
            request, company, LIVE, refused, today=today, closed=closed,
            days={
                "today": today, "the first of this month": today.replace(day=1),
                "the first of last month": (today.replace(day=1) - timedelta(days=1)).replace(
                    day=1
                ),
                "the first of this year": today.replace(month=1, day=1),
            },
        )  # fmt: skip

    def go_live(self, request: Request) -> Response:
        """Let the books begin on the chosen day."""
        company, typed = company_of(self._ledger, request), request.state.form.get("first_day", "")

        def act() -> None:
            _refuse_live(company)
            day = _day(typed)
            if day is None or not EARLIEST <= day <= self._today(company):
                raise NotDone(
                    "Choose the first day that is posted: a day like 2026-01-31, not after today."
                )
            zone = self._ledger.policy(company).orders.time_zone
            self._ledger.parts(company).first_run.go_live(day, zone)
            words = f"Went live with {company.name}: books from {day}."
            request.state.told = Happening(Kind.CONNECTION, words)

        return self._do(request, company, "", act, self.live)

    def _one(self, company: Company, number: str, *, posted: bool) -> dict[str, Any]:
        """The one order: its papers as posted, else as planned, and what stands in the way."""
        parts = self._ledger.parts(company)
        if posted:
            story = self._ledger.explaining.story(company.company, number)
            documents = [one for one in documents_told(story["plans"]) if one.outcome == "done"]
            asked = [
                one.question
                for one in self._ledger.questions.all(company.company)
                if one.subject == f"order:{number}"
            ]
            return {"number": number, "papers": documents, "asked": asked}
        found = parts.rehearsing.as_seen(company, number)
        if found is None:
            return {}
        documents, others = planned_documents(told(found.plan))
        return {"number": number, "papers": documents, "others": others,
                "asked": found.plan.questions}  # fmt: skip

    def _rehearsal(self, company: Company, first: date) -> tuple[Rehearsal | None, str]:
        """A month as last read; None where its orders were not read, or it cannot be planned."""
        first_run = self._ledger.parts(company).first_run
        since = first_run.orders_since()
        if since is None or since > first:
            return None, ""
        try:
            policy = self._ledger.policy(company)
        except WrongPolicy as wrong:
            return None, str(wrong)
        return first_run.rehearse(policy, first, _last_day(first)), ""

    def _today(self, company: Company) -> date:
        try:
            zone = self._ledger.policy(company).orders.time_zone
        except WrongPolicy:
            zone = "UTC"
        return business_day(datetime.now(UTC), zone)

    def _do(
        self, request: Request, company: Company, way: str, act: Callable[[], None],
        show: Callable[[Request, str], Response],
    ) -> Response:  # fmt: skip
        try:
            act()
        except Trouble as trouble:
            return show(request, trouble.sentence)
        except (NotDone, WrongPolicy) as wrong:
            return show(request, str(wrong))
        return RedirectResponse(f"{way_to(company)}/set-up/{way}".rstrip("/"), 303)


def _refuse_live(company: Company) -> None:
    if company.books_start is not None:
        raise NotDone(LIVE_ALREADY.format(name=company.name, day=company.books_start))


def _month(request: Request, today: date) -> date:
    """The first day of the month an address names; last month where it names none."""
    return _first_day(request.query_params.get("month", ""), today)


def _first_day(typed: str, today: date) -> date:
    chosen = _day(f"{typed}-01")
    return chosen or (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def _last_day(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
