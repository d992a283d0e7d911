"""Random days: what people do on both sides, faults, lost webhooks and restarts, from a seed."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from leafledger.errors import TryAgain
from leafledger.reconciliation.proof import Proof
from tests.mayhem.bookkeeper import Bookkeeper
from tests.mayhem.dying import MOMENTS, work_until_death
from tests.mayhem.people import People
from tests.mayhem.planted import Planted
from tests.running import Which
from tests.stories.journey import Journey

# What the product asks LeafLink; the people of this run use other calls.
LOOKED_AT = r"orders-received/$|log"
# Payments and credits, which only the product reads.
MONEY = r"/(order-payments|credits|payments)/$"
# What may strike a call to either side; each once, at a call drawn by the simulator's own seed.
FAULTS: tuple[tuple[Which, dict[str, Any]], ...] = (
    ("quickbooks", {"kind": "drop_after", "method": "POST", "path": "/v3/"}),
    ("quickbooks", {"kind": "drop_before", "method": "POST", "path": "/v3/"}),
    ("quickbooks", {"kind": "html", "status": 502, "path": "/v3/"}),
    ("quickbooks", {"kind": "status", "status": 429, "path": "/v3/", "body": {},
                    "headers": {"Retry-After": "1"}}),
    ("quickbooks", {"kind": "status", "status": 500, "path": "/(invoice|payment)$", "body": {}}),
    ("leaflink", {"kind": "drop_after", "path": LOOKED_AT}),
    ("leaflink", {"kind": "html", "status": 503, "path": LOOKED_AT}),
    ("leaflink", {"kind": "status", "status": 429, "path": LOOKED_AT, "body": {},
                  "headers": {"Retry-After": "1"}}),
    ("leaflink", {"kind": "drop_after", "method": "GET", "path": MONEY}),
    ("leaflink", {"kind": "html", "status": 503, "method": "GET", "path": MONEY}),
    ("leaflink", {"kind": "status", "status": 500, "method": "GET", "path": MONEY, "body": {}}),
    ("leaflink", {"kind": "status", "status": 429, "method": "GET", "path": MONEY, "body": {},
                  "headers": {"Retry-After": "1"}}),
    ("leaflink", {"kind": "stale_page", "method": "GET", "path": MONEY, "seconds": 5}),
    ("leaflink", {"kind": "page_repeats", "method": "GET", "path": MONEY}),
    ("leaflink", {"kind": "page_skips", "method": "GET", "path": MONEY}),
)  # fmt: skip
# What may strike a payment from QuickBooks on its way back to LeafLink.
BACK = {"method": "POST", "path": r"order-payments/$"}
LOST_BACK: tuple[dict[str, Any], ...] = (
    {**BACK, "kind": "drop_after"},
    {**BACK, "kind": "drop_before"},
    {**BACK, "kind": "html", "status": 502},
    {**BACK, "kind": "status", "status": 429, "body": {}, "headers": {"Retry-After": "1"}},
)
CHANGES_UNTIL_DEATH_MAX = 4
# The calls of these runs are given up after three.
SECONDS_A_CALL_TAKES = 4.0


@dataclass
class Mayhem:
    """A run in the making. `struck` counts the faults by kind, `told` the story so far.

    Each step draws from a seed of its own, so that a story with steps left out can be told again.
    """

    journey: Journey
    seed: int
    struck: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    _hour_passed: float = 0.0

    def __post_init__(self) -> None:
        self.planted = Planted()
        self.people = People(self.journey, self.planted)
        self.bookkeeper = Bookkeeper(self.journey, self.planted)
        self._deeds: dict[str, tuple[int, Callable[[random.Random], str]]] = {
            **self.people.deeds,
            **self.bookkeeper.deeds,
            "fault": (16, self._fault),
            "weather": (6, self._weather),
            "expire": (2, self._expire),
            "restart": (2, self._restart),
            "die": (2, self._die),
            "lose on the way back": (2, self._lose_on_the_way_back),
            "poll": (8, self._poll),
            "sweep": (4, self._sweep),
        }

    def step(self, number: int) -> None:
        """The step of that number happens."""
        draw = random.Random(f"{self.seed}:{number}")
        names = list(self._deeds)
        weights = [self._deeds[name][0] for name in names]
        (name,) = draw.choices(names, weights)
        self.told.append(f"{number:4d}. {self._deeds[name][1](draw)}")

    def calm(self) -> Proof:
        """No more faults; everything that was missed is caught up, and the books are proved."""
        for which in ("leaflink", "quickbooks"):
            self.journey.running.control(which, "/faults", {"clear": True})
        weather = {"double": 0, "drop": 0, "delay_seconds_max": 0}
        self.journey.running.control("leaflink", "/webhooks", weather)
        self.bookkeeper.reopen()
        self.journey.settle()
        # What was done by hand is heard by the sweep, and what waited for it is looked at again.
        for _ in range(2):
            self.journey.ledger.keeping.sweep()
            held = self.journey.sync().held_why
            assert not held, f"the company was held: {held}"
        return self.journey.proof()

    def _fault(self, draw: random.Random) -> str:
        which, fault = draw.choice(FAULTS)
        self.journey.running.control(which, "/faults", {**fault, "skip": draw.randint(0, 3)})
        name = f"{which} {fault['kind']} {fault.get('status', '')}".strip()
        self.struck[name] += 1
        return f"fault: {name}"

    def _weather(self, draw: random.Random) -> str:
        names = ("double", "drop", "delay_seconds_max")
        weather = {name: draw.choice((0, 0.3)) for name in names}
        self.journey.running.control("leaflink", "/webhooks", weather)
        self.struck["webhooks doubled, dropped or late"] += 1
        return f"webhooks: {weather}"

    def _expire(self, draw: random.Random) -> str:
        del draw
        # A token lives for an hour: no call that is on its way ever sees two of them end.
        time.sleep(max(0.0, self._hour_passed + SECONDS_A_CALL_TAKES - time.monotonic()))
        self.journey.running.control("quickbooks", "/clock", {"advance_seconds": 3_700})
        self._hour_passed = time.monotonic()
        with suppress(TryAgain):
            self.journey.ledger.parts(self.journey.company).quickbooks.company_info()
        self.struck["access token expired"] += 1
        return "an hour passes in QuickBooks"

    def _restart(self, draw: random.Random) -> str:
        del draw
        self.journey.stop_work()
        self.journey.begin_work()
        self.struck["worker restarted"] += 1
        return "the worker is restarted"

    def _die(self, draw: random.Random) -> str:
        """The worker dies between a change and its outcome; the next one takes over."""
        moment, number = draw.choice(MOMENTS), draw.randint(1, CHANGES_UNTIL_DEATH_MAX)
        self.journey.stop_work()
        told = self.people.deeds["place"][1](draw)
        if work_until_death(moment, number, self.journey.surroundings):
            self.struck["killed in mid-commit"] += 1
            told += f", and the worker dies {moment} the outcome of change {number} is written"
        self.journey.begin_work()
        return told

    def _lose_on_the_way_back(self, draw: random.Random) -> str:
        """A payment entered in QuickBooks meets a fault on its way to LeafLink (A6.6)."""
        fault = draw.choice(LOST_BACK)
        told = self.bookkeeper.enter_payment(draw)
        before = self.journey.struck("leaflink")
        self.journey.running.control("leaflink", "/faults", fault)
        self.journey.ledger.keeping.sweep()
        self.journey.quiet(everything=False)
        if self.journey.struck("leaflink") > before:
            self.struck[f"leaflink {fault['kind']} of a payment from QuickBooks"] += 1
        # The seller's staff record payments by the same address.
        self.journey.running.control("leaflink", "/faults", {"clear": True})
        return f"{told}; on its way to LeafLink: {fault['kind']}"

    def _poll(self, draw: random.Random) -> str:
        del draw
        self.journey.ledger.keeping.tick()
        return "LeafLink is polled"

    def _sweep(self, draw: random.Random) -> str:
        del draw
        self.journey.ledger.keeping.sweep()
        return "QuickBooks is asked what changed"
