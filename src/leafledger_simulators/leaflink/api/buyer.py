"""`/buyer/orders/`: what the key's company bought.

A seller buys nothing here, so the list is empty; the switch `buyer_orders_show` lets a reader
of purchases see this seller's orders as their buyers would.
"""

from __future__ import annotations

from leafledger_simulators.leaflink.api.orders import order_tests
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint, page
from leafledger_simulators.leaflink.filters import keep
from leafledger_simulators.leaflink.records import Order
from leafledger_simulators.leaflink.shapes.purchases import purchase_shape


def list_purchases(call: Call) -> Answer:
    """GET /buyer/orders/."""
    state = call.world.state
    orders: list[Order] = [
        order
        for order in state.orders.values()
        if order.status != "Draft"
        and (
            call.world.switches["buyer_orders_show"] == "received"
            or order.buyer == state.company_id
        )
    ]
    return page(call, keep(orders, order_tests(call)), lambda one: purchase_shape(call.world, one))


ENDPOINTS = (Endpoint("GET", "buyer/orders", "orders", list_purchases),)
