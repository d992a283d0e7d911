"""The reports there are, by the name in the URL."""

from __future__ import annotations

from collections.abc import Callable

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import unsupported
from leafledger_simulators.quickbooks.reports.balances import trial_balance
from leafledger_simulators.quickbooks.reports.general_ledger import general_ledger
from leafledger_simulators.quickbooks.reports.layout import Params
from leafledger_simulators.quickbooks.reports.receivables import aged_receivables
from leafledger_simulators.quickbooks.reports.statements import balance_sheet, profit_and_loss
from leafledger_simulators.quickbooks.wire import Body

REPORTS: dict[str, Callable[[Company, Params], Body]] = {
    "AgedReceivables": aged_receivables,
    "BalanceSheet": balance_sheet,
    "GeneralLedger": general_ledger,
    "ProfitAndLoss": profit_and_loss,
    "TrialBalance": trial_balance,
}


def run_report(company: Company, name: str, params: Params) -> Body:
    """One report. Raises: Refusal 500 for one that is not imitated."""
    found = REPORTS.get(name)
    if found is None:
        raise unsupported(f"Report {name} is not supported.")
    return found(company, params)
