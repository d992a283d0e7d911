"""What our documents in QuickBooks sold and charged, read from them as they were last seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import Order
from leafledger.figures.money import Money
from leafledger.ledger.documents import SHIPPING_INCOME, DocumentKind
from leafledger.quickbooks.fields import day, money, number_or_none, part, reference, text
from leafledger.quickbooks.read_documents import SHIPPING_ITEM
from leafledger.reports.charges import Charge, Charged
from leafledger.reports.margin import Packing, Sale, cases_of, cost_of, net_of_discount

SAMPLES, CREDITS, DISCOUNTS = "Samples", "Credits without a product", "Discounts without a product"
NO_BRAND, NO_LINE = "No brand", "No product line"
NOT_TOLD = "Not on any line"
Wire = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Goods:
    """What an item of QuickBooks stands for. `cost` of a sold unit; None where it is not known."""

    name: str
    product: str = ""
    product_line: str = ""
    brand: str = ""
    account: str = ""
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Items by QuickBooks id, and which of them stand for something else than goods."""

    goods: Mapping[str, Goods]
    taxes: frozenset[str] = frozenset()
    shipping: frozenset[str] = frozenset()
    discounts: frozenset[str] = frozenset()
    credits: frozenset[str] = frozenset()
    samples: frozenset[str] = frozenset()


def shelf_of(goods: Mapping[str, Goods], policy: Policy, discounts: frozenset[str]) -> Shelf:
    """The shelf by the policy in force; `discounts` are further items of order discounts."""
    items = policy.items
    given = [policy.credits.item, *policy.credits.by_reason.values()]

    def ids(*chosen: Any) -> frozenset[str]:
        return frozenset(one.id for one in chosen if one is not None)

    return Shelf(
        goods, ids(items.tax), ids(items.shipping) | {SHIPPING_ITEM},
        ids(items.discount) | discounts, ids(*given), ids(items.samples),
    )  # fmt: skip


@dataclass(slots=True)
class _Read:
    """The lines of a document, sorted."""

    sold: list[tuple[str, Money, Money | None]] = field(default_factory=list)
    charges: list[tuple[Charge, str, str, Money]] = field(default_factory=list)
    discount: Money = field(default_factory=Money.zero)


def read_sold(
    wire: Wire, kind: DocumentKind, shelf: Shelf, order: Order | None, customer: str
) -> tuple[list[Sale], list[Charged]]:
    """The sales and the charges of a document; `order` tells units from cases, and tax states.

    Money: a credit memo's are below zero. Sales and charges add up to the document's total: what
        no line tells is a charge that QuickBooks added.
    Source: accounting.md A3, A5.2, A7, A8.4
    Example: 216.00 of goods, 18.00 discount, 10.80 tax -> sold 198.00, charged 10.80
    """
    month = day(wire.get("TxnDate"), f"{kind}.TxnDate").isoformat()[:7]
    found = _sorted_lines(wire, shelf, order)
    total = money(wire.get("TotalAmt"), f"{kind}.TotalAmt")
    if found.discount and not found.sold:
        found.sold.append((DISCOUNTS, Money.zero(), Money.zero()))
    net = net_of_discount([amount for _, amount, _ in found.sold], found.discount)
    charged = Money.total(amount for *_, amount in found.charges)
    left = total - Money.total(net) - charged
    if left:
        found.charges.append((Charge.ADDED, NOT_TOLD, "", left))
    sign = 1 if kind is DocumentKind.INVOICE else -1
    sales = [
        _sale(month, shelf, item, customer, _signed(revenue, sign), cost and _signed(cost, sign))
        for (item, _, cost), revenue in zip(found.sold, net, strict=True)
        if revenue or cost
    ]
    state = ", ".join(sorted({tax.state for tax in order.taxes if tax.state})) if order else ""
    charges = [
        Charged(
            month, one, named, state if one is Charge.TAX else "", account, _signed(amount, sign)
        )
        for one, named, account, amount in found.charges
        if amount
    ]
    return sales, charges


def _sorted_lines(wire: Wire, shelf: Shelf, order: Order | None) -> _Read:
    found = _Read()
    lines = wire.get("Line")
    for row in lines if isinstance(lines, list) else []:
        detail_type = text(part(row, "DetailType"))
        if detail_type not in {"SalesItemLineDetail", "DiscountLineDetail"}:
            continue
        amount = money(row.get("Amount") or 0, "Line.Amount")
        item = reference(part(row, detail_type), "ItemRef")
        account = shelf.goods[item].account if item in shelf.goods else ""
        if detail_type == "DiscountLineDetail":
            found.discount = found.discount + amount
        elif item in shelf.discounts:
            found.discount = found.discount - amount
        elif item in shelf.taxes:
            named = text(row.get("Description")) or Charge.TAX.value
            found.charges.append((Charge.TAX, named, account, amount))
        elif item in shelf.shipping:
            account = account or SHIPPING_INCOME
            found.charges.append((Charge.DELIVERY, Charge.DELIVERY.value, account, amount))
        elif item in shelf.credits:
            # A credit gives money back and no goods, so it has no cost.
            found.sold.append((item, amount, Money.zero()))
        else:
            found.sold.append((item, amount, _cost(row, item, shelf, order)))
    return found


def _cost(row: Wire, item: str, shelf: Shelf, order: Order | None) -> Money | None:
    goods = shelf.goods.get(item)
    if goods is None or not goods.product:
        return None
    detail = row["SalesItemLineDetail"]
    packings = [
        Packing(line.unit_multiplier or 1, line.price)
        for line in (order.lines if order is not None else ())
        if line.product == goods.product
    ]
    quantity = number_or_none(part(detail, "Qty"), "Line.Qty") or Decimal(0)
    price = number_or_none(part(detail, "UnitPrice"), "Line.UnitPrice")
    return cost_of(cases_of(quantity, price, packings), goods.cost)


def _sale(
    month: str, shelf: Shelf, item: str, customer: str, revenue: Money, cost: Money | None
) -> Sale:
    if item in shelf.credits:
        return Sale(month, CREDITS, CREDITS, CREDITS, customer, revenue, cost)
    if item == DISCOUNTS:
        return Sale(month, DISCOUNTS, DISCOUNTS, DISCOUNTS, customer, revenue, cost)
    if item in shelf.samples:
        return Sale(month, SAMPLES, SAMPLES, SAMPLES, customer, revenue, cost)
    goods = shelf.goods.get(item) or Goods(f"QuickBooks item {item}")
    return Sale(
        month, goods.name, goods.product_line or NO_LINE, goods.brand or NO_BRAND, customer,
        revenue, cost,
    )  # fmt: skip


def _signed(amount: Money, sign: int) -> Money:
    return amount if sign > 0 else -amount
