"""`/inventory/items/` and `/inventory/facilities/`: where a product's stock lies (beta in V2).

A managed product has one item without a batch until items with batches are created; the first
of those archives it. The items of a product always add up to its quantity: what an order takes
is taken from the oldest item, and a changed item changes the product.
Source: the V2 description of POST /inventory/items/; reference/leaflink.md 7. That orders take
from the oldest item is our inference.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.api.tables import find_row
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint, comma_list, page, read_id
from leafledger_simulators.leaflink.records import FACILITY_ID, ZERO, Product, Row
from leafledger_simulators.leaflink.refusals import Refusal, not_found, wrong_field
from leafledger_simulators.leaflink.shelf import touch_product
from leafledger_simulators.leaflink.world import World

MANAGED = 1
ITEMS = "inventory_items"
INVENTORY_ID = 301


def list_items(call: Call) -> Answer:
    """GET /inventory/items/: archived ones only with `include_archived`."""
    wanted = comma_list(call.query.get("product"))
    for product in call.world.state.products.values():
        if not wanted or str(product.id) in wanted:
            settle_items(call.world, product)
    rows = [
        row
        for row in call.world.state.table(ITEMS).values()
        if (not wanted or str(row["product"]) in wanted)
        and (_archived_too(call) or not row["is_archived"])
    ]
    return page(call, rows, lambda row: item_shape(call.world, row))


def get_item(call: Call) -> Answer:
    """GET /inventory/items/{id}/."""
    return Answer(200, item_shape(call.world, _find(call)))


def create_item(call: Call) -> Answer:
    """POST /inventory/items/: an item with a batch archives the one without."""
    fields = call.fields()
    missing = [name for name in ("facility", "product", "quantity") if fields.get(name) is None]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    product = call.world.state.products.get(wire.read_whole("product", fields["product"]))
    if product is None:
        raise wrong_field("product", "Invalid pk - object does not exist.")
    if wire.read_whole("facility", fields["facility"]) not in facilities(call.world):
        raise wrong_field("facility", "Invalid pk - object does not exist.")
    batch = wire.read_whole_or_none("batch", fields.get("batch"))
    if batch is not None and batch not in call.world.state.table("batches"):
        raise wrong_field("batch", "Invalid pk - object does not exist.")
    quantity = _quantity(fields["quantity"])
    archived = wire.read_flag("is_archived", fields.get("is_archived", False))
    settle_items(call.world, product)
    for row in items_of(call.world, product):
        if row["batch"] is None and not archived:
            row["is_archived"] = True
    row = _new_item(call.world, product, batch, quantity)
    row["is_archived"] = archived
    _count_again(call.world, product)
    return Answer(201, item_shape(call.world, row))


def patch_item(call: Call) -> Answer:
    """PATCH /inventory/items/{id}/: the quantity, and whether it is archived."""
    row, fields = _find(call), call.fields()
    if "quantity" in fields:
        quantity = _quantity(fields["quantity"])
    if "is_archived" in fields:
        row["is_archived"] = wire.read_flag("is_archived", fields["is_archived"])
    if "quantity" in fields:
        row["quantity"] = quantity
    _count_again(call.world, call.world.state.products[row["product"]])
    return Answer(200, item_shape(call.world, row))


def list_facilities(call: Call) -> Answer:
    """GET /inventory/facilities/."""
    return page(call, list(facilities(call.world).values()), dict)


def get_facility(call: Call) -> Answer:
    """GET /inventory/facilities/{id}/."""
    facilities(call.world)
    return Answer(200, find_row(call, "facilities"))


def facilities(world: World) -> dict[int, Row]:
    """The seller's facilities: the one that orders name."""
    table = world.state.table("facilities")
    if not table:
        row = {"name": "Main warehouse", "description": "Picking, packing and storage."}
        table[FACILITY_ID] = {"id": FACILITY_ID, **row}
    return table


def items_of(world: World, product: Product) -> list[Row]:
    """The items of a product that are not archived, oldest first."""
    return [
        row
        for row in world.state.table(ITEMS).values()
        if row["product"] == product.id and not row["is_archived"]
    ]


def settle_items(world: World, product: Product) -> None:
    """Book what happened to the product's quantity since to its items, the oldest first."""
    if product.inventory_management != MANAGED:
        return
    items = items_of(world, product)
    if not items:
        items = [_new_item(world, product, None, product.quantity)]
    change = product.quantity - sum((row["quantity"] for row in items), ZERO)
    if change > 0:
        items[0]["quantity"] += change
    for row in items:
        taken = min(row["quantity"], -change) if change < 0 and row["quantity"] > 0 else ZERO
        row["quantity"] -= taken
        change += taken
    if change < 0:
        # Sold beyond the stock: the oldest item shows it.
        items[0]["quantity"] += change


def item_shape(world: World, row: Row) -> Row:
    """An item; the product's reservation lies on its oldest items."""
    product = world.state.products[row["product"]]
    reserved = ZERO
    if not row["is_archived"]:
        left = product.reserved_qty
        for other in items_of(world, product):
            share = max(min(left, other["quantity"]), ZERO)
            if other["id"] == row["id"]:
                reserved = share
                break
            left -= share
    return {
        "id": row["id"],
        "facility": row["facility"],
        "inventory": row["inventory"],
        "product": row["product"],
        "quantity": wire.number(row["quantity"]),
        "quantity_in_product_uom": wire.text_4(row["quantity"]),
        "reserved_qty": wire.text_4(reserved),
        "reserved_qty_in_product_uom": wire.text_4(reserved),
        "batch": row["batch"],
        "is_archived": row["is_archived"],
    }


def _count_again(world: World, product: Product) -> None:
    """The product holds what its items hold together."""
    counted = sum((row["quantity"] for row in items_of(world, product)), ZERO)
    if counted != product.quantity:
        product.quantity = counted
        touch_product(world, product)


def _new_item(world: World, product: Product, batch: int | None, quantity: Decimal) -> Row:
    row = {
        "facility": next(iter(facilities(world))),
        "inventory": INVENTORY_ID,
        "product": product.id,
        "quantity": quantity,
        "batch": batch,
        "is_archived": False,
    }
    return world.state.add_row(ITEMS, row)


def _find(call: Call) -> Row:
    row = call.world.state.table(ITEMS).get(read_id(call))
    if row is None:
        raise not_found()
    settle_items(call.world, call.world.state.products[row["product"]])
    return row


def _archived_too(call: Call) -> bool:
    return call.query.get("include_archived", "").lower() in {"true", "1"}


def _quantity(value: object) -> Decimal:
    quantity = wire.read_decimal("quantity", value)
    if quantity < 0:
        raise wrong_field("quantity", "Ensure this value is greater than or equal to 0.")
    return quantity


ENDPOINTS = (
    Endpoint("GET", "inventory/items", "products", list_items),
    Endpoint("POST", "inventory/items", "products", create_item),
    Endpoint("GET", "inventory/items/{id}", "products", get_item),
    Endpoint("PATCH", "inventory/items/{id}", "products", patch_item),
    Endpoint("GET", "inventory/facilities", "products", list_facilities),
    Endpoint("GET", "inventory/facilities/{id}", "products", get_facility),
)
