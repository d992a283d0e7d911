"""The webhooks' own shape of an order and a product: flat strings, `orderedproduct_set`.

Source: reference/leaflink.md 9.3, after a captured body of 2019 and notes of 2026. There is no
`modified`, no balance, no credits: a webhook is a doorbell, the truth is fetched by GET.
"""

from __future__ import annotations

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.records import Customer, Line, Order, Product, Row
from leafledger_simulators.leaflink.shapes.customers import customer_shape
from leafledger_simulators.leaflink.shapes.products import product_shape
from leafledger_simulators.leaflink.world import World

STATE_NAMES = {"CA": "California", "CO": "Colorado", "MI": "Michigan", "NV": "Nevada"}


def webhook_body(world: World, action: str, record: Order | Product) -> Row:
    """The envelope of one event, or the bare record where the switch says so."""
    if isinstance(record, Order):
        kind, data = "order", order_data(world, record)
    else:
        kind, data = "product", product_shape(world, record)
    if not world.switches["webhook_envelope"]:
        return data
    return {"action": action, "type": kind, "data": data}


def order_data(world: World, order: Order) -> Row:
    """The whole order in the webhook's shape."""
    totals = world.totals(order)
    option = order.payment_option
    return {
        "id": order.id,
        "number": order.number,
        "external_id_seller": order.external_id_seller,
        "external_id_buyer": order.external_id_buyer,
        "created_on": wire.stamp(order.created_on),
        "user": {"username": order.user, "first_name": order.user, "last_name": ""},
        "buyer": _buyer(world.customer_of(order)),
        "seller": _seller(world),
        "customer": _customer(world, world.customer_of(order)),
        "brand": order.brand,
        "status": order.status,
        "manual": order.manual,
        "discount_amount": wire.text_4(order.discount),
        "discount_type": order.discount_type,
        "tax_amount": wire.text_6(order.tax_amount),
        "tax_type": order.tax_type,
        "shipping_charge": wire.text_2(order.shipping_charge),
        "total": wire.text_2(totals.total),
        "payment_term": option["payment_term"]["term"] if option else None,
        "payment_due_date": wire.stamp(order.payment_due_date),
        "paid": order.paid,
        "paid_date": wire.day(order.paid_date),
        "ship_date": wire.stamp(order.ship_date),
        "shipping_details": order.shipping_details,
        "notes": order.notes,
        "internal_notes": order.internal_notes,
        "delivery_preferences": order.delivery_preferences,
        "sales_reps": [_rep(world, rep) for rep in order.sales_reps],
        "orderedproduct_set": [_line(world, line) for line in order.lines],
    }


def _line(world: World, line: Line) -> Row:
    product = world.state.products.get(line.product)
    named = (
        {"name": product.name, "sku": product.sku}
        if product is not None
        else line.frozen_data.get("product", {"name": "", "sku": ""})
    )
    return {
        "id": line.id,
        "product": named,
        "quantity": wire.text_4(line.quantity),
        "unit_multiplier": line.unit_multiplier,
        "ordered_unit_price": wire.text_2(line.ordered_unit_price),
        "sale_price": wire.text_2(line.sale_price),
        "is_sample": line.is_sample,
    }


def _buyer(customer: Customer | None) -> Row | None:
    if customer is None or customer.partner is None:
        return None
    licenses = [{"number": customer.license_number, "type": "Retail"}]
    return {"id": customer.partner, "name": customer.name, "licenses": licenses}


def _seller(world: World) -> Row:
    company = world.state.table("companies")[world.state.company_id]
    licenses = [dict(row) for row in world.state.table("licenses").values()]
    return {"id": company["id"], "name": company["name"], "licenses": licenses}


def _customer(world: World, customer: Customer | None) -> Row | None:
    if customer is None:
        return None
    statuses = world.state.table("customer_statuses")
    shape = customer_shape(world, customer)
    shape["state"] = STATE_NAMES.get(customer.state, customer.state)
    shape["license"] = {"number": customer.license_number, "type": "Retail"}
    shape["status"] = statuses.get(customer.status or 0)
    shape["tags"] = customer.fields.get("tags", [])
    return shape


def _rep(world: World, staff_id: int) -> Row:
    staff = world.state.table("company_staff").get(staff_id, {})
    return {"id": staff_id, "name": staff.get("display_name"), "email": staff.get("email")}
