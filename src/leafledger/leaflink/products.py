"""The seller's catalog (reference/leaflink.md 7)."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from urllib.parse import quote

from leafledger.commerce.catalog import Product
from leafledger.commerce.orders import Unreadable
from leafledger.leaflink.client import LeafLink, Wire
from leafledger.leaflink.fields import CannotRead, name_of, or_none, price, text
from leafledger.leaflink.orders import one_or_none

PRODUCTS = "products/"
# Descriptions are written in the marketplace's editor and come as HTML.
_TAG = re.compile(r"<[^<>]{0,2000}>")


def all_products(client: LeafLink) -> list[Wire]:
    """Every product, the archived ones too where LeafLink lists them."""
    return client.all_rows(PRODUCTS, key="id")


def product_by_id(client: LeafLink, id: str) -> Wire | None:  # noqa: A002 (LeafLink's word)
    """One product, or None where LeafLink has none of that id."""
    return one_or_none(client, f"{PRODUCTS}{quote(id, safe='')}/")


def brands(client: LeafLink, company: str) -> list[Wire]:
    """The company's brands, each with `id` and `name`: a product tells only the id."""
    return client.all_rows("brands/", key="id", company=company)


def product_lines(client: LeafLink, company: str) -> list[Wire]:
    """The company's product lines, each with `id` and `name`: a product tells only the id."""
    return client.all_rows("product-lines/", key="id", company=company)


def read_product(wire: Wire) -> Product | Unreadable:
    """The product's facts. Its wholesale price is for one sold unit, a case."""
    product = text(wire.get("id"))
    name = text(wire.get("name")) or text(wire.get("display_name"))
    spoken = f'Product "{name}"' if name else f"Product {product}".strip()
    if not product or not name:
        why = f"LeafLink sent it without its {'number' if not product else 'name'}."
        return Unreadable("product", product, spoken, why)
    try:
        wholesale = or_none(price, wire.get("wholesale_price"), "Its wholesale price")
    except CannotRead as reason:
        return Unreadable("product", product, spoken, str(reason))
    parent = wire.get("parent")
    return Product(
        id=product,
        name=name,
        parent_name=text(parent.get("name")) if isinstance(parent, dict) else "",
        sku=text(wire.get("sku")),
        description=_plain(text(wire.get("description"))),
        wholesale_price=wholesale or Decimal(0),
        category=name_of(wire.get("category")),
        product_line=name_of(wire.get("product_line")),
        brand=name_of(wire.get("brand")),
        books_id=text(wire.get("extern_acct_id")),
        archived=_is_archived(wire),
    )


def _is_archived(wire: Wire) -> bool:
    return wire.get("archived") is True or text(wire.get("listing_state")).lower() == "archived"


def _plain(description: str) -> str:
    """Words without markup.

    Example: "<p>Dark &amp; rich</p>" -> "Dark & rich"
    """
    return " ".join(html.unescape(_TAG.sub(" ", description)).split())
