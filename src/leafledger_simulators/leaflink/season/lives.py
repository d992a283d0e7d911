"""The lives orders lead in a season, and how many lead each.

A life is written as its steps with the hours before each: `"accept 3-30, fulfill 12-60"`.
`terms` instead of hours waits for the customer's payment term, `late` for ten days and more
beyond it. The kinds of steps are the functions of `moves.py`, `settlements.py` and `financed.py`.
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
        elif wait == "late":
            steps.append(Step(kind, 240, 600, after_terms=True))
        else:
            least, most = wait.split("-")
            steps.append(Step(kind, float(least), float(most)))
    return tuple(steps)


DELIVERED = "fulfill 12-60, ship 8-72, complete 12-96"
TO_THE_END = f"accept 3-30, {DELIVERED}"


def _life(name: str, count: int, steps: str, *, opening: str = "place") -> Life:
    return Life(name, count, opening, steps_of(steps))


def _pair(name: str, count: int, steps: str, opening: str) -> Life:
    return Life(name, count, opening, steps_of(steps), orders=2)


LIVES = (
    # Plain ones, and changes before anything was paid.
    _life("plain", 20, f"{TO_THE_END}, pay terms"),
    _life("paid late", 10, f"{TO_THE_END}, pay late, thank 20-90"),
    _life("never paid", 3, TO_THE_END),
    _life("enlarged", 8, f"accept 3-30, enlarge 1-10, {DELIVERED}, pay terms"),
    _life("reduced", 6, f"accept 3-30, reduce 1-10, {DELIVERED}, pay terms"),
    _life("short shipped", 6, f"accept 3-30, fall_short 2-9, {DELIVERED}, pay terms"),
    _life("line dropped", 4, f"accept 3-30, drop_line 1-8, {DELIVERED}, pay terms"),
    _life("discounted late", 5, f"{TO_THE_END}, discount_late 10-80, pay terms"),
    _life("delivery charged late", 4, f"{TO_THE_END}, charge_delivery 4-40, pay terms"),
    _life("percent promotion", 6, f"{TO_THE_END}, pay terms", opening="place_promo_percent"),
    _life("dollar promotion", 6, f"{TO_THE_END}, pay terms", opening="place_promo_dollar"),
    # Odd payments.
    _life("paid in parts", 10, f"{TO_THE_END}, pay_part terms, pay 100-200"),
    _life("part still open", 6, f"{TO_THE_END}, pay_part terms"),
    _life("bounced", 8, f"{TO_THE_END}, pay_by_check 24-100, bounce 60-140, pay 48-120"),
    _life("overpaid", 5, f"{TO_THE_END}, overpay terms"),
    _life("refunded in part", 2, f"{TO_THE_END}, pay_by_check 20-90, refund_part 24-90"),
    _life("only ticked as paid", 4, f"{TO_THE_END}, tick_paid 40-200"),
    _life("ticked, then paid", 2, f"{TO_THE_END}, tick_paid 40-90, pay_by_check 60-200"),
    # Changes after it was paid.
    _life("discounted after payment", 3, f"{TO_THE_END}, pay_by_check 20-90, discount_paid 24-90"),
    _life(
        "enlarged after payment", 3, f"{TO_THE_END}, pay_by_check 20-90, enlarge 24-90, pay 9-90"
    ),
    _life("reduced after payment", 2, f"{TO_THE_END}, pay_by_check 20-90, fall_short 24-90"),
    # Credits and returns.
    _life("part returned", 8, f"{TO_THE_END}, return_part 10-100, use_credit 4-30, pay terms"),
    _life("promotion credit", 5, f"{TO_THE_END}, give_credit 2-20, use_credit 5-30, pay terms"),
    _life("credit kept", 3, f"{TO_THE_END}, return_part 10-100, pay terms"),
    _life("credit cancelled", 2, f"{TO_THE_END}, give_credit 5-20, cancel_credit 10-50, pay terms"),
    _life("paid by credit", 2, f"{TO_THE_END}, give_credit 5-20, pay_by_credit 2-9, pay terms"),
    # Orders that come to nothing.
    _life("cancelled", 5, "cancel 1-20"),
    _life("rejected", 4, "reject 2-30"),
    _life("rejected after acceptance", 3, "accept 3-30, reject 10-50"),
    _life("refused at the door", 4, "accept 3-30, fulfill 12-60, ship 8-40, reject 4-40"),
    _life(
        "prepaid, then refused",
        1,
        "accept 3-30, pay_by_check 4-20, fulfill 12-60, reject 8-40, refund 20-60",
    ),
    # LeafLink's own money, and terms of every kind.
    _life("paid by LeafLink Direct", 4, f"{TO_THE_END}, pay_direct 20-60", opening="place_direct"),
    _life(
        "Direct payment reversed",
        4,
        f"{TO_THE_END}, pay_direct 20-60, reverse_payout 30-90, charge_nsf 1-5, "
        "pay_by_check 48-120",
        opening="place_direct",
    ),
    _life("factored", 7, f"{TO_THE_END}, fund_flex 24-48", opening="place_flex"),
    _life(
        "factored, then sold back",
        3,
        f"{TO_THE_END}, fund_flex 24-48, reverse_payout 200-400, pay_by_check 48-200",
        opening="place_flex",
    ),
    _life("any terms", 4, f"{TO_THE_END}, pay terms", opening="place_any_terms"),
    # Orders that are two, or begin otherwise.
    _life("in two parcels", 4, f"accept 3-30, pack_part 2-9, {DELIVERED}, pay terms"),
    _pair("backorder split", 4, f"{TO_THE_END}, pay terms", "place_with_backorder"),
    _pair("split by brand", 4, f"{TO_THE_END}, pay terms", "place_by_brand"),
    _pair("combined", 3, f"combine 1-6, {TO_THE_END}, pay terms", "place_twice"),
    _pair(
        "combined after acceptance",
        2,
        f"accept 2-3, combine 6-30, {DELIVERED}, pay terms",
        "place_twice_accepted",
    ),
    _life("manual", 5, f"{DELIVERED}, pay terms", opening="place_manual"),
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
    "place_twice_accepted": steps_of("accept 3-4"),
}

# What is left over of an order that went in two parcels.
REST_STEPS = steps_of(f"accept 100-200, {DELIVERED}, pay terms")

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
