"""The pages of customers: LeafLink's beside QuickBooks's, and what people say about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.merging import Side
from leafledger.clerk.customer_conflicts import told_in_audit
from leafledger.clerk.deciding import NothingToDecide
from leafledger.clerk.matching import CannotMatch
from leafledger.clerk.reviewing import SureChanged, named
from leafledger.dashboard.addressed import company_of, page_number, typed
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.customer_view import view_customer
from leafledger.dashboard.pages.record_facts import DONE, say
from leafledger.dashboard.sheets import line, sheet
from leafledger.dashboard.ways import way_to
from leafledger.dashboard.wording import PAIR_STATES, said_of
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.intake.seen import System
from leafledger.journal.audit import Happening, Kind
from leafledger.reports.cells import inert
from leafledger.reports.pairs import Sort, Wanted

HERE = "/companies/{company}/customers"
ONE = HERE + "/{customer}"
CSV_HEAD = (
    "Customer", "LeafLink number", "Licence", "Terms", "In QuickBooks", "QuickBooks number",
    "Licence in QuickBooks", "Terms in QuickBooks", "Open on LeafLink", "Open in QuickBooks",
    "Difference", "Standing",
)  # fmt: skip


class CustomerPages:
    """Shows customers and takes people's words about them."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route(HERE, self.index, methods=["GET"]),
            Route(HERE + ".csv", self.export, methods=["GET"]),
            Route(HERE + "/sure", self.sure, methods=["GET"]),
            Route(HERE + "/sure", self.accept_sure, methods=["POST"]),
            Route(ONE, self.show, methods=["GET"]),
            Route(ONE + "/match", self.match, methods=["POST"]),
            Route(ONE + "/decide", self.decide, methods=["POST"]),
        ]

    def index(self, request: Request) -> Response:
        """The list of customers."""
        company, wanted = company_of(self._ledger, request), wanted_of(request, Sort.CUSTOMER)
        lists = self._ledger.lists(company)
        listed = lists.page(wanted, page_number(request.query_params.get("page", "1")))
        return self._layout.show(
            request, "customers.html", company=company, listed=listed, wanted=wanted,
            rows=lists.customers(listed.rows), pair_states=PAIR_STATES,
            checked_at=lists.checked_at(),
            said=said_of(request.query_params.get("done", "")),
        )  # fmt: skip

    def export(self, request: Request) -> Response:
        """The customers that fit, for a spreadsheet."""
        company, wanted = company_of(self._ledger, request), wanted_of(request, Sort.CUSTOMER)
        return sheet(f"customers-{company.company}.csv", self._lines(company, wanted))

    def _lines(self, company: Company, wanted: Wanted) -> Iterator[str]:
        yield line(CSV_HEAD)
        lists = self._ledger.lists(company)
        for pairs in lists.every(wanted):
            for row in lists.customers(pairs):
                words = (
                    row.name, row.id, row.licence, row.terms, row.their_name, row.quickbooks_id,
                    row.their_licence, row.their_terms,
                )  # fmt: skip
                amounts = ("" if one is None else one.plain for one in row.amounts)
                yield line((*map(inert, words), *amounts, PAIR_STATES[row.standing].word))

    def sure(self, request: Request, refused: str = "") -> Response:
        """Whom a licence or an id proves, to be matched at once."""
        company = company_of(self._ledger, request)
        reviews = self._ledger.parts(company).reviewing.sure()
        return self._layout.show(
            request, "sure_matches.html", company=company, reviews=reviews, named=named(reviews),
            refused=refused, status=409 if refused else 200,
        )  # fmt: skip

    def accept_sure(self, request: Request) -> Response:
        """Match those that were shown; nobody else."""
        company = company_of(self._ledger, request)
        reviewing, shown = (
            self._ledger.parts(company).reviewing,
            request.state.form.get("shown", ""),
        )
        try:
            applied = reviewing.accept_shown(shown, request.state.person.name)
        except SureChanged as changed:
            return self.sure(request, refused=str(changed))
        customers = plural(applied.matched, "customer", "customers")
        words = f"Matched {customers} that a licence or an id proves."
        request.state.told = Happening(Kind.MATCH, words, company.company)
        if applied.refused:
            return self.sure(request, refused=" ".join(applied.refused))
        return RedirectResponse(f"{way_to(company)}/customers?done=accepted", 303)

    def show(self, request: Request, refused: str = "") -> Response:
        """One customer."""
        company = company_of(self._ledger, request)
        search = typed(request.query_params, "find")
        id_ = request.path_params["customer"]
        lists = self._ledger.lists(company)
        view = view_customer(self._ledger, company, id_, search)
        if view is None:
            raise HTTPException(404)
        pair = lists.one(Sort.CUSTOMER, id_)
        return self._layout.show(
            request, "customer.html", company=company, view=view, search=search,
            state_now=PAIR_STATES[pair.standing],
            checked_at=lists.checked_at(), refused=refused,
            said=said_of(request.query_params.get("done", "")), status=409 if refused else 200,
        )  # fmt: skip

    def match(self, request: Request) -> Response:
        """Say who a customer is, that it is new, or that it is not this one."""
        return say_of(
            self._ledger, request, Sort.CUSTOMER, request.path_params["customer"],
            lambda why: self.show(request, refused=why),
        )  # fmt: skip

    def decide(self, request: Request) -> Response:
        """Keep one side's word in a field that both changed, as it was shown."""
        company, form = company_of(self._ledger, request), request.state.form
        customer = request.path_params["customer"]
        if form.get("side") not in set(Side):
            raise HTTPException(404)
        side, shown = Side(form["side"]), [form.get("shown", "")]
        try:
            conflicts = self._ledger.parts(company).conflicts
            taken = conflicts.decide(customer, side, request.state.person.name, shown=shown)
        except NothingToDecide as nothing:
            return self.show(request, refused=str(nothing))
        request.state.told = told_in_audit(taken, company.company)
        way = f"{way_to(company)}/customers/{quote(customer, safe='')}"
        return RedirectResponse(f"{way}?done=kept", 303)


def wanted_of(request: Request, sort: Sort) -> Wanted:
    """What a list is asked for, as an address says it."""
    asked = request.query_params
    return Wanted(sort, typed(asked, "search"), typed(asked, "standing"))


def say_of(
    ledger: LeafLedger, request: Request, sort: Sort, id: str,  # noqa: A002
    show: Callable[[str], Response],
) -> Response:  # fmt: skip
    """Take a person's word about a match and lead back to its page, or show why it was not done."""
    company, chosen = company_of(ledger, request), request.state.form.get("quickbooks_id", "")
    if not ledger.seen.some(company.company, System.LEAFLINK, sort.value, [id]):
        raise HTTPException(404)
    try:
        request.state.told = say(ledger, company, sort, id, chosen, request.state.person.name)
    except CannotMatch as cannot:
        return show(str(cannot))
    done = DONE.get(chosen, "paired")
    way = f"{way_to(company)}/{sort}s/{quote(id, safe='')}"
    return RedirectResponse(f"{way}?done={done}", 303)
