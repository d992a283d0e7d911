"""The few orders of a season that must reach a person: two wrong totals, one lost product.

They are listed under `planted_questions` in `/control/snapshot`.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.checkout import CartItem, buyer_author, fill_order
from leafledger_simulators.leaflink.market import place
from leafledger_simulators.leaflink.records import Order
from leafledger_simulators.leaflink.season.catalogue import KINDS, add_product, by_code
from leafledger_simulators.leaflink.season.vectors import vector_customer
from leafledger_simulators.leaflink.world import World

# How far the shown total is off the sum of its parts.
WRONG_BY = (Decimal("12.50"), Decimal("-0.01"))

WRONG_TOTAL = "the total does not add up: it is off by {}"
LOST_PRODUCT = "a line's product is gone: GET /products/{}/ answers 404"


def place_wrong_total(world: World, off_by: Decimal) -> Order:
    """An order whose total REST states wrongly, by a little or a lot."""
    order = _order(world, (("CKG-01", 3), ("WRS-01", 4)))
    totals = world.totals(order)
    order.overrides = {
        "total": wire.number_money(totals.total + off_by),
        "payment_balance": wire.number(totals.total + off_by),
    }
    return _plant(world, order, WRONG_TOTAL.format(wire.text_2(off_by)))


def place_lost_product(world: World) -> Order:
    """An order for a product that vanishes once it was ordered."""
    product = add_product(
        world,
        name="Discontinued Tincture",
        sku="TINC-OLD",
        kind=KINDS[4],
        wholesale=Decimal("21.00"),
    )
    order = _order(world, (("TINC-OLD", 6), ("CKC-02", 2)))
    del world.state.products[product.id]
    return _plant(world, order, LOST_PRODUCT.format(product.id))


def _order(world: World, wanted: tuple[tuple[str, int], ...]) -> Order:
    customer = vector_customer(world)
    items = [CartItem(by_code(world, code).id, Decimal(cases)) for code, cases in wanted]
    return place(world, fill_order(world, customer, items), buyer_author(customer))


def _plant(world: World, order: Order, reason: str) -> Order:
    world.state.planted_questions.append(
        {"number": order.number, "short_id": order.short_id, "reason": reason}
    )
    return order
