"""The transaction list: a row a transaction, posting or not, filtered, sorted and grouped.

Reference: reference/quickbooks.md 13 (filters, default columns).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.accounts import DEBIT_NATURE
from leafledger_simulators.quickbooks.reports.columns import wanted
from leafledger_simulators.quickbooks.reports.facts import Fact, concerns_of, whole_document
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    cell,
    choice_parameter,
    data,
    day_parameter,
    ids_parameter,
    report,
    section,
)
from leafledger_simulators.quickbooks.reports.period import period_of
from leafledger_simulators.quickbooks.reports.rows import (
    CELLS,
    Line,
    cells_of,
    chosen,
    columns_of,
    sum_cells,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body, server_day

DEFAULT_COLUMNS = (
    "tx_date",
    "txn_type",
    "doc_num",
    "is_no_post",
    "name",
    "dept_name",
    "memo",
    "account_name",
    "other_account",
    "subt_nat_home_amount",
)
# The parameter's words that are not the entity's own name.
TYPE_WORDS = {
    "receivepayment": "payment",
    "creditrefund": "refundreceipt",
    "inventoryquantityadjustment": "inventoryadjustment",
    "billpaymentcheck": "billpayment",
    "billpaymentcreditcard": "billpayment",
    "cashpurchase": "purchase",
    "check": "purchase",
    "creditcardcharge": "purchase",
    "expense": "purchase",
}
# The word of `group_by`, and the column whose text makes the groups.
GROUPS = {
    "Name": "name",
    "Customer": "cust_name",
    "Vendor": "vend_name",
    "Account": "account_name",
    "Transaction Type": "txn_type",
    "Location": "dept_name",
    "Day": "tx_date",
    "None": "",
}
CLEARED_WORDS = ("", "Cleared", "Uncleared", "Reconciled", "Deposited")
SIGNED = ("subt_nat_home_amount", "subt_nat_amount", "subt_amount")


def transaction_list(company: Company, params: Params) -> Body:
    """All transactions of this month to date, or as asked."""
    period = period_of(company, params, "This Month-to-date")
    keys = chosen(params, DEFAULT_COLUMNS)
    passes = _filters(company, params)
    found = [
        line for line in _all(company) if period.has(date.fromisoformat(line.day)) and passes(line)
    ]
    order = params.get("sort_by") if params.get("sort_by") in CELLS else "tx_date"
    assert order is not None
    found.sort(key=lambda line: (_sortable(order, line), line.day, int(line.txn_id)))
    if choice_parameter(params, "sort_order", ("ascend", "descend"), "ascend") == "descend":
        found.reverse()
    grouped_by = choice_parameter(params, "group_by", GROUPS, "None")
    rows = _grouped(found, keys, GROUPS[grouped_by])
    return report(company, "TransactionList", columns_of(keys), rows, period.header())


def _all(company: Company) -> Iterator[Line]:
    for record in company.transactions.values():
        if "TxnDate" not in record.body:
            continue
        entry = company.ledger.entry(record.id)
        main = entry.postings[0] if entry is not None else None
        account = company.shelves["Account"].get(main.account_id) if main is not None else None
        value = Decimal(record.body.get("TotalAmt", 0))
        if main is not None and account is not None:
            value = main.signed
            if account.body["Classification"] not in DEBIT_NATURE:
                value = -value
        body = record.body
        concerns = whole_document(body)
        if entry is not None and not concerns.customer and not concerns.vendor:
            concerns = next((one for one in concerns_of(company, entry) if one.customer), concerns)
        yield Line(
            company,
            record.id,
            record.kind.name,
            body["TxnDate"],
            record,
            entry,
            account.id if account is not None else "",
            concerns,
            value,
            main.signed if main is not None else value,
        )


def _filters(company: Company, params: Params) -> Callable[[Line], bool]:
    """Every filter of the request in one question."""
    del company
    types = {
        TYPE_WORDS.get(word.lower(), word.lower())
        for word in ids_parameter(params, "transaction_type")
    }
    number, accounts = params.get("docnum", ""), ids_parameter(params, "source_account")
    paid = choice_parameter(params, "arpaid", ("All", "Paid", "Unpaid"), "All")
    times = [
        (read, day_parameter(params, f"start_{name}", date.min), _last(params, name))
        for name, read in _DAYS.items()
        if params.get(f"start_{name}") or params.get(f"end_{name}")
    ]
    concerned = wanted(params)
    cleared = choice_parameter(params, "cleared", CLEARED_WORDS, "")

    def passes(line: Line) -> bool:
        return (
            (not types or line.txn_type.lower() in types)
            and (not number or line.body.get("DocNumber") == number)
            and (not accounts or line.account_id in accounts)
            and (not cleared or line.cleared == cleared)
            and (paid == "All" or _paid(line) == (paid == "Paid"))
            and all(first <= read(line.record) <= last for read, first, last in times)
            and _concerned(line, concerned)
        )

    return passes


def _last(params: Params, name: str) -> date:
    return day_parameter(params, f"end_{name}", date.max)


def _concerned(line: Line, concerned: Callable[[Fact], bool]) -> bool:
    """Whether the transaction or one of its postings concerns what was asked."""
    if line.entry is None or line.record is None:
        return True
    known = [line.concerns, *concerns_of(line.company, line.entry)]
    day = line.entry.day
    return any(concerned(Fact(line.entry, day, "", ZERO, one)) for one in known)


def _paid(line: Line) -> bool | None:
    """Whether an invoice is paid; what cannot be paid is neither."""
    balance = line.body.get("Balance")
    return None if balance is None or line.txn_type != "Invoice" else not balance


def _created(record: Record | None) -> date:
    return server_day(record.created) if record is not None else date.min


def _modified(record: Record | None) -> date:
    return server_day(record.changed) if record is not None else date.min


def _due(record: Record | None) -> date:
    due = record.body.get("DueDate") if record is not None else None
    return date.fromisoformat(due) if due else date.max


_DAYS: dict[str, Callable[[Record | None], date]] = {
    "moddate": _modified,
    "createdate": _created,
    "duedate": _due,
}


def _sortable(key: str, line: Line) -> tuple[Decimal, str]:
    text = str(CELLS[key][2](line)["value"])
    is_amount = CELLS[key][1] == "Money"
    return (Decimal(text or 0), "") if is_amount else (ZERO, text.lower())


def _grouped(found: list[Line], keys: tuple[str, ...], by: str) -> list[Body]:
    if not by:
        return [data(*cells_of(keys, line)) for line in found]
    groups: dict[str, list[Line]] = {}
    for line in found:
        groups.setdefault(str(CELLS[by][2](line)["value"]) or "Not Specified", []).append(line)
    rows = []
    for title, lines in sorted(groups.items()):
        value = sum((line.value for line in lines), ZERO)
        sums = sum_cells(keys, f"Total for {title}", {k: value for k in keys if k in SIGNED})
        rows.append(section(cell(title), [data(*cells_of(keys, one)) for one in lines], sums))
    return rows
