"""The list of orders: each beside its documents; filtered, searched, in pages, and as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation

from leafledger.dashboard.proofs import FullProof
from leafledger.dashboard.wording import STATES, State, state_of
from leafledger.figures.money import Money
from leafledger.journal.asides import Aside
from leafledger.reconciliation.proof import OrderProof
from leafledger.reports.cells import inert

# What a person scans without losing the headings; the whole page stays far below 300 kB.
ORDERS_ON_A_PAGE = 50
# Longer than any name of an order or a customer.
FIELD_LENGTH_MAX = 100
CSV_HEAD = (
    "Order", "LeafLink number", "Invoice date", "Customer", "Status on LeafLink", "LeafLink",
    "QuickBooks", "Difference", "Open on LeafLink", "Open in QuickBooks", "Standing", "Documents",
    "Why", "What to do",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for; each empty where it does not matter. Written as typed.

    `since` and `until` are invoice dates, `least` and `most` LeafLink's total in dollars.
    """

    search: str = ""
    state: str = ""
    status: str = ""
    customer: str = ""
    since: str = ""
    until: str = ""
    least: str = ""
    most: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Asked:
        """As an address says it."""
        return cls(
            **{one.name: query.get(one.name, "").strip()[:FIELD_LENGTH_MAX] for one in fields(cls)}
        )

    @property
    def said(self) -> dict[str, str]:
        """What of it is not empty, to write it into an address."""
        named = {one.name: str(getattr(self, one.name)) for one in fields(self)}
        return {name: value for name, value in named.items() if value}

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
    leaflink: Money
    quickbooks: Money

    @property
    def first(self) -> int:
        """The place of the first row among those found, counted from one."""
        return (self.page - 1) * ORDERS_ON_A_PAGE + 1 if self.found else 0

    @property
    def last(self) -> int:
        """The place of the last row."""
        return min(self.page * ORDERS_ON_A_PAGE, self.found)


def list_orders(
    full: FullProof, asked: Asked, *, waiting: Collection[str], undone: Collection[str],
    aside: Mapping[str, Aside], held: bool, page: int,
) -> OrderList:  # fmt: skip
    """One page of the orders that fit, newest first, those without an invoice on top."""
    matching = [
        Row(order, state_of(order, waiting, held=held, undone=undone, aside=aside))
        for order in _fitting(full.newest_first, asked)
    ]
    standing = Counter(row.state.key for row in matching)
    counts = [(one, standing[one.key]) for one in STATES]
    found = [row for row in matching if asked.state in {"", row.state.key}]
    pages = max(1, -(-len(found) // ORDERS_ON_A_PAGE))
    page = min(max(1, page), pages)
    return OrderList(
        rows=found[(page - 1) * ORDERS_ON_A_PAGE : page * ORDERS_ON_A_PAGE],
        found=len(found), page=page, pages=pages, asked=asked, counts=counts,
        statuses=sorted({order.status for order in full.newest_first}),
        leaflink=_total(row.order.wanted for row in found),
        quickbooks=_total(row.order.booked for row in found),
    )  # fmt: skip


def orders_csv(
    full: FullProof, asked: Asked, *, waiting: Collection[str], undone: Collection[str],
    aside: Mapping[str, Aside], held: bool,
) -> Iterator[str]:  # fmt: skip
    """Every order that fits, line by line; no cell of it is a formula."""
    yield _line(CSV_HEAD)
    for order in _fitting(full.newest_first, asked):
        state = state_of(order, waiting, held=held, undone=undone, aside=aside)
        if asked.state not in {"", state.key}:
            continue
        names = (order.spoken_name, order.number)
        dated = order.dated.isoformat() if order.dated is not None else ""
        yield _line(
            (
                *map(inert, names), dated, inert(order.customer), inert(order.status),
                order.wanted.plain, order.booked.plain, order.difference.plain,
                order.leaflink_balance.plain, order.open.plain, state.word,
                inert(", ".join(order.documents)), inert(order.why), inert(order.cure),
            )
        )  # fmt: skip


def _fitting(orders: Iterable[OrderProof], asked: Asked) -> Iterator[OrderProof]:
    words, customer = asked.search.casefold().split(), asked.customer.casefold()
    since, until = _day(asked.since), _day(asked.until)
    least, most = _amount(asked.least), _amount(asked.most)
    for order in orders:
        if asked.status and order.status != asked.status:
            continue
        if customer and customer not in order.customer.casefold():
            continue
        if (since or until) and not _is_between(order.dated, since, until):
            continue
        if least is not None and order.wanted.amount < least:
            continue
        if most is not None and order.wanted.amount > most:
            continue
        if words and not _says(order, words):
            continue
        yield order


def _total(amounts: Iterable[Money]) -> Money:
    """Their sum; of a hundred thousand, a tenth of the time of adding money to money."""
    return Money(sum((one.amount for one in amounts), Decimal(0)))


def _is_between(day: date | None, since: date | None, until: date | None) -> bool:
    return day is not None and (since is None or day >= since) and (until is None or day <= until)


def _says(order: OrderProof, words: Sequence[str]) -> bool:
    said = (order.spoken_name, order.customer, order.status, order.number, *order.documents)
    text = " ".join((*said, str(order.dated or ""), order.wanted.plain)).casefold()
    return all(word in text for word in words)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _amount(written: str) -> Decimal | None:
    """Dollars as people type them: `1,200.50`, `$40`; nothing where it is no amount."""
    try:
        amount = Decimal(written.replace(",", "").replace("$", "")) if written else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() else None


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
