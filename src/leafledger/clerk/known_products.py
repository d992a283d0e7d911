"""What is known of products on both sides, from what was last seen."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.commerce.catalog import Product
from leafledger.commerce.orders import Unreadable
from leafledger.database.connection import Database
from leafledger.intake.looking import PRODUCT
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.products import read_product
from leafledger.ledger.items import KnownItem
from leafledger.ledger.pointers import RecordKind
from leafledger.quickbooks.items import read_item


class KnownProducts:
    """Reads one company's products and items."""

    def __init__(self, company: str, database: Database) -> None:
        self._company = company
        self._seen = SeenRecords(database)

    def as_seen(self, ids: Sequence[str]) -> dict[str, Product | Unreadable]:
        """Those of the products that were seen, by LeafLink id; the odd ones with the reason."""
        seen = self._seen.some(self._company, System.LEAFLINK, PRODUCT, ids)
        return {id_: read_product(one.wire) for id_, one in seen.items()}

    def items(self, ids: Sequence[str]) -> dict[str, KnownItem]:
        """Those of QuickBooks's items that were seen and not deleted since, by id there."""
        seen = self._seen.some(self._company, System.QUICKBOOKS, RecordKind.ITEM.value, ids)
        return {id_: read_item(one.wire) for id_, one in seen.items()}
