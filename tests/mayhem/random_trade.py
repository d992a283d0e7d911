"""Random days: what people do on both sides, faults, lost webhooks and restarts, from a seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from leafledger.errors import TryAgain
from leafledger.reconciliation.proof import Proof, Standing
from tests.mayhem.people import People
from tests.running import Which
from tests.stories.journey import Journey

# What the product asks LeafLink; the people of this run use other calls.
LOOKED_AT = r"orders-received/$|log"
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
)  # fmt: skip


@dataclass
class Mayhem:
    """A run in the making. `struck` counts the faults by kind, `told` the story so far.

    Each step draws from a seed of its own, so that a story with steps left out can be told again.
    """

    journey: Journey
    seed: int
    struck: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = People(self.journey)
        self._deeds: dict[str, tuple[int, Callable[[random.Random], str]]] = {
            **self.people.deeds,
            "fault": (16, self._fault),
            "weather": (6, self._weather),
            "expire": (2, self._expire),
            "restart": (2, self._restart),
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
        self.people.reopen()
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
        self.journey.running.control("quickbooks", "/clock", {"advance_seconds": 3_700})
        # A token lives for an hour: the next cannot end before this one was even renewed.
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

    def _poll(self, draw: random.Random) -> str:
        del draw
        self.journey.ledger.keeping.tick()
        return "LeafLink is polled"

    def _sweep(self, draw: random.Random) -> str:
        del draw
        self.journey.ledger.keeping.sweep()
        return "QuickBooks is asked what changed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a run, in sentences; nothing of any kind when all is well.

    `lost`: recognised orders without an invoice or a question. `doubled`: markers that two live
    documents of one kind carry. `differences`: what the proof or QuickBooks's sums disagree on.
    """

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.lost or self.doubled or self.differences)


def judge(mayhem: Mayhem, proof: Proof) -> Verdict:
    """Count what must not be, from QuickBooks's own documents, its sums and the proof."""
    journey = mayhem.journey
    invoiced = {_marker(one) for one in journey.books("Invoice")}
    lost = [
        number
        for number in mayhem.people.orders
        if f"LeafLink order {number}" not in invoiced and not journey.questions(number)
    ]
    return Verdict(
        tuple(lost), tuple(_doubled(journey)), (*_differing(proof), *_torn(journey)),
    )  # fmt: skip


def _doubled(journey: Journey) -> list[str]:
    """Live documents of ours of which there are two: same kind, same note."""
    doubled = []
    for entity in ("Invoice", "CreditMemo", "Payment", "JournalEntry"):
        notes = Counter(
            str(one.get("PrivateNote", ""))
            for one in journey.books(entity)
            if _marker(one).startswith("LeafLink ")
        )
        doubled += [f"{times} times {entity}: {note}" for note, times in notes.items() if times > 1]
    return doubled


def _differing(proof: Proof) -> list[str]:
    orders = [
        f"order {order.spoken_name} ({order.status}) differs by {order.difference}: {order.why}"
        for order in proof.with_standing(Standing.DIFFERS)
    ]
    checks = [
        f"{check.name} differs by {check.difference}: {check.why}"
        for check in proof.checks_with(Standing.DIFFERS)
    ]
    return orders + checks


def _torn(journey: Journey) -> list[str]:
    """Whether QuickBooks's own sums part, and what the receivable is beside the customers'."""
    sums = journey.running.snapshot("quickbooks")["sums"]
    pairs = (("debits", "credits"), ("receivable_account", "customer_balances"))
    return [
        f"{one} {sums[one]} is not {other} {sums[other]}"
        for one, other in pairs
        if sums[one] != sums[other]
    ]


def _marker(document: Any) -> str:
    lines: Sequence[str] = str(document.get("PrivateNote", "")).splitlines()
    return lines[0] if lines else ""
