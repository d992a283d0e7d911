"""The trial balance, and the sums other statements are made of.

Reference: reference/quickbooks.md 13. Income and expense of earlier fiscal years stand in
Retained Earnings.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.accounts import ACCOUNT_TYPES, BALANCE_SHEET
from leafledger_simulators.quickbooks.reports.facts import sums
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    amount,
    basis_of,
    cell,
    column,
    data,
    report,
    summary,
    total,
)
from leafledger_simulators.quickbooks.reports.period import period_of
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

# The order of account types in statements is the order of the table.
TYPE_ORDER = {name: position for position, name in enumerate(ACCOUNT_TYPES)}


def accounts_in_order(company: Company) -> list[Record]:
    """All accounts, by type, then name."""
    return sorted(
        company.shelves["Account"],
        key=lambda one: (TYPE_ORDER[one.body["AccountType"]], one.body["FullyQualifiedName"]),
    )


def is_balance_sheet(account: Record) -> bool:
    """Whether an account carries over from year to year."""
    return account.body["Classification"] in BALANCE_SHEET


def balances_on(company: Company, last: date, basis: str = "Accrual") -> dict[str, Decimal]:
    """Debits less credits of every account on a date, earlier years' result retained."""
    year_start = date(last.year, 1, 1)
    everything = sums(company, basis, last)
    earlier = sums(company, basis, year_start - timedelta(days=1))
    retained = company.account_of("RetainedEarnings").id
    found = dict(everything)
    for account in company.shelves["Account"]:
        if not is_balance_sheet(account) and account.id in earlier:
            found[account.id] -= earlier[account.id]
            found[retained] = found.get(retained, ZERO) + earlier[account.id]
    return found


def trial_balance(company: Company, params: Params) -> Body:
    """Every account with a balance, in a debit or a credit column; both sum up the same."""
    period = period_of(company, params, "This Fiscal Year-to-date")
    basis = basis_of(company, params)
    balances = balances_on(company, period.last, basis)
    rows: list[Body] = []
    debits = credits_ = ZERO
    for account in accounts_in_order(company):
        balance = balances.get(account.id, ZERO)
        if not balance:
            continue
        debit, credit = max(balance, ZERO), max(-balance, ZERO)
        debits, credits_ = debits + debit, credits_ + credit
        name = cell(account.body["FullyQualifiedName"], account.id)
        rows.append(data(name, amount(debit), amount(credit)))
    if rows:
        rows.append(summary("GrandTotal", cell("TOTAL"), total(debits), total(credits_)))
    columns = [
        column("", "Account", "account"),
        column("Debit", "Money", "debt_amt"),
        column("Credit", "Money", "credit_amt"),
    ]
    header = {**period.header(), "ReportBasis": basis}
    return report(company, "TrialBalance", columns, rows, header)
