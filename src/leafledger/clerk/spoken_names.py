"""What people call a record of ours: a sentence never holds an id in the place of a name."""

from __future__ import annotations

from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.looking import CUSTOMER, ORDER, PRODUCT
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.customers import read_customer
from leafledger.leaflink.products import read_product
from leafledger.ledger.pointers import RecordKind

# A short id is the end of an order's UUID (reference/leaflink.md 2.1).
SHORT_ID_LENGTH = 8
# What is marked of a customer that was merged in QuickBooks: merged:<gone>:<stays>.
MERGED = "merged:"
_SAID = {"order": "order {}", "payments": "a payment of order {}", "credit": "credit {}",
         "payout": "payout {}", "customer": 'customer "{}"', "product": 'product "{}"'}  # fmt: skip


class SpokenNames:
    """Names of one company's records, as they were last seen."""

    def __init__(self, company: str, database: Database) -> None:
        self._company = company
        self._seen = SeenRecords(database)
        self._crosswalk = Crosswalk(database)

    def called(self, record: str) -> str:
        """A record with its kind, inside a sentence: `order 10492`, `customer "Green Mesa"`."""
        kind = record.split(":", 1)[0]
        if kind not in _SAID:
            return "what LeafLedger set up for itself"
        name = self.name(record)
        return _SAID[kind].format(name) if name else f"a {kind} that LeafLink shows no more"

    def name(self, record: str) -> str:
        """The name alone: `10492`, `Green Mesa`; empty where nobody ever knew one."""
        kind, id_ = record.split(":", 1)
        if kind in {"order", "payments"}:
            return self._order(id_.split(":")[0])
        if kind == "customer":
            return self._customer(id_)
        return self._product(record, id_) if kind == "product" else id_.split(":")[0]

    def _order(self, number: str) -> str:
        seen = self._seen.some(self._company, System.LEAFLINK, ORDER, [number])
        wire = seen[number].wire if number in seen else {}
        named = wire.get("order_seller_number") or wire.get("short_id")
        return str(named or number[-SHORT_ID_LENGTH:])

    def _customer(self, id_: str) -> str:
        if id_.startswith(MERGED):
            gone = id_.removeprefix(MERGED).split(":")[0]
            record = self._crosswalk.record_of(self._company, RecordKind.CUSTOMER, gone)
            return self.name(record) if record is not None else ""
        seen = self._seen.some(self._company, System.LEAFLINK, CUSTOMER, [id_])
        known = read_customer(seen[id_].wire) if id_ in seen else None
        named = known.display_name if isinstance(known, Customer) else ""
        return named or self._linked(f"customer:{id_}")

    def _product(self, record: str, id_: str) -> str:
        seen = self._seen.some(self._company, System.LEAFLINK, PRODUCT, [id_])
        known = read_product(seen[id_].wire) if id_ in seen else None
        return known.display_name if isinstance(known, Product) else self._linked(record)

    def _linked(self, record: str) -> str:
        """The name of its counterpart when it was linked."""
        link = self._crosswalk.live(self._company, [record]).get(record)
        return link.name if link is not None else ""
