"""Looking at LeafLink: from marked orders to facts, with as few calls as it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Order, OrderStatus, Unreadable
from leafledger.database.connection import Database
from leafledger.intake.contacts import CUSTOMER, keep_contacts, keep_customers
from leafledger.intake.counters import Counters
from leafledger.intake.marks import Mark, Why
from leafledger.intake.seen import ORDER, Seen, SeenRecords, System
from leafledger.leaflink import customers as leaflink_customers
from leafledger.leaflink import orders as leaflink_orders
from leafledger.leaflink import products as leaflink_products
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.contacts import contact_by_id
from leafledger.leaflink.growing_lists import Reached
from leafledger.leaflink.order_history import history_of

EVENTS, PRODUCT = "order events", "product"
__all__ = ["CUSTOMER", "EVENTS", "LOG_CURSOR", "ORDER", "PRODUCT", "Lookout", "View"]
LOG_CURSOR = "leaflink order log"
# Above so many single look-ups, reading the list they are in takes fewer calls.
SINGLE_LOOKUPS_MAX = 5
# LeafLink's limit is a rate, not a number at once; a few at a time hide the waiting.
CALLS_AT_ONCE = 6
# LeafLink's log has its own word for one status; the others are the status in lower case.
_FETCHED = frozenset({Why.NOTICE, Why.ASKED, Why.ASKED_AGAIN})
_EVENT_TYPES = {OrderStatus.COMPLETE.value: "completed"}


@dataclass(frozen=True, slots=True)
class View:
    """What LeafLink shows of some orders: facts, or why there are none.

    An order missing from `orders` is gone on LeafLink.
    """

    orders: Mapping[str, Order | Unreadable]
    customers: Mapping[str, Customer | Unreadable]
    products: Mapping[str, Product | Unreadable]


class Lookout:
    """Looks at a company's orders on LeafLink and keeps what it sees."""

    def __init__(
        self, company: str, client: LeafLink, database: Database, seen: SeenRecords,
        counters: Counters,
    ) -> None:  # fmt: skip
        self._company = company
        self._client = client
        self._database = database
        self._seen = seen
        self._counters = counters

    def look(self, marks: Sequence[Mark]) -> View:
        """The marked orders with everything their books follow from.

        An order just polled, or one whose books changed, is not fetched again.
        Raises: TryAgain, Reconnect, OurBug.
        """
        fetched = self._fetch([mark.id for mark in marks if mark.why in _FETCHED])
        return self.view([mark.id for mark in marks if fetched.get(mark.id, True)])

    def view(self, numbers: Sequence[str]) -> View:
        """The facts of orders already fetched; what they name is fetched when missing."""
        wires = self._seen.some(self._company, System.LEAFLINK, ORDER, numbers)
        orders = _read(wires, self._events(wires))
        readable = [order for order in orders.values() if isinstance(order, Order)]
        return View(
            orders,
            self._customers(readable, wires),
            self._products({line.product for order in readable for line in order.lines}),
        )

    def as_seen(self, numbers: Sequence[str]) -> View:
        """The facts of orders as they were last seen: nobody is asked and nothing is kept.

        A customer or product that was never fetched is missing from it.
        """
        wires = self._seen.some(self._company, System.LEAFLINK, ORDER, numbers)
        orders = _read(wires, self._kept_events(list(wires)))
        readable = [order for order in orders.values() if isinstance(order, Order)]
        customers = sorted({order.customer for order in readable if order.customer})
        products = sorted({line.product for order in readable for line in order.lines})
        known = self._seen.some(self._company, System.LEAFLINK, CUSTOMER, customers)
        sold = self._seen.some(self._company, System.LEAFLINK, PRODUCT, products)
        return View(
            orders,
            {id_: leaflink_customers.read_customer(one.wire) for id_, one in known.items()},
            {id_: leaflink_products.read_product(one.wire) for id_, one in sold.items()},
        )

    def look_at_products(self, ids: Iterable[str]) -> None:
        """Fetch products that were announced as changed."""
        for id_ in ids:
            wire = leaflink_products.product_by_id(self._client, id_)
            if wire is not None:
                self._seen.keep(self._company, System.LEAFLINK, PRODUCT, {id_: wire})

    def look_at_people(self, customers: Sequence[str], contacts: Sequence[str]) -> None:
        """Fetch customers and contacts anew that are about to be changed on LeafLink.

        No poll may have told yet that somebody changed them there. Of one that LeafLink does not
        show any more, what was last seen stays. Who else has one of the contacts is to be marked
        by whoever asks.
        """
        many = len(customers) > SINGLE_LOOKUPS_MAX
        rows = leaflink_customers.all_customers(self._client) if many else [
            leaflink_customers.customer_by_id(self._client, id_) for id_ in customers
        ]  # fmt: skip
        people = [contact_by_id(self._client, id_) for id_ in contacts]
        asked = {str(wire["id"]): wire for wire in rows if wire is not None}
        with self._database.writing() as connection:
            there = {str(wire["id"]): wire for wire in people if wire is not None}
            keep_contacts(self._seen, connection, self._company, there)
            # Of the others in the list the poll tells, and has them looked at.
            named = {id_: asked[id_] for id_ in customers if id_ in asked}
            keep_customers(self._seen, connection, self._company, named)

    def _fetch(self, numbers: Sequence[str]) -> dict[str, bool]:
        """Fetch orders one by one, some at a time; whether each is still there."""

        def one(number: str) -> tuple[str, Any]:
            return number, leaflink_orders.order_by_number(self._client, number)

        with ThreadPoolExecutor(CALLS_AT_ONCE) as pool:
            fetched = dict(pool.map(one, numbers))
        there = {number: wire for number, wire in fetched.items() if wire is not None}
        self._seen.keep(self._company, System.LEAFLINK, ORDER, there)
        return {number: number in there for number in numbers}

    def _events(self, wires: Mapping[str, Seen]) -> dict[str, list[Any]]:
        """Each order's event log, up to its present status.

        Where the log is silent about it, the moment we saw it is written down in its place
        (accounting.md A2.2), so that it stays the same ever after.
        """
        events = self._kept_events(list(wires))
        behind = [n for n, seen in wires.items() if not _tells(events.get(n, []), seen.wire)]
        if len(behind) > SINGLE_LOOKUPS_MAX:
            self._read_log()
            events = self._kept_events(list(wires))
            behind = [n for n in behind if not _tells(events.get(n, []), wires[n].wire)]
        fresh: dict[str, list[Any]] = {}

        def one(number: str) -> tuple[str, list[Any]]:
            return number, leaflink_orders.status_events_of(self._client, number)

        with ThreadPoolExecutor(CALLS_AT_ONCE) as pool:
            for number, found in pool.map(one, behind):
                silent = not _tells(found, wires[number].wire)
                fresh[number] = [*found, _first_sight(wires[number])] if silent else found
        self._seen.keep(self._company, System.LEAFLINK, EVENTS, fresh)
        return events | fresh

    def _kept_events(self, numbers: Sequence[str]) -> dict[str, list[Any]]:
        kept = self._seen.some(self._company, System.LEAFLINK, EVENTS, numbers)
        return {number: list(seen.wire) for number, seen in kept.items()}

    def _read_log(self) -> None:
        """Read the tail of the whole event log: one call for a page, whatever the orders."""
        known_end = Reached.of(self._counters.cursor(self._company, LOG_CURSOR))
        rows, reached = leaflink_orders.status_events_after(self._client, known_end)
        by_order: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            by_order[leaflink_orders.event_order(row)].append(row)
        known = self._kept_events(list(by_order))
        joined = {n: _joined(known.get(n, []), new) for n, new in by_order.items()}
        with self._database.writing() as connection:
            self._seen.keep(self._company, System.LEAFLINK, EVENTS, joined, connection)
            self._counters.move_cursor(connection, self._company, LOG_CURSOR, reached.cursor)

    def _customers(
        self, orders: Sequence[Order], wires: Mapping[str, Seen]
    ) -> dict[str, Customer | Unreadable]:
        embedded = {
            order.customer: wire
            for order in orders
            if _is_whole(wire := wires[order.number].wire.get("customer"))
        }
        ids = sorted({order.customer for order in orders if order.customer})
        kept = self._seen.some(self._company, System.LEAFLINK, CUSTOMER, ids)
        # Of one that is known, the poll tells every change and has it looked at (A9.3).
        new = {id_: wire for id_, wire in embedded.items() if id_ not in kept}
        self._keep_customers(new)
        for id_ in ids:
            if id_ in kept or id_ in new:
                continue
            wire = leaflink_customers.customer_by_id(self._client, id_)
            if wire is not None:
                self._keep_customers({id_: wire})
        kept = self._seen.some(self._company, System.LEAFLINK, CUSTOMER, ids)
        return {id_: leaflink_customers.read_customer(seen.wire) for id_, seen in kept.items()}

    def _keep_customers(self, wires: Mapping[str, Any]) -> None:
        with self._database.writing() as connection:
            keep_customers(self._seen, connection, self._company, wires)

    def _products(self, ids: set[str]) -> dict[str, Product | Unreadable]:
        kept = self._seen.some(self._company, System.LEAFLINK, PRODUCT, sorted(ids))
        unknown = sorted(ids - set(kept))
        if len(unknown) > SINGLE_LOOKUPS_MAX:
            rows = leaflink_products.all_products(self._client)
            everything = {str(row["id"]): row for row in rows}
            self._seen.keep(self._company, System.LEAFLINK, PRODUCT, everything)
            unknown = sorted(set(unknown) - set(everything))
        self.look_at_products(unknown)
        kept = self._seen.some(self._company, System.LEAFLINK, PRODUCT, sorted(ids))
        return {id_: leaflink_products.read_product(seen.wire) for id_, seen in kept.items()}


def _read(
    wires: Mapping[str, Seen], events: Mapping[str, list[Any]]
) -> dict[str, Order | Unreadable]:
    return {
        number: leaflink_orders.read_order(seen.wire, events.get(number, []), seen.first_seen_at)
        for number, seen in wires.items()
    }


def _tells(events: Sequence[Any], wire: Any) -> bool:
    """Whether the log reaches the order's present status; one that was never sold needs none."""
    status = str(wire.get("status", ""))
    if status in {OrderStatus.DRAFT, OrderStatus.SUBMITTED, OrderStatus.BACKORDER}:
        return True
    return any(change.status == status for change in history_of(events))


def _first_sight(seen: Seen) -> dict[str, str]:
    """A log row of our own, in LeafLink's shape: when we first saw this status."""
    status = str(seen.wire.get("status", ""))
    return {
        "event_type": _EVENT_TYPES.get(status, status.lower()),
        "timestamp": datetime.now(UTC).isoformat(),
        "source": "first seen by LeafLedger",
    }


def _joined(known: Sequence[Any], new: Sequence[Any]) -> list[Any]:
    ids = {row.get("id") for row in known}
    return [*known, *(row for row in new if row.get("id") not in ids)]


def _is_whole(wire: Any) -> bool:
    """Whether an order carries its customer in full, not only the light form."""
    return isinstance(wire, dict) and "license_number" in wire and "name" in wire
