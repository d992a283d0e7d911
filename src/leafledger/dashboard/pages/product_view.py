"""One product: LeafLink beside QuickBooks's item, which item it may be, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.catalog import Shelf
from leafledger.bookkeeping.known_records import Counterparts, Link
from leafledger.clerk.known_products import KnownProducts
from leafledger.commerce.catalog import Product
from leafledger.commerce.orders import Unreadable
from leafledger.dashboard.pages.attention_page import Asked
from leafledger.dashboard.pages.customer_choices import Choice
from leafledger.dashboard.pages.record_facts import (
    Compared,
    Past,
    asked_about,
    compared,
    past_of,
    since,
)
from leafledger.dashboard.wording import price
from leafledger.intake.companies import Company
from leafledger.ledger.items import ItemType, KnownItem
from leafledger.reports.pairs import Pairs, Sort

# What QuickBooks calls the types of items on its pages.
ITEM_TYPES = {
    ItemType.INVENTORY: "Inventory",
    ItemType.NON_INVENTORY: "Non-inventory",
    ItemType.SERVICE: "Service",
    ItemType.CATEGORY: "Category",
    ItemType.GROUP: "Bundle",
}


@dataclass(frozen=True, slots=True)
class ProductView:
    """Everything the page of a product shows. `item` None where it has no counterpart."""

    id: str
    product: Product | Unreadable
    link: Link | None
    item: KnownItem | None
    matched_since: str
    rows: Sequence[Compared]
    told: Sequence[tuple[str, str]]
    suggested: Sequence[Choice]
    found: Sequence[Choice]
    asked: Sequence[Asked]
    past: Sequence[Past]

    @property
    def name(self) -> str:
        """What people call it."""
        mine = self.product
        return mine.display_name if isinstance(mine, Product) else mine.what

    @property
    def their_name(self) -> str:
        """The name of its item; as it was matched where QuickBooks has it no more."""
        if self.item is not None:
            return self.item.full_name
        return self.link.name if self.link is not None else ""


def view_product(
    ledger: LeafLedger, company: Company, id: str, search: str  # noqa: A002
) -> ProductView | None:  # fmt: skip
    """What there is to see of a product of LeafLink; None where it was never seen."""
    name, record = company.company, f"product:{id}"
    known = KnownProducts(name, ledger.database)
    product = known.as_seen([id]).get(id)
    if product is None:
        return None
    counterparts = ledger.parts(company).known.counterparts()
    link = counterparts.links.get(record)
    item = known.items([link.quickbooks_id]).get(link.quickbooks_id) if link is not None else None
    near = Shelf(counterparts).near(product) if isinstance(product, Product) else []
    ids = Pairs(ledger.database).in_quickbooks(name, Sort.PRODUCT, search) if search else []
    found = [counterparts.items[one] for one in ids if one in counterparts.items]
    holders = _holders(known, counterparts, {one.id for one in found})
    return ProductView(
        id=id,
        product=product,
        link=link,
        item=item,
        matched_since=since(ledger.crosswalk.history(name, record), link) if link else "",
        rows=_rows(product, item) if item is not None else (),
        told=_told(product, alone=item is None),
        suggested=() if link else [_choice(product, one, _why(product, one)) for one in near],
        found=[_choice(product, one, "", holders.get(one.id, "")) for one in found],
        asked=asked_about(ledger, company, record),
        past=past_of(ledger, company, record, "item"),
    )


def _holders(known: KnownProducts, counterparts: Counterparts, ids: set[str]) -> dict[str, str]:
    """Whose counterpart some items are already, by their id."""
    held = {
        link.quickbooks_id: record.removeprefix("product:")
        for record, link in counterparts.links.items()
        if record.startswith("product:") and link.quickbooks_id in ids
    }
    names = known.as_seen(sorted(held.values()))
    return {
        id_: read.display_name
        if isinstance(read := names.get(product), Product)
        else "another product"
        for id_, product in held.items()
    }


def _choice(product: Product | Unreadable, item: KnownItem, why: str, holder: str = "") -> Choice:
    return Choice(item.id, item.full_name, why, _rows(product, item), holder, item.active)


def _why(product: Product | Unreadable, item: KnownItem) -> str:
    same_sku = isinstance(product, Product) and item.sku.casefold() == product.own_sku.casefold()
    return f"Same SKU {item.sku}" if item.sku and same_sku else "Same name"


def _rows(product: Product | Unreadable, item: KnownItem) -> list[Compared]:
    """Both sides beside each other; only what both have."""
    if not isinstance(product, Product):
        return []
    mine, theirs = price(product.wholesale_price), price(item.price)
    return [
        _row("Name", product.display_name, item.name),
        _row("SKU", product.own_sku, item.sku),
        _row("Price of a unit sold", mine, "" if item.price is None else theirs),
        _row("Description", product.description, item.description),
        _row("In use", _in_use(gone=product.archived), _in_use(gone=not item.active)),
        compared("Type in QuickBooks", "", ITEM_TYPES[item.type], alike=False),
        compared("Posts to", "", item.income_account, alike=False),
    ]  # fmt: skip


def _row(name: str, mine: str, theirs: str) -> Compared:
    return compared(name, mine, theirs, alike=mine.casefold().split() == theirs.casefold().split())


def _in_use(*, gone: bool) -> str:
    return "no" if gone else "yes"


def _told(product: Product | Unreadable, *, alone: bool) -> list[tuple[str, str]]:
    """What LeafLink says of it besides; all of it where it stands alone.

    A brand or category of which LeafLink sent the number only has no name to show.
    """
    if not isinstance(product, Product):
        return []
    plain = (("SKU", product.own_sku), ("Price of a unit sold", price(product.wholesale_price)))
    said = (
        *(plain if alone else ()), ("Brand", product.brand), ("Product line", product.product_line),
        ("Category", product.category), ("Archived on LeafLink", "yes" * product.archived),
    )  # fmt: skip
    return [(name, words) for name, words in said if words and not _is_number(name, words)]


def _is_number(name: str, words: str) -> bool:
    return name in {"Brand", "Product line", "Category"} and words.isdigit()
