"""What was sold of each item, and what the stock is worth.

Reference: reference/quickbooks.md 13: ItemSales declares two columns while its rows have eight
cells; the valuation's total is the asset account's balance unless a journal touched the account.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import unsupported
from leafledger_simulators.quickbooks.reports.columns import wanted
from leafledger_simulators.quickbooks.reports.facts import facts
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    basis_of,
    cell,
    column,
    data,
    day_parameter,
    ids_parameter,
    report,
    summary,
    total,
)
from leafledger_simulators.quickbooks.reports.period import company_day, period_of
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import CENT, ZERO, Body, plain

# Documents that sell (1) or take back (-1).
SALES = {"Invoice": 1, "SalesReceipt": 1, "CreditMemo": -1, "RefundReceipt": -1}
INCOME_TYPES = frozenset({"Income", "Other Income", "Other Current Liability"})
COST_TYPES = frozenset({"Cost of Goods Sold", "Expense"})
HUNDRED = Decimal(100)


@dataclass
class _Sold:
    quantity: Decimal = ZERO
    amount: Decimal = ZERO
    cost: Decimal = ZERO


def item_sales(company: Company, params: Params) -> Body:
    """Quantity, amount, share, price, cost and margin of every item sold."""
    if params.get("summarize_column_by", "Total").lower() != "total":
        raise unsupported("ItemSales is summarised by Total only.")
    period = period_of(company, params, "This Month-to-date")
    basis = basis_of(company, params)
    passes = wanted(params)
    types = {one.id: one.body["AccountType"] for one in company.shelves["Account"]}
    sold: dict[str, _Sold] = {}
    counted: set[str] = set()
    for fact in facts(company, basis):
        item_id, sign = fact.concerns.item, SALES.get(fact.entry.txn_type)
        if sign is None or not item_id or not period.has(fact.day) or not passes(fact):
            continue
        one = sold.setdefault(item_id, _Sold())
        if fact.concerns.is_cost:
            one.cost += fact.signed if types[fact.account_id] in COST_TYPES else ZERO
        elif types[fact.account_id] in INCOME_TYPES:
            one.amount -= fact.signed
        if fact.entry.txn_id not in counted:
            counted.add(fact.entry.txn_id)
            for line_item, quantity in _quantities(company.transactions[fact.entry.txn_id]):
                sold.setdefault(line_item, _Sold()).quantity += quantity * sign
    asked = ids_parameter(params, "item")
    kept = {item_id: one for item_id, one in sold.items() if not asked or item_id in asked}
    rows = _sales_rows(company, kept)
    header = {**period.header(), "ReportBasis": basis}
    return report(company, "ItemSales", _sales_columns(), rows, header)


def _quantities(record: Record) -> Iterator[tuple[str, Decimal]]:
    for line in record.body["Line"]:
        detail = line.get("SalesItemLineDetail")
        if detail and "ItemRef" in detail:
            yield detail["ItemRef"]["value"], Decimal(detail.get("Qty", 1))


def _sales_rows(company: Company, sold: dict[str, _Sold]) -> list[Body]:
    everything = _Sold(
        sum((one.quantity for one in sold.values()), ZERO),
        sum((one.amount for one in sold.values()), ZERO),
        sum((one.cost for one in sold.values()), ZERO),
    )
    named = []
    for item_id, one in sold.items():
        record = company.shelves["Item"].get(item_id)
        # Shipping is an item without a record.
        name = record.body["FullyQualifiedName"] if record is not None else "Shipping"
        named.append((name, item_id, one))
    rows = [
        data(cell(name, item_id), *_sales_cells(one, everything.amount))
        for name, item_id, one in sorted(named, key=lambda item: item[:2])
    ]
    if rows:
        cells = _sales_cells(everything, everything.amount)
        rows.append(summary("GrandTotal", cell("TOTAL"), *cells))
    return rows


def _sales_cells(one: _Sold, everything: Decimal) -> list[Body]:
    """The seven amounts of a row."""
    price = one.amount / one.quantity if one.quantity else ZERO
    if not one.cost:
        costs = [cell(""), cell(""), cell("")]
    else:
        margin = one.amount - one.cost
        costs = [total(one.cost), total(margin), cell(_percent(margin, one.amount))]
    return [
        cell(str(one.quantity.quantize(CENT))),
        total(one.amount),
        cell(_percent(one.amount, everything)),
        total(price),
        *costs,
    ]


def _percent(part: Decimal, whole: Decimal) -> str:
    share = part * HUNDRED / whole if whole else ZERO
    return f"{share.quantize(CENT, ROUND_HALF_UP)} %"


def _sales_columns() -> list[Body]:
    inner = [
        column("Quantity", "Number", "quantity"),
        column("Amount", "Money", "amount"),
        column("% of Sales", "Percent", "percent_of_sales"),
        column("Avg Price", "Money", "avg_price"),
        column("COGS", "Money", "cogs"),
        column("Gross Margin", "Money", "gross_margin"),
        column("Gross Margin %", "Percent", "gross_margin_percent"),
    ]
    top = column("Total", "Money", "total")
    return [column("", "ProductsAndService", "item_name"), {**top, "Columns": {"Column": inner}}]


def inventory_valuation(company: Company, params: Params) -> Body:
    """Quantity and worth of every inventory item on a date."""
    day = company_day(company)
    for name in ("end_date", "report_date"):
        day = day_parameter(params, name, day)
    asked = ids_parameter(params, "item")
    rows = []
    quantities = values = ZERO
    items = [one for one in company.shelves["Item"] if one.body["Type"] == "Inventory"]
    for item in sorted(items, key=lambda one: str(one.body["FullyQualifiedName"])):
        quantity, value = stock_on(company, item.id, day)
        if (asked and item.id not in asked) or not (quantity or value):
            continue
        quantities, values = quantities + quantity, values + value
        average = total(value / quantity) if quantity else cell("")
        rows.append(
            data(
                cell(item.body["FullyQualifiedName"], item.id),
                cell(str(item.body.get("Sku", ""))),
                cell(str(plain(quantity))),
                total(value),
                average,
            )
        )
    if rows:
        sums = [cell(""), cell(str(plain(quantities))), total(values), cell("")]
        rows.append(summary("GrandTotal", cell("TOTAL"), *sums))
    columns = [
        column("", "ProductsAndService", "item_name"),
        column("SKU", "String", "sku"),
        column("Qty", "Number", "qty_on_hand"),
        column("Asset Value", "Money", "asset_value"),
        column("Avg Cost", "Money", "avg_cost"),
    ]
    header = {"StartPeriod": day.isoformat(), "EndPeriod": day.isoformat()}
    return report(company, "InventoryValuationSummary", columns, rows, header)


def stock_on(company: Company, item_id: str, day: date) -> tuple[Decimal, Decimal]:
    """What there was of an item at the end of a day, and what it was worth."""
    moved = [one for one in company.stock.movements(item_id) if one.day <= day]
    value = ZERO
    for txn_id in {one.txn_id for one in moved}:
        value -= company.stock.value_out(txn_id).get(item_id, ZERO)
    return sum((one.quantity for one in moved), ZERO), value
