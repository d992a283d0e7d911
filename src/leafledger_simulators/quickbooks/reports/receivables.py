"""Aged receivables: what each customer owes on a date, by how late it is.

Reference: reference/quickbooks.md 13 and 14 (the total is the receivable account's balance).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.applying import OPEN_KINDS, customer_of, total_of
from leafledger_simulators.quickbooks.refusals import invalid_number
from leafledger_simulators.quickbooks.reports.columns import totals
from leafledger_simulators.quickbooks.reports.families import families
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    cell,
    choice_parameter,
    column,
    day_parameter,
    ids_parameter,
    report,
    summary,
)
from leafledger_simulators.quickbooks.reports.period import Period, company_day, day_of_report
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

PERIOD_DAYS = 30
PERIODS = 4
# More days or spans than any debt is old.
NUMBER_MAX = 1000


@dataclass(frozen=True, slots=True)
class Buckets:
    """How late debts are told apart: not due, then spans of some days, the last without end."""

    days: int = PERIOD_DAYS
    count: int = PERIODS

    @property
    def titles(self) -> list[str]:
        """`Current`, `1 - 30` and so on."""
        spans = [
            f"{number * self.days + 1} - {(number + 1) * self.days}"
            for number in range(self.count - 1)
        ]
        return ["Current", *spans, f"{(self.count - 1) * self.days + 1} and over"]

    def of(self, days_late: int) -> int:
        """Which one: 0 is not due."""
        return min((days_late - 1) // self.days + 1, self.count) if days_late > 0 else 0


def buckets_of(params: Params) -> Buckets:
    """As `aging_period` and `num_periods` ask. Raises: Refusal 2080."""
    return Buckets(
        number_parameter(params, "aging_period", PERIOD_DAYS),
        number_parameter(params, "num_periods", PERIODS),
    )


def number_parameter(params: Params, name: str, default: int) -> int:
    """A whole number from 1 to 1000. Raises: Refusal 2080."""
    text = params.get(name) or str(default)
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:5]) <= NUMBER_MAX:
        raise invalid_number(name, text)
    return int(text)


@dataclass(frozen=True, slots=True)
class Open:
    """Something open of a customer on a date: above zero it is owed, below it is a credit.

    `begins`: what its document was over, with the same sign.
    """

    customer_id: str
    due: date
    amount: Decimal
    record: Record
    begins: Decimal


def aged_receivables(company: Company, params: Params) -> Body:
    """The summary by customer."""
    period = day_of_report(company, params)
    buckets, reckoned = buckets_of(params), reckoning_day(company, params, period)
    by_customer: dict[str, list[Decimal]] = {}
    for one in wanted_open(company, params, period.last):
        row = by_customer.setdefault(one.customer_id, [ZERO] * (buckets.count + 1))
        row[buckets.of((reckoned - one.due).days)] += one.amount
    own = {customer_id: [*row, sum(row, ZERO)] for customer_id, row in by_customer.items()}
    rows = families(company, own, buckets.count + 2)
    if rows:
        sums = [sum(values, ZERO) for values in zip(*own.values(), strict=True)]
        rows.append(summary("GrandTotal", cell("TOTAL"), *totals(sums)))
    keys = ["current", *(str(number) for number in range(buckets.count))]
    columns = [
        column("", "Customer", "cust_name"),
        *(column(title, "Money", key) for title, key in zip(buckets.titles, keys, strict=True)),
        column("Total", "Money", "total"),
    ]
    return report(company, "AgedReceivables", columns, rows, period.header())


def reckoning_day(company: Company, params: Params, period: Period) -> date:
    """The day lateness is reckoned from: the report's, or today by `aging_method` Current."""
    method = choice_parameter(params, "aging_method", ("Report_Date", "Current"), "Report_Date")
    return period.last if method == "Report_Date" else company_day(company)


def wanted_open(company: Company, params: Params, on: date) -> list[Open]:
    """What is open on a date and passes the filters by customer, location, term and due date."""
    customers, terms = ids_parameter(params, "customer"), ids_parameter(params, "term")
    places = ids_parameter(params, "department")
    first = day_parameter(params, "start_duedate", date.min)
    last = day_parameter(params, "end_duedate", date.max)

    def has(one: Open, name: str, ids: frozenset[str]) -> bool:
        return not ids or (one.record.body.get(name) or {}).get("value") in ids

    return [
        one
        for one in open_on(company, on)
        if (not customers or one.customer_id in customers)
        and has(one, "SalesTermRef", terms)
        and has(one, "DepartmentRef", places)
        and first <= one.due <= last
    ]


def open_on(company: Company, on: date) -> Iterator[Open]:
    """Every document with something open on a date.

    A link counts from the later of the payment's and the document's date, so that the sum is
    the receivable account's balance on every date.
    """
    for kind in OPEN_KINDS:
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
                left, begins = (-left, -begins) if sign else (left, begins)
                yield Open(customer_of(company, record), _due(record), left, record, begins)
    for record in company.shelves["Payment"]:
        if _day(record) > on:
            continue
        left = _unapplied_on(company, record, on)
        if left:
            begins = -Decimal(record.body["TotalAmt"])
            yield Open(customer_of(company, record), _day(record), -left, record, begins)


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
