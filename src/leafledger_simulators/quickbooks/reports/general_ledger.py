"""The general ledger: a section an account, a row a posting, with the running balance.

Reference: reference/quickbooks.md 13: amounts are signed by the account's natural balance, and
the transaction's id sits on the txn_type cell; parents hold their own postings and a section
for each sub-account.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.accounts import DEBIT_NATURE
from leafledger_simulators.quickbooks.reports.balances import accounts_in_order, is_balance_sheet
from leafledger_simulators.quickbooks.reports.columns import FILTERS, has_filters, wanted
from leafledger_simulators.quickbooks.reports.facts import Fact, facts, sums
from leafledger_simulators.quickbooks.reports.layout import (
    Params,
    basis_of,
    cell,
    data,
    ids_parameter,
    report,
    section,
)
from leafledger_simulators.quickbooks.reports.period import period_of
from leafledger_simulators.quickbooks.reports.rows import (
    Line,
    cells_of,
    chosen,
    columns_of,
    sum_cells,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

DEFAULT_COLUMNS = (
    "tx_date",
    "txn_type",
    "doc_num",
    "name",
    "memo",
    "split_acc",
    "subt_nat_amount",
    "rbal_nat_amount",
)
Posted = list[Fact]


def general_ledger(company: Company, params: Params) -> Body:
    """All accounts, or those of the parameter `account`; this month to date by default."""
    period = period_of(company, params, "This Month-to-date")
    basis, keys = basis_of(company, params), chosen(params, DEFAULT_COLUMNS)
    asked = ids_parameter(params, "account")
    passes = wanted(params)
    by_account: defaultdict[str, Posted] = defaultdict(list)
    for fact in facts(company, basis):
        if period.has(fact.day) and passes(fact):
            by_account[fact.account_id].append(fact)
    # A part of an account's postings has no balance to begin with.
    before = {} if has_filters(params) else sums(company, basis, period.first - timedelta(days=1))
    made = _Ledger(company, keys, by_account, before, asked)
    rows = [row for account in made.top for row in made.account(account)[0]]
    header = {**period.header(), "ReportBasis": basis}
    header |= {name.title(): params[name] for name in FILTERS if params.get(name)}
    return report(company, "GeneralLedger", columns_of(keys), rows, header)


class _Ledger:
    def __init__(
        self,
        company: Company,
        keys: tuple[str, ...],
        by_account: dict[str, Posted],
        before: dict[str, Decimal],
        asked: frozenset[str],
    ) -> None:
        self._company = company
        self._keys = keys
        self._by_account = by_account
        self._before = before
        self._asked = asked
        self._children: defaultdict[str, list[Record]] = defaultdict(list)
        self.top: list[Record] = []
        for account in accounts_in_order(company):
            parent = (account.body.get("ParentRef") or {}).get("value", "")
            (self._children[parent] if parent else self.top).append(account)

    def account(self, account: Record) -> tuple[list[Body], Decimal]:
        """The section of an account (none when there is nothing to say) and what moved on it."""
        rows, moved = self._own(account)
        has_children = False
        for child in self._children[account.id]:
            more, part = self.account(child)
            rows += more
            moved += part
            has_children = has_children or bool(more)
        if not rows:
            return [], ZERO
        name = account.body["FullyQualifiedName"]
        title = f"Total for {name}" + (" with sub-accounts" if has_children else "")
        named = {key: moved for key in self._keys if key.startswith("subt_")}
        return [section(cell(name, account.id), rows, sum_cells(self._keys, title, named))], moved

    def _own(self, account: Record) -> tuple[list[Body], Decimal]:
        if self._asked and account.id not in self._asked:
            return [], ZERO
        sign = 1 if account.body["Classification"] in DEBIT_NATURE else -1
        carries = is_balance_sheet(account)
        running = self._before.get(account.id, ZERO) * sign if carries else ZERO
        rows: list[Body] = []
        if running:
            named = {key: running for key in self._keys if key.startswith("rbal_")}
            rows.append(data(*sum_cells(self._keys, "Beginning Balance", named)))
        moved = ZERO
        for fact in sorted(self._by_account.get(account.id, []), key=_when):
            value = fact.signed * sign
            running += value
            moved += value
            rows.append(data(*cells_of(self._keys, self._line(fact, value, running))))
        return rows, moved

    def _line(self, fact: Fact, value: Decimal, running: Decimal) -> Line:
        entry = fact.entry
        return Line(
            self._company,
            entry.txn_id,
            entry.txn_type,
            fact.day.isoformat(),
            self._company.transactions.get(entry.txn_id),
            entry,
            fact.account_id,
            fact.concerns,
            value,
            fact.signed,
            running,
        )


def _when(fact: Fact) -> tuple[date, int]:
    txn_id = fact.entry.txn_id
    return fact.day, int(txn_id) if txn_id.isdigit() else 0
