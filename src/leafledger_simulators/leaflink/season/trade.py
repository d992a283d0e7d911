"""A season as an agenda of things to come: the past is traded at once, the rest on request.

The backfill and `/control/trade` carry out the same agenda with the same moves, so the season
simply goes on where its past ended. The same seed on the same day gives the same season.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.company import found_company
from leafledger_simulators.leaflink.market import combine
from leafledger_simulators.leaflink.records import Order, Row
from leafledger_simulators.leaflink.season.catalogue import stock_catalogue
from leafledger_simulators.leaflink.season.financed import (
    FINANCED_MOVES,
    FINANCED_OPENINGS,
    pack_part,
)
from leafledger_simulators.leaflink.season.lives import (
    LAST_DAYS,
    LIVES,
    REST_STEPS,
    SECOND_LIVES,
    Life,
    Step,
    orders_in,
    season_deck,
    steps_of,
)
from leafledger_simulators.leaflink.season.moves import MOVES, staff_of
from leafledger_simulators.leaflink.season.openings import OPENINGS
from leafledger_simulators.leaflink.season.people import invite_retailers
from leafledger_simulators.leaflink.season.planted import PLANTED, Planted
from leafledger_simulators.leaflink.season.retailers import RETAILER_DAYS, RetailerEvent
from leafledger_simulators.leaflink.season.settlements import SETTLEMENTS
from leafledger_simulators.leaflink.season.shelves import SHELF_EVENTS
from leafledger_simulators.leaflink.season.vectors import VECTORS, place_vector, vector_customer
from leafledger_simulators.leaflink.statuses import RESERVES
from leafledger_simulators.leaflink.world import World

SEASON_DAYS = 100
SEASON_ORDERS = 250
# Orders stop coming in this long before the season's end, so that the last are still Submitted.
LAST_ORDER_BEFORE_END = timedelta(hours=1)
# While it goes on live, an order comes in about this often.
LIVE_ARRIVAL_HOURS = 9.5
SHELF_EVENT_HOURS = 160.0
VECTOR_STEPS = steps_of("accept 3-30, fulfill 12-60, ship 8-72, complete 12-96, pay 100-300")
_OPENINGS = {**OPENINGS, **FINANCED_OPENINGS}
_MOVES = {**MOVES, **SETTLEMENTS, **FINANCED_MOVES}
# An agenda that does nothing for so many entries in a row has run dry.
IDLE_ENTRIES_MAX = 10_000


@dataclass(order=True, slots=True)
class Entry:
    """Something to come. `do` answers with the orders it touched, none if it no longer fits."""

    when: datetime
    place: int
    kind: str = field(compare=False)
    do: Callable[[], list[Order]] = field(compare=False)


class Season:
    """The agenda and the moves that carry it out."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.draw = random.Random(world.state.random.getrandbits(64))  # noqa: S311 (repeatable)
        self._agenda: list[Entry] = []
        self._places = 0

    def plan_past(self, end: datetime) -> None:
        """Put a whole season on the agenda, its last order just before `end`."""
        begin = end - timedelta(days=SEASON_DAYS)
        deck = season_deck(self.draw)
        fixed = len(VECTORS) + len(PLANTED) + len(LAST_DAYS)
        while orders_in(deck) + fixed < SEASON_ORDERS:
            deck.insert(0, LIVES[0])
        last = end - LAST_ORDER_BEFORE_END
        span = (last - begin) / len(deck)
        for place, life in enumerate(deck, 1):
            jitter = timedelta(seconds=self.draw.uniform(0, span.total_seconds() * 0.9))
            if place == len(deck):
                # The last one comes too late to be accepted before the end.
                jitter /= 10
            self._add(begin + span * place - jitter, life.opening, self._opening(life))
        for hours, life in LAST_DAYS:
            when = end - timedelta(hours=hours, seconds=self.draw.uniform(0, 3_600))
            self._add(when, life.opening, self._opening(life))
        for place in range(len(VECTORS)):
            when = begin + timedelta(days=20 + 7 * place, seconds=self.draw.uniform(0, 30_000))
            self._add(when, "place_worked_example", self._fixed_vector(place))
        for planted in PLANTED:
            when = begin + timedelta(days=planted.day, hours=self.draw.uniform(0, 8))
            self._add(when, "place_planted", self._open_planted(planted))
        for day, event in RETAILER_DAYS:
            when = begin + timedelta(days=day, hours=self.draw.uniform(0, 8))
            self._add(when, "shelf", self._news_of_a_retailer(event))
        self._add(begin + timedelta(days=9), "shelf", self._shelf)
        self._add(last + timedelta(hours=LIVE_ARRIVAL_HOURS), "arrive", self._arrive)

    def live_until(self, end: datetime) -> None:
        """Carry out everything up to an instant."""
        while self._agenda and self._agenda[0].when <= end:
            self._carry_out(heapq.heappop(self._agenda))

    def go_on(self, events: int) -> Row:
        """Carry out so many more happenings, moving the clock on to each (never back).

        Answers with the numbers of the orders touched, by kind of happening.
        """
        touched: dict[str, list[str]] = {}
        done = idle = 0
        while done < events and self._agenda and idle < IDLE_ENTRIES_MAX:
            entry = heapq.heappop(self._agenda)
            orders = self._carry_out(entry)
            idle = 0 if orders else idle + 1
            if orders:
                done += 1
                numbers = touched.setdefault(entry.kind, [])
                numbers += [order.number for order in orders if order.number not in numbers]
        return {
            "events": done,
            "now": wire.stamp(self.world.clock.now()),
            "orders_touched": len({one for numbers in touched.values() for one in numbers}),
            "kinds": {
                kind: {"count": len(numbers), "orders": numbers}
                for kind, numbers in sorted(touched.items())
            },
        }

    def _carry_out(self, entry: Entry) -> list[Order]:
        if self.world.clock.now() < entry.when:
            self.world.clock.set(entry.when)
        return entry.do()

    def _add(self, when: datetime, kind: str, do: Callable[[], list[Order]]) -> None:
        self._places += 1
        heapq.heappush(self._agenda, Entry(when, self._places, kind, do))

    def _after(self, hours: float) -> datetime:
        # Microseconds of its own, as LeafLink's stamps have them.
        return self.world.clock.now() + timedelta(
            hours=hours, microseconds=self.draw.randrange(1_000_000)
        )

    def _opening(self, life: Life) -> Callable[[], list[Order]]:
        def open_orders() -> list[Order]:
            orders = _OPENINGS[life.opening](self.world, self.draw)
            twin = orders[1] if len(orders) > 1 else None
            self._plan(orders[0], life.steps, twin)
            if twin is not None:
                self._plan(twin, SECOND_LIVES[life.opening])
            return orders

        return open_orders

    def _plan(self, order: Order, steps: tuple[Step, ...], twin: Order | None = None) -> None:
        """Put the next step of an order on the agenda; each step plans the one after it."""
        if not steps:
            return
        first, rest = steps[0], steps[1:]

        def take() -> list[Order]:
            if order.number not in self.world.state.orders:
                return []
            if first.kind == "combine":
                done = self._combine(order, twin)
            elif first.kind == "pack_part":
                done = self._pack_part(order)
            else:
                done = _MOVES[first.kind](self.world, self.draw, order)
            self._plan(order, rest, twin)
            return [order] if done else []

        self._add(self._after(self._wait_hours(order, first)), first.kind, take)

    def _wait_hours(self, order: Order, step: Step) -> float:
        hours = self.draw.uniform(step.hours_min, step.hours_max)
        if step.after_terms and order.payment_option is not None:
            hours += 24 * (order.payment_option["payment_term"]["days"] or 0)
        return max(hours, 1.0)

    def _combine(self, order: Order, twin: Order | None) -> bool:
        if twin is None or order.status != twin.status or order.status not in RESERVES:
            return False
        order.external_id_seller = f"{order.external_id_seller},{twin.external_id_seller}"
        combine(self.world, order, [twin], staff_of(self.world, order))
        return True

    def _pack_part(self, order: Order) -> bool:
        later = pack_part(self.world, order)
        if later is None:
            return False
        self._plan(later, REST_STEPS)
        return True

    def _fixed_vector(self, place: int) -> Callable[[], list[Order]]:
        def open_vector() -> list[Order]:
            order = place_vector(self.world, VECTORS[place], vector_customer(self.world))
            self._plan(order, VECTOR_STEPS)
            return [order]

        return open_vector

    def _open_planted(self, planted: Planted) -> Callable[[], list[Order]]:
        def open_planted() -> list[Order]:
            order = planted.opening(self.world)
            self._plan(order, planted.steps)
            return [order]

        return open_planted

    def _news_of_a_retailer(self, event: RetailerEvent) -> Callable[[], list[Order]]:
        def happen() -> list[Order]:
            event(self.world, self.draw)
            return []

        return happen

    def _arrive(self) -> list[Order]:
        """A new order comes in live, of any life, and the next arrival is planned."""
        life = self.draw.choices(LIVES, [one.count for one in LIVES])[0]
        hours = self.draw.expovariate(1 / LIVE_ARRIVAL_HOURS)
        self._add(self._after(min(hours, 40.0)), "arrive", self._arrive)
        return self._opening(life)()

    def _shelf(self) -> list[Order]:
        """Something happens to the catalogue or a customer; no order is touched."""
        self.draw.choice(SHELF_EVENTS)(self.world, self.draw)
        self._add(
            self._after(self.draw.uniform(0.5, 1.5) * SHELF_EVENT_HOURS), "shelf", self._shelf
        )
        return []


def start_season(world: World) -> Season:
    """Build the season that ended at the clock's now, and leave its agenda for `/trade`."""
    end = world.clock.now()
    world.clock.set(end - timedelta(days=SEASON_DAYS + 1))
    found_company(world)
    stock_catalogue(world)
    invite_retailers(world)
    season = Season(world)
    season.plan_past(end)
    season.live_until(end)
    return season
