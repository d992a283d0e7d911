"""The worked orders of reference/leaflink.md 3.3, with the totals written there.

They are part of every season, sold in a state without wholesale tax, and the tests compare
their totals.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from leafledger_simulators.leaflink.checkout import CartItem, buyer_author, fill_order
from leafledger_simulators.leaflink.market import place
from leafledger_simulators.leaflink.records import ZERO, Customer, Order
from leafledger_simulators.leaflink.season.catalogue import by_code
from leafledger_simulators.leaflink.world import World


@dataclass(frozen=True, slots=True)
class Vector:
    """An order whose total is known. Lines are (SKU, quantity in base units, is it a sample)."""

    name: str
    lines: tuple[tuple[str, str, bool], ...]
    total: str
    discount: str = "0"
    discount_type: str = "%"
    shipping: str = "0"


VECTORS = (
    Vector("three cases of 24", (("VECTOR-114", "24", False),) * 3, "342.00"),
    Vector(
        "two products by the case",
        (("VECTOR-200", "20", False), ("VECTOR-220", "10", False)),
        "620.00",
    ),
    Vector(
        "fifteen dollars off",
        (("VECTOR-200", "20", False), ("VECTOR-220", "10", False)),
        "605.00",
        discount="15",
        discount_type="$",
    ),
    Vector("the sale price wins", (("CKC-03", "120", False),), "990.00"),
    Vector(
        "a pound and a half",
        (("VECTOR-1200", "1.5", False),),
        "1645.00",
        discount="10",
        shipping="25",
    ),
    Vector("seven of twelve", (("CKC-01", "7", False),), "63.00"),
    Vector("a sample at a cent", (("SAMPLE-CENT", "1", True),), "0.01"),
    Vector("a free sample", (("SAMPLE-FREE", "1", True),), "0.00"),
)


def place_vector(world: World, vector: Vector, customer: Customer) -> Order:
    """Place one worked order as its retailer."""
    items = [
        CartItem(by_code(world, sku).id, Decimal(1), is_sample=is_sample)
        for sku, _, is_sample in vector.lines
    ]
    order = fill_order(world, customer, items)
    for line, (_, quantity, _) in zip(order.lines, vector.lines, strict=True):
        line.quantity = Decimal(quantity)
    order.discount, order.discount_type = Decimal(vector.discount), vector.discount_type
    order.shipping_charge = Decimal(vector.shipping)
    order.notes = f"Worked example: {vector.name}"
    return place(world, order, buyer_author(customer))


def vector_customer(world: World) -> Customer:
    """A retailer in a state without wholesale tax, and without agreed discounts."""
    return next(
        one
        for one in world.state.customers.values()
        if one.state == "CA" and one.discount_percent == ZERO and one.shipping_charge == ZERO
    )
