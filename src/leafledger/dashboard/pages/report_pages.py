"""What all reports share: a list of them, tables in pages, and their export."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.dashboard.addressed import company_of, page_number
from leafledger.dashboard.layout import Layout
from leafledger.intake.companies import Company
from leafledger.reports.exporting import as_csv, as_workbook
from leafledger.reports.kept import KeptReports
from leafledger.reports.sheets import Sheet

REPORTS = "/companies/{company}/reports"
ROWS_ON_A_PAGE = 50
# Longer than any name of a customer or a product.
SEARCH_LENGTH_MAX = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Described:
    """A report in the overview: where it stands, and which question it answers."""

    key: str
    title: str
    answers: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a table: the rows shown, and where in the whole they stand."""

    sheet: Sheet
    found: int
    page: int
    pages: int
    search: str = ""

    @property
    def first(self) -> int:
        """The place of the first row, counted from one."""
        return (self.page - 1) * ROWS_ON_A_PAGE + 1 if self.found else 0

    @property
    def last(self) -> int:
        """The place of the last row."""
        return min(self.page * ROWS_ON_A_PAGE, self.found)


def searched(request: Request) -> str:
    """What an address searches for."""
    return request.query_params.get("search", "").strip()[:SEARCH_LENGTH_MAX]


def fits(name: str, search: str) -> bool:
    """Whether a name has every word of a search."""
    folded = name.casefold()
    return all(word in folded for word in search.casefold().split())


def listed(sheet: Sheet, request: Request, *, page_name: str = "page") -> Listed:
    """The page of a table that an address asks for; its search narrows by the first column."""
    search = searched(request)
    rows = sheet.rows
    if search:
        rows = tuple(row for row in rows if fits(str(row[0]), search))
        sheet = replace(sheet, rows=rows, sums=())
    page, pages = placed(len(rows), request, page_name)
    shown = rows[(page - 1) * ROWS_ON_A_PAGE : page * ROWS_ON_A_PAGE]
    part = replace(sheet, rows=shown, sums=sheet.totals())
    return Listed(part, len(rows), page, pages, search)


def placed(found: int, request: Request, page_name: str = "page") -> tuple[int, int]:
    """The page of so many rows that an address asks for, and how many pages there are."""
    pages = max(1, -(-found // ROWS_ON_A_PAGE))
    return min(max(1, page_number(request.query_params.get(page_name, "1"))), pages), pages


class ReportPage(ABC):
    """One report: its page, and its tables for a spreadsheet."""

    described: Described

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout
        self._kept = KeptReports(ledger.database)

    @abstractmethod
    def show(self, request: Request, refused: str = "") -> Response:
        """The page; asks neither side."""

    @abstractmethod
    def sheets(self, company: Company, request: Request) -> Sequence[Sheet]:
        """The tables as the address asks for them, whole."""

    def export_csv(self, request: Request) -> Response:
        """One table for a spreadsheet: the first, or the one the address names."""
        company = self._company(request)
        sheets = self.sheets(company, request)
        wanted = request.query_params.get("table", sheets[0].title if sheets else "")
        sheet = next((one for one in sheets if one.title == wanted), None)
        if sheet is None:
            raise HTTPException(404)
        name = f"{self.described.key}-{company.company}.csv"
        return StreamingResponse(
            as_csv(sheet), media_type="text/csv; charset=utf-8", headers=attached(name)
        )

    def export_xlsx(self, request: Request) -> Response:
        """Every table as a workbook."""
        company = self._company(request)
        sheets = self.sheets(company, request)
        if not sheets:
            raise HTTPException(404)
        content = as_workbook(f"{self.described.title}, {company.name}", sheets)
        name = f"{self.described.key}-{company.company}.xlsx"
        return Response(content, media_type=XLSX, headers=attached(name))

    def routes(self) -> list[Route]:
        """Its page and its exports."""
        way = f"{REPORTS}/{self.described.key}"
        return [
            Route(way, self.show, methods=["GET"]),
            Route(f"{way}.csv", self.export_csv, methods=["GET"]),
            Route(f"{way}.xlsx", self.export_xlsx, methods=["GET"]),
        ]

    def _company(self, request: Request) -> Company:
        return company_of(self._ledger, request)

    def _show(
        self, request: Request, template: str, company: Company, *, status: int = 200, **values: Any
    ) -> Response:
        return self._layout.show(
            request, template, company=company, status=status, report=self.described,
            way=f"/companies/{quote(company.company, safe='')}/reports/{self.described.key}",
            asked={
                name: value
                for name, value in request.query_params.items()
                if name not in {"page", "done"} and value
            },
            **values,
        )  # fmt: skip


def attached(name: str) -> dict[str, str]:
    """The headers of a file to be kept under a name."""
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
