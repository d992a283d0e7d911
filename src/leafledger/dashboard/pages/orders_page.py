"""The list of orders: each beside its documents, searched and in pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from leafledger.dashboard.proofs import FullProof
from leafledger.dashboard.wording import STATES, State, state_of
from leafledger.reconciliation.proof import OrderProof

# What a person scans without losing the headings; the whole page stays far below 300 kB.
ORDERS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One order of the list. `dated` is its invoice's accounting date, if it has one."""

    order: OrderProof
    dated: date | None
    state: State


@dataclass(frozen=True, slots=True)
class OrderList:
    """One page of the list, with what was asked for."""

    rows: Sequence[Row]
    found: int
    page: int
    pages: int
    search: str
    state: str
    counts: Sequence[tuple[State, int]]

    @property
    def first(self) -> int:
        """The place of the first row among those found, counted from one."""
        return (self.page - 1) * ORDERS_ON_A_PAGE + 1 if self.found else 0

    @property
    def last(self) -> int:
        """The place of the last row."""
        return min(self.page * ORDERS_ON_A_PAGE, self.found)


def list_orders(
    full: FullProof, asked: Iterable[str], *, held: bool, search: str, state: str, page: int
) -> OrderList:
    """The orders that fit a search and a state, newest first, those without an invoice on top."""
    waiting = frozenset(asked)
    rows = [
        Row(order, full.dates.get(order.number), state_of(order, waiting, held=held))
        for order in full.proof.orders
    ]
    words = search.casefold().split()
    matching = [row for row in rows if all(word in _searched(row) for word in words)]
    counts = [(one, sum(row.state is one for row in matching)) for one in STATES]
    found = [row for row in matching if state in {"", row.state.key}]
    found.sort(key=lambda row: (row.dated or date.max, row.order.spoken_name), reverse=True)
    pages = max(1, -(-len(found) // ORDERS_ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = found[(page - 1) * ORDERS_ON_A_PAGE : page * ORDERS_ON_A_PAGE]
    return OrderList(shown, len(found), page, pages, search, state, counts)


def _searched(row: Row) -> str:
    order = row.order
    said = (order.spoken_name, order.customer, order.status, order.number, *order.documents)
    return " ".join((*said, str(row.dated or ""), order.wanted.plain)).casefold()
