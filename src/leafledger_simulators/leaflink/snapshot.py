"""All state of one simulated LeafLink as JSON, for tests and for a curious person."""

from __future__ import annotations

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.season.planted import planted_in
from leafledger_simulators.leaflink.shapes.customers import customer_shape
from leafledger_simulators.leaflink.shapes.orders import (
    credit_shape,
    line_shape,
    log_shape,
    order_shape,
    payment_shape,
)
from leafledger_simulators.leaflink.shapes.products import product_shape
from leafledger_simulators.leaflink.totals import line_total
from leafledger_simulators.leaflink.world import World


def snapshot_of(world: World) -> Row:
    """Orders with lines and money, payments, credits, customers, products, log, planted."""
    state = world.state
    return {
        "now": wire.stamp(world.clock.now()),
        "company_id": state.company_id,
        "orders": [_order(world, number) for number in state.orders],
        "payments": [payment_shape(world, one) for one in state.payments.values()],
        "credits": [credit_shape(world, one) for one in state.credits.values()],
        "customers": [customer_shape(world, one) for one in state.customers.values()],
        "products": [product_shape(world, one) for one in state.products.values()],
        "event_log": [log_shape(one) for one in state.log.values()],
        **planted_in(world),
    }


def _order(world: World, number: str) -> Row:
    """An order as REST tells it, with the arithmetic behind it under `_figures`."""
    order = world.state.orders[number]
    totals = world.totals(order)
    sale_wins = world.switches["sale_price_wins"]
    shape = order_shape(world, order)
    shape["line_items"] = [
        line_shape(line) | {"_total": wire.text_2(line_total(line, sale_price_wins=sale_wins))}
        for line in order.lines
    ]
    shape["_figures"] = {
        name: wire.text_2(getattr(totals, name))
        for name in (
            "subtotal",
            "discount",
            "final_tax",
            "shipping",
            "credits",
            "paid",
            "total",
            "balance",
        )
    }
    return shape
