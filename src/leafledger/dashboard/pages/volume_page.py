"""The page of what the sync did in thirty days, and how fast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from leafledger.dashboard.pages.charts import Chart, Point, bars_of
from leafledger.dashboard.pages.report_pages import Described
from leafledger.dashboard.pages.worked_out import WorkedOutPage
from leafledger.dashboard.wording import said_of
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.reports.sheets import Cell, Column, Kind, Sheet
from leafledger.reports.volume import DayOfSync, spoken, waits_of
from leafledger.reports.volume_kept import DOCUMENTS, VOLUME, Volume

BY_DAY, BY_KIND = "By day", "Documents by kind"


class VolumePage(WorkedOutPage):
    """Orders, documents, calls and waiting times, day by day."""

    described = Described(
        "sync", "Sync volume and speed",
        "How much was posted each day, how long did orders wait, and what did it cost in calls?",
    )  # fmt: skip
    kept_as = VOLUME

    def show(self, request: Request, refused: str = "") -> Response:
        """The last thirty days."""
        company = self._company(request)
        days = self._days(company)
        newest = self._kept.newest(company.company, VOLUME)
        waits = waits_of(self._volume(company).seconds(datetime.now(UTC).date()))
        return self._show(
            request, "volume.html", company, status=409 if refused else 200, refused=refused,
            said=said_of(request.query_params.get("done", "")),
            made_at=newest.made_at if newest is not None else "",
            orders=sum(one.orders for one in days),
            documents=sum(one.all_documents for one in days), waits=waits,
            median=spoken(waits.median), slowest=spoken(waits.slowest_of_twenty),
            chart=_chart(days), days=by_day(days), kinds=by_kind(days),
        )  # fmt: skip

    def sheets(self, company: Company, request: Request) -> Sequence[Sheet]:
        """By day, and the documents by kind."""
        del request
        days = self._days(company)
        return [by_day(days), by_kind(days)]

    def _volume(self, company: Company) -> Volume:
        return Volume(company.company, self._ledger.database, self._ledger.seen)

    def _days(self, company: Company) -> list[DayOfSync]:
        return self._volume(company).days(datetime.now(UTC).date())


def by_day(days: Sequence[DayOfSync]) -> Sheet:
    """A row for each day, the newest first; waiting times in words."""
    rows = tuple(
        (
            one.day.isoformat(), one.orders, one.all_documents, spoken(one.waits.median) or None,
            spoken(one.waits.slowest_of_twenty) or None, one.writes, one.metered, one.batches,
            one.leaflink,
        )
        for one in reversed(days)
    )  # fmt: skip
    count = Kind.COUNT
    columns = (
        Column("Day (UTC)", Kind.TEXT, 11), Column("Orders", count, 9),
        Column("Documents", count, 10), Column("Median wait", Kind.TEXT, 11),
        Column("19 of 20 within", Kind.TEXT, 11), Column("Changes (free)", count, 10),
        Column("Metered reads", count, 10), Column("Batches", count, 9),
        Column("LeafLink calls", count, 10),
    )  # fmt: skip
    says = (
        "A wait is from the acceptance on LeafLink to the invoice in QuickBooks, of orders "
        "accepted since LeafLedger began here. Calls of proofs are counted, too."
    )
    return Sheet(BY_DAY, says, columns, rows)


def by_kind(days: Sequence[DayOfSync]) -> Sheet:
    """A row for each day that had documents, with a column for each kind."""
    kinds = tuple(DOCUMENTS.values())
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.day.isoformat(), *(one.documents.get(kind, 0) for kind in kinds))
        for one in reversed(days)
        if one.all_documents
    )
    columns = (
        Column("Day (UTC)", Kind.TEXT, 11),
        *(Column(kind.capitalize(), Kind.COUNT, 12) for kind in kinds),
    )
    says = "What was made or changed in QuickBooks; a document that changed twice counts twice."
    return Sheet(BY_KIND, says, columns, rows)


def _chart(days: Sequence[DayOfSync]) -> Chart:
    points = [
        Point(
            one.day.isoformat()[5:], one.all_documents,
            f"{plural(one.all_documents, 'document', 'documents')}, "
            f"{plural(one.orders, 'order', 'orders')}",
            one.orders,
        )
        for one in days
    ]  # fmt: skip
    return bars_of(
        "Documents and orders, day by day",
        "Each bar is a day's documents; the darker part within is the orders that were posted "
        "for the first time.",
        points, whole="documents", inside="orders",
    )  # fmt: skip
