"""The lines of an invoice or credit memo: checked, completed, put in order, summed.

Reference: reference/quickbooks.md 10.3 (line kinds, 6070, magic items, SubTotal line).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import (
    Refusal,
    amount_differs,
    business,
    invalid_choice,
    invalid_reference,
    missing,
    negative,
    unsupported,
    wrong_us_tax_code,
)
from leafledger_simulators.quickbooks.shapes import (
    Field,
    block,
    day,
    flag,
    money,
    opaque,
    rate,
    ref,
    rows,
    text,
    whole,
)
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents
from leafledger_simulators.quickbooks.wire import rate as precise

SHIPPING = "SHIPPING_ITEM_ID"
GRATUITY = "GRATUITY_ITEM_ID"
DETAIL_TYPES = (
    "SalesItemLineDetail",
    "DiscountLineDetail",
    "SubTotalLineDetail",
    "DescriptionOnly",
    "GroupLineDetail",
)
US_TAX_CODES = ("TAX", "NON")

SALES_LINE: Field = rows(
    "Line",
    text("Id"),
    whole("LineNum"),
    text("Description", 4000),
    money("Amount"),
    text("DetailType"),
    block(
        "SalesItemLineDetail",
        ref("ItemRef", "Item"),
        rate("Qty"),
        rate("UnitPrice"),
        ref("TaxCodeRef"),
        ref("ClassRef", "Class"),
        day("ServiceDate"),
        rate("DiscountRate"),
        money("DiscountAmt"),
        *opaque("ItemAccountRef", "MarkupInfo", "PriceLevelRef", "RatePercent"),
        *opaque("TaxInclusiveAmt", "TaxClassificationRef", "DeferredRevenue", "UOMRef"),
        *opaque("UnitCostPrice", "InventorySiteRef"),
    ),
    block(
        "DiscountLineDetail",
        flag("PercentBased"),
        rate("DiscountPercent"),
        ref("DiscountAccountRef", "Account"),
        ref("ClassRef", "Class"),
        *opaque("TaxCodeRef", "ServiceDate", "DiscountRef", "Discount"),
    ),
    block("SubTotalLineDetail", *opaque("ItemRef", "ServiceDate")),
    block("DescriptionLineDetail", *opaque("ServiceDate", "TaxCodeRef")),
    *opaque("GroupLineDetail", "LinkedTxn", "CustomField", "Received", "LineEx", "ProjectRef"),
    *opaque("CostAmount", "HomeCostAmount"),
)


@dataclass
class Lines:
    """The lines of a document after checking, with their sums."""

    items: list[Body] = field(default_factory=list)
    discount: Body | None = None
    shipping: Body | None = None
    subtotal: Decimal = ZERO
    discount_amount: Decimal = ZERO
    shipping_amount: Decimal = ZERO
    taxable: Decimal = ZERO

    def in_order(self) -> list[Body]:
        """As a read shows them: items, the added SubTotal, discount, shipping."""
        subtotal = {
            "Amount": cents(self.subtotal),
            "DetailType": "SubTotalLineDetail",
            "SubTotalLineDetail": {},
        }
        after = [line for line in (self.discount, self.shipping) if line is not None]
        return [*self.items, subtotal, *after]

    @property
    def before_tax(self) -> Decimal:
        """What the lines add up to."""
        return self.subtotal - self.discount_amount + self.shipping_amount


def read_lines(company: Company, sent: list[Body], old_lines: list[Body]) -> Lines:
    """Check the lines of a draft and complete them. Raises: Refusal."""
    lines = Lines()
    for line in sent:
        detail_type = line.get("DetailType")
        if detail_type is None:
            raise missing("Line.DetailType")
        if detail_type not in DETAIL_TYPES:
            raise invalid_choice("DetailType", detail_type, DETAIL_TYPES)
        line.pop("CustomField", None)
        if not line.get("LinkedTxn"):
            line.pop("LinkedTxn", None)
        if detail_type == "SalesItemLineDetail":
            _read_item_line(company, line, lines)
        elif detail_type == "DiscountLineDetail":
            if lines.discount is not None:
                raise business("Only one discount line is allowed.", "Line")
            lines.discount = line
        elif detail_type == "DescriptionOnly":
            line.pop("Amount", None)
            line.setdefault("DescriptionLineDetail", {})
            lines.items.append(line)
        elif detail_type == "GroupLineDetail":
            raise unsupported("Lines of bundles are not supported.")
    if not any(line["DetailType"] == "SalesItemLineDetail" for line in lines.items):
        raise missing("Line")
    if lines.discount is not None:
        _read_discount(company, lines.discount, lines)
    number_lines(lines.in_order(), old_lines)
    return lines


def number_lines(lines: list[Body], old_lines: list[Body]) -> None:
    """Keep the ids of lines that were there; a missing or unknown id becomes a new line."""
    old_ids = {line["Id"] for line in old_lines if "Id" in line}
    last = max((int(line_id) for line_id in old_ids), default=0)
    used: set[str] = set()
    position = 0
    for line in lines:
        if line["DetailType"] == "SubTotalLineDetail":
            continue
        wanted = str(line.get("Id", ""))
        if wanted not in old_ids or wanted in used:
            last += 1
            wanted = str(last)
        line["Id"] = wanted
        used.add(wanted)
        if line["DetailType"] != "DiscountLineDetail" and not _is_shipping(line):
            position += 1
            line["LineNum"] = position
        else:
            line.pop("LineNum", None)


def _is_shipping(line: Body) -> bool:
    detail = line.get("SalesItemLineDetail") or {}
    return bool(detail.get("ItemRef", {}).get("value") == SHIPPING)


def _read_item_line(company: Company, line: Body, lines: Lines) -> None:
    detail = line.setdefault("SalesItemLineDetail", {})
    item_id = detail.get("ItemRef", {}).get("value")
    if item_id is None:
        # Without an item the line is mere text and its amount is ignored (reference 10.3).
        line.pop("Amount", None)
        line.pop("SalesItemLineDetail")
        line.update(DetailType="DescriptionOnly", DescriptionLineDetail={})
        lines.items.append(line)
        return
    settle_amount(line, detail)
    _settle_tax_code(company, detail)
    if item_id == SHIPPING:
        _read_shipping(company, line, lines)
        return
    if item_id == GRATUITY:
        raise business("Gratuity is not turned on in this company.", "Line")
    item = company.shelves["Item"].get(item_id)
    if item is None:
        raise invalid_reference("Line.SalesItemLineDetail.ItemRef", "Items", item_id)
    if item.body["Type"] == "Category":
        raise business("A category cannot be used on a line.", "ItemRef")
    detail["ItemAccountRef"] = item.body["IncomeAccountRef"]
    lines.items.append(line)
    lines.subtotal += line["Amount"]
    if detail["TaxCodeRef"]["value"] == "TAX":
        lines.taxable += line["Amount"]


def settle_amount(line: Body, detail: Body) -> None:
    """Make amount, quantity and price agree. Raises: Refusal 2020, 6070."""
    quantity, price = detail.get("Qty"), detail.get("UnitPrice")
    amount = line.get("Amount")
    if amount and quantity == 0 and price == 0:
        # python-quickbooks sends noughts for what was not given, and it is accepted.
        del detail["Qty"], detail["UnitPrice"]
        return
    if quantity is not None and price is not None:
        product = cents(quantity * price)
        if amount is None:
            line["Amount"] = product
        elif amount != product:
            raise amount_differs(amount)
    elif amount is None:
        raise missing("Line.Amount")
    elif quantity:
        detail["UnitPrice"] = precise(amount / quantity)


def _settle_tax_code(company: Company, detail: Body) -> None:
    code = detail.get("TaxCodeRef", {}).get("value")
    if code is None:
        code = "TAX" if company.preference("TaxPrefs", "PartnerTaxEnabled") else "NON"
    if code not in US_TAX_CODES:
        raise wrong_us_tax_code(code)
    detail["TaxCodeRef"] = {"value": code}


def _read_shipping(company: Company, line: Body, lines: Lines) -> None:
    if not company.preference("SalesFormsPrefs", "AllowShipping"):
        raise business("Shipping is not turned on in this company.", "Line")
    if lines.shipping is not None:
        raise business("Only one shipping line is allowed.", "Line")
    line["SalesItemLineDetail"].pop("Qty", None)
    line["SalesItemLineDetail"].pop("UnitPrice", None)
    lines.shipping = line
    lines.shipping_amount = line["Amount"]


def _read_discount(company: Company, line: Body, lines: Lines) -> None:
    if not company.preference("SalesFormsPrefs", "AllowDiscount"):
        raise business("Discount is not turned on in this company.", "Line")
    detail = line.setdefault("DiscountLineDetail", {})
    if detail.get("PercentBased"):
        if "DiscountPercent" not in detail:
            raise missing("DiscountPercent")
        line["Amount"] = cents(lines.subtotal * detail["DiscountPercent"] / 100)
    else:
        detail["PercentBased"] = False
        detail.pop("DiscountPercent", None)
        if "Amount" not in line:
            raise missing("Line.Amount")
    if line["Amount"] < 0:
        raise negative("Line.Amount")
    account = detail.get("DiscountAccountRef")
    if account is None:
        detail["DiscountAccountRef"] = company.account_of(
            "DiscountsRefundsGiven", "Discounts given"
        ).ref
    elif company.record("Account", account["value"]).body["AccountType"] not in {
        "Income",
        "Expense",
        "Cost of Goods Sold",
        "Other Income",
        "Other Expense",
    }:
        raise Refusal(
            "6430", "Invalid account type", "Invalid account type used : DiscountAccountRef"
        )
    lines.discount_amount = line["Amount"]
