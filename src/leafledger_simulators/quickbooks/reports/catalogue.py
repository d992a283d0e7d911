"""The reports there are, by the name in the URL."""

from __future__ import annotations

from collections.abc import Callable

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import unsupported
from leafledger_simulators.quickbooks.reports.balances import trial_balance
from leafledger_simulators.quickbooks.reports.customers import (
    aged_receivable_detail,
    customer_balance,
    customer_balance_detail,
)
from leafledger_simulators.quickbooks.reports.general_ledger import general_ledger
from leafledger_simulators.quickbooks.reports.layout import Params
from leafledger_simulators.quickbooks.reports.products import inventory_valuation, item_sales
from leafledger_simulators.quickbooks.reports.receivables import aged_receivables
from leafledger_simulators.quickbooks.reports.statements import balance_sheet, profit_and_loss
from leafledger_simulators.quickbooks.reports.transactions import transaction_list
from leafledger_simulators.quickbooks.wire import Body

REPORTS: dict[str, Callable[[Company, Params], Body]] = {
    "AgedReceivableDetail": aged_receivable_detail,
    "AgedReceivables": aged_receivables,
    "BalanceSheet": balance_sheet,
    "CustomerBalance": customer_balance,
    "CustomerBalanceDetail": customer_balance_detail,
    "GeneralLedger": general_ledger,
    "InventoryValuationSummary": inventory_valuation,
    "ItemSales": item_sales,
    "ProfitAndLoss": profit_and_loss,
    "TransactionList": transaction_list,
    "TrialBalance": trial_balance,
}


def run_report(company: Company, name: str, params: Params) -> Body:
    """One report. Raises: Refusal 500 for one that is not imitated."""
    found = REPORTS.get(name)
    if found is None:
        raise unsupported(f"Report {name} is not supported.")
    return found(company, params)
