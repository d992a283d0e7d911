"""`/orders-received/`: list, get, create, edit, delete a draft, and the transitions.

Sources: reference/leaflink.md 1.6 (filters), 2.1 (identity), 2.3 (transitions), 2.5 (edits).
"""

from __future__ import annotations

from typing import Any

from leafledger_simulators.leaflink.api.order_fields import change_order, new_order
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint, comma_list, page, select
from leafledger_simulators.leaflink.filters import (
    Test,
    external_id_tests,
    flag_tests,
    keep,
    time_tests,
    word_tests,
)
from leafledger_simulators.leaflink.market import delete_draft, place, transition
from leafledger_simulators.leaflink.records import Order, Row
from leafledger_simulators.leaflink.refusals import not_found
from leafledger_simulators.leaflink.shapes.orders import line_shape, order_shape, payment_shape
from leafledger_simulators.leaflink.world import World


def find_order(call: Call) -> Order:
    """The order whose UUID is in the path. Raises: Refusal 404."""
    order = call.world.state.orders.get(call.words["number"].lower())
    if order is None:
        raise not_found()
    return order


def list_orders(call: Call) -> Answer:
    """GET /orders-received/."""
    orders = keep(call.world.state.orders.values(), order_tests(call))
    ordering: str = call.world.switches["orders_ordering"]
    field = ordering.lstrip("-")
    orders.sort(key=lambda order: getattr(order, field), reverse=ordering.startswith("-"))
    children = call.children
    return page(call, orders, lambda order: _shape(call, order, children))


def get_order(call: Call) -> Answer:
    """GET /orders-received/{number}/."""
    return Answer(200, select(call, _shape(call, find_order(call), call.children)))


def create_order(call: Call) -> Answer:
    """POST /orders-received/: Draft or Submitted; never idempotent (reference 1.8)."""
    order = place(call.world, new_order(call), call.author)
    return Answer(201, _shape(call, order, frozenset({"line_items"})))


def patch_order(call: Call) -> Answer:
    """PATCH /orders-received/{number}/; unknown and read-only fields are ignored."""
    order = find_order(call)
    change_order(call, order)
    return Answer(200, _shape(call, order, call.children))


def delete_order(call: Call) -> Answer:
    """DELETE /orders-received/{number}/: drafts only."""
    delete_draft(call.world, find_order(call))
    return Answer(204)


def transit_order(call: Call) -> Answer:
    """POST /orders-received/{number}/transition/{action}/."""
    order = transition(call.world, find_order(call), call.words["action"], call.author)
    return Answer(200, _shape(call, order, call.children))


def lines_of_order(call: Call) -> Answer:
    """GET /orders-received/{number}/line-items/: a bare array."""
    lines = sorted(find_order(call).lines, key=lambda line: line.position)
    return Answer(200, [line_shape(line) for line in lines])


def payments_of_order(call: Call) -> Answer:
    """GET /orders-received/{number}/payments/: a bare array."""
    payments = call.world.state.payments_of(find_order(call).number)
    return Answer(200, [payment_shape(call.world, payment) for payment in payments])


def list_statuses(call: Call) -> Answer:
    """GET /order-statuses/: named in the permission table only; the row's shape is inferred."""
    return page(call, list(call.world.state.table("order_statuses").values()), dict)


def _shape(call: Call, order: Order, children: frozenset[str]) -> Row:
    shape = order_shape(call.world, order, children)
    added = comma_list(call.query.get("fields_add"))
    if "created_by" in added:
        shape["created_by"] = order.created_by
    if "last_changed_by" in added:
        shape["last_changed_by"] = order.last_changed_by
    return shape


def order_tests(call: Call) -> list[Test]:
    """The filters of order lists, as far as the query asks for them (reference 1.6)."""
    query = call.query
    tests = [
        *time_tests(query, "modified", lambda order: order.modified),
        *time_tests(query, "created_on", lambda order: order.created_on),
        *word_tests(query, "number", lambda order: order.number),
        *word_tests(query, "external_id_seller", lambda order: order.external_id_seller),
        *word_tests(query, "brand", lambda order: order.brand, many=True),
        *word_tests(query, "buyer", lambda order: order.buyer),
        *word_tests(query, "classification", lambda order: order.classification),
        *word_tests(query, "user", lambda order: order.user),
        *flag_tests(query, "paid", lambda order: order.paid),
        *flag_tests(query, "manual", lambda order: order.manual),
        *flag_tests(query, "connected_to_metrc", _has_packages),
        *word_tests(query, "service_zone", lambda order: zone_of(call.world, order)),
        *external_id_tests(query),
    ]
    _add_status_tests(query, tests)
    _add_text_tests(call, tests)
    return tests


def zone_of(world: World, order: Order) -> object:
    """The service zone of an order's customer, if he has one."""
    customer = world.customer_of(order)
    return None if customer is None else customer.fields.get("service_zone")


def _has_packages(order: Order) -> bool:
    return any(line.package_tags for line in order.lines)


def _add_status_tests(query: Any, tests: list[Test]) -> None:
    if query.get("status"):
        wanted = _statuses(query["status"])
        tests.append(lambda order: order.status.lower() in wanted)
    if query.get("status__not"):
        unwanted = _statuses(query["status__not"])
        tests.append(lambda order: order.status.lower() not in unwanted)


def _statuses(text: str) -> frozenset[str]:
    return comma_list(text.lower())


def _add_text_tests(call: Call, tests: list[Test]) -> None:
    query, state = call.query, call.world.state
    if query.get("order_id"):
        known = query["order_id"]
        tests.append(lambda order: known in (order.number, order.external_id_seller))
    if query.get("external_id_seller__icontains"):
        part = query["external_id_seller__icontains"].lower()
        tests.append(lambda order: part in (order.external_id_seller or "").lower())
    if query.get("customer"):
        words = query["customer"].lower()
        named = {
            customer.id
            for customer in state.customers.values()
            if words in customer.name.lower() or words in customer.nickname.lower()
        }
        tests.append(lambda order: order.customer in named)
    if query.get("sales_rep"):
        rep = query["sales_rep"]
        tests.append(lambda order: rep in map(str, order.sales_reps))


ENDPOINTS = (
    Endpoint("GET", "orders-received", "orders", list_orders),
    Endpoint("POST", "orders-received", "orders", create_order),
    Endpoint("GET", "orders-received/{number}", "orders", get_order),
    Endpoint("PATCH", "orders-received/{number}", "orders", patch_order),
    Endpoint("DELETE", "orders-received/{number}", "orders", delete_order),
    Endpoint("POST", "orders-received/{number}/transition/{action}", "orders", transit_order),
    Endpoint("GET", "orders-received/{number}/line-items", "orders", lines_of_order),
    Endpoint("GET", "orders-received/{number}/payments", "orders", payments_of_order),
    Endpoint("GET", "order-statuses", "orders", list_statuses),
)
