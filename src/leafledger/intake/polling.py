"""Polling behind the webhooks: what was missed is found, with overlap (architecture B10)."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from leafledger.database.connection import Database
from leafledger.intake.contacts import ContactWatch, keep_customers
from leafledger.intake.counters import Counters
from leafledger.intake.looking import ORDER
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.remittances import RemittanceWatch
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink import customers as leaflink_customers
from leafledger.leaflink import orders as leaflink_orders
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.fields import modified_of

log = structlog.get_logger()

ORDERS_CURSOR, CUSTOMERS_CURSOR = "leaflink orders", "leaflink customers"
# What is counted of polling, and with it when it was last.
POLLS, FOUND_BY_POLLING = "leaflink polls", "leaflink orders found by polling"
# A row saved late, a clock that differs, an order that moved between pages: all well below this.
OVERLAP = timedelta(minutes=10)


class Poller:
    """Asks LeafLink what changed since the last time."""

    def __init__(
        self, company: str, client: LeafLink, database: Database, seen: SeenRecords, marks: Marks,
        counters: Counters,
    ) -> None:  # fmt: skip
        self._company = company
        self._client = client
        self._database = database
        self._seen = seen
        self._marks = marks
        self._counters = counters
        self._remittances = RemittanceWatch(company, client, seen, marks, counters)
        self._contacts = ContactWatch(company, client, seen, counters)

    def poll(self, since: datetime | None = None) -> int:
        """Fetch orders modified since then (by default since the last poll, less an overlap).

        Marks those that are not as they were last seen, and those whose payments or credits are
        not; returns how many of the first. The position is the
        newest modification LeafLink told of, so our clock and theirs need not agree.
        """
        known = self._counters.cursor(self._company, ORDERS_CURSOR)
        position = datetime.fromisoformat(known) if known else None
        start = since or (position - OVERLAP if position else None)
        if start is None:
            return 0
        self.poll_customers()
        remittances = self._remittances.ask()
        wires = leaflink_orders.orders_modified_since(self._client, start)
        newest = max([*(modified_of(wire) for wire in wires), position or start])
        with self._database.writing() as connection:
            orders = {str(wire["number"]): wire for wire in wires if wire.get("number")}
            if len(orders) < len(wires):
                log.warning("orders_without_number", company=self._company)
            side = (self._company, System.LEAFLINK, ORDER)
            # A round may have fetched a newer one meanwhile; that one was not just polled.
            late = self._seen.outdated(*side, orders, connection)
            fresh = {number: wire for number, wire in orders.items() if number not in late}
            changed = self._seen.keep(*side, fresh, connection)
            self._marks.mark(connection, self._company, Subject.ORDER, changed, Why.POLLED)
            self._remittances.keep(connection, remittances, fresh)
            self._counters.move_cursor(connection, self._company, ORDERS_CURSOR, newest.isoformat())
        self._counters.count(self._company, POLLS)
        if changed:
            self._counters.count(self._company, FOUND_BY_POLLING, len(changed))
        return len(changed)

    def poll_customers(self, since: datetime | None = None) -> int:
        """Fetch customers modified since then, by default since the last time; mark what changed.

        Their contacts as well: one more call. No webhook tells of either (reference/leaflink.md
        9.1). Returns how many customers changed.
        """
        known = self._counters.cursor(self._company, CUSTOMERS_CURSOR)
        position = datetime.fromisoformat(known) if known else None
        start = since or (position - OVERLAP if position else None)
        contacts = self._contacts.ask(OVERLAP)
        rows = (
            leaflink_customers.all_customers(self._client)
            if start is None or contacts.unplaced
            else leaflink_customers.customers_modified_since(self._client, start)
        )
        with self._database.writing() as connection:
            wires = {str(row["id"]): row for row in rows}
            renamed = self._contacts.keep(connection, contacts)
            changed = {*renamed, *keep_customers(self._seen, connection, self._company, wires)}
            self._marks.mark(connection, self._company, Subject.CUSTOMER, changed, Why.POLLED)
            if wires:
                newest = max(
                    [*(modified_of(row) for row in rows), *([position] if position else [])]
                )
                self._counters.move_cursor(
                    connection, self._company, CUSTOMERS_CURSOR, newest.isoformat()
                )
        return len(changed)

    def look_back_to(self, instant: datetime) -> None:
        """Let the next poll begin no later than this."""
        known = self._counters.cursor(self._company, ORDERS_CURSOR)
        if known and datetime.fromisoformat(known) <= instant:
            return
        with self._database.writing() as connection:
            self._counters.move_cursor(
                connection, self._company, ORDERS_CURSOR, instant.isoformat()
            )

    def look_for(self, spoken: str) -> list[str]:
        """The UUIDs of the orders LeafLink has under a name."""
        wires = leaflink_orders.order_by_any_number(self._client, spoken)
        return [str(wire["number"]) for wire in wires]

    def look_again_at_everything(self) -> int:
        """Mark every order that was ever seen, for a new start date; how many there are."""
        numbers = list(self._seen.all(self._company, System.LEAFLINK, ORDER))
        with self._database.writing() as connection:
            self._marks.mark(connection, self._company, Subject.ORDER, numbers, Why.CHANGED_BOOKS)
        return len(numbers)
