"""Aged receivables: what each customer owes on a date, by how late it is.

Reference: reference/quickbooks.md 13 and 14 (the total is the receivable account's balance).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.applying import customer_of, total_of
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    amount,
    cell,
    column,
    data,
    day_parameter,
    report,
    summary,
    total,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

BUCKETS = ("Current", "1 - 30", "31 - 60", "61 - 90", "91 and over")
BUCKET_KEYS = ("current", "0", "1", "2", "3")


@dataclass(frozen=True, slots=True)
class Open:
    """Something open of a customer on a date: above zero it is owed, below it is a credit."""

    customer_id: str
    due: date
    amount: Decimal


def aged_receivables(company: Company, params: Params) -> Body:
    """The summary by customer."""
    on = day_parameter(params, "report_date", company.today())
    wanted = set(filter(None, params.get("customer", "").split(",")))
    by_customer: dict[str, list[Decimal]] = {}
    for one in open_on(company, on):
        if not wanted or one.customer_id in wanted:
            row = by_customer.setdefault(one.customer_id, [ZERO] * len(BUCKETS))
            row[bucket((on - one.due).days)] += one.amount
    rows: list[Body] = []
    sums = [ZERO] * len(BUCKETS)
    for name, customer_id, row in _named(company, by_customer):
        if not any(row):
            continue
        sums = [a + b for a, b in zip(sums, row, strict=True)]
        cells = [amount(value) for value in row]
        rows.append(data(cell(name, customer_id), *cells, total(sum(row, ZERO))))
    if rows:
        cells = [total(value) for value in sums]
        rows.append(summary("GrandTotal", cell("TOTAL"), *cells, total(sum(sums, ZERO))))
    columns = [
        column("", "Customer", "cust_name"),
        *(column(title, "Money", key) for title, key in zip(BUCKETS, BUCKET_KEYS, strict=True)),
        column("Total", "Money", "total"),
    ]
    header = {"StartPeriod": on.isoformat(), "EndPeriod": on.isoformat()}
    return report(company, "AgedReceivables", columns, rows, header)


def bucket(days_late: int) -> int:
    """Which column: not due, then thirty days each."""
    if days_late <= 0:
        return 0
    return min((days_late - 1) // 30 + 1, len(BUCKETS) - 1)


def _named(
    company: Company, by_customer: dict[str, list[Decimal]]
) -> list[tuple[str, str, list[Decimal]]]:
    found = []
    for customer_id, row in by_customer.items():
        record = company.shelves["Customer"].get(customer_id)
        name = record.body["FullyQualifiedName"] if record is not None else ""
        found.append((name, customer_id, row))
    return sorted(found)


def open_on(company: Company, on: date) -> Iterator[Open]:
    """Every document with something open on a date.

    A link counts from the later of the payment's and the document's date, so that the sum is
    the receivable account's balance on every date.
    """
    for kind in ("Invoice", "CreditMemo", "JournalEntry"):
        for record in company.shelves[kind]:
            begins, sign = total_of(company, record)
            if not begins or _day(record) > on:
                continue
            applied = sum(
                (
                    value
                    for payment_id, value in company.links.on_document(record.id).items()
                    if _day(company.transactions[payment_id]) <= on
                ),
                ZERO,
            )
            left = begins - applied
            if left:
                yield Open(customer_of(company, record), _due(record), -left if sign else left)
    for record in company.shelves["Payment"]:
        if _day(record) > on:
            continue
        left = _unapplied_on(company, record, on)
        if left:
            yield Open(customer_of(company, record), _day(record), -left)


def _unapplied_on(company: Company, payment: Record, on: date) -> Decimal:
    left = Decimal(payment.body["TotalAmt"])
    for link in company.links.of_payment(payment.id):
        if _day(company.transactions[link.txn_id]) <= on:
            left += link.amount if link.is_credit else -link.amount
    return left


def _day(record: Record) -> date:
    return date.fromisoformat(record.body["TxnDate"])


def _due(record: Record) -> date:
    return date.fromisoformat(record.body.get("DueDate") or record.body["TxnDate"])
