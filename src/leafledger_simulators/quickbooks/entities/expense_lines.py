"""The lines of what is bought: by account or by item, checked, completed and posted.

Reference: reference/quickbooks.md 10.9 (Bill), 12 (a bill is a layer of cost), 14.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.repayments import BY_ACCOUNT, repaid_customer
from leafledger_simulators.quickbooks.entities.sales_lines import number_lines, settle_amount
from leafledger_simulators.quickbooks.ledger import Posting, debit
from leafledger_simulators.quickbooks.refusals import (
    business,
    invalid_choice,
    missing,
    wrong_account_type,
)
from leafledger_simulators.quickbooks.shapes import (
    Field,
    block,
    money,
    opaque,
    rate,
    ref,
    rows,
    text,
    whole,
)
from leafledger_simulators.quickbooks.stock import Moves
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents

BY_ITEM = "ItemBasedExpenseLineDetail"
DETAIL_TYPES = (BY_ACCOUNT, BY_ITEM, "DescriptionOnly")
BILLABLE = ("Billable", "NotBillable", "HasBeenBilled")
# What QuickBooks itself moves is no account of an expense.
CONTROL_TYPES = frozenset({"Accounts Receivable", "Accounts Payable"})

EXPENSE_LINE: Field = rows(
    "Line",
    text("Id"),
    whole("LineNum"),
    text("Description", 4000),
    money("Amount"),
    text("DetailType"),
    block(
        BY_ACCOUNT,
        ref("AccountRef", "Account"),
        ref("CustomerRef", "Customer"),
        ref("ClassRef", "Class"),
        text("BillableStatus", choices=BILLABLE),
        ref("TaxCodeRef"),
        *opaque("MarkupInfo", "TaxAmount", "TaxInclusiveAmt"),
    ),
    block(
        BY_ITEM,
        ref("ItemRef", "Item"),
        rate("Qty"),
        rate("UnitPrice"),
        ref("CustomerRef", "Customer"),
        ref("ClassRef", "Class"),
        text("BillableStatus", choices=BILLABLE),
        ref("TaxCodeRef"),
        *opaque("MarkupInfo", "TaxInclusiveAmt", "PriceLevelRef", "ItemAccountRef", "UOMRef"),
    ),
    rows("LinkedTxn", text("TxnId"), text("TxnType"), text("TxnLineId")),
    *opaque("DescriptionLineDetail", "CustomField", "ProjectRef", "LineEx", "Received"),
)


def read_expense_lines(
    company: Company, draft: Body, old_lines: list[Body], *, may_repay: bool = False
) -> Decimal:
    """Check the lines of a draft and complete them. What they add up to. Raises: Refusal.

    `may_repay`: a line may be on the receivable, as money paid back to a customer is.
    """
    lines = draft.get("Line", [])
    for line in lines:
        detail_type = line.get("DetailType")
        if detail_type is None:
            raise missing("Line.DetailType")
        if detail_type not in DETAIL_TYPES:
            raise invalid_choice("DetailType", detail_type, DETAIL_TYPES)
        if not line.get("LinkedTxn"):
            line.pop("LinkedTxn", None)
        if detail_type == BY_ACCOUNT:
            _read_account_line(company, line, may_repay=may_repay)
        elif detail_type == BY_ITEM:
            _read_item_line(company, line)
        else:
            line.pop("Amount", None)
    if not any(line["DetailType"] != "DescriptionOnly" for line in lines):
        raise missing("Line")
    number_lines(lines, old_lines)
    return cents(sum((line.get("Amount", ZERO) for line in lines), ZERO))


def _read_account_line(company: Company, line: Body, *, may_repay: bool) -> None:
    detail = line.setdefault(BY_ACCOUNT, {})
    if "AccountRef" not in detail:
        raise missing("AccountRef")
    if "Amount" not in line:
        raise missing("Line.Amount")
    account = company.record("Account", detail["AccountRef"]["value"]).body
    is_repaid = may_repay and account["Id"] == company.receivable().id
    if account["AccountType"] in CONTROL_TYPES and not is_repaid:
        raise wrong_account_type("AccountRef", account["Name"])
    _settle_billing(detail)


def _read_item_line(company: Company, line: Body) -> None:
    detail = line.setdefault(BY_ITEM, {})
    if "ItemRef" not in detail:
        raise missing("ItemRef")
    item = company.record("Item", detail["ItemRef"]["value"]).body
    if item["Type"] == "Category":
        raise business("A category cannot be used on a line.", "ItemRef")
    if "ExpenseAccountRef" not in item:
        raise business(f"{item['Name']} has no expense account: it is not bought.", "ItemRef")
    settle_amount(line, detail)
    detail.setdefault("Qty", Decimal(1))
    _settle_billing(detail)


def _settle_billing(detail: Body) -> None:
    detail.setdefault("BillableStatus", "NotBillable")
    detail.setdefault("TaxCodeRef", {"value": "NON"})
    if detail["BillableStatus"] == "Billable" and "CustomerRef" not in detail:
        raise business("A billable line needs the customer it is billed to.", "CustomerRef")


def expense_postings(company: Company, body: Body, sign: int) -> list[Posting]:
    """The debits of what was bought (credits with sign -1): expense, or the asset of stock."""
    postings = []
    for line in body["Line"]:
        amount = Decimal(line.get("Amount", ZERO)) * sign
        if line["DetailType"] == BY_ACCOUNT:
            account_id = line[BY_ACCOUNT]["AccountRef"]["value"]
            is_repaid = account_id == company.receivable().id
            customer = repaid_customer(company, body) if is_repaid else ""
            postings.append(debit(account_id, amount, customer))
        elif line["DetailType"] == BY_ITEM:
            item = company.record("Item", line[BY_ITEM]["ItemRef"]["value"]).body
            role = "AssetAccountRef" if item["Type"] == "Inventory" else "ExpenseAccountRef"
            postings.append(debit(item[role]["value"], amount))
    return postings


def bought(body: Body, item_id: str) -> Decimal:
    """What the lines paid for an item."""
    return sum((Decimal(line["Amount"]) for line in _item_lines(body, item_id)), ZERO)


def items_of(body: Body) -> list[str]:
    """The items of the lines."""
    return [line[BY_ITEM]["ItemRef"]["value"] for line in _item_lines(body)]


def moves_of(body: Body, sign: int) -> Moves:
    """What the item lines move: in at their own cost, out at what the layers cost."""
    moves: Moves = []
    for line in _item_lines(body):
        quantity = Decimal(line[BY_ITEM].get("Qty", 1)) * sign
        if quantity:
            cost = abs(Decimal(line["Amount"]) / quantity) if quantity > 0 else None
            moves.append((line[BY_ITEM]["ItemRef"]["value"], quantity, cost))
    return moves


def _item_lines(body: Body, item_id: str = "") -> list[Body]:
    return [
        line
        for line in body["Line"]
        if line["DetailType"] == BY_ITEM
        and (not item_id or line[BY_ITEM]["ItemRef"]["value"] == item_id)
    ]
