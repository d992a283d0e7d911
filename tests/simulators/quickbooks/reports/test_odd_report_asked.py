"""A report asked for with anything is answered or refused, and changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger_simulators.quickbooks.app import QuickBooksSimulator
from leafledger_simulators.quickbooks.refusals import Refusal
from leafledger_simulators.quickbooks.reports.catalogue import REPORTS, run_report
from leafledger_simulators.quickbooks.snapshot import control_sums

COMPANY = QuickBooksSimulator("http://127.0.0.1:1", "sample", 1).company
NAMES = (
    *("start_date", "end_date", "report_date", "date_macro", "accounting_method", "columns"),
    *("summarize_column_by", "customer", "item", "class", "department", "vendor", "account"),
    *("aging_method", "aging_period", "num_periods", "past_due", "start_duedate", "term"),
    *("transaction_type", "docnum", "arpaid", "group_by", "sort_by", "sort_order", "end_moddate"),
)
WORDS = (
    *("", "0", "1", "1,2,3", "-1", "1.5", "\u00b2", "9" * 20, "Cash", "Month", "Days", "Classes"),
    *("ProductsAndServices", "Vendors", "all", "Last Fiscal Year", "2026-01-01", "2026-12-31"),
    *("2025-06-30T10:00:00-07:00", "0001-01-01", "tx_date,txn_type", "subt_nat_amount,name"),
    *("Name", "Account", "due_date", "Paid", "descend", "Current", "Invoice", "'; drop"),
)
ASKED = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(WORDS) | st.text(max_size=12))


@pytest.mark.parametrize("name", sorted(REPORTS))
@given(asked=ASKED)
def test_an_odd_report_is_answered_or_refused(name: str, asked: dict[str, str]) -> None:
    before = control_sums(COMPANY)
    try:
        report = run_report(COMPANY, name, asked)
    except Refusal:
        return
    assert report["Header"]["ReportName"] == name
    assert control_sums(COMPANY) == before
