"""The pages behind the entrance: which values each one lays out, and what its buttons do."""

from __future__ import annotations

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from leafledger.assembly import LeafLedger
from leafledger.dashboard.addressed import company_of, page_number, typed
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.approvals_page import what_to_approve
from leafledger.dashboard.pages.attention_page import causes_of, what_waits
from leafledger.dashboard.pages.checks_page import list_checks
from leafledger.dashboard.pages.companies_page import CompaniesPages
from leafledger.dashboard.pages.live_parts import at_work
from leafledger.dashboard.pages.order_page import view_order
from leafledger.dashboard.pages.orders_page import Asked, list_orders, orders_csv
from leafledger.dashboard.pages.proof_page import summary_of, thirty_days
from leafledger.dashboard.proofs import CannotCheck, Proofs
from leafledger.dashboard.sheets import sheet
from leafledger.dashboard.ways import way_to
from leafledger.dashboard.wording import SECTION_NAMES, said_of
from leafledger.intake.companies import Company
from leafledger.intake.order_names import find_orders


class Pages:
    """Every page for who is signed in. Each runs in a thread of its own."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout
        self._proofs = Proofs(ledger)
        self._companies = CompaniesPages(ledger, layout)

    def front(self, request: Request) -> Response:
        """The proof of the one company, or a line for each of several."""
        companies = self._layout.companies_of(request.state.person)
        if len(companies) == 1:
            return self._proof_page(request, companies[0])
        return self._companies.show(request)

    def proof(self, request: Request) -> Response:
        """The proof of one company."""
        return self._proof_page(request, self._company(request))

    def check(self, request: Request) -> Response:
        """Ask both sides now; tell why when that cannot be done."""
        company = self._company(request)
        try:
            self._proofs.check(company)
        except CannotCheck as trouble:
            return self._proof_page(request, company, str(trouble), 503)
        return RedirectResponse(way_to(company), 303)

    def orders(self, request: Request) -> Response:
        """The list of orders."""
        company, asked = self._company(request), Asked.read(request.query_params)
        page = page_number(request.query_params.get("page", "1"))
        listed = list_orders(self._ledger.kept_orders, company, asked, page)
        return self._layout.show(request, "orders.html", company=company, listed=listed)

    def orders_csv(self, request: Request) -> Response:
        """The orders that fit, for a spreadsheet."""
        company, asked = self._company(request), Asked.read(request.query_params)
        lines = orders_csv(self._ledger.kept_orders, company, asked)
        return sheet(f"orders-{company.company}.csv", lines)

    def checks(self, request: Request) -> Response:
        """One part of the last proof, check by check."""
        company, asked = self._company(request), request.query_params
        section = request.path_params["section"]
        if section not in SECTION_NAMES:
            raise HTTPException(404)
        search = typed(asked, "search")
        page = page_number(asked.get("page", "1"))
        listed = list_checks(self._ledger.kept_checks, company, section, search, page)
        return self._layout.show(
            request, "checks.html", company=company, listed=listed, name=SECTION_NAMES[section]
        )

    def order(self, request: Request, refused: str = "") -> Response:
        """One order, found by any name people have for it."""
        company, number = self._company(request), request.path_params["number"]
        found = find_orders(self._ledger.database, company.company, number)
        if len(found) == 1 and found[0] != number:
            return RedirectResponse(f"{way_to(company)}/orders/{quote(found[0], safe='')}", 303)
        view = view_order(self._ledger, company, number)
        if view is None:
            raise HTTPException(404)
        now = at_work(self._ledger, company, number).value
        return self._layout.show(
            request, "order.html", company=company, view=view, refused=refused,
            number=number, now=now,
            said=said_of(request.query_params.get("done", "")),
            status=409 if refused else 200,
        )  # fmt: skip

    def attention(self, request: Request, refused: str = "") -> Response:
        """What waits for a person: all causes, or one of them page by page."""
        company, asked = self._company(request), request.query_params
        only = asked.get("kind", "")
        waits = what_waits(self._ledger, company, only, page_number(asked.get("page", "1")))
        return self._layout.show(
            request, "attention.html", company=company, waits=waits, refused=refused,
            said=said_of(asked.get("done", "")), status=409 if refused else 200,
        )  # fmt: skip

    def approvals(self, request: Request, refused: str = "") -> Response:
        """What waits for the approval of one or two people."""
        company, asked = self._company(request), request.query_params
        only, page = asked.get("only", ""), page_number(asked.get("page", "1"))
        return self._layout.show(
            request, "approvals.html", company=company, refused=refused,
            listed=what_to_approve(self._ledger, company, only, page),
            said=said_of(asked.get("done", "")), status=409 if refused else 200,
        )  # fmt: skip

    def _proof_page(
        self, request: Request, company: Company, trouble: str = "", status: int = 200
    ) -> Response:
        questions = self._ledger.questions.all(company.company)
        summary, waits = summary_of(self._ledger, company, questions), causes_of(questions)
        return self._layout.show(
            request, "proof.html", company=company, summary=summary, waits=waits,
            days=thirty_days(self._ledger, company), trouble=trouble, status=status,
        )  # fmt: skip

    def _company(self, request: Request) -> Company:
        return company_of(self._ledger, request)
