"""The page of taxes and charges: what was charged, by month, state and account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from leafledger.dashboard.pages.charts import Chart, Point, bars_of
from leafledger.dashboard.pages.report_pages import Described, listed
from leafledger.dashboard.pages.worked_out import WorkedOutPage, months_between
from leafledger.dashboard.wording import dollars, said_of
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.reports.charges import Charge, ChargeSum
from leafledger.reports.figures_kept import CHARGES, read_charges
from leafledger.reports.sheets import Cell, Column, Kind, Sheet

BY_MONTH, BY_ACCOUNT = "By month", "By account"


class TaxesPage(WorkedOutPage):
    """What was charged beside the goods: taxes, delivery, and where it went."""

    described = Described(
        "taxes", "Taxes and charges",
        "Which taxes and charges stood on invoices in which month, and in which account are they?",
    )  # fmt: skip
    kept_as = CHARGES

    def show(self, request: Request, refused: str = "") -> Response:
        """The charges of the chosen months."""
        company = self._company(request)
        span = self.span(company, request)
        kept = self._kept.between(company.company, CHARGES, span.first, span.last)
        charges = [one for month in reversed(kept) for one in read_charges(month.told)]
        taxes = [one for one in charges if one.kind is Charge.TAX]
        return self._show(
            request, "taxes.html", company, status=409 if refused else 200, refused=refused,
            said=said_of(request.query_params.get("done", "")), span=span,
            made_at=max((one.made_at for one in kept), default=""),
            tax=Money.total(one.net for one in taxes), chart=_chart(taxes) if taxes else None,
            accounts=by_account(charges, span.spoken),
            listed=listed(by_month(charges, span.spoken), request),
        )  # fmt: skip

    def sheets(self, company: Company, request: Request) -> Sequence[Sheet]:
        """By month and by account."""
        span = self.span(company, request)
        kept = self._kept.between(company.company, CHARGES, span.first, span.last)
        charges = [one for month in reversed(kept) for one in read_charges(month.told)]
        if not kept:
            return []
        return [by_month(charges, span.spoken), by_account(charges, span.spoken)]


def by_month(charges: Sequence[ChargeSum], months: str) -> Sheet:
    """A row for each charge of a month, the newest first."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.named, one.month, one.kind.value, one.state or "not known" if one.kind is Charge.TAX
            else "", one.account, one.documents, one.charged, one.taken_back or None, one.net,
        )
        for one in charges
    ]  # fmt: skip
    columns = (
        Column("Charge", Kind.TEXT, 30), Column("Month", Kind.TEXT, 9),
        Column("Kind", Kind.TEXT, 12),
        Column("State", Kind.TEXT, 10), Column("Account", Kind.TEXT, 24),
        Column("Documents", Kind.COUNT, 10), Column("Charged", Kind.MONEY, 13),
        Column("Taken back", Kind.MONEY, 13), Column("Net", Kind.MONEY, 13),
    )  # fmt: skip
    says = f"{months}. By invoices, less credit memos, under the month of each document's date."
    return Sheet(BY_MONTH, says, columns, tuple(rows))


def by_account(charges: Sequence[ChargeSum], months: str) -> Sheet:
    """What went to each account."""
    found: dict[tuple[str, str], list[Money]] = defaultdict(lambda: [Money.zero(), Money.zero()])
    for one in charges:
        sums = found[one.account or "not known", one.kind.value]
        sums[0], sums[1] = sums[0] + one.charged, sums[1] + one.taken_back
    rows = tuple(
        (account, kind, charged, back or None, charged + back)
        for (account, kind), (charged, back) in sorted(found.items())
    )
    columns = (
        Column("Account", Kind.TEXT, 34), Column("Kind", Kind.TEXT, 14),
        Column("Charged", Kind.MONEY, 14), Column("Taken back", Kind.MONEY, 14),
        Column("Net", Kind.MONEY, 14),
    )  # fmt: skip
    says = f"{months}. The proof holds the tax account against every invoice."
    return Sheet(BY_ACCOUNT, says, columns, rows)


def _chart(taxes: Sequence[ChargeSum]) -> Chart:
    months: dict[str, Money] = defaultdict(Money.zero)
    for one in taxes:
        months[one.month] = months[one.month] + one.net
    return bars_of(
        "Taxes by month", "Each bar is the tax charged in a month, less what was taken back.",
        [
            Point(month, months[month].amount, dollars(months[month]))
            for month in months_between(min(months), max(months))
        ],
    )  # fmt: skip
