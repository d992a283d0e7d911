"""What every move of the marketplace needs: the tables, the clock, the switches, the listeners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from leafledger_simulators.clock import Clock
from leafledger_simulators.leaflink.records import Author, Customer, Order, Product
from leafledger_simulators.leaflink.state import State
from leafledger_simulators.leaflink.totals import Totals, money_rules, order_totals
from leafledger_simulators.switches import SwitchBoard

# Two stamps closer than this are kept apart, so that "modified" always moves forward.
STAMPS_KEPT_APART = timedelta(seconds=1)

Announce = Callable[[str, Order | Product], None]


def silence(action: str, record: Order | Product) -> None:
    """Announce nothing: nobody listens while a dataset is built."""
    del action, record


class World:
    """One marketplace at one moment. `announce(action, record)` tells the webhooks."""

    def __init__(self, clock: Clock, switches: SwitchBoard, state: State) -> None:
        self.clock = clock
        self.switches = switches
        self.state = state
        self.announce: Announce = silence
        self._last_stamp = clock.now()

    def stamp(self) -> datetime:
        """Now, and a microsecond after the last stamp if the clock has not moved since."""
        now, last = self.clock.now(), self._last_stamp
        if now <= last and last - now < STAMPS_KEPT_APART:
            now = last + timedelta(microseconds=1)
        self._last_stamp = now
        return now

    def totals(self, order: Order) -> Totals:
        """The money of an order as it stands."""
        return order_totals(
            order,
            payments=[payment.total for payment in self.state.payments_of(order.number)],
            credits_used=self.state.credits_used_on(order.number),
            rules=money_rules(self.switches),
        )

    def balance(self, order: Order) -> Decimal:
        """What is still owed on an order."""
        return self.totals(order).balance

    def customer_of(self, order: Order) -> Customer | None:
        """The CRM row an order belongs to, if any."""
        return None if order.customer is None else self.state.customers.get(order.customer)


def api_author(owner: str, system: str) -> Author:
    """The author of a change that came through the API."""
    return Author(name=owner, by=owner, source="api", detail=system[:200])
