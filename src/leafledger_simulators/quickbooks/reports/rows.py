"""Rows of transactions: which columns a report can show, and what each says of a transaction.

Reference: reference/quickbooks.md 13 (the transaction's id sits on the txn_type cell; times are
written without a colon in the offset).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leafledger_simulators.quickbooks.bank import cleared_word
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.ledger import Entry
from leafledger_simulators.quickbooks.reports.facts import NOTHING, Concerns
from leafledger_simulators.quickbooks.reports.layout import Params, cell, column, total
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import PACIFIC, ZERO, Body

TYPE_TITLES = {
    "CreditMemo": "Credit Memo",
    "JournalEntry": "Journal Entry",
    "InventoryAdjustment": "Inventory Qty Adjust",
    "InventoryStartingValue": "Inventory Starting Value",
    "SalesReceipt": "Sales Receipt",
    "RefundReceipt": "Refund",
    "BillPayment": "Bill Payment (Check)",
    "VendorCredit": "Vendor Credit",
    "Purchase": "Expense",
    "PurchaseOrder": "Purchase Order",
    "CreditCardPayment": "Credit Card Payment",
    "CreditCardPaymentTxn": "Credit Card Payment",
    "TimeActivity": "Time Charge",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a transaction, or one posting of it on `account_id`.

    `value` is signed by the account's natural balance; `open_` is what is still open.
    """

    company: Company
    txn_id: str
    txn_type: str
    day: str
    record: Record | None
    entry: Entry | None
    account_id: str = ""
    concerns: Concerns = NOTHING
    value: Decimal = ZERO
    signed: Decimal = ZERO
    running: Decimal = ZERO
    open_: Decimal = ZERO

    @property
    def body(self) -> Body:
        """The document, empty for an entry without one."""
        return self.record.body if self.record is not None else {}

    def name(self, entity: str, record_id: str) -> Body:
        """The cell of a list element."""
        found = self.company.shelves[entity].get(record_id) if record_id else None
        return cell(str(found.ref.get("name", "")), found.id) if found is not None else cell("")

    def whose(self) -> Body:
        """The cell of the customer, vendor or employee."""
        for entity, record_id in (
            ("Customer", self.concerns.customer),
            ("Vendor", self.concerns.vendor),
            ("Employee", self.concerns.employee),
        ):
            if record_id:
                return self.name(entity, record_id)
        return cell("")

    @property
    def cleared(self) -> str:
        """What the bank screen says of it."""
        return cleared_word(self.company, self.txn_id)

    def other_side(self) -> Body:
        """The other account, or -Split- when there are several."""
        postings = self.entry.postings if self.entry is not None else ()
        others = {one.account_id for one in postings} - {self.account_id}
        if len(others) > 1:
            return cell("-Split-")
        found = self.company.shelves["Account"].get(next(iter(others), ""))
        return cell(found.body["Name"], found.id) if found is not None else cell("")

    def stamp(self, name: str) -> Body:
        """A MetaData time, as reports write it."""
        if self.record is None:
            return cell("")
        instant = self.record.created if name == "CreateTime" else self.record.changed
        return cell(instant.astimezone(PACIFIC).strftime("%Y-%m-%dT%H:%M:%S%z"))


def _text(name: str) -> Callable[[Line], Body]:
    return lambda line: cell(str(line.body.get(name, "")))


# The letters of a register.
CLEARED = {"Cleared": "C", "Reconciled": "R"}
Show = Callable[[Line], Body]
# ColKey: title, type, and what the cell holds.
CELLS: dict[str, tuple[str, str, Show]] = {
    "tx_date": ("Date", "Date", lambda one: cell(one.day)),
    "txn_type": (
        "Transaction Type",
        "String",
        lambda one: cell(TYPE_TITLES.get(one.txn_type, one.txn_type), one.txn_id),
    ),
    "doc_num": (
        "Num",
        "String",
        lambda one: cell(str(one.body.get("DocNumber") or one.body.get("PaymentRefNum", ""))),
    ),
    "is_no_post": ("Posting", "Boolean", lambda one: cell("Yes" if one.entry else "No")),
    "name": ("Name", "String", Line.whose),
    "cust_name": ("Customer", "String", lambda one: one.name("Customer", one.concerns.customer)),
    "vend_name": ("Vendor", "String", lambda one: one.name("Vendor", one.concerns.vendor)),
    "dept_name": (
        "Location",
        "String",
        lambda one: one.name("Department", one.concerns.department),
    ),
    "klass_name": ("Class", "String", lambda one: one.name("Class", one.concerns.class_)),
    "item_name": ("Product/Service", "String", lambda one: one.name("Item", one.concerns.item)),
    "memo": ("Memo/Description", "String", _text("PrivateNote")),
    "due_date": ("Due Date", "Date", _text("DueDate")),
    "term_name": (
        "Terms",
        "String",
        lambda one: one.name("Term", (one.body.get("SalesTermRef") or {}).get("value", "")),
    ),
    "tracking_num": ("Tracking No.", "String", _text("TrackingNum")),
    "ship_date": ("Ship Date", "Date", _text("ShipDate")),
    "account_name": ("Account", "String", lambda one: one.name("Account", one.account_id)),
    "other_account": ("Split", "String", Line.other_side),
    "split_acc": ("Split", "String", Line.other_side),
    "create_date": ("Create Date", "Date", lambda one: one.stamp("CreateTime")),
    "last_mod_date": ("Last Modified", "Date", lambda one: one.stamp("LastUpdatedTime")),
    "is_cleared": ("Clr", "String", lambda one: cell(CLEARED.get(one.cleared, ""))),
    "debt_amt": ("Debit", "Money", lambda one: _side(one.signed)),
    "credit_amt": ("Credit", "Money", lambda one: _side(-one.signed)),
    "subt_nat_amount": ("Amount", "Money", lambda one: total(one.value)),
    "subt_nat_home_amount": ("Amount", "Money", lambda one: total(one.value)),
    "subt_amount": ("Amount", "Money", lambda one: total(one.value)),
    "subt_open_bal": ("Open Balance", "Money", lambda one: total(one.open_)),
    "rbal_nat_amount": ("Balance", "Money", lambda one: total(one.running)),
    "rbal_open_bal": ("Balance", "Money", lambda one: total(one.running)),
}


def _side(value: Decimal) -> Body:
    return total(value) if value > 0 else cell("")


def chosen(params: Params, default: Sequence[str]) -> tuple[str, ...]:
    """The columns asked for that there are, or the report's own; unknown keys are passed over."""
    asked = tuple(key for key in params.get("columns", "").split(",") if key in CELLS)
    return asked or tuple(default)


def columns_of(keys: Sequence[str]) -> list[Body]:
    """The heads of columns."""
    return [column(CELLS[key][0], CELLS[key][1], key) for key in keys]


def cells_of(keys: Sequence[str], line: Line) -> list[Body]:
    """A row's cells."""
    return [CELLS[key][2](line) for key in keys]


def sum_cells(keys: Sequence[str], title: str, sums: dict[str, Decimal]) -> list[Body]:
    """A row of sums: its title first, amounts under the columns that have one."""
    cells = [total(sums[key]) if key in sums else cell("") for key in keys]
    if keys[0] not in sums:
        cells[0] = cell(title)
    return cells
