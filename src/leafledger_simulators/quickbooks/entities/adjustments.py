"""Inventory adjustments: quantity in or out of stock against an account of choice.

Reference: reference/quickbooks.md 10.8 and 12. Not told by webhooks; whether change data
capture lists them is unknown.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.contact_fields import CURRENCY, dollars
from leafledger_simulators.quickbooks.entities.documents import check_open_period
from leafledger_simulators.quickbooks.entities.sales_lines import number_lines
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.refusals import (
    before_inventory_start,
    business,
    invalid_choice,
    missing,
    wrong_account_type,
)
from leafledger_simulators.quickbooks.shapes import (
    DOCUMENT_OPERATIONS,
    EntityKind,
    block,
    computed,
    day,
    opaque,
    rate,
    ref,
    rows,
    text,
    whole,
)
from leafledger_simulators.quickbooks.stock import Moves
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

DETAIL = "ItemAdjustmentLineDetail"
# Expense, cost of goods or equity; never what QuickBooks itself moves.
FORBIDDEN_TYPES = frozenset({"Accounts Receivable", "Accounts Payable", "Bank", "Credit Card"})

INVENTORY_ADJUSTMENT = EntityKind(
    "InventoryAdjustment",
    (
        text("DocNumber", 21, indexed=True),
        day("TxnDate", queryable=True),
        ref("AdjustAccountRef", "Account", required=True),
        text("PrivateNote", 4000),
        rows(
            "Line",
            text("Id"),
            whole("LineNum"),
            text("Description", 4000),
            text("DetailType"),
            block(
                DETAIL,
                ref("ItemRef", "Item"),
                rate("QtyDiff"),
                rate("NewQty"),
                ref("ClassRef", "Class"),
                *opaque("SalesPrice", "ItemAdjustmentLineDetailEx"),
            ),
            *opaque("Amount", "LinkedTxn", "CustomField", "ProjectRef"),
        ),
        ref("DepartmentRef", "Department"),
        CURRENCY,
        *computed("TxnSource", "ShippingAdjustment"),
        *opaque("CustomerRef", "CustomField", "ExchangeRate"),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
    in_webhooks=False,
)


class InventoryAdjustmentBehaviour(Behaviour):
    """Quantity only; the value follows first in, first out."""

    kind = INVENTORY_ADJUSTMENT

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check account, dates and items. Raises: Refusal."""
        del asked
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        account = company.record("Account", draft["AdjustAccountRef"]["value"]).body
        if account["AccountType"] in FORBIDDEN_TYPES:
            raise wrong_account_type("AdjustAccountRef", account["Name"])
        lines = draft.get("Line", [])
        if not lines:
            raise missing("Line")
        for line in lines:
            self._check_line(company, line, draft["TxnDate"])
        number_lines(lines, old.body["Line"] if old is not None else [])
        if "DocNumber" not in draft:
            kept = old.body.get("DocNumber") if old is not None else None
            draft["DocNumber"] = kept or company.next_number("adjustments")
        draft["CurrencyRef"] = dollars()

    def _check_line(self, company: Company, line: Body, on: str) -> None:
        if line.get("DetailType") != DETAIL:
            raise invalid_choice("DetailType", line.get("DetailType"), (DETAIL,))
        detail = line.get(DETAIL, {})
        if "ItemRef" not in detail:
            raise missing("ItemRef")
        if "QtyDiff" not in detail and "NewQty" not in detail:
            raise missing("QtyDiff")
        item = company.record("Item", detail["ItemRef"]["value"]).body
        if item["Type"] != "Inventory":
            raise business("Only inventory items can be adjusted.", "ItemRef")
        if on < item["InvStartDate"]:
            raise before_inventory_start(item["Name"])
        if "QtyDiff" not in detail:
            present = company.stock.quantity(detail["ItemRef"]["value"])
            detail["QtyDiff"] = detail["NewQty"] - present
        detail.pop("NewQty", None)

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Move the stock and post what it cost."""
        del old_body
        moves: Moves = [
            (line[DETAIL]["ItemRef"]["value"], line[DETAIL]["QtyDiff"], None)
            for line in record.body["Line"]
            if line[DETAIL]["QtyDiff"]
        ]
        changed = company.stock.move(record.id, date.fromisoformat(record.body["TxnDate"]), moves)
        company.post(record)
        company.repost_costs(changed - {record.id})

    def stock_postings(
        self, company: Company, record: Record, item: Record, value: Decimal
    ) -> list[Posting]:
        """The account of choice against the item's asset account."""
        del company
        return [
            debit(record.body["AdjustAccountRef"]["value"], value),
            credit(item.body["AssetAccountRef"]["value"], value),
        ]

    def check_removal(self, company: Company, record: Record) -> None:
        """Closed books hold."""
        check_open_period(company, record.body["TxnDate"], None)


BEHAVIOURS: tuple[Behaviour, ...] = (InventoryAdjustmentBehaviour(),)
