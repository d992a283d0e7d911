"""What happens to an order after it was placed. Each move tells whether it did anything.

A move that no longer fits (an edit of a rejected order, a step out of turn) does nothing, so
that any order of events, with a person interfering, stays believable. Payments and credits are
in `settlements.py`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from leafledger_simulators.leaflink.checkout import buyer_author, staff_author
from leafledger_simulators.leaflink.market import Change, edit, transition
from leafledger_simulators.leaflink.records import Author, Line, Order
from leafledger_simulators.leaflink.statuses import RECOGNISED, allowed_actions
from leafledger_simulators.leaflink.wire import text_2, text_4
from leafledger_simulators.leaflink.world import World

Move = Callable[[World, random.Random, Order], bool]

TAGGED_STATE = "MI"


def step(verb: str) -> Move:
    """The move that takes a transition, where the status allows it."""

    def move(world: World, draw: random.Random, order: Order) -> bool:
        del draw
        if verb not in allowed_actions(order.status, world.switches):
            return False
        author = staff_of(world, order)
        if verb == "fulfill":
            _tag_packages(world, order)
        if verb == "cancel":
            author = buyer_author(world.state.customers[order.customer or 0])
        transition(world, order, verb, author)
        return True

    return move


def enlarge(world: World, draw: random.Random, order: Order) -> bool:
    """A line grows by some cases."""
    if not order.lines:
        return False
    line = draw.choice(order.lines)
    grown = line.quantity + draw.choice((1, 2, 3)) * (line.unit_multiplier or 1)
    return _set_quantity(world, order, line, grown)


def reduce(world: World, draw: random.Random, order: Order) -> bool:
    """A line shrinks by a case."""
    return _shrink(world, draw, order, whole_cases=True)


def fall_short(world: World, draw: random.Random, order: Order) -> bool:
    """A short shipment noticed while packing: some units less, perhaps a broken case."""
    return _shrink(world, draw, order, whole_cases=False)


def drop_line(world: World, draw: random.Random, order: Order) -> bool:
    """A line is taken off; the last one stays."""
    if order.status not in RECOGNISED or len(order.lines) < 2:
        return False
    line = draw.choice(order.lines)

    def change() -> Change:
        order.lines.remove(line)
        del world.state.lines[line.id]
        return {"line_items": {"original": line.id, "new": None}}

    edit(world, order, staff_of(world, order), change)
    return True


def discount_late(world: World, draw: random.Random, order: Order) -> bool:
    """Dollars off after delivery, as an apology."""
    wanted = draw.choice((Decimal("5.00"), Decimal("12.34")))
    if order.status not in RECOGNISED or world.balance(order) < 5 * wanted:
        return False
    return _take_off(world, order, wanted)


def discount_paid(world: World, draw: random.Random, order: Order) -> bool:
    """Dollars off an order that was paid in full: now too much was paid."""
    wanted = draw.choice((Decimal("7.50"), Decimal("18.20")))
    totals = world.totals(order)
    if order.status not in RECOGNISED or totals.balance > 0 or totals.paid < 5 * wanted:
        return False
    return _take_off(world, order, wanted)


def charge_delivery(world: World, draw: random.Random, order: Order) -> bool:
    """A delivery charge that was forgotten."""
    if order.status not in RECOGNISED:
        return False
    wanted = order.shipping_charge + draw.choice((Decimal("25.00"), Decimal("18.75")))

    def change() -> Change:
        old, order.shipping_charge = order.shipping_charge, wanted
        return {"shipping_charge": {"original": text_2(old), "new": text_2(wanted)}}

    edit(world, order, staff_of(world, order), change)
    return True


def thank(world: World, draw: random.Random, order: Order) -> bool:
    """An internal note; nothing about money."""
    del draw

    def change() -> Change:
        old, order.internal_notes = order.internal_notes, "Paid late, but paid. Thanks!"
        return {"internal_notes": {"original": old, "new": order.internal_notes}}

    edit(world, order, staff_of(world, order), change)
    return True


def _tag_packages(world: World, order: Order) -> None:
    """In one state the seller packs from tagged packages, and the lines tell which (Metrc)."""
    customer = world.customer_of(order)
    if customer is not None and customer.state == TAGGED_STATE:
        for line in order.lines:
            line.package_tags = f"1A4050300000{world.state.next_id('package'):012}"


def _take_off(world: World, order: Order, wanted: Decimal) -> bool:
    def change() -> Change:
        old = f"{order.discount}{order.discount_type}"
        order.discount_type, order.discount = "$", world.totals(order).discount + wanted
        return {"discount": {"original": old, "new": f"{order.discount}$"}}

    edit(world, order, staff_of(world, order), change)
    return True


def _shrink(world: World, draw: random.Random, order: Order, *, whole_cases: bool) -> bool:
    if not order.lines:
        return False
    line = max(order.lines, key=lambda one: one.quantity)
    units = line.unit_multiplier or 1
    less = Decimal(units if whole_cases or units == 1 else draw.choice((1, 3, 5)))
    return _set_quantity(world, order, line, line.quantity - less)


def _set_quantity(world: World, order: Order, line: Line, quantity: Decimal) -> bool:
    if order.status not in RECOGNISED or quantity <= 0:
        return False

    def change() -> Change:
        old, line.quantity = line.quantity, quantity
        return {"quantity": {"original": text_4(old), "new": text_4(quantity)}}

    edit(world, order, staff_of(world, order), change)
    return True


def staff_of(world: World, order: Order) -> Author:
    """The seller's person who looks after an order."""
    return staff_author(world, rep_of(world, order))


def rep_of(world: World, order: Order) -> int:
    """The staff id of the person who looks after an order."""
    return order.sales_reps[0] if order.sales_reps else bookkeeper_of(world)


def bookkeeper_of(world: World) -> int:
    """The staff id of whoever records the payments."""
    return next(iter(world.state.table("company_staff")))


MOVES: dict[str, Move] = {
    **{verb: step(verb) for verb in ("submit", "accept", "fulfill", "ship", "complete")},
    **{verb: step(verb) for verb in ("reject", "cancel")},
    "enlarge": enlarge,
    "reduce": reduce,
    "fall_short": fall_short,
    "drop_line": drop_line,
    "discount_late": discount_late,
    "discount_paid": discount_paid,
    "charge_delivery": charge_delivery,
    "thank": thank,
}
