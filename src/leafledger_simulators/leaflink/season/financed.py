"""LeafLink's own money in a season, terms of every kind, and orders sent in two parcels.

Sources: reference/leaflink.md 5.3, 5.4, 2.6 (backorder).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from leafledger_simulators.leaflink.checkout import CartItem, buyer_author, fill_order
from leafledger_simulators.leaflink.financing import charge_nsf, pay_out, reverse_payout
from leafledger_simulators.leaflink.market import Change, edit, place
from leafledger_simulators.leaflink.payment_options import TERMS, payment_option
from leafledger_simulators.leaflink.records import Order
from leafledger_simulators.leaflink.season.moves import Move, staff_of
from leafledger_simulators.leaflink.season.openings import (
    Opening,
    a_customer,
    cart_order,
    place_as_buyer,
)
from leafledger_simulators.leaflink.world import World

ACH = 4
NET_30 = 4
DUE_AFTER = timedelta(days=21)


def _opening(program: str | None, strategy: str | None) -> Opening:
    """A cart paid through one of LeafLink's programs, or on any of the terms there are."""

    def open_order(world: World, draw: random.Random) -> list[Order]:
        order = cart_order(world, draw, a_customer(world, draw))
        term = NET_30 if program else draw.choice(_terms_not_used(world))
        order.payment_option = payment_option(world, term, ACH, program=program, strategy=strategy)
        if program is None:
            # Somebody wrote the due date in by hand; on all other orders it is null.
            order.payment_due_date = order.created_on.replace(microsecond=0) + DUE_AFTER
        return [place_as_buyer(world, order)]

    return open_order


def _terms_not_used(world: World) -> list[int]:
    """The terms that no order has yet, so that few orders show them all; then any."""
    options = [order.payment_option for order in world.state.orders.values()]
    used = {option["payment_term"]["id"] for option in options if option}
    return [term for term in TERMS if term not in used] or list(TERMS)


def _money(deed: Callable[[World, Order], object]) -> Move:
    """A move of LeafLink's money that does nothing where it no longer fits."""

    def move(world: World, draw: random.Random, order: Order) -> bool:
        del draw
        try:
            deed(world, order)
        except ValueError:
            return False
        return True

    return move


def pack_part(world: World, order: Order) -> Order | None:
    """Only half of the cases are at hand: they go now, the rest becomes an order of its own.

    V2 has no partly fulfilled order: the lines shrink, and a backorder carries what is missing.
    """
    if order.status != "Accepted" or order.customer is None:
        return None
    missing: list[CartItem] = []
    wanted = {}
    for line in order.lines:
        units = line.unit_multiplier or 1
        later = (line.quantity / units) // 2
        if later > 0 and line.product in world.state.products:
            missing.append(CartItem(line.product, later, notes="Rest of a split delivery"))
            wanted[line.id] = line.quantity - later * units
    if not missing:
        return None

    def change() -> Change:
        for line in order.lines:
            line.quantity = wanted.get(line.id, line.quantity)
        return {"line_items": {"original": "whole order", "new": "part at hand"}}

    edit(world, order, staff_of(world, order), change)
    customer = world.state.customers[order.customer]
    rest = fill_order(world, customer, missing, status="Backorder", option=order.payment_option)
    rest.shipping_charge *= 0
    rest.internal_notes = f"Rest of {order.short_id}"
    return place(world, rest, buyer_author(customer))


FINANCED_OPENINGS: dict[str, Opening] = {
    "place_direct": _opening("direct", "direct"),
    "place_flex": _opening("flexible", "factored"),
    "place_any_terms": _opening(None, None),
}

FINANCED_MOVES: dict[str, Move] = {
    "pay_direct": _money(lambda world, order: pay_out(world, order, "direct")),
    "fund_flex": _money(lambda world, order: pay_out(world, order, "flexible")),
    "reverse_payout": _money(reverse_payout),
    "charge_nsf": _money(charge_nsf),
}
