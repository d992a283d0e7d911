"""Items: what a line of a document sells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from leafledger.ledger.pointers import Pointer


class ItemType(StrEnum):
    """QuickBooks's item types."""

    INVENTORY = "Inventory"
    NON_INVENTORY = "NonInventory"
    SERVICE = "Service"
    CATEGORY = "Category"
    GROUP = "Group"

    @property
    def can_be_sold(self) -> bool:
        """Whether it may stand on a line."""
        return self in {ItemType.INVENTORY, ItemType.NON_INVENTORY, ItemType.SERVICE}


@dataclass(frozen=True, slots=True)
class Item:
    """An item as we want it. `price` is for one sold unit, as on LeafLink (accounting.md A10)."""

    name: str
    sku: str
    description: str
    price: Decimal
    type: ItemType
    income_account: Pointer


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item as QuickBooks last showed it. `price` is for one unit sold, if it has one."""

    id: str
    sync_token: str
    name: str
    full_name: str
    sku: str
    type: ItemType
    income_account_id: str = ""
    income_account: str = ""
    active: bool = True
    price: Decimal | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A payment term: due so many days after the invoice date."""

    name: str
    due_days: int
