"""`/line-items/`: list with `expand=product`, get, post (beta), patch, delete.

Sources: reference/leaflink.md 1.6 (the order-date filters do nothing, as one extractor found),
2.5 (edits).
"""

from __future__ import annotations

from collections.abc import Callable

from leafledger_simulators.leaflink.api.line_fields import new_line, read_line_changes, set_line
from leafledger_simulators.leaflink.call import (
    Answer,
    Call,
    Endpoint,
    comma_list,
    page,
    read_id,
)
from leafledger_simulators.leaflink.filters import Test, flag_tests, keep, word_tests
from leafledger_simulators.leaflink.market import Change, edit
from leafledger_simulators.leaflink.records import Customer, Line, Order, Row
from leafledger_simulators.leaflink.refusals import detail, not_found, wrong_field
from leafledger_simulators.leaflink.shapes.orders import line_shape
from leafledger_simulators.leaflink.shapes.products import product_shape
from leafledger_simulators.leaflink.statuses import money_may_change

MONEY_FIELDS = frozenset({"ordered_unit_price", "sale_price", "quantity"})


def list_lines(call: Call) -> Answer:
    """GET /line-items/."""
    query, state = call.query, call.world.state
    tests: list[Test] = [
        *word_tests(query, "id", lambda line: line.id, many=True),
        *word_tests(query, "product_id", lambda line: line.product, many=True),
        *flag_tests(query, "is_sample", lambda line: line.is_sample),
    ]
    lines = list(state.lines.values())
    if query.get("order"):
        wanted = comma_list(query["order"])
        lines = [
            line
            for order in state.orders.values()
            if order.number in wanted or order.external_id_seller in wanted
            for line in order.lines
        ]
    tests += _customer_tests(call)
    if query.get("product__name"):
        name = query["product__name"].lower()
        tests.append(lambda line: name == line.frozen_data["product"]["name"].lower())
    return page(call, keep(lines, tests), lambda line: _shape(call, line))


def _customer_tests(call: Call) -> list[Test]:
    """Filters by the order's customer: his id, city, managers, service zone."""
    query, state = call.query, call.world.state
    wanted: dict[str, Callable[[Customer], set[str]]] = {
        "order__customers": lambda customer: {str(customer.id)},
        "order__customer__cities": lambda customer: {customer.city},
        "order__customer__managers": lambda customer: set(map(str, customer.managers)),
        "order__service_zone": lambda customer: {str(customer.fields.get("service_zone"))},
    }
    tests: list[Test] = []
    for name, read in wanted.items():
        if query.get(name):
            words = comma_list(query[name])
            theirs = {one.id for one in state.customers.values() if words & read(one)}
            numbers = {one.number for one in state.orders.values() if one.customer in theirs}
            tests.append(_one_of(numbers))
    return tests


def _one_of(numbers: set[str]) -> Test:
    return lambda line: line.order in numbers


def get_line(call: Call) -> Answer:
    """GET /line-items/{id}/."""
    return Answer(200, _shape(call, _find(call)))


def create_line(call: Call) -> Answer:
    """POST /line-items/."""
    fields = call.fields()
    order = call.world.state.orders.get(str(fields.get("order")))
    if order is None:
        raise wrong_field("order", f'Invalid pk "{fields.get("order")}" - object does not exist.')
    _check_editable(call, order)
    line = new_line(call, order.number, fields, len(order.lines))

    def change() -> Change:
        order.lines.append(line)
        call.world.state.lines[line.id] = line
        return {"line_items": {"original": None, "new": line.id}}

    edit(call.world, order, call.author, change)
    return Answer(201, line_shape(line))


def patch_line(call: Call) -> Answer:
    """PATCH /line-items/{id}/."""
    line = _find(call)
    order = call.world.state.orders[line.order]
    wanted = read_line_changes(call.fields())
    if MONEY_FIELDS & wanted.keys():
        _check_editable(call, order)
    edit(call.world, order, call.author, lambda: set_line(line, wanted))
    return Answer(200, line_shape(line))


def delete_line(call: Call) -> Answer:
    """DELETE /line-items/{id}/."""
    line = _find(call)
    order = call.world.state.orders[line.order]
    _check_editable(call, order)

    def change() -> Change:
        order.lines.remove(line)
        del call.world.state.lines[line.id]
        return {"line_items": {"original": line.id, "new": None}}

    edit(call.world, order, call.author, change)
    return Answer(204)


def _find(call: Call) -> Line:
    line = call.world.state.lines.get(read_id(call))
    if line is None:
        raise not_found()
    return line


def _check_editable(call: Call, order: Order) -> None:
    if not money_may_change(order.status, call.world.switches):
        raise detail(400, f"Cannot edit an order with status {order.status}.")


def _shape(call: Call, line: Line) -> Row:
    product = None
    if "product" in comma_list(call.query.get("expand")):
        product = call.world.state.products.get(line.product)
    return line_shape(line, None if product is None else product_shape(call.world, product))


ENDPOINTS = (
    Endpoint("GET", "line-items", "orders", list_lines),
    Endpoint("POST", "line-items", "orders", create_line),
    Endpoint("GET", "line-items/{id}", "orders", get_line),
    Endpoint("PATCH", "line-items/{id}", "orders", patch_line),
    Endpoint("DELETE", "line-items/{id}", "orders", delete_line),
)
