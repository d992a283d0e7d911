"""A product as REST shows it (reference/leaflink.md 7 and 1.10)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.pricing import price_for_buyer
from leafledger_simulators.leaflink.records import Product, Row
from leafledger_simulators.leaflink.shelf import available
from leafledger_simulators.leaflink.world import World

# The codes of `unit_denomination` this seller uses; the spec lists 25.
DENOMINATIONS: dict[int, Row] = {
    1: {"id": 1, "value": "1.00000", "name": "One", "label": "1"},
    2: {"id": 2, "value": "0.50000", "name": "Half", "label": "1/2"},
    4: {"id": 4, "value": "0.12500", "name": "Eighth", "label": "1/8"},
    7: {"id": 7, "value": "3.50000", "name": "Three and a half", "label": "3 1/2"},
    11: {"id": 11, "value": "28.00000", "name": "Twenty-eight", "label": "28"},
}

PLAIN_FIELDS: Row = {
    "drop_date": None,
    "dropped": None,
    "description": "",
    "maximum_order": None,
    "AVAILABLE_FOR_SAMPLES": False,
    "extern_acct_id": None,
    "extern_income_acct_id": "",
    "featured": False,
    "tagline": None,
    "featured_on_deals": False,
    "grow_type": None,
    "seller_internal_id": None,
    "strain_classification": "na",
    "strains": [],
    "is_ancillary": False,
    "s2s_conversion_amount": "1.0000",
    "extern_sts_ids": None,
    "has_deals_eligible_children": False,
    "base_units_per_unit": None,
    "threshold_value": 0,
    "threshold_action": "unavailable",
    "reverse_threshold_value": 1,
    "reverse_threshold_action": "available",
    "show_quantity": False,
}


def product_shape(
    world: World, product: Product, children: Collection[str] = (), buyer: str | None = None
) -> Row:
    """A product with the stock as it stands; `children` may add images, discounts, strains.

    `buyer` is the company whose price schedule `price_schedule_price` shows.
    """
    fields = product.fields
    counted = wire.number if world.switches["product_quantity_as_number"] else wire.text_4
    images = [
        row for row in world.state.table("product_images").values() if row["product"] == product.id
    ]
    shape = {
        "id": product.id,
        "created_on": wire.stamp(product.created_on),
        "last_edit": wire.stamp(fields.get("last_edit", product.created_on)),
        "name": product.name,
        "sku": product.sku,
        "display_name": display_name(world, product),
        "quantity": counted(product.quantity),
        "reserved_qty": counted(product.reserved_qty),
        "available_inventory": wire.number(available(product)),
        "unit_multiplier": product.unit_multiplier,
        "retail_price": wire.number_money(product.retail_price),
        "wholesale_price": wire.number_money(product.wholesale_price),
        "sale_price": wire.number_money(product.sale_price),
        "minimum_order": fields.get("minimum_order", "1.0000"),
        "is_medical_line_item": product.is_medical_line_item,
        "allow_fractional_quantities": product.allow_fractional_quantities,
        "parent": _parent(world, product),
        "listing_state": product.listing_state,
        "display_listing_state": product.listing_state,
        "inventory_management": product.inventory_management,
        "unit_of_measure": product.unit_of_measure,
        "sell_in_unit_of_measure": product.sell_in_unit_of_measure,
        "unit_denomination": DENOMINATIONS.get(fields.get("unit_denomination", 1)),
        "category": product.category,
        "sub_category": product.sub_category,
        "seller": world.state.company_id,
        "manufacturer": world.state.company_id,
        "brand": product.brand,
        "product_line": product.product_line,
        "license": world.state.table("licenses").get(fields.get("license") or 0),
        "children_count": fields.get("children_count", 0),
        "price_schedule_price": wire.number_money(
            price_for_buyer(world, product, buyer) if buyer else product.wholesale_price
        ),
        "image_count": len(images),
        "strain_classification_display": "N/A",
        "modified": wire.stamp(product.modified),
        "discount_percent": _discount_percent(product),
        "external_ids": product.external_ids,
    }
    shape |= {name: fields.get(name, plain) for name, plain in PLAIN_FIELDS.items()}
    if "images" in children:
        shape["images"] = images
    if "volume_discounts" in children:
        shape["volume_discounts"] = fields.get("volume_discounts", [])
    return shape


def display_name(world: World, product: Product) -> str:
    """A variety's name leads with its parent's (reference 7)."""
    parent = world.state.products.get(product.parent or 0)
    return f"{parent.name} {product.name}" if parent else product.name


def _parent(world: World, product: Product) -> Row | None:
    parent = world.state.products.get(product.parent or 0)
    return {"id": parent.id, "name": parent.name} if parent else None


def _discount_percent(product: Product) -> int:
    if not product.sale_price or not product.wholesale_price:
        return 0
    share = (product.wholesale_price - product.sale_price) / product.wholesale_price
    return int((share * 100).quantize(Decimal(1), ROUND_HALF_UP))
