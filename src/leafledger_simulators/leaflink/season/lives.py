"""The lives orders lead in a season, and how many lead each.

A life is written as its steps with the hours before each: `"accept 3-30, fulfill 12-60"`.
`terms` instead of hours waits for the customer's payment term. The kinds of steps are the
functions of `moves.py`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that will happen to an order, some hours after the step before."""

    kind: str
    hours_min: float
    hours_max: float
    after_terms: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """A way an order may go. `opening` makes the order, or two of them."""

    name: str
    count: int
    opening: str
    steps: tuple[Step, ...]
    orders: int = 1


def steps_of(text: str) -> tuple[Step, ...]:
    """Read steps from their text."""
    steps = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        kind, wait = part.split()
        if wait == "terms":
            # Most pay within a few days of the due date; the wait counts from delivery.
            steps.append(Step(kind, -48, 96, after_terms=True))
        else:
            least, most = wait.split("-")
            steps.append(Step(kind, float(least), float(most)))
    return tuple(steps)


DELIVERED = "fulfill 12-60, ship 8-72, complete 12-96"
TO_THE_END = f"accept 3-30, {DELIVERED}"


def _life(name: str, count: int, steps: str, *, opening: str = "place", orders: int = 1) -> Life:
    return Life(name, count, opening, steps_of(steps), orders)


LIVES = (
    _life("plain", 37, f"{TO_THE_END}, pay terms"),
    _life("paid late", 14, f"{TO_THE_END}, pay terms, thank 300-500"),
    _life("enlarged", 12, f"accept 3-30, enlarge 1-10, {DELIVERED}, pay terms"),
    _life("reduced", 8, f"accept 3-30, reduce 1-10, {DELIVERED}, pay terms"),
    _life("short shipped", 8, f"accept 3-30, fall_short 2-9, {DELIVERED}, pay terms"),
    _life("line dropped", 6, f"accept 3-30, drop_line 1-8, {DELIVERED}, pay terms"),
    _life("paid in parts", 12, f"{TO_THE_END}, pay_part terms, pay 100-200"),
    _life("part still open", 8, f"{TO_THE_END}, pay_part terms"),
    _life("bounced", 8, f"{TO_THE_END}, pay_by_check 24-100, bounce 60-140, pay 48-120"),
    _life("overpaid", 5, f"{TO_THE_END}, overpay terms"),
    _life("percent promotion", 8, f"{TO_THE_END}, pay terms", opening="place_promo_percent"),
    _life("dollar promotion", 8, f"{TO_THE_END}, pay terms", opening="place_promo_dollar"),
    _life("discounted late", 6, f"{TO_THE_END}, discount_late 10-80, pay terms"),
    _life("delivery charged late", 5, f"{TO_THE_END}, charge_delivery 4-40, pay terms"),
    _life("part returned", 8, f"{TO_THE_END}, return_part 10-100, use_credit 4-30, pay terms"),
    _life("promotion credit", 5, f"{TO_THE_END}, give_credit 2-20, use_credit 5-30, pay terms"),
    _life("credit kept", 3, f"{TO_THE_END}, return_part 10-100, pay terms"),
    _life("credit cancelled", 2, f"{TO_THE_END}, give_credit 5-20, cancel_credit 10-50, pay terms"),
    _life("cancelled", 6, "cancel 1-20"),
    _life("rejected", 5, "reject 2-30"),
    _life("refused at the door", 4, "accept 3-30, fulfill 12-60, ship 8-40, reject 4-40"),
    _life(
        "prepaid, then refused",
        1,
        "accept 3-30, pay 4-20, fulfill 12-60, reject 8-40, refund 20-60",
    ),
    _life(
        "backorder split",
        5,
        f"{TO_THE_END}, pay terms",
        opening="place_with_backorder",
        orders=2,
    ),
    _life("split by brand", 5, f"{TO_THE_END}, pay terms", opening="place_by_brand", orders=2),
    _life(
        "combined",
        4,
        f"combine 1-6, {TO_THE_END}, pay terms",
        opening="place_twice",
        orders=2,
    ),
    _life("manual", 6, f"{DELIVERED}, pay terms", opening="place_manual"),
    _life("draft kept", 2, "", opening="place_draft"),
    _life("draft", 3, f"submit 5-60, {TO_THE_END}, pay terms", opening="place_draft"),
    _life("with samples", 4, f"{TO_THE_END}, pay terms", opening="place_with_samples"),
    _life("newcomer", 4, f"{TO_THE_END}, pay terms", opening="place_newcomer"),
)

# What the second order of a pair does on its own.
SECOND_LIVES = {
    "place_with_backorder": steps_of(f"accept 300-500, {DELIVERED}, pay terms"),
    "place_by_brand": steps_of(f"{TO_THE_END}, pay terms"),
    "place_twice": (),
}

# Orders that stand halfway when the season ends: hours before the end, and the life.
LAST_DAYS = (
    (30.0, _life("to be packed", 1, "accept 3-10, fulfill 40-60, ship 8-72, complete 12-96")),
    (50.0, _life("to be sent", 1, "accept 3-10, fulfill 12-20, ship 50-70, complete 12-96")),
    (70.0, _life("on the road", 1, "accept 3-10, fulfill 12-20, ship 8-20, complete 70-90")),
)

BY_NAME = {life.name: life for life in LIVES}


def season_deck(draw: random.Random) -> list[Life]:
    """Every life as often as it is led in a season, shuffled.

    The last ones are set, so that a fresh backorder, a draft and plain orders of the last
    days stand in every season.
    """
    deck = [life for life in LIVES for _ in range(life.count)]
    late = [BY_NAME[name] for name in ("draft kept", "backorder split", *("plain",) * 8)]
    for life in late:
        deck.remove(life)
    draw.shuffle(deck)
    return deck + late


def orders_in(deck: list[Life]) -> int:
    """How many orders the lives of a deck open."""
    return sum(life.orders for life in deck)
