"""The page of the margin: revenue less cost, as far as costs are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from leafledger.dashboard.pages.charts import Chart, Point, bars_of
from leafledger.dashboard.pages.report_pages import Described, listed
from leafledger.dashboard.pages.worked_out import Span, WorkedOutPage, months_between
from leafledger.dashboard.wording import dollars, said_of
from leafledger.intake.companies import Company
from leafledger.reports.figures_kept import kept_as, read_figures
from leafledger.reports.margin import NOTHING, By, Figures
from leafledger.reports.sheets import Cell, Column, Kind, Sheet

UNKNOWN, PARTLY = "cost not known", "cost not known for some"


class MarginPage(WorkedOutPage):
    """Revenue, cost and margin by product, product line, brand, customer and month."""

    described = Described(
        "margin", "Margin", "What is earned after the cost of the goods, on what and with whom?"
    )
    kept_as = kept_as(By.MONTH)

    def show(self, request: Request, refused: str = "") -> Response:
        """One breakdown of the chosen months, with the picture of the months."""
        company, by = self._company(request), _by(request)
        span = self.span(company, request)
        kept = self._kept.between(company.company, kept_as(by), span.first, span.last)
        months = self._figures(company, By.MONTH, span)
        return self._show(
            request, "margin.html", company, status=409 if refused else 200, refused=refused,
            said=said_of(request.query_params.get("done", "")), span=span, by=by, breakdowns=By,
            total=sum(months.values(), NOTHING), chart=_chart(months) if months else None,
            made_at=max((one.made_at for one in kept), default=""),
            listed=listed(margin_sheet(by, read_figures(kept), span.spoken), request),
        )  # fmt: skip

    def sheets(self, company: Company, request: Request) -> Sequence[Sheet]:
        """Every breakdown of the chosen months, the one shown first."""
        span, shown = self.span(company, request), _by(request)
        ordered = [shown, *(by for by in By if by is not shown)] if span.months else []
        return [margin_sheet(by, self._figures(company, by, span), span.spoken) for by in ordered]

    def _figures(self, company: Company, by: By, span: Span) -> dict[str, Figures]:
        return read_figures(self._kept.between(company.company, kept_as(by), span.first, span.last))


def margin_sheet(by: By, found: Mapping[str, Figures], months: str) -> Sheet:
    """A breakdown, the most revenue first; of months the newest. Nothing of it is guessed."""
    rows: list[tuple[Cell, ...]] = [(name, *_cells(one)) for name, one in found.items()]
    if by is By.MONTH:
        rows.sort(key=lambda row: str(row[0]), reverse=True)
    else:
        rows.sort(key=lambda row: (-found[str(row[0])].revenue.amount, str(row[0])))
    columns = (
        Column(by.value, Kind.TEXT, 34), Column("Revenue", Kind.MONEY, 14),
        Column("Of it with a cost", Kind.MONEY, 14), Column("Cost", Kind.MONEY, 14),
        Column("Margin", Kind.MONEY, 14), Column("Margin, %", Kind.SHARE, 10),
        Column("Without a cost", Kind.MONEY, 14), Column("Note", Kind.TEXT, 20),
    )  # fmt: skip
    says = (
        f"{months}. Revenue is net of order discounts and credits, without taxes and delivery. "
        "Margin is of the revenue whose cost is known, by the cost QuickBooks has now."
    )
    return Sheet(by.value, says, columns, tuple(rows), sums=_sums(found))


def _cells(one: Figures) -> tuple[Cell, ...]:
    known = bool(one.costed or one.cost)
    note = "" if not one.without_cost else PARTLY if known else UNKNOWN
    cost, margin = (one.cost, one.margin) if known else (None, None)
    return one.revenue, one.costed, cost, margin, one.share, one.without_cost, note


def _sums(found: Mapping[str, Figures]) -> tuple[Cell, ...]:
    return (None, *_cells(sum(found.values(), NOTHING))[:-1], None)


def _chart(months: Mapping[str, Figures]) -> Chart:
    return bars_of(
        "Revenue and margin by month",
        "Each bar is a month's revenue; the darker part within is the margin, as far as costs "
        "are known.",
        [
            Point(
                month, one.revenue.amount,
                f"{dollars(one.revenue)}, margin {dollars(one.margin)}", one.margin.amount,
                dollars(one.revenue),
            )
            for month in months_between(min(months), max(months))
            for one in [months.get(month, NOTHING)]
        ],
        whole="revenue", inside="margin",
    )  # fmt: skip


def _by(request: Request) -> By:
    asked = request.query_params.get("by", "")
    return By(asked) if asked in set(By) else By.PRODUCT
