"""The overview of all reports, and their addresses."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.dashboard.addressed import company_of
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.aging_page import AgingPage
from leafledger.dashboard.pages.clearing_page import ClearingPage
from leafledger.dashboard.pages.margin_page import MarginPage
from leafledger.dashboard.pages.month_end_page import MonthEndPage
from leafledger.dashboard.pages.report_pages import REPORTS, ReportPage
from leafledger.dashboard.pages.taxes_page import TaxesPage
from leafledger.dashboard.pages.volume_page import VolumePage

PAGES = (AgingPage, MarginPage, TaxesPage, ClearingPage, VolumePage, MonthEndPage)


class ReportsPages:
    """Every report of a company."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout
        self._reports: list[ReportPage] = [
            page(ledger, layout)
            for page in (AgingPage, MarginPage, TaxesPage, ClearingPage, VolumePage, MonthEndPage)
        ]

    def overview(self, request: Request) -> Response:
        """Which report answers which question."""
        company = company_of(self._ledger, request)
        described = [one.described for one in self._reports]
        return self._layout.show(request, "reports.html", company=company, reports=described)

    def routes(self) -> list[Route]:
        """The overview and all that lies behind it."""
        found = [Route(REPORTS, self.overview, methods=["GET"])]
        return found + [route for one in self._reports for route in one.routes()]
