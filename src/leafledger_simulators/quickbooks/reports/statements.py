"""The income statement and the balance sheet, accrual basis, one column.

Reference: reference/quickbooks.md 13 (row groups; a section may be only its sum).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.reports.balances import (
    accounts_in_order,
    balances_on,
    is_balance_sheet,
)
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    amount,
    cell,
    column,
    data,
    day_parameter,
    report,
    section,
    summary,
    total,
)
from leafledger_simulators.quickbooks.wire import ZERO, Body

Balances = dict[str, Decimal]

# Heading, group and account types of the asset and liability sections.
ASSETS = (
    ("Bank Accounts", "BankAccounts", ("Bank",)),
    ("Accounts Receivable", "AR", ("Accounts Receivable",)),
    ("Other Current Assets", "OtherCurrentAssets", ("Other Current Asset",)),
    ("Fixed Assets", "FixedAssets", ("Fixed Asset",)),
    ("Other Assets", "OtherAssets", ("Other Asset",)),
)
LIABILITIES = (
    ("Accounts Payable", "AP", ("Accounts Payable",)),
    ("Credit Cards", "CreditCards", ("Credit Card",)),
    ("Other Current Liabilities", "OtherCurrentLiabilities", ("Other Current Liability",)),
    ("Long-Term Liabilities", "LongTermLiabilities", ("Long Term Liability",)),
)


class _Statement:
    """Builds sections of accounts from signed balances."""

    def __init__(self, company: Company, balances: Balances) -> None:
        self._company = company
        self._balances = balances

    def part(
        self, title: str, group: str, types: Iterable[str], sign: int
    ) -> tuple[list[Body], Decimal]:
        """A section over the accounts of some types (none when all are nought), and its sum."""
        rows: list[Body] = []
        value = ZERO
        for account in accounts_in_order(self._company):
            balance = self._balances.get(account.id, ZERO) * sign
            if account.body["AccountType"] in types and balance:
                value += balance
                rows.append(data(cell(account.body["Name"], account.id), amount(balance)))
        if not rows:
            return [], ZERO
        cells = [cell(f"Total {title}"), total(value)]
        return [section(cell(title), rows, cells, group)], value


def profit_and_loss(company: Company, params: Params) -> Body:
    """Income less cost of goods less expenses over a time, the year to date by default."""
    last = day_parameter(params, "end_date", company.today())
    first = day_parameter(params, "start_date", date(last.year, 1, 1))
    made = _Statement(company, company.ledger.balances_until(last, first))
    income_rows, income = made.part("Income", "Income", ("Income",), -1)
    cost_rows, cost = made.part("Cost of Goods Sold", "COGS", ("Cost of Goods Sold",), 1)
    spent_rows, spent = made.part("Expenses", "Expenses", ("Expense",), 1)
    more_rows, more = made.part("Other Income", "OtherIncome", ("Other Income",), -1)
    less_rows, less = made.part("Other Expenses", "OtherExpenses", ("Other Expense",), 1)
    rows = [
        *income_rows,
        *cost_rows,
        summary("GrossProfit", cell("Gross Profit"), total(income - cost)),
        *spent_rows,
        summary("NetOperatingIncome", cell("Net Operating Income"), total(income - cost - spent)),
        *more_rows,
        *less_rows,
        summary("NetIncome", cell("Net Income"), total(income - cost - spent + more - less)),
    ]
    has_data = any((income_rows, cost_rows, spent_rows, more_rows, less_rows))
    header = {"StartPeriod": first.isoformat(), "EndPeriod": last.isoformat()}
    return report(company, "ProfitAndLoss", _columns(), rows if has_data else [], header)


def balance_sheet(company: Company, params: Params) -> Body:
    """Assets against liabilities and equity on a date; the year's result stands in equity."""
    last = day_parameter(params, "end_date", company.today())
    balances = balances_on(company, last)
    made = _Statement(company, balances)
    asset_rows, assets = _parts(made, ASSETS, 1)
    liability_rows, liabilities = _parts(made, LIABILITIES, -1)
    equity_rows, equity = made.part("Equity", "Equity", ("Equity",), -1)
    result = -sum(
        (
            balances.get(account.id, ZERO)
            for account in company.shelves["Account"]
            if not is_balance_sheet(account)
        ),
        ZERO,
    )
    net_income = summary("NetIncome", cell("Net Income"), total(result))
    owed = liabilities + equity + result
    rows = [
        section(cell("ASSETS"), asset_rows, [cell("TOTAL ASSETS"), total(assets)], "TotalAssets"),
        section(
            cell("LIABILITIES AND EQUITY"),
            [*liability_rows, *equity_rows, net_income],
            [cell("TOTAL LIABILITIES AND EQUITY"), total(owed)],
            "TotalLiabilitiesAndEquity",
        ),
    ]
    header = {"StartPeriod": date(last.year, 1, 1).isoformat(), "EndPeriod": last.isoformat()}
    return report(
        company, "BalanceSheet", _columns(), rows if any(balances.values()) else [], header
    )


def _parts(
    made: _Statement, wanted: Iterable[tuple[str, str, tuple[str, ...]]], sign: int
) -> tuple[list[Body], Decimal]:
    rows: list[Body] = []
    value = ZERO
    for title, group, types in wanted:
        more, part = made.part(title, group, types, sign)
        rows += more
        value += part
    return rows, value


def _columns() -> list[Body]:
    return [column("", "Account", "account"), column("Total", "Money", "total")]
