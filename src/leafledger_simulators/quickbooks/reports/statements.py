"""The income statement and the balance sheet, by column, accrual or cash.

Reference: reference/quickbooks.md 13 (row groups; a section may be only its sum; a parent with
sub-accounts carries its own postings and nested sections).
"""

from __future__ import annotations

from collections.abc import Iterable

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import invalid_choice
from leafledger_simulators.quickbooks.reports.balances import (
    accounts_in_order,
    balances_on,
    is_balance_sheet,
)
from leafledger_simulators.quickbooks.reports.columns import (
    FILTERS,
    Table,
    Values,
    added,
    amounts,
    has_filters,
    summarized_by,
    tabulate,
    title_of,
    totals,
    wanted,
)
from leafledger_simulators.quickbooks.reports.facts import facts
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    basis_of,
    cell,
    column,
    data,
    report,
    section,
    summary,
)
from leafledger_simulators.quickbooks.reports.period import UNITS, parts_of, period_of
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

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
    """Builds sections of accounts, parents above their children, from a table of sums."""

    def __init__(self, company: Company, table: Table) -> None:
        self._table = table
        self._accounts = accounts_in_order(company)
        self._children: dict[str, list[Record]] = {}
        for account in self._accounts:
            parent = (account.body.get("ParentRef") or {}).get("value", "")
            self._children.setdefault(parent, []).append(account)

    def part(
        self, title: str, group: str, types: Iterable[str], sign: int
    ) -> tuple[list[Body], Values]:
        """A section over the accounts of some types (none when all are nought), and its sum."""
        rows: list[Body] = []
        value = self._table.nought()
        for account in self._children.get("", []):
            if account.body["AccountType"] in types:
                more, part = self._account(account, sign)
                rows += more
                value = added(value, part)
        if not rows:
            return [], self._table.nought()
        cells = [cell(f"Total {title}"), *totals(value)]
        return [section(cell(title), rows, cells, group)], value

    def _account(self, account: Record, sign: int) -> tuple[list[Body], Values]:
        own = self._table.of(account.id, sign)
        name = cell(account.body["Name"], account.id)
        rows = [data(name, *amounts(own))] if any(own) else []
        below: list[Body] = []
        value = own
        for child in self._children.get(account.id, []):
            more, part = self._account(child, sign)
            below += more
            value = added(value, part)
        if not below:
            return rows, own
        cells = [cell(f"Total {account.body['Name']}"), *totals(value)]
        return [section(name, [*rows, *below], cells)], value


def profit_and_loss(company: Company, params: Params) -> Body:
    """Income less cost of goods less expenses over a time, the year to date by default."""
    period = period_of(company, params, "This Fiscal Year-to-date")
    basis, by = basis_of(company, params), summarized_by(params)
    passes = wanted(params)
    is_detailed = has_filters(params) or by not in {"Total", *UNITS}
    kept = {one.id for one in company.shelves["Account"] if not is_balance_sheet(one)}
    found = (
        fact
        for fact in facts(company, basis, detailed=is_detailed)
        if fact.account_id in kept and period.has(fact.day) and passes(fact)
    )
    table = tabulate(company, found, by, period)
    made = _Statement(company, table)
    income_rows, income = made.part("Income", "Income", ("Income",), -1)
    cost_rows, cost = made.part("Cost of Goods Sold", "COGS", ("Cost of Goods Sold",), 1)
    spent_rows, spent = made.part("Expenses", "Expenses", ("Expense",), 1)
    more_rows, more = made.part("Other Income", "OtherIncome", ("Other Income",), -1)
    less_rows, less = made.part("Other Expenses", "OtherExpenses", ("Other Expense",), 1)
    gross = added(income, cost, -1)
    operating = added(gross, spent, -1)
    other = added(more, less, -1)
    others = [*more_rows, *less_rows]
    if others:
        others.append(summary("NetOtherIncome", cell("Net Other Income"), *totals(other)))
    rows = [
        *income_rows,
        *cost_rows,
        summary("GrossProfit", cell("Gross Profit"), *totals(gross)),
        *spent_rows,
        summary("NetOperatingIncome", cell("Net Operating Income"), *totals(operating)),
        *others,
        summary("NetIncome", cell("Net Income"), *totals(added(operating, other))),
    ]
    header = {**period.header(), "ReportBasis": basis, "SummarizeColumnsBy": by}
    header |= {name.title(): params[name] for name in FILTERS if params.get(name)}
    has_data = any((income_rows, cost_rows, spent_rows, others))
    columns = [column("", "Account", "account"), *table.columns]
    return report(company, "ProfitAndLoss", columns, rows if has_data else [], header)


def balance_sheet(company: Company, params: Params) -> Body:
    """Assets against liabilities and equity on a date; the year's result stands in equity.

    By month (or another time) each column is the state at that time's end.
    """
    period = period_of(company, params, "This Fiscal Year-to-date")
    basis, by = basis_of(company, params), summarized_by(params)
    if by not in {"Total", *UNITS}:
        raise invalid_choice("summarize_column_by", by, ("Total", *UNITS))
    table = Table([column("Total", "Money", "total")])
    days = [period.last]
    if by != "Total":
        parts = parts_of(by, period)
        days = [part.last for part in parts]
        table = Table(
            [column(title_of(by, part), "Money", part.last.isoformat()) for part in parts]
        )
    result = table.nought()
    for position, day in enumerate(days):
        for account_id, value in balances_on(company, day, basis).items():
            table.sums.setdefault(account_id, table.nought())[position] = value
    for account in company.shelves["Account"]:
        if not is_balance_sheet(account):
            result = added(result, table.of(account.id), -1)
    rows = _balanced(_Statement(company, table), result)
    header = {**period.header(), "ReportBasis": basis, "SummarizeColumnsBy": by}
    columns = [column("", "Account", "account"), *table.columns]
    has_data = any(value for row in table.sums.values() for value in row)
    return report(company, "BalanceSheet", columns, rows if has_data else [], header)


def _balanced(made: _Statement, result: Values) -> list[Body]:
    asset_rows, assets = _parts(made, ASSETS, 1, len(result))
    liability_rows, liabilities = _parts(made, LIABILITIES, -1, len(result))
    equity_rows, equity = made.part("Equity", "Equity", ("Equity",), -1)
    net_income = summary("NetIncome", cell("Net Income"), *totals(result))
    owed = added(added(liabilities, equity), result)
    return [
        section(cell("ASSETS"), asset_rows, [cell("TOTAL ASSETS"), *totals(assets)], "TotalAssets"),
        section(
            cell("LIABILITIES AND EQUITY"),
            [*liability_rows, *equity_rows, net_income],
            [cell("TOTAL LIABILITIES AND EQUITY"), *totals(owed)],
            "TotalLiabilitiesAndEquity",
        ),
    ]


def _parts(
    made: _Statement, parts: Iterable[tuple[str, str, tuple[str, ...]]], sign: int, width: int
) -> tuple[list[Body], Values]:
    rows: list[Body] = []
    value: Values = [ZERO] * width
    for title, group, types in parts:
        more, part = made.part(title, group, types, sign)
        rows += more
        value = added(value, part)
    return rows, value
