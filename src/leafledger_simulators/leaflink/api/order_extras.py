"""Below and beside an order: sales reps, comments, delivery, and the company-scoped twins.

Source: the V2 description; reference/leaflink.md 1.6 (twins), 2.7 (`rep_edited`).
"""

from __future__ import annotations

from collections.abc import Callable

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.api.lines import list_lines
from leafledger_simulators.leaflink.api.orders import find_order, list_orders
from leafledger_simulators.leaflink.api.products import list_products
from leafledger_simulators.leaflink.api.tables import row_shape
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint, page, read_id
from leafledger_simulators.leaflink.market import Change, edit
from leafledger_simulators.leaflink.records import Order, Row
from leafledger_simulators.leaflink.refusals import Refusal, not_found, wrong_field
from leafledger_simulators.leaflink.shapes.customers import address_shape

# A pairing of order and rep has no row of its own here; its id is made of both.
REPS_PER_ORDER_MAX = 1_000
ACQUIRE_TYPES = {1: "Drop Off", 2: "Pick Up", 3: "In Storage", 4: "Will Call"}


def list_reps(call: Call) -> Answer:
    """GET /order-sales-reps/."""
    pairs = [(order, rep) for order in call.world.state.orders.values() for rep in order.sales_reps]
    return page(call, pairs, lambda pair: _rep_shape(*pair))


def get_rep(call: Call) -> Answer:
    """GET /order-sales-reps/{id}/."""
    return Answer(200, _rep_shape(*_find_rep(call)))


def create_rep(call: Call) -> Answer:
    """POST /order-sales-reps/: logged as `rep_edited`."""
    fields, state = call.fields(), call.world.state
    missing = [name for name in ("order", "rep") if fields.get(name) is None]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    order = state.orders.get(str(fields["order"]))
    if order is None:
        raise wrong_field("order", "Object does not exist.")
    rep = wire.read_whole("rep", fields["rep"])
    if rep not in state.table("company_staff"):
        raise wrong_field("rep", f'Invalid pk "{rep}" - object does not exist.')
    if rep in order.sales_reps:
        raise wrong_field("non_field_errors", "The fields order, rep must make a unique set.")
    _set_reps(call, order, [*order.sales_reps, rep])
    return Answer(201, _rep_shape(order, rep))


def delete_rep(call: Call) -> Answer:
    """DELETE /order-sales-reps/{id}/."""
    order, rep = _find_rep(call)
    _set_reps(call, order, [one for one in order.sales_reps if one != rep])
    return Answer(204)


def comments_of_order(call: Call) -> Answer:
    """GET /orders-received/{number}/comments/: a bare array, written in the control room."""
    number = find_order(call).number
    rows = call.world.state.table("order_comments").values()
    return Answer(200, [row_shape(row) for row in rows if row["order"] == number])


def delivery_of_order(call: Call) -> Answer:
    """GET /orders/{number}/delivery-information/: the description leaves its fields open."""
    order = find_order(call)
    customer, info = call.world.customer_of(order), order.delivery_info or {}
    address = address_shape(customer)
    acquired = info.get("acquire_type")
    return Answer(
        200,
        {
            "order": order.number,
            "short_id": order.short_id,
            "status": order.status,
            "delivery_provider": order.delivery_provider,
            "acquire_type": acquired,
            "get_acquire_type_display": ACQUIRE_TYPES.get(acquired, "")
            if isinstance(acquired, int)
            else "",
            "acquire_date": info.get("acquire_date"),
            "manifest_number": info.get("manifest_number"),
            "ship_date": wire.stamp(order.ship_date),
            "shipping_details": order.shipping_details,
            "delivery_preferences": order.delivery_preferences,
            "corporate_address": address,
            "delivery_address": address,
        },
    )


def _of_company(handler: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
    """The twin below `/companies/{id}/`: the same list, for a company the key belongs to."""

    def answer(call: Call) -> Answer:
        if read_id(call) != call.world.state.company_id:
            raise not_found()
        return handler(call)

    return answer


def varieties_of_product(call: Call) -> Answer:
    """GET /products/{id}/products/: the varieties of a parent."""
    parent = read_id(call)
    if parent not in call.world.state.products:
        raise not_found()
    call.query = {**call.query, "parent": str(parent)}
    return list_products(call)


def _set_reps(call: Call, order: Order, reps: list[int]) -> None:
    def change() -> Change:
        old, order.sales_reps = order.sales_reps, reps
        return {"sales_reps": {"original": old, "new": reps}}

    edit(call.world, order, call.author, change, event="rep_edited")


def _rep_shape(order: Order, rep: int) -> Row:
    return {
        "id": order.id * REPS_PER_ORDER_MAX + rep % REPS_PER_ORDER_MAX,
        "order": order.number,
        "rep": rep,
        "created_on": wire.stamp(order.created_on),
    }


def _find_rep(call: Call) -> tuple[Order, int]:
    wanted = read_id(call)
    for order in call.world.state.orders.values():
        if order.id == wanted // REPS_PER_ORDER_MAX:
            for rep in order.sales_reps:
                if rep % REPS_PER_ORDER_MAX == wanted % REPS_PER_ORDER_MAX:
                    return order, rep
    raise not_found()


ENDPOINTS = (
    Endpoint("GET", "order-sales-reps", "orders", list_reps),
    Endpoint("POST", "order-sales-reps", "orders", create_rep),
    Endpoint("GET", "order-sales-reps/{id}", "orders", get_rep),
    Endpoint("DELETE", "order-sales-reps/{id}", "orders", delete_rep),
    Endpoint("GET", "orders-received/{number}/comments", "orders", comments_of_order),
    Endpoint("GET", "orders/{number}/delivery-information", "orders", delivery_of_order),
    Endpoint("GET", "companies/{id}/orders-received", "orders", _of_company(list_orders)),
    Endpoint("GET", "companies/{id}/line-items", "orders", _of_company(list_lines)),
    Endpoint("GET", "companies/{id}/products", "products", _of_company(list_products)),
    Endpoint("GET", "products/{id}/products", "products", varieties_of_product),
)
