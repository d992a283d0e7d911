"""Working out margin and charges by month from what was last seen, and keeping them.

It reads our own database only (names of brands and product lines apart), some hundred documents
at a time; the nightly proof does it, and the button of the report. Everything is made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from leafledger.bookkeeping.adjustments import DISCOUNT_ITEM
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.set_up import ITEM_ROLES
from leafledger.commerce.catalog import Product
from leafledger.commerce.orders import Order
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.looking import ORDER, PRODUCT
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.orders import read_order
from leafledger.leaflink.products import brands, product_lines, read_product
from leafledger.ledger.documents import DocumentKind
from leafledger.ledger.pointers import RecordKind
from leafledger.quickbooks.fields import number_or_none, part, reference, text
from leafledger.reports.charges import Charge, Charged, ChargeSum, ChargeTally
from leafledger.reports.kept import Kept, KeptReports
from leafledger.reports.margin import By, Figures, Sale, Tally
from leafledger.reports.sold import Goods, Shelf, read_sold, shelf_of

MARGIN, CHARGES = "margin", "charges"
BRAND, PRODUCT_LINE = "brand", "product line"
# Documents are read so many at a time, so that memory does not grow with the books.
DOCUMENTS_AT_ONCE = 500
KINDS = {
    DocumentKind.INVOICE: RecordKind.INVOICE,
    DocumentKind.CREDIT_MEMO: RecordKind.CREDIT_MEMO,
}


class SalesFigures:
    """Margin and charges of one company."""

    def __init__(
        self, company: str, database: Database, seen: SeenRecords, crosswalk: Crosswalk
    ) -> None:
        self._company = company
        self._seen = seen
        self._crosswalk = crosswalk
        self._kept = KeptReports(database)

    def ask_names(self, leaflink: LeafLink, leaflink_company: str) -> None:
        """Ask LeafLink what brands and product lines are called. Raises: TryAgain, Reconnect."""
        for kind, ask in ((BRAND, brands), (PRODUCT_LINE, product_lines)):
            rows = {str(row["id"]): row for row in ask(leaflink, leaflink_company)}
            self._seen.keep(self._company, System.LEAFLINK, kind, rows)

    def work_out(self, policy: Policy) -> None:
        """Read every document of ours as last seen, and keep the sums of each month."""
        months: dict[str, Tally] = defaultdict(Tally)
        charges: dict[str, ChargeTally] = defaultdict(ChargeTally)
        for sold, charged in self._documents(self._shelf(policy)):
            for sale in sold:
                months[sale.month].add(sale)
            for one in charged:
                charges[one.month].add(one)
        for by in By:
            told = {month: _told(tally, by) for month, tally in months.items()}
            self._kept.keep_all(self._company, kept_as(by), told, alone=True)
        told_charges = {
            month: [asdict(one) | _amounts(one) for one in tally.sums()]
            for month, tally in charges.items()
        }
        self._kept.keep_all(self._company, CHARGES, told_charges, alone=True)

    def _documents(self, shelf: Shelf) -> Iterator[tuple[list[Sale], list[Charged]]]:
        customers = {
            id_: text(one.wire.get("DisplayName"))
            for id_, one in self._seen.all(self._company, System.QUICKBOOKS, "Customer").items()
        }
        moment = datetime.now(UTC)
        for kind, record_kind in KINDS.items():
            links = self._crosswalk.live_of_kinds(self._company, [record_kind])
            records = {link.quickbooks_id: record for record, link in links.items()}
            ids = sorted(records)
            for start in range(0, len(ids), DOCUMENTS_AT_ONCE):
                some = ids[start : start + DOCUMENTS_AT_ONCE]
                seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, some)
                orders = self._orders([records[id_] for id_ in seen], moment)
                for id_, one in seen.items():
                    customer = reference(one.wire, "CustomerRef")
                    named = customers.get(customer) or text(part(one.wire, "CustomerRef", "name"))
                    order = orders.get(records[id_].split(":")[1])
                    yield read_sold(one.wire, kind, shelf, order, named or f"Customer {customer}")

    def _orders(self, records: Sequence[str], moment: datetime) -> dict[str, Order]:
        numbers = sorted({one.split(":")[1] for one in records if one.startswith("order:")})
        seen = self._seen.some(self._company, System.LEAFLINK, ORDER, numbers)
        read = {number: read_order(one.wire, [], moment) for number, one in seen.items()}
        return {number: one for number, one in read.items() if isinstance(one, Order)}

    def _shelf(self, policy: Policy) -> Shelf:
        """Every item that was seen, with the product it is linked to and what it costs."""
        links = self._crosswalk.live_of_kinds(self._company, [RecordKind.ITEM])
        products = {
            link.quickbooks_id: record.removeprefix("product:")
            for record, link in links.items()
            if record.startswith("product:")
        }
        known = self._products(sorted(products.values()))
        names = {kind: self._names(kind) for kind in (BRAND, PRODUCT_LINE)}
        goods: dict[str, Goods] = {}
        discounts = {links[DISCOUNT_ITEM].quickbooks_id} if DISCOUNT_ITEM in links else set()
        for id_, one in self._seen.all(self._company, System.QUICKBOOKS, "Item").items():
            goods[id_] = _goods(one.wire, known.get(products.get(id_, "")), names)
            if text(one.wire.get("Name")) == ITEM_ROLES["discount"][0]:
                discounts.add(id_)
        return shelf_of(goods, policy, frozenset(discounts))

    def _products(self, ids: Sequence[str]) -> dict[str, Product]:
        seen = self._seen.some(self._company, System.LEAFLINK, PRODUCT, ids)
        read = {id_: read_product(one.wire) for id_, one in seen.items()}
        return {id_: one for id_, one in read.items() if isinstance(one, Product)}

    def _names(self, kind: str) -> dict[str, str]:
        seen = self._seen.all(self._company, System.LEAFLINK, kind)
        return {id_: text(one.wire.get("name")) for id_, one in seen.items()}


def _goods(
    wire: Mapping[str, Any], product: Product | None, names: Mapping[str, Mapping[str, str]]
) -> Goods:
    """What an item stands for. QuickBooks shows a cost of nothing where none was entered."""
    cost = number_or_none(wire.get("PurchaseCost"), "Item.PurchaseCost") or None
    account = text(part(wire, "IncomeAccountRef", "name"))
    if product is None:
        return Goods(text(wire.get("Name")), account=account, cost=cost)
    line, brand = product.product_line, product.brand
    return Goods(
        product.display_name, product.id,
        names[PRODUCT_LINE].get(line) or (f"Product line {line}" if line.isdecimal() else line),
        names[BRAND].get(brand) or (f"Brand {brand}" if brand.isdecimal() else brand),
        account, cost,
    )  # fmt: skip


def kept_as(by: By) -> str:
    """The name under which a breakdown is kept: a page reads no other."""
    return f"{MARGIN} by {by.value}"


def _told(tally: Tally, by: By) -> dict[str, str]:
    """The sums of a month by one breakdown."""
    return {name: told_figures(one) for name, one in tally.figures(by).items()}


def told_figures(one: Figures) -> str:
    """Revenue, revenue with a cost and cost as one text: far quicker to read than three.

    Example: "150.00 100.00 60.00"
    """
    return f"{one.revenue.plain} {one.costed.plain} {one.cost.plain}"


def read_figures(months: Iterable[Kept]) -> dict[str, Figures]:
    """The sums of some months by the breakdown they were kept under, added up by name."""
    found: dict[str, list[Decimal]] = {}
    for month in months:
        for name, told in month.told.items():
            revenue, costed, cost = told.split(" ")
            sums = found.get(name)
            if sums is None:
                found[name] = [Decimal(revenue), Decimal(costed), Decimal(cost)]
                continue
            sums[0] += Decimal(revenue)
            sums[1] += Decimal(costed)
            sums[2] += Decimal(cost)
    return {name: Figures(*map(Money, sums)) for name, sums in found.items()}


def _amounts(one: ChargeSum) -> dict[str, str]:
    return {"charged": one.charged.plain, "taken_back": one.taken_back.plain}


def read_charges(told: Any) -> list[ChargeSum]:
    """The charges of a month as they were kept."""
    return [
        ChargeSum(
            row["month"], Charge(row["kind"]), row["named"], row["state"], row["account"],
            row["documents"], Money.of(row["charged"]), Money.of(row["taken_back"]),
        )
        for row in told
    ]  # fmt: skip
