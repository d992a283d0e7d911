"""Items, to and from QuickBooks (reference/quickbooks.md 10.2)."""

from __future__ import annotations

from collections.abc import Callable

from leafledger.ledger.items import Item, ItemType, KnownItem
from leafledger.ledger.pointers import Pointer
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import (
    number_or_none,
    part,
    plain,
    pointing_to,
    reference,
    required_id,
    text,
)
from leafledger.quickbooks.refusals import not_as_agreed

ENTITY = "Item"
NAME_LENGTH_MAX = 100
SKU_LENGTH_MAX = 100
DESCRIPTION_LENGTH_MAX = 4000


def read_item(wire: Wire) -> KnownItem:
    """An item as QuickBooks has it; its SKU only if the query named it (reference 4)."""
    kind = text(wire.get("Type"))
    if kind not in set(ItemType):
        raise not_as_agreed(f"an item of the type {kind[:40]!r}")
    name = text(wire.get("Name"))
    return KnownItem(
        id=required_id(wire, "an item"),
        sync_token=text(wire.get("SyncToken")),
        name=name,
        full_name=text(wire.get("FullyQualifiedName")) or name,
        sku=text(wire.get("Sku")),
        type=ItemType(kind),
        income_account_id=reference(wire, "IncomeAccountRef"),
        income_account=text(part(wire, "IncomeAccountRef", "name")),
        active=wire.get("Active") is not False,
        price=number_or_none(wire.get("UnitPrice"), "Item.UnitPrice"),
        description=text(wire.get("Description")),
    )


def wire_item(item: Item, ids: Callable[[Pointer], str]) -> Wire:
    """A new item; `ids` gives the QuickBooks id of its income account.

    A SKU that is too long is left out: half a SKU is another product's.
    """
    wire: Wire = {
        "Name": item.name[:NAME_LENGTH_MAX].strip(),
        "Type": item.type.value,
        "UnitPrice": plain(item.price),
        "IncomeAccountRef": pointing_to(ids(item.income_account)),
    }
    if item.sku and len(item.sku) <= SKU_LENGTH_MAX:
        wire["Sku"] = item.sku
    if item.description:
        wire["Description"] = item.description[:DESCRIPTION_LENGTH_MAX]
    return wire
