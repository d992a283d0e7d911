"""An order as its buyer reads it: quantities in cases, money as plain numbers.

Source: the V2 description's example of /buyer/orders/ (reference/leaflink.md 3.1).
"""

from __future__ import annotations

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.records import Line, Order, Row
from leafledger_simulators.leaflink.shapes.customers import address_shape
from leafledger_simulators.leaflink.shapes.products import DENOMINATIONS
from leafledger_simulators.leaflink.totals import line_total, unit_price
from leafledger_simulators.leaflink.world import World


def purchase_shape(world: World, order: Order) -> Row:
    """The buyer's view of an order."""
    totals, option = world.totals(order), order.payment_option
    staff = world.state.table("company_staff")
    delivered = next(
        (
            one.timestamp
            for one in world.state.log_of(order.number)
            if one.event_type == "completed"
        ),
        None,
    )
    return {
        "id": order.number,
        "short_id": order.short_id,
        "status": order.status,
        "type": order.classification,
        "buyer": _buyer(world, order),
        "seller": _seller(world),
        "source": "SGO" if order.manual else "BGO",
        "created_by": {
            "id": order.buyer,
            "name": order.created_by,
            "username": order.created_by,
            "email": None,
        },
        "created_on": wire.stamp(order.created_on),
        "last_edited_on": wire.stamp(order.modified),
        "currency": "USD",
        "line_items": [_line(world, line) for line in order.lines],
        "subtotal": wire.number(totals.subtotal),
        "shipping_charge": wire.number(totals.shipping),
        "discount": wire.number(totals.discount),
        "tax": wire.number(totals.final_tax),
        "total": wire.number(totals.total),
        "payable_to": _payable_to(world),
        "payment_term": option["payment_term"]["term"] if option else None,
        "payment_methods": [option["payment_method"]["method"]] if option else [],
        "payment_due_date": wire.stamp(order.payment_due_date),
        "ship_date": wire.stamp(order.ship_date),
        "shipping_details": order.shipping_details,
        "is_delivered": delivered is not None,
        "delivered_date": wire.stamp(delivered),
        "notes": order.notes or "",
        "sales_reps": [staff[rep]["display_name"] for rep in order.sales_reps if rep in staff],
        "delivery_address": address_shape(world.customer_of(order)),
    }


def _buyer(world: World, order: Order) -> Row | None:
    customer = world.customer_of(order)
    if customer is None:
        return None
    licenses = [
        {
            "id": customer.id,
            "number": customer.license_number,
            "type": "Recreational",
            "classification": "Store",
        }
    ]
    return {
        "id": order.buyer,
        "name": customer.name,
        "address": customer.fields.get("address", ""),
        "unit_number": customer.fields.get("unit_number", ""),
        "city": customer.city,
        "state": customer.state,
        "zip": customer.fields.get("zipcode", ""),
        "email": customer.email,
        "phone": customer.phone,
        "licenses": licenses,
    }


def _seller(world: World) -> Row:
    company = world.state.table("companies")[world.state.company_id]
    licenses = [
        {name: row[name] for name in ("id", "number", "type", "classification")}
        for row in world.state.table("licenses").values()
    ]
    return {
        "id": company["id"],
        "name": company["name"],
        "address": company["address"],
        "unit_number": None,
        "city": company["city"],
        "state": company["state"],
        "zip": company["zipcode"],
        "phone": None,
        "licenses": licenses,
    }


def _payable_to(world: World) -> Row:
    company = world.state.table("companies")[world.state.company_id]
    return {name: company[name] for name in ("name", "address", "city", "state", "zipcode")}


def _line(world: World, line: Line) -> Row:
    state, sale_wins = world.state, world.switches["sale_price_wins"]
    product = state.products.get(line.product)
    units = line.unit_multiplier or 1
    shown: Row | None = None
    if product is not None:
        brand = state.table("brands").get(product.brand or 0)
        category = state.table("product_categories").get(product.category or 0)
        denomination = DENOMINATIONS.get(product.fields.get("unit_denomination", 1))
        shown = {
            "id": product.id,
            "sku": product.sku,
            "name": product.name,
            "brand": {"id": brand["id"], "name": brand["name"]} if brand else None,
            "unit_of_measure": product.unit_of_measure,
            "unit_denomination": denomination["name"] if denomination else None,
            "base_unit_of_measure": product.unit_of_measure,
            "base_units_per_unit": None,
            "sold_in_multiples": units > 1,
            "units_per_case": units,
            "category": category,
            "sub_category": state.table("product_subcategories").get(product.sub_category or 0),
        }
    return {
        "product": shown,
        "quantity": wire.number(line.quantity / units),
        "sold_by": "Case" if units > 1 else line.unit_of_measure,
        "price": wire.number(unit_price(line, sale_price_wins=sale_wins)),
        "total": wire.number(line_total(line, sale_price_wins=sale_wins)),
    }
