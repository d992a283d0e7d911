"""Parts of pages that come anew by themselves: the proof's line with what waits; an order at work.

A part that did not change is answered 204, and the browser leaves everything as it is: nothing
jumps, and a screen reader says nothing twice.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.dashboard.access import COMPANY, ORDER
from leafledger.dashboard.addressed import company_of
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.matters import order_of
from leafledger.dashboard.pages.attention_page import causes_of
from leafledger.dashboard.pages.proof_page import summary_of
from leafledger.intake.companies import Company
from leafledger.intake.marks import Subject

# An order takes seconds; what takes minutes waits for something, and nobody watches it.
WATCHED_FOR = timedelta(minutes=2)
UNCHANGED = 204


class Now(StrEnum):
    """What LeafLedger does about an order at this moment; QUIET as long as nobody asked."""

    QUIET = "quiet"
    WORKING = "working"
    LONG = "long"
    DONE = "done"
    ASKS = "asks"


class LiveParts:
    """Answers pages that ask again by themselves. Asks neither side."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout

    def routes(self) -> list[Route]:
        """The addresses of this family."""
        return [
            Route(COMPANY + "/proof-line", self.proof_line, methods=["GET"]),
            Route(ORDER + "/now", self.order_now, methods=["GET"]),
        ]

    def proof_line(self, request: Request) -> Response:
        """The sentence and the number; what waits too, where it is not as `seen` before."""
        company = company_of(self._ledger, request)
        questions = self._ledger.questions.all(company.company)
        waits = causes_of(questions)
        return self._layout.show(
            request, "proof_live.html", company=company, waits=waits,
            summary=summary_of(self._ledger, company, questions),
            changed=request.query_params.get("seen", "") != waits.name,
        )  # fmt: skip

    def order_now(self, request: Request) -> Response:
        """Whether an order is still being worked on; 204 while it is and nothing is new."""
        company, number = company_of(self._ledger, request), str(request.path_params["number"])
        now = at_work(self._ledger, company, number)
        if now is Now.WORKING:
            return Response(status_code=UNCHANGED)
        if now is Now.QUIET:
            asked = self._ledger.questions.all(company.company)
            asks = any(order_of(one.subject) == number for one in asked)
            now = Now.ASKS if asks else Now.DONE
        return self._layout.show(
            request, "order_now.html", company=company, number=number, now=now.value
        )


def at_work(ledger: LeafLedger, company: Company, number: str) -> Now:
    """Whether an order is marked to be looked at, and for how long; QUIET where it is not."""
    since = ledger.marks.marked_at(company.company, Subject.ORDER, number)
    if not since:
        return Now.QUIET
    if company.held_why or datetime.now(UTC) - datetime.fromisoformat(since) > WATCHED_FOR:
        return Now.LONG
    return Now.WORKING
