"""The general ledger: a section an account, a row a posting, with the running balance.

Reference: reference/quickbooks.md 13: amounts are signed by the account's natural balance, and
the transaction's id sits on the txn_type cell.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.accounts import DEBIT_NATURE
from leafledger_simulators.quickbooks.ledger import Entry, Posting
from leafledger_simulators.quickbooks.reports.balances import accounts_in_order, is_balance_sheet
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    cell,
    column,
    data,
    day_parameter,
    report,
    section,
    total,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

COLUMNS = (
    ("Date", "Date", "tx_date"),
    ("Transaction Type", "String", "txn_type"),
    ("Num", "String", "doc_num"),
    ("Name", "String", "name"),
    ("Memo/Description", "String", "memo"),
    ("Split", "String", "split_acc"),
    ("Amount", "Money", "subt_nat_amount"),
    ("Balance", "Money", "rbal_nat_amount"),
)
TYPE_TITLES = {
    "CreditMemo": "Credit Memo",
    "JournalEntry": "Journal Entry",
    "InventoryAdjustment": "Inventory Qty Adjust",
    "InventoryStartingValue": "Inventory Starting Value",
}
Lines = list[tuple[Entry, Posting]]


def general_ledger(company: Company, params: Params) -> Body:
    """All accounts, or those of the parameter `account`; this month to date by default."""
    last = day_parameter(params, "end_date", company.today())
    first = day_parameter(params, "start_date", last.replace(day=1))
    wanted = set(filter(None, params.get("account", "").split(",")))
    by_account: defaultdict[str, Lines] = defaultdict(list)
    for entry in company.ledger:
        if first <= entry.day <= last:
            for posting in entry.postings:
                by_account[posting.account_id].append((entry, posting))
    before = company.ledger.balances_until(first - timedelta(days=1))
    rows = [
        _account(company, account, by_account[account.id], before.get(account.id, ZERO))
        for account in accounts_in_order(company)
        if (not wanted or account.id in wanted)
        and (by_account[account.id] or before.get(account.id))
    ]
    columns = [column(*one) for one in COLUMNS]
    header = {"StartPeriod": first.isoformat(), "EndPeriod": last.isoformat()}
    return report(company, "GeneralLedger", columns, rows, header)


def _account(company: Company, account: Record, lines: Lines, before: Decimal) -> Body:
    sign = 1 if account.body["Classification"] in DEBIT_NATURE else -1
    running = before * sign if is_balance_sheet(account) else ZERO
    rows: list[Body] = []
    if running:
        blanks = [cell("") for _ in COLUMNS[2:]]
        rows.append(data(cell("Beginning Balance"), *blanks, total(running)))
    moved = ZERO
    for entry, posting in sorted(lines, key=_when):
        value = posting.signed * sign
        running += value
        moved += value
        rows.append(_row(company, entry, posting, value, running))
    name = account.body["FullyQualifiedName"]
    blanks = [cell("") for _ in COLUMNS[2:-1]]
    cells = [cell(f"Total for {name}"), *blanks, total(moved), cell("")]
    return section(cell(name, account.id), rows, cells)


def _when(line: tuple[Entry, Posting]) -> tuple[date, int]:
    entry, _ = line
    return entry.day, int(entry.txn_id) if entry.txn_id.isdigit() else 0


def _row(
    company: Company, entry: Entry, posting: Posting, value: Decimal, running: Decimal
) -> Body:
    record = company.transactions.get(entry.txn_id)
    body = record.body if record is not None else {}
    customer = body.get("CustomerRef", {})
    if posting.customer_id and not customer:
        found = company.shelves["Customer"].get(posting.customer_id)
        customer = found.ref if found is not None else {}
    others = {one.account_id for one in entry.postings} - {posting.account_id}
    split = "-Split-"
    if len(others) == 1:
        other = company.shelves["Account"].get(next(iter(others)))
        split = other.body["Name"] if other is not None else ""
    return data(
        cell(entry.day.isoformat()),
        cell(TYPE_TITLES.get(entry.txn_type, entry.txn_type), entry.txn_id),
        cell(str(body.get("DocNumber", ""))),
        cell(str(customer.get("name", "")), str(customer.get("value", ""))),
        cell(str(body.get("PrivateNote", ""))),
        cell(split),
        total(value),
        total(running),
    )
