"""Random days: orders, edits, cancellations, faults, lost webhooks and restarts, from a seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from leafledger.errors import TryAgain
from leafledger.reconciliation.proof import Proof, Standing
from tests.running import Which
from tests.stories.journey import Journey

# What the product asks LeafLink; the people of this run use other calls.
LOOKED_AT = r"orders-received/$|orders-received/[^/]+/$|log"
# What may strike a call to either side; each once, at a call drawn by the simulator's own seed.
FAULTS: tuple[tuple[Which, dict[str, Any]], ...] = (
    ("quickbooks", {"kind": "drop_after", "method": "POST", "path": "/v3/"}),
    ("quickbooks", {"kind": "drop_before", "method": "POST", "path": "/v3/"}),
    ("quickbooks", {"kind": "html", "status": 502, "path": "/v3/"}),
    ("quickbooks", {"kind": "status", "status": 429, "path": "/v3/", "body": {},
                    "headers": {"Retry-After": "1"}}),
    ("quickbooks", {"kind": "status", "status": 500, "path": "/invoice$", "body": {}}),
    ("leaflink", {"kind": "drop_after", "path": LOOKED_AT}),
    ("leaflink", {"kind": "html", "status": 503, "path": LOOKED_AT}),
    ("leaflink", {"kind": "status", "status": 429, "path": LOOKED_AT, "body": {},
                  "headers": {"Retry-After": "1"}}),
)  # fmt: skip
ACTIONS = (
    ("place", 30), ("edit", 20), ("reject", 8), ("fault", 22), ("weather", 8), ("expire", 3),
    ("restart", 3), ("poll", 6),
)  # fmt: skip
# Orders that may still be edited; older ones rest.
LIVELY_MAX = 12


@dataclass
class Mayhem:
    """A run in the making. `struck` counts the faults by kind."""

    journey: Journey
    seed: int
    struck: Counter[str] = field(default_factory=Counter)
    orders: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._draw = random.Random(self.seed)
        self._customers = [row["id"] for row in self.journey.customers()]
        self._do: dict[str, Callable[[], None]] = {
            "place": self._place, "edit": self._edit, "reject": self._reject,
            "fault": self._fault, "weather": self._weather, "expire": self._expire,
            "restart": self._restart, "poll": self._poll,
        }  # fmt: skip

    def step(self) -> None:
        """One thing happens, whatever it is."""
        names, weights = zip(*ACTIONS, strict=True)
        self._do[self._draw.choices(names, weights)[0]]()

    def calm(self) -> Proof:
        """No more faults; everything that was missed is caught up, and the books are proved."""
        for which in ("leaflink", "quickbooks"):
            self.journey.running.control(which, "/faults", {"clear": True})
        weather = {"double": 0, "drop": 0, "delay_seconds_max": 0}
        self.journey.running.control("leaflink", "/webhooks", weather)
        self.journey.settle()
        held = self.journey.sync().held_why
        assert not held, f"the company was held: {held}"
        return self.journey.proof()

    def _place(self) -> None:
        customer = self._draw.choice(self._customers)
        number = self.journey.place(customer=customer, cases=self._draw.randint(1, 9))
        self.journey.accept(number)
        self.orders.append(number)

    def _edit(self) -> None:
        if number := self._any():
            self.journey.set_cases(number, self._draw.randint(1, 9))

    def _reject(self) -> None:
        if number := self._any():
            self.journey.transition(number, "reject")
            self.orders.remove(number)

    def _any(self) -> str | None:
        lively = self.orders[-LIVELY_MAX:]
        return self._draw.choice(lively) if lively else None

    def _fault(self) -> None:
        which, fault = self._draw.choice(FAULTS)
        self.journey.running.control(which, "/faults", {**fault, "skip": self._draw.randint(0, 3)})
        self.struck[f"{which} {fault['kind']} {fault.get('status', '')}".strip()] += 1

    def _weather(self) -> None:
        names = ("double", "drop", "delay_seconds_max")
        self.journey.running.control(
            "leaflink", "/webhooks", {name: self._draw.choice((0, 0.3)) for name in names}
        )
        self.struck["webhooks doubled, dropped or late"] += 1

    def _expire(self) -> None:
        self.journey.running.control("quickbooks", "/clock", {"advance_seconds": 3_700})
        # A token lives for an hour: the next cannot end before this one was even renewed.
        with suppress(TryAgain):
            self.journey.ledger.parts(self.journey.company).quickbooks.company_info()
        self.struck["access token expired"] += 1

    def _restart(self) -> None:
        self.journey.stop_work()
        self.journey.begin_work()
        self.struck["worker restarted"] += 1

    def _poll(self) -> None:
        self.journey.ledger.keeping.tick()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a run. `lost`: recognised orders without an invoice or a question."""

    lost: int
    doubled: int
    differences: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.lost or self.doubled or self.differences)


def judge(mayhem: Mayhem, proof: Proof) -> Verdict:
    """Count what must not be, from QuickBooks's own invoices and the proof."""
    notes = [str(one.get("PrivateNote", "")) for one in mayhem.journey.books("Invoice")]
    marked = Counter(note.splitlines()[0] for note in notes if note.startswith("LeafLink order "))
    lost = [n for n in mayhem.orders if not marked[f"LeafLink order {n}"] and _is_silent(mayhem, n)]
    doubled = [note for note, times in marked.items() if times > 1]
    return Verdict(len(lost), len(doubled), len(proof.with_standing(Standing.DIFFERS)))


def _is_silent(mayhem: Mayhem, number: str) -> bool:
    return not mayhem.journey.questions(number)
