"""The page of the month end: what stands of a month, the package to keep, and the sign-off."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.dashboard.matters import matters
from leafledger.dashboard.pages.proof_page import at_stake, zone_of
from leafledger.dashboard.pages.report_pages import (
    REPORTS,
    XLSX,
    Described,
    ReportPage,
    attached,
)
from leafledger.dashboard.ways import way_to
from leafledger.dashboard.wording import SECTION_NAMES, said_of
from leafledger.errors import Trouble
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.journal.policies import WrongPolicy
from leafledger.reconciliation.daily_record import DailyRecord
from leafledger.reports import aging
from leafledger.reports.kept import Kept
from leafledger.reports.month_end import Month
from leafledger.reports.month_end_desk import CannotSign, MonthEndDesk, NotBegun, still_ran
from leafledger.reports.package_kept import PACKAGE, PAPER, SIGNED, WORKBOOK
from leafledger.reports.sheets import Cell, Column, Kind, Sheet

# Who closes late closes last year's months.
MONTHS_BACK = 13
STANDS = "What stands"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a month off, when, and whether it was for the package that is kept now."""

    person: str
    at: str
    for_this: bool


class MonthEndPage(ReportPage):
    """A month as it stands, and its package."""

    described = Described(
        "month-end", "Month end", "Does the month hold, and what do I sign and keep?"
    )

    def show(self, request: Request, refused: str = "") -> Response:
        """The month that was asked for; the one before this one where none was."""
        company = self._company(request)
        month, months = self._month(company, request)
        key = month.first.isoformat()[:7]
        package = self._kept.find(company.company, PACKAGE, key)
        questions = self._ledger.questions.all(company.company)
        return self._show(
            request, "month_end.html", company, status=409 if refused else 200, refused=refused,
            said=said_of(request.query_params.get("done", "")), month=month, months=months,
            chosen=key, package=package,
            still_ran=package is not None and still_ran(package),
            signed=self._signed(company, key, package), stands=self._stands(company, month),
            aged=self._aged(company, month),
            waiting=matters(questions), at_stake=at_stake(questions),
        )  # fmt: skip

    def make(self, request: Request) -> Response:
        """Ask both sides now, make the package of a month, and keep it with its files."""
        company = self._company(request)
        try:
            month = Month.read(request.state.form.get("month", ""))
        except ValueError:
            return self.show(request, refused="Choose a month first. Nothing was asked.")
        try:
            self._desk().make(company, month, self._ledger.month_end_sources(company))
        except Trouble as trouble:
            return self.show(request, refused=trouble.sentence)
        except (NotBegun, WrongPolicy) as cannot:
            return self.show(request, refused=str(cannot))
        key = month.first.isoformat()[:7]
        return self._back(company, key, "packaged")

    def sign(self, request: Request) -> Response:
        """Sign the package off that was shown, and no other."""
        company, form = self._company(request), request.state.form
        key = form.get("month", "")
        person = request.state.person.name
        try:
            self._desk().sign(company, key, form.get("fingerprint", ""), person)
        except CannotSign as cannot:
            return self.show(request, refused=str(cannot))
        return self._back(company, key, "signed")

    def sheets(self, company: Company, request: Request) -> Sequence[Sheet]:
        """What stands of the month."""
        month, _ = self._month(company, request)
        return [self._stands(company, month)]

    def export_xlsx(self, request: Request) -> Response:
        """The workbook of the package, as it was made."""
        return self._file(request, WORKBOOK, XLSX, "xlsx")

    def export_pdf(self, request: Request) -> Response:
        """The paper to be signed, as it was made."""
        return self._file(request, PAPER, "application/pdf", "pdf")

    def routes(self) -> list[Route]:
        """The paper, the making and the signing, too."""
        way = f"{REPORTS}/{self.described.key}"
        return [
            *super().routes(),
            Route(f"{way}.pdf", self.export_pdf, methods=["GET"]),
            Route(way, self.make, methods=["POST"]),
            Route(f"{way}/sign", self.sign, methods=["POST"]),
        ]

    def _desk(self) -> MonthEndDesk:
        return MonthEndDesk(self._ledger.database)

    def _file(self, request: Request, kept_as: str, media_type: str, ending: str) -> Response:
        company = self._company(request)
        kept = self._kept.find(company.company, kept_as, request.query_params.get("month", ""))
        if kept is None:
            raise HTTPException(404)
        name = f"{company.company}-{kept.period}-month-end.{ending}"
        content = base64.b64decode(kept.told)
        return Response(content, media_type=media_type, headers=attached(name))

    def _month(self, company: Company, request: Request) -> tuple[Month, list[str]]:
        today = business_day(datetime.now(UTC), zone_of(self._ledger, company))
        months = _months_until(today)
        form = getattr(request.state, "form", {})
        asked = request.query_params.get("month") or form.get("month", "")
        return Month.read(asked if asked in months else months[1]), months

    def _stands(self, company: Company, month: Month) -> Sheet:
        """The last proof of the month in short, part by part; without rows where none was made."""
        zone = zone_of(self._ledger, company)
        first = datetime.combine(month.first - timedelta(days=1), datetime.min.time(), UTC)
        kept = DailyRecord(self._ledger.database).since(company.company, first, zone)
        days = sorted(day for day in kept if month.first <= day <= month.last)
        return _parts(kept[days[-1]], days[-1]) if days else _no_parts(month)

    def _aged(self, company: Company, month: Month) -> Kept | None:
        return self._kept.find(company.company, aging.KEPT_AS, month.last.isoformat())

    def _signed(self, company: Company, key: str, package: Kept | None) -> Signed | None:
        kept = self._kept.find(company.company, SIGNED, key)
        if kept is None:
            return None
        now = package.told["fingerprint"] if package is not None else ""
        return Signed(kept.told["person"], kept.told["at"], kept.told["fingerprint"] == now)

    def _back(self, company: Company, key: str, done: str) -> Response:
        way = f"{way_to(company)}/reports/{self.described.key}?month={key}&done={done}"
        return RedirectResponse(way, 303)


def _parts(kept: Mapping[str, Any], day: date) -> Sheet:
    sections = {"Totals of orders": {**kept, "checked": kept["orders"]}} | {
        SECTION_NAMES[key]: section
        for key, section in kept.get("sections", {}).items()
        if key in SECTION_NAMES
    }
    rows: list[tuple[Cell, ...]] = [
        (
            name, one["checked"], one["proved"], one["waiting"], one["differing"],
            Money.of(one.get("at_stake", "0.00")), Money.of(one["difference"]),
        )
        for name, one in sections.items()
    ]  # fmt: skip
    says = f"The last proof of the month, made on {day}."
    return Sheet(STANDS, says, _COLUMNS, tuple(rows), summed=False)


def _no_parts(month: Month) -> Sheet:
    return Sheet(STANDS, f"Nothing was proved in {month.name}.", _COLUMNS, (), summed=False)


_COLUMNS = (
    Column("Part", Kind.TEXT, 26), Column("Checked", Kind.COUNT, 10),
    Column("✓ Proved", Kind.COUNT, 10), Column("▲ Wait", Kind.COUNT, 10),
    Column("≠ Differ", Kind.COUNT, 10), Column("At stake", Kind.MONEY, 13),
    Column("Difference", Kind.GAP, 13),
)  # fmt: skip


def _months_until(today: date) -> list[str]:
    """Months like 2026-10, the present one first."""
    months, day = [], today.replace(day=1)
    for _ in range(MONTHS_BACK):
        months.append(day.isoformat()[:7])
        day = (day - timedelta(days=1)).replace(day=1)
    return months
