"""The stock: what orders reserve and take, and what the seller changes by hand.

Source: reference/leaflink.md 2.4. `available_inventory = quantity - reserved_qty`, base units.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from leafledger_simulators.leaflink.records import ZERO, Line, Product
from leafledger_simulators.leaflink.statuses import HAS_TAKEN, RESERVES
from leafledger_simulators.leaflink.world import World

# Per product: what is reserved and what is taken.
Hold = dict[int, tuple[Decimal, Decimal]]


def hold_of(status: str, lines: Iterable[Line]) -> Hold:
    """What an order in a status holds of each product.

    Submitted and Accepted reserve; Fulfilled, Shipped and Complete have taken; all others,
    Draft and Backorder too, hold nothing.
    """
    held: Hold = {}
    if status not in RESERVES and status not in HAS_TAKEN:
        return held
    for line in lines:
        reserved, taken = held.get(line.product, (ZERO, ZERO))
        if status in RESERVES:
            reserved += line.quantity
        else:
            taken += line.quantity
        held[line.product] = (reserved, taken)
    return held


def move_stock(world: World, before: Hold, after: Hold) -> list[Product]:
    """Book the difference between two holds. Gives back the products it touched.

    A pure change of the reservation does not bump the product's `modified`.
    """
    touched = []
    for product_id in sorted({*before, *after}):
        product = world.state.products.get(product_id)
        if product is None:
            continue
        reserved_was, taken_was = before.get(product_id, (ZERO, ZERO))
        reserved_is, taken_is = after.get(product_id, (ZERO, ZERO))
        if reserved_was == reserved_is and taken_was == taken_is:
            continue
        product.reserved_qty += reserved_is - reserved_was
        product.quantity -= taken_is - taken_was
        if taken_was != taken_is:
            product.modified = world.stamp()
        touched.append(product)
    return touched


def available(product: Product) -> Decimal:
    """What may still be ordered, in base units."""
    return product.quantity - product.reserved_qty


def touch_product(world: World, product: Product, action: str = "edit") -> None:
    """Stamp a product the seller changed and announce it, its children too."""
    product.modified = world.stamp()
    product.fields["last_edit"] = product.modified
    world.announce(action, product)
    if action == "edit":
        for child in world.state.products.values():
            if child.parent == product.id:
                world.announce("edit", child)
