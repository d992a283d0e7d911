"""`/reports/`: a report is asked for, runs, and leaves a CSV file behind.

The columns are ours: no published report was seen. Reports about brand owners' other companies
and about visits of sales reps have nothing to stand on here and end as `failed`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from decimal import Decimal

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.api.tables import row_shape
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint, Upload, page, select
from leafledger_simulators.leaflink.records import ZERO, Order, Row
from leafledger_simulators.leaflink.refusals import Refusal, not_found, wrong_field
from leafledger_simulators.leaflink.statuses import RECOGNISED
from leafledger_simulators.leaflink.totals import line_total
from leafledger_simulators.leaflink.world import World

Sheet = Iterable[tuple[object, ...]]

REPORT_TYPES = (
    "orders-assigned",
    "orders-received",
    "orders-sent",
    "orders-report",
    "ordered-products",
    "accounts-receivable",
    "customer-value",
    "sales-rep-activity-feed",
    "brand-performance",
    "brand-owner-brand-performance",
    "brand-owner-inventory-overview",
)


def list_reports(call: Call) -> Answer:
    """GET /reports/."""
    rows = list(call.world.state.table("reports").values())
    return page(call, rows, lambda row: _shape(call, row))


def get_report(call: Call) -> Answer:
    """GET /reports/{number}/: running when asked for, done the next time one looks."""
    for row in call.world.state.table("reports").values():
        if row["number"] == call.words["number"].lower():
            return Answer(200, select(call, _shape(call, row)))
    raise not_found()


def create_report(call: Call) -> Answer:
    """POST /reports/: answered `running`."""
    fields, state = call.fields(), call.world.state
    missing = [name for name in ("report_type", "company") if fields.get(name) is None]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    if fields["report_type"] not in REPORT_TYPES:
        raise wrong_field("report_type", f'"{fields["report_type"]}" is not a valid choice.')
    if fields["company"] != state.company_id:
        raise wrong_field("company", f'Invalid pk "{fields["company"]}" - object does not exist.')
    query = fields.get("query") or {}
    if not isinstance(query, dict):
        raise wrong_field("query", "Expected a dictionary of items.")
    staff = next(iter(state.table("company_staff").values()))
    row = state.add_row(
        "reports",
        {
            "number": state.new_number(),
            "user": staff["id"],
            "status": "running",
            "report_type": fields["report_type"],
            "request_time": call.world.stamp(),
            "complete_time": None,
            "company": state.company_id,
            "export": None,
            "query": query,
            "to_email": staff["email"],
        },
    )
    return Answer(201, _row(row))


def _shape(call: Call, row: Row) -> Row:
    if row["status"] == "running":
        sheet = _SHEETS.get(row["report_type"])
        row["complete_time"] = call.world.stamp()
        row["status"] = "failed" if sheet is None else "completed"
        if sheet is not None:
            raw = _csv(sheet(call.world))
            name = f"{row['report_type']}-{row['number'][-8:]}.csv"
            row["export"] = call.keep_file(Upload(name, "text/csv; charset=utf-8", raw))
    return _row(row)


def _row(row: Row) -> Row:
    return {name: value for name, value in row_shape(row).items() if name != "id"}


def _csv(sheet: Sheet) -> bytes:
    page_of_text = io.StringIO()
    csv.writer(page_of_text).writerows(sheet)
    return page_of_text.getvalue().encode()


def _orders(world: World) -> Sheet:
    yield "order", "number", "created", "customer", "status", "total", "paid", "balance"
    for order in world.state.orders.values():
        totals = world.totals(order)
        yield (
            order.external_id_seller or order.short_id,
            order.number,
            wire.stamp(order.created_on),
            _customer(world, order),
            order.status,
            wire.text_2(totals.total),
            wire.text_2(totals.paid),
            wire.text_2(totals.balance),
        )


def _lines(world: World) -> Sheet:
    yield "order", "sku", "product", "quantity", "units per case", "price", "total"
    sale_wins = world.switches["sale_price_wins"]
    for order in world.state.orders.values():
        for line in order.lines:
            product = world.state.products.get(line.product)
            yield (
                order.external_id_seller or order.short_id,
                product.sku if product else "",
                product.name if product else "",
                wire.text_4(line.quantity),
                line.unit_multiplier,
                wire.text_2(line.ordered_unit_price),
                wire.text_2(line_total(line, sale_price_wins=sale_wins)),
            )


def _receivable(world: World) -> Sheet:
    yield "customer", "order", "created", "balance"
    for order in world.state.orders.values():
        balance = world.balance(order)
        if order.status in RECOGNISED and balance:
            name = order.external_id_seller or order.short_id
            created = wire.stamp(order.created_on)
            yield _customer(world, order), name, created, wire.text_2(balance)


def _customer_value(world: World) -> Sheet:
    yield "customer", "orders", "total"
    worth: dict[str, tuple[int, Decimal]] = {}
    for order in world.state.orders.values():
        if order.status in RECOGNISED:
            name = _customer(world, order)
            count, total = worth.get(name, (0, ZERO))
            worth[name] = count + 1, total + world.totals(order).total
    for name, (count, total) in sorted(worth.items()):
        yield name, count, wire.text_2(total)


def _customer(world: World, order: Order) -> str:
    customer = world.customer_of(order)
    return customer.display_name if customer else ""


_SHEETS: dict[str, Callable[[World], Sheet]] = {
    "orders-received": _orders,
    "orders-report": _orders,
    "ordered-products": _lines,
    "accounts-receivable": _receivable,
    "customer-value": _customer_value,
}

ENDPOINTS = (
    Endpoint("GET", "reports", "orders", list_reports),
    Endpoint("POST", "reports", "orders", create_report),
    Endpoint("GET", "reports/{number}", "orders", get_report),
)
