"""Who owes what, and document by document.

Reference: reference/quickbooks.md 13 and 14: the totals are the receivable account's balance.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.reports.facts import Concerns
from leafledger_simulators.quickbooks.reports.families import families
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    cell,
    column,
    data,
    report,
    section,
    summary,
    total,
)
from leafledger_simulators.quickbooks.reports.period import day_of_report
from leafledger_simulators.quickbooks.reports.receivables import (
    Buckets,
    Open,
    buckets_of,
    number_parameter,
    reckoning_day,
    wanted_open,
)
from leafledger_simulators.quickbooks.reports.rows import (
    Line,
    cells_of,
    chosen,
    columns_of,
    sum_cells,
)
from leafledger_simulators.quickbooks.wire import ZERO, Body

AGED_COLUMNS = (
    "tx_date",
    "txn_type",
    "doc_num",
    "cust_name",
    "due_date",
    "subt_amount",
    "subt_open_bal",
)
BALANCE_COLUMNS = (
    "tx_date",
    "txn_type",
    "doc_num",
    "due_date",
    "subt_amount",
    "subt_open_bal",
    "rbal_open_bal",
)


def aged_receivable_detail(company: Company, params: Params) -> Body:
    """What is open, in a section for each lateness, the latest first."""
    period = day_of_report(company, params)
    buckets, reckoned = buckets_of(params), reckoning_day(company, params, period)
    keys = chosen(params, AGED_COLUMNS)
    late_min = number_parameter(params, "past_due", 1) if params.get("past_due") else None
    found: list[list[Open]] = [[] for _ in range(buckets.count + 1)]
    for one in wanted_open(company, params, period.last):
        late = (reckoned - one.due).days
        if late_min is None or late >= late_min:
            found[buckets.of(late)].append(one)
    rows = []
    for number in reversed(range(buckets.count + 1)):
        if found[number]:
            title = _heading(buckets, number)
            lines = _lines(company, found[number])
            cells = [data(*cells_of(keys, line)) for line in lines]
            rows.append(
                section(cell(title), cells, sum_cells(keys, f"Total for {title}", _of(lines)))
            )
    if rows:
        lines = _lines(company, [one for part in found for one in part])
        rows.append(summary("GrandTotal", *sum_cells(keys, "TOTAL", _of(lines))))
    return report(company, "AgedReceivableDetail", columns_of(keys), rows, period.header())


def _heading(buckets: Buckets, number: int) -> str:
    title = buckets.titles[number]
    if number == 0:
        return title
    if number == buckets.count:
        return f"{title.removesuffix(' and over')} or more days past due"
    return f"{title} days past due"


def customer_balance(company: Company, params: Params) -> Body:
    """What each customer owes on a date."""
    period = day_of_report(company, params)
    owed: dict[str, Decimal] = {}
    for one in wanted_open(company, params, period.last):
        owed[one.customer_id] = owed.get(one.customer_id, ZERO) + one.amount
    rows = families(company, {one: [value] for one, value in owed.items()}, 1)
    if rows:
        rows.append(summary("GrandTotal", cell("TOTAL"), total(sum(owed.values(), ZERO))))
    columns = [column("", "Customer", "cust_name"), column("Total", "Money", "total")]
    return report(company, "CustomerBalance", columns, rows, period.header())


def customer_balance_detail(company: Company, params: Params) -> Body:
    """What each customer owes on a date, document by document, with the running balance."""
    period = day_of_report(company, params)
    keys = chosen(params, BALANCE_COLUMNS)
    by_customer: dict[str, list[Open]] = {}
    for one in wanted_open(company, params, period.last):
        by_customer.setdefault(one.customer_id, []).append(one)
    rows = []
    for name, customer_id in _names(company, by_customer):
        lines = _lines(company, by_customer[customer_id])
        cells = [data(*cells_of(keys, line)) for line in lines]
        sums = sum_cells(keys, f"Total for {name}", _of(lines))
        rows.append(section(cell(name, customer_id), cells, sums))
    if rows:
        lines = _lines(company, [one for part in by_customer.values() for one in part])
        rows.append(summary("GrandTotal", *sum_cells(keys, "TOTAL", _of(lines))))
    return report(company, "CustomerBalanceDetail", columns_of(keys), rows, period.header())


def _names(company: Company, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Customers with their names, in the order of names."""
    found = []
    for customer_id in ids:
        record = company.shelves["Customer"].get(customer_id)
        found.append((record.body["FullyQualifiedName"] if record else "", customer_id))
    return sorted(found)


def _lines(company: Company, found: list[Open]) -> list[Line]:
    """Rows in the order of their dates, with the balance that runs on."""
    lines = []
    running = ZERO
    for one in sorted(found, key=lambda item: (item.record.body["TxnDate"], int(item.record.id))):
        running += one.amount
        record = one.record
        lines.append(
            Line(
                company,
                record.id,
                record.kind.name,
                record.body["TxnDate"],
                record,
                company.ledger.entry(record.id),
                company.receivable().id,
                Concerns(customer=one.customer_id),
                value=one.begins,
                running=running,
                open_=one.amount,
            )
        )
    return lines


def _of(lines: list[Line]) -> dict[str, Decimal]:
    """The sums of a section."""
    return {
        "subt_amount": sum((line.value for line in lines), ZERO),
        "subt_open_bal": sum((line.open_ for line in lines), ZERO),
    }
