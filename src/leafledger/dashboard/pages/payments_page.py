"""The page of payments: LeafLink's beside QuickBooks's, and where the money lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.clerk.where_money_lies import Paid, WhereMoneyLies
from leafledger.commerce.remittances import PaymentMethod
from leafledger.dashboard.addressed import Filters, company_of, page_number, typed_day
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.attention_page import Asked, about_order
from leafledger.dashboard.sheets import line, sheet
from leafledger.dashboard.wording import STANDINGS
from leafledger.intake.companies import Company
from leafledger.journal.policies import WrongPolicy
from leafledger.reconciliation.checks import PAYMENTS, Check, Standing
from leafledger.reconciliation.kept_checks import SoughtChecks
from leafledger.reports.cells import inert

HERE = "/companies/{company}/payments"
PAYMENTS_ON_A_PAGE = 50
# Below a list so many questions are read; the rest stands under Needs attention.
QUESTIONS_MAX = 5
METHODS = {
    PaymentMethod.CASH: "Cash",
    PaymentMethod.CHECK: "Check",
    PaymentMethod.ACH: "ACH",
    PaymentMethod.WIRE: "Wire",
    PaymentMethod.CASHIER: "Cashier's check",
    PaymentMethod.CREDIT: "Credit",
    PaymentMethod.TRADE: "Trade",
    PaymentMethod.OTHER: "Other",
}
CSV_HEAD = (
    "Payment", "Date", "Method", "Order number on LeafLink", "LeafLink", "QuickBooks", "Difference",
    "Where the money is", "Standing", "Why", "What to do",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedFor(Filters):
    """What the list is asked for; each empty where it does not matter. Written as typed."""

    search: str = ""
    standing: str = ""
    method: str = ""
    customer: str = ""
    since: str = ""
    until: str = ""

    @property
    def sought(self) -> SoughtChecks:
        """The same, for the database."""
        return SoughtChecks(
            PAYMENTS, self.search.split(), self.standing, self.method, self.customer,
            typed_day(self.since), typed_day(self.until),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment of the list. `number` is its order's, empty where it has none."""

    check: Check
    number: str
    method: str
    lies: str


class PaymentPages:
    """Shows payments as the last proof found them."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route(HERE, self.index, methods=["GET"]),
            Route(HERE + ".csv", self.export, methods=["GET"]),
        ]

    def index(self, request: Request) -> Response:
        """The list of payments."""
        company, asked = company_of(self._ledger, request), AskedFor.read(request.query_params)
        page = page_number(request.query_params.get("page", "1"))
        listed = self._ledger.kept_checks.page(
            company.company, asked.sought, size=PAYMENTS_ON_A_PAGE, page=page
        )
        rows = self._rows(company, listed.rows) if listed is not None else []
        return self._layout.show(
            request, "payments.html", company=company, listed=listed, asked=asked, rows=rows,
            methods=METHODS, waiting=self._waiting(company, rows),
        )  # fmt: skip

    def export(self, request: Request) -> Response:
        """The payments that fit, for a spreadsheet."""
        company, asked = company_of(self._ledger, request), AskedFor.read(request.query_params)
        return sheet(f"payments-{company.company}.csv", self._lines(company, asked))

    def _lines(self, company: Company, asked: AskedFor) -> Iterator[str]:
        yield line(CSV_HEAD)
        for checks in self._ledger.kept_checks.every(company.company, asked.sought):
            for row in self._rows(company, checks):
                one = row.check
                yield line(
                    (
                        inert(one.name), str(one.dated or ""), row.method, row.number,
                        one.wanted.plain, one.booked.plain, one.difference.plain, inert(row.lies),
                        STANDINGS[one.standing].word, inert(one.why), inert(one.cure),
                    )
                )  # fmt: skip

    def _rows(self, company: Company, checks: Sequence[Check]) -> list[PaymentRow]:
        """The checks with where the money of each lies."""
        parts = self._ledger.parts(company)
        where = WhereMoneyLies(
            company.company, self._ledger.seen, self._ledger.crosswalk, parts.payments.payouts
        )
        paid = [Paid(one.subject, one.order, one.wanted or one.booked) for one in checks]
        lies = where.of(paid, *self._accounts(company))
        return [
            PaymentRow(one, one.order, METHODS[PaymentMethod(one.method)] if one.method else "",
                       lies[one.subject])
            for one in checks
        ]  # fmt: skip

    def _accounts(self, company: Company) -> tuple[str, str]:
        """The ids of Undeposited Funds and of the clearing account; empty where there is none."""
        try:
            undeposited = self._ledger.parts(company).known.company_books().undeposited
            clearing = self._ledger.policy(company).payments.clearing
        except (WrongPolicy, FileNotFoundError, KeyError):
            return "", ""
        return (
            undeposited.id if undeposited is not None else "",
            clearing.id if clearing is not None else "",
        )

    def _waiting(self, company: Company, rows: Sequence[PaymentRow]) -> list[Asked]:
        """What waits of the payments shown, with its cures."""
        orders = dict.fromkeys(
            row.number for row in rows if row.number and row.check.standing is Standing.WAITING
        )
        found = [asked for number in orders for asked in about_order(self._ledger, company, number)]
        return found[:QUESTIONS_MAX]
