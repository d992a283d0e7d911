"""The list of orders: each beside its documents; filtered, searched, in pages, and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from leafledger.dashboard.addressed import Filters, typed_day
from leafledger.dashboard.sheets import line
from leafledger.dashboard.wording import STATES, State, state_of
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.reconciliation.kept_orders import KeptOrders, Sought, StandsNow
from leafledger.reconciliation.proof import OrderProof
from leafledger.reports.cells import inert

# What a person scans without losing the headings; the whole page stays far below 300 kB.
ORDERS_ON_A_PAGE = 50
CSV_HEAD = (
    "Order", "LeafLink number", "Invoice date", "Customer", "Status on LeafLink", "LeafLink",
    "QuickBooks", "Difference", "Open on LeafLink", "Open in QuickBooks", "Standing", "Documents",
    "Why", "What to do",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked(Filters):
    """What the list is asked for; each empty where it does not matter. Written as typed.

    `since` and `until` are invoice dates, `least` and `most` LeafLink's total in dollars.
    """

    search: str = ""
    state: str = ""
    status: str = ""
    customer: str = ""
    brand: str = ""
    since: str = ""
    until: str = ""
    least: str = ""
    most: str = ""

    @property
    def narrows(self) -> bool:
        """Whether more is asked than a search and a standing."""
        return bool(set(self.said) - {"search", "state"})


@dataclass(frozen=True, slots=True)
class Row:
    """One order of the list with its standing."""

    order: OrderProof
    state: State


@dataclass(frozen=True, slots=True)
class OrderList:
    """One page of the list, with what was asked for. The totals are of all orders found."""

    rows: Sequence[Row]
    found: int
    page: int
    pages: int
    asked: Asked
    counts: Sequence[tuple[State, int]]
    statuses: Sequence[str]
    brands: Sequence[str]
    leaflink: Money
    quickbooks: Money
    checked_at: datetime

    @property
    def first(self) -> int:
        """The place of the first row among those found, counted from one."""
        return (self.page - 1) * ORDERS_ON_A_PAGE + 1 if self.found else 0

    @property
    def last(self) -> int:
        """The place of the last row."""
        return min(self.page * ORDERS_ON_A_PAGE, self.found)


def list_orders(kept: KeptOrders, company: Company, asked: Asked, page: int) -> OrderList | None:
    """One page of the orders that fit, newest first, those without an invoice on top.

    None where no proof was kept yet.
    """
    held = bool(company.held_why)
    ways = _ways(asked, held=held)
    found = kept.page(company.company, _sought(asked), ways, size=ORDERS_ON_A_PAGE, page=page)
    if found is None:
        return None
    standing: Counter[str] = Counter()
    for way, tally in found.tallies.items():
        standing[state_of(way, held=held).key] += tally.orders
    chosen = [tally for way, tally in found.tallies.items() if way in ways]
    count = sum(one.orders for one in chosen)
    pages = max(1, -(-count // ORDERS_ON_A_PAGE))
    return OrderList(
        rows=[Row(order, state_of(way, held=held)) for order, way in found.rows],
        found=count, page=min(max(1, page), pages), pages=pages, asked=asked,
        counts=[(one, standing[one.key]) for one in STATES],
        statuses=found.listing.statuses, brands=found.listing.brands,
        leaflink=Money.total(one.leaflink for one in chosen),
        quickbooks=Money.total(one.quickbooks for one in chosen),
        checked_at=found.listing.proved_at,
    )  # fmt: skip


def orders_csv(kept: KeptOrders, company: Company, asked: Asked) -> Iterator[str]:
    """Every order that fits, a line each; no cell of it is a formula."""
    held = bool(company.held_why)
    yield line(CSV_HEAD)
    for order, way in kept.every(company.company, _sought(asked), _ways(asked, held=held)):
        yield line(_cells(order, state_of(way, held=held)))


def _cells(order: OrderProof, state: State) -> tuple[str, ...]:
    names = (order.spoken_name, order.number)
    dated = order.dated.isoformat() if order.dated is not None else ""
    return (
        *map(inert, names), dated, inert(order.customer), inert(order.status),
        order.wanted.plain, order.booked.plain, order.difference.plain,
        order.leaflink_balance.plain, order.open.plain, state.word,
        inert(", ".join(order.documents)), inert(order.why), inert(order.cure),
    )  # fmt: skip


def _ways(asked: Asked, *, held: bool) -> list[StandsNow]:
    """The ways to stand that are asked for."""
    return [way for way in StandsNow if asked.state in {"", state_of(way, held=held).key}]


def _sought(asked: Asked) -> Sought:
    return Sought(
        words=asked.search.split(), status=asked.status, customer=asked.customer,
        brand=asked.brand, since=typed_day(asked.since), until=typed_day(asked.until),
        least=_amount(asked.least), most=_amount(asked.most),
    )  # fmt: skip


def _amount(written: str) -> Decimal | None:
    """Dollars as people type them: `1,200.50`, `$40`; nothing where it is no amount."""
    try:
        amount = Decimal(written.replace(",", "").replace("$", "")) if written else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() else None
