"""Plans a season on one core: `python -m benchmarks.planning [ORDERS] [--profile]`."""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import platform
import pstats
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from benchmarks.planning.varied_orders import Season, varied_season
from leafledger.bookkeeping.known_records import Link, PostedBooks
from leafledger.bookkeeping.orders import OnFile
from leafledger.bookkeeping.plan import Operation, Plan
from leafledger.ledger.documents import KnownDocument, SalesDocument
from leafledger.ledger.pointers import RecordKind

SINCE = date(2026, 1, 1)
SEED = 20261102
# The fastest of so many repetitions: whatever else the machine did only adds time.
REPETITIONS = 3
WRITTEN_TO = Path("build/bench/planning.json")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one kind of planning took."""

    what: str
    orders: int
    orders_per_second: int
    microseconds_per_order: float


def measured(what: str, orders: int, work: Callable[[], object]) -> Figure:
    """The fastest of some repetitions of the work."""
    best = float("inf")
    for _ in range(REPETITIONS):
        gc.collect()
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return Figure(what, orders, round(orders / best), round(best / orders * 1e6, 1))


def first_posting(season: Season) -> list[Plan]:
    """Every order for the first time, in one round."""
    bookkeeper = season.bookkeeper()
    return [bookkeeper.plan(order, SINCE) for order in season.orders]


def looked_at_again(season: Season, filed: list[OnFile]) -> list[Plan]:
    """Every order again, when its invoice stands and nothing has changed."""
    bookkeeper = season.bookkeeper()
    pairs = zip(season.orders, filed, strict=True)
    return [bookkeeper.plan(order, SINCE, on_file) for order, on_file in pairs]


def filed_after(plans: list[Plan]) -> list[OnFile]:
    """What is on file when every plan was carried out."""
    return [_filed(number, plan) for number, plan in enumerate(plans)]


def _filed(number: int, plan: Plan) -> OnFile:
    step = plan.steps[-1]
    document = step.content
    assert isinstance(document, SalesDocument)
    assert (step.kind, step.operation) == (RecordKind.INVOICE, Operation.CREATE)
    id_ = str(90_000 + number)
    known = KnownDocument(
        document.kind, id_, "0", document.number or "", "58", document.dated, document.note,
        document.total, document.total, "as written",
    )  # fmt: skip
    link = Link(step.record, id_, document.number or "", "", plan.facts, "as written")
    return OnFile(PostedBooks(link, known), document)


def main() -> None:
    """Measure, print the table, write the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("orders", nargs="?", type=int, default=5_000)
    asked.add_argument("--profile", action="store_true", help="show where the time goes instead")
    choices = asked.parse_args()
    season = varied_season(choices.orders, SEED)
    plans = first_posting(season)
    filed = filed_after(plans)
    assert not any(plan.steps or plan.questions for plan in looked_at_again(season, filed))
    if choices.profile:
        _profile(season)
        return
    lines = sum(len(order.lines) for order in season.orders)
    figures = [
        measured("first posting", choices.orders, lambda: first_posting(season)),
        measured("nothing to do", choices.orders, lambda: looked_at_again(season, filed)),
        measured("fingerprint of the plan", choices.orders, lambda: [p.fingerprint for p in plans]),
    ]
    print(f"Planning {choices.orders} orders of {lines} lines on one core")
    print(f"{'':<26}{'orders/s':>10}{'µs/order':>10}")
    for figure in figures:
        speed, cost = figure.orders_per_second, figure.microseconds_per_order
        print(f"{figure.what:<26}{speed:>10,}{cost:>10}")
    WRITTEN_TO.parent.mkdir(parents=True, exist_ok=True)
    written = {
        "benchmark": "planning", "seed": SEED, "orders": choices.orders, "lines": lines,
        "python": platform.python_version(), "machine": platform.machine(),
        "figures": [asdict(figure) for figure in figures],
    }  # fmt: skip
    WRITTEN_TO.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(f"written to {WRITTEN_TO}")


def _profile(season: Season) -> None:
    profile = cProfile.Profile()
    profile.runcall(first_posting, season)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
