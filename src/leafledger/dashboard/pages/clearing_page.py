"""The page of the clearing account: payouts, what is on its way, and the import of a statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.clerk.importing_payouts import ImportedPayout, NotAStatement, Outcome
from leafledger.dashboard.pages.charts import Chart, Point, bars_of
from leafledger.dashboard.pages.proof_page import zone_of
from leafledger.dashboard.pages.report_pages import REPORTS, Described, ReportPage, listed
from leafledger.dashboard.ways import way_to
from leafledger.dashboard.wording import dollars, said_of
from leafledger.errors import Trouble
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.policies import WrongPolicy
from leafledger.reports import sheets
from leafledger.reports.clearing_asked import (
    KEPT_AS,
    LINES_KEPT_AS,
    NOW,
    NoClearingAccount,
)
from leafledger.reports.sheets import Cell, Column, Sheet

PAYOUTS, ON_ITS_WAY, POSTINGS = "Payouts", "Not paid out yet", "Postings"
NO_FILE = "Choose the statement's file first. Nothing was imported."
NO_START = "The books have no first day yet. Nothing was imported. Sync the orders first."
# Payouts drawn: LeafLink pays out about weekly, so a season.
DRAWN_MAX = 13


class ClearingPage(ReportPage):
    """What LeafLink holds of the seller's money, and what it paid out."""

    described = Described(
        "clearing", "Clearing account",
        "What did LeafLink take in and pay out, with which fees, and what is not paid out yet?",
    )  # fmt: skip

    def show(self, request: Request, refused: str = "") -> Response:
        """The account as it was last asked for, with the postings of a month."""
        company = self._company(request)
        kept = self._kept.find(company.company, KEPT_AS, NOW)
        told = kept.told if kept is not None else None
        months = self._kept.periods(company.company, LINES_KEPT_AS)
        month = _month(request, months)
        return self._show(
            request, "clearing.html", company, status=409 if refused else 200, refused=refused,
            said=said_of(request.query_params.get("done", "")), month=month, months=months,
            told={name: told[name] for name in ("account", "as_of", "sums")} if told else None,
            balance=Money.of(told["balance"]) if told else None,
            explained=Money.of(told["explained"]) if told else None,
            made_at=kept.made_at if kept is not None else "",
            payouts=listed(payouts(told), request) if told else None,
            way_left=listed(in_transit(told), request, page_name="left") if told else None,
             chart=_chart(told) if told else None,
            postings=listed(self._postings(company, month), request, page_name="posting"),
        )  # fmt: skip

    def ask(self, request: Request) -> Response:
        """Ask QuickBooks for the account now, and keep what it says."""
        company, ledger = self._company(request), self._ledger
        desk = ledger.clearing_desk(company)
        today = business_day(datetime.now(UTC), zone_of(ledger, company))
        try:
            desk.ask(ledger.parts(company).quickbooks, ledger.policy(company), today)
        except Trouble as trouble:
            return self.show(request, refused=trouble.sentence)
        except (NoClearingAccount, WrongPolicy) as missing:
            return self.show(request, refused=str(missing))
        return RedirectResponse(f"{way_to(company)}/reports/clearing?done=asked", 303)

    def take_in(self, request: Request) -> Response:
        """Import a payout statement; the same one twice changes nothing."""
        company, content = self._company(request), request.state.upload
        if company.books_start is None:
            return self.show(request, refused=NO_START)
        if not content:
            return self.show(request, refused=NO_FILE)
        replaces = request.state.form.get("replace", "") == "yes"
        try:
            found = self._ledger.parts(company).payouts.take_in(content, replace=replaces)
        except NotAStatement as wrong:
            return self.show(request, refused=str(wrong))
        refused = [one.why for one in found if one.outcome is Outcome.REFUSED]
        request.state.told = [_happening(company, one) for one in found]
        if refused:
            return self.show(request, refused=" ".join(refused))
        same = all(one.outcome is Outcome.SAME for one in found)
        done = "known" if same else "imported"
        return RedirectResponse(f"{way_to(company)}/reports/clearing?done={done}", 303)

    def sheets(self, company: Company, request: Request) -> Sequence[Sheet]:
        """Payouts, what is on its way, and the postings of the month."""
        kept = self._kept.find(company.company, KEPT_AS, NOW)
        if kept is None:
            return []
        month = _month(request, self._kept.periods(company.company, LINES_KEPT_AS))
        return [payouts(kept.told), in_transit(kept.told), self._postings(company, month)]

    def routes(self) -> list[Route]:
        """The button and the import, too."""
        return [
            *super().routes(),
            Route(f"{REPORTS}/clearing", self.ask, methods=["POST"]),
            Route(f"{REPORTS}/clearing/import", self.take_in, methods=["POST"]),
        ]

    def _postings(self, company: Company, month: str) -> Sheet:
        kept = self._kept.find(company.company, LINES_KEPT_AS, month)
        return postings(kept.told if kept is not None else [], month)


def payouts(told: Any) -> Sheet:
    """A row for each payout that was entered, the newest first."""
    rows: list[tuple[Cell, ...]] = []
    for one in reversed(told["payouts"]):
        gross, back = Money.of(one["gross"]), Money.of(one["reversals"])
        rows.append(
            (
                one["payout"], _day(one["date"]), gross - back, back or None,
                -Money.of(one["fees"]), Money.of(one["net"]), one["deposit"],
            )
        )  # fmt: skip
    money = sheets.Kind.MONEY
    columns = (
        Column("Payout", sheets.Kind.TEXT, 16), Column("Date", sheets.Kind.DAY, 11),
        Column("Gross", money, 13), Column("Reversals", money, 13), Column("Fees", money, 13),
        Column("Net, at the bank", money, 13), Column("Bank line", sheets.Kind.TEXT, 16),
    )  # fmt: skip
    says = "Gross less reversals less fees is the net, which is one line on the bank's statement."
    return Sheet(PAYOUTS, says, columns, tuple(rows))


def in_transit(told: Any) -> Sheet:
    """A row for each order of which money is still on the account, the oldest first."""
    rows = tuple(
        (one["order"], _day(one["since"]), one["days"], Money.of(one["amount"]))
        for one in told["in_transit"]
    )
    columns = (
        Column("Order", sheets.Kind.TEXT, 20), Column("Since", sheets.Kind.DAY, 11),
        Column("Days", sheets.Kind.DAYS, 8), Column("Amount", sheets.Kind.MONEY, 13),
    )  # fmt: skip
    says = f"What stood on the account on {told['as_of']}, by order; it adds up to its lines."
    return Sheet(ON_ITS_WAY, says, columns, rows)


def postings(told: Any, month: str) -> Sheet:
    """Every posting of a month to the account."""
    rows = tuple(
        (one["about"] or "–", _day(one["date"]), one["what"], one["document"],
         Money.of(one["amount"]))
        for one in told
    )  # fmt: skip
    columns = (
        Column("Order or payout", sheets.Kind.TEXT, 20), Column("Date", sheets.Kind.DAY, 11),
        Column("What", sheets.Kind.TEXT, 16), Column("Document", sheets.Kind.TEXT, 18),
        Column("Amount", sheets.Kind.MONEY, 13),
    )  # fmt: skip
    return Sheet(POSTINGS, f"Line by line, {month}." if month else "None.", columns, rows)


def _happening(company: Company, one: ImportedPayout) -> Happening:
    words = f"Imported the payout {one.payout.id}: {one.outcome}."
    return Happening(Kind.IMPORT, words, company.company, f"payout:{one.payout.id}")


def _chart(told: Any) -> Chart | None:
    newest = told["payouts"][-DRAWN_MAX:]
    if not newest:
        return None
    points = []
    for one in newest:
        net = Money.of(one["net"])
        points.append(Point(one["date"], net.amount, dollars(net)))
    return bars_of("Payouts at the bank", "Each bar is a payout as the bank shows it.", points)


def _month(request: Request, months: Sequence[str]) -> str:
    asked = request.query_params.get("month", "")
    return asked if asked in months else next(iter(months), "")


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
