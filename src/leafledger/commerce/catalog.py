"""A product of the seller's catalog (reference/leaflink.md 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# LeafLink fills a blank SKU with twenty random hex digits (reference/leaflink.md 7).
_MADE_UP_SKU = re.compile(r"[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class Product:
    """A product as listed.

    `wholesale_price` is for one sold unit (a case). `books_id` is the QuickBooks item id that
    was once written down on LeafLink (`extern_acct_id`), if any.
    """

    id: str
    name: str
    parent_name: str = ""
    sku: str = ""
    description: str = ""
    wholesale_price: Decimal = Decimal(0)
    category: str = ""
    product_line: str = ""
    brand: str = ""
    books_id: str = ""
    archived: bool = False

    @property
    def display_name(self) -> str:
        """The parent's name and its own, as LeafLink shows a variety."""
        return f"{self.parent_name} {self.name}".strip()

    @property
    def own_sku(self) -> str:
        """The seller's SKU; empty where LeafLink made one up, which is no key (A10)."""
        return "" if _MADE_UP_SKU.fullmatch(self.sku) else self.sku
