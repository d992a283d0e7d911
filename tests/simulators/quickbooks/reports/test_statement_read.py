"""The income statement and the balance sheet: columns, filters, both bases."""

from __future__ import annotations

import pytest

from tests.simulators.quickbooks.reports.reading import (
    keys_of,
    row_named,
    rows_of,
    stand_at,
    titles_of,
)
from tests.simulators.quickbooks.serving import Books, sale

YEAR = {"start_date": "2026-01-01", "end_date": "2026-12-31"}


@pytest.fixture
def traded(books: Books) -> Books:
    """Two items sold to two customers in October and November, in two classes."""
    stand_at(books, "2026-11-23T18:00:00Z")
    sage, mesa = books.customer("Sage"), books.customer("Mesa")
    flower, service = books.stock_item("Flower", 100, 4), books.item("Trimming")
    medical = {"value": books.create("Class", Name="Medical")["Id"]}
    books.invoice(
        sage,
        sale(flower, 100, Qty=10, UnitPrice=10, ClassRef=medical),
        sale(service, 30),
        TxnDate="2026-10-05",
    )
    second = books.invoice(mesa, sale(service, 60), TxnDate="2026-11-10")
    books.pay(mesa, 90, (second, "Invoice", 60), TxnDate="2026-11-20")
    return books


def test_a_column_for_every_month_and_their_total(traded: Books) -> None:
    asked = {"start_date": "2026-10-01", "end_date": "2026-11-23", "summarize_column_by": "Month"}
    report = traded.get("/reports/ProfitAndLoss", **asked)
    assert titles_of(report) == ["", "Oct 2026", "Nov 1-23, 2026", "Total"]
    assert keys_of(report)[-1] == "total"
    assert row_named(report, "Total Income") == ["130.00", "60.00", "190.00"]
    assert row_named(report, "Total Cost of Goods Sold") == ["40.00", "0.00", "40.00"]
    assert row_named(report, "Net Income") == ["90.00", "60.00", "150.00"]
    assert report["Header"]["SummarizeColumnsBy"] == "Month"


def test_a_column_for_every_item_class_and_customer(traded: Books) -> None:
    def asked(by: str) -> object:
        return traded.get("/reports/ProfitAndLoss", **YEAR, summarize_column_by=by)

    by_item = asked("ProductsAndServices")
    assert titles_of(by_item) == ["", "Flower", "Trimming", "Total"]
    assert row_named(by_item, "Net Income") == ["60.00", "90.00", "150.00"]
    by_class = asked("Classes")
    assert titles_of(by_class) == ["", "Medical", "Not Specified", "Total"]
    assert row_named(by_class, "Net Income") == ["60.00", "90.00", "150.00"]
    by_customer = asked("Customers")
    assert titles_of(by_customer) == ["", "Mesa", "Sage", "Total"]
    assert row_named(by_customer, "Net Income") == ["60.00", "90.00", "150.00"]


def test_filters_leave_only_what_they_name(traded: Books) -> None:
    flower = traded.query("select * from Item where Name = 'Flower'")["Item"][0]["Id"]
    report = traded.get("/reports/ProfitAndLoss", **YEAR, item=flower)
    assert row_named(report, "Net Income") == ["60.00"]
    mesa = traded.query("select * from Customer where DisplayName = 'Mesa'")["Customer"][0]["Id"]
    report = traded.get("/reports/ProfitAndLoss", **YEAR, customer=mesa)
    assert row_named(report, "Net Income") == ["60.00"]
    assert report["Header"]["Customer"] == mesa


def test_on_cash_basis_a_sale_counts_when_it_is_paid(traded: Books) -> None:
    cash = traded.get("/reports/ProfitAndLoss", **YEAR, accounting_method="Cash")
    assert cash["Header"]["ReportBasis"] == "Cash"
    assert row_named(cash, "Sales of Product Income") == ["60.00"]
    assert row_named(cash, "Unapplied Cash Payment Income") == ["30.00"]
    # The stock left in October, paid or not; the switch waits for the money.
    assert row_named(cash, "Net Income") == ["50.00"]
    traded.switch(cash_basis_cost="as_paid")
    later = traded.get("/reports/ProfitAndLoss", **YEAR, accounting_method="Cash")
    assert row_named(later, "Net Income") == ["90.00"]


def test_a_part_payment_spreads_over_the_lines_to_the_cent(books: Books) -> None:
    customer, item = books.customer(), books.item()
    more = books.item("Pre-rolls")
    invoice = books.invoice(
        customer,
        sale(item, "33.33"),
        sale(more, "33.34"),
        sale(item, "33.33"),
        TxnDate="2026-03-01",
    )
    for number, part in enumerate(("10.01", "0.01", "89.98")):
        books.pay(customer, part, (invoice, "Invoice", part), TxnDate=f"2026-03-1{number}")
        cash = books.get(
            "/reports/ProfitAndLoss",
            start_date="2026-03-01",
            end_date=f"2026-03-1{number}",
            accounting_method="Cash",
        )
        paid = {"0": "10.01", "1": "10.02", "2": "100.00"}[str(number)]
        assert row_named(cash, "Net Income") == [paid]


def test_money_before_the_invoice_is_income_until_it_is_applied(books: Books) -> None:
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 80), TxnDate="2026-05-20")
    books.pay(customer, 80, (invoice, "Invoice", 80), TxnDate="2026-05-01")
    asked = {"accounting_method": "Cash", "start_date": "2026-05-01"}
    early = books.get("/reports/ProfitAndLoss", **asked, end_date="2026-05-10")
    assert row_named(early, "Unapplied Cash Payment Income") == ["80.00"]
    late = books.get("/reports/ProfitAndLoss", **asked, end_date="2026-05-31")
    assert row_named(late, "Sales of Product Income") == ["80.00"]
    assert row_named(late, "Net Income") == ["80.00"]
    assert not [row for row in rows_of(late) if row[0] == "Unapplied Cash Payment Income"]


@pytest.mark.parametrize("basis", ["Accrual", "Cash"])
def test_the_years_income_is_the_same_in_both_statements(traded: Books, basis: str) -> None:
    result = traded.get("/reports/ProfitAndLoss", **YEAR, accounting_method=basis)
    sheet = traded.get("/reports/BalanceSheet", end_date="2026-12-31", accounting_method=basis)
    assert row_named(result, "Net Income") == row_named(sheet, "Net Income")
    assert row_named(sheet, "TOTAL ASSETS") == row_named(sheet, "TOTAL LIABILITIES AND EQUITY")


def test_the_balance_sheet_by_month_shows_the_state_at_each_end(traded: Books) -> None:
    asked = {"start_date": "2026-10-01", "end_date": "2026-11-30", "summarize_column_by": "Month"}
    sheet = traded.get("/reports/BalanceSheet", **asked)
    assert row_named(sheet, "Accounts Receivable (A/R)") == ["130.00", "100.00"]
    assert row_named(sheet, "TOTAL ASSETS") == row_named(sheet, "TOTAL LIABILITIES AND EQUITY")
    assert traded.code("/reports/BalanceSheet", summarize_column_by="Classes") == "2170"


def test_a_sub_account_stands_in_a_section_below_its_parent(books: Books) -> None:
    parent = books.account("Services")
    child = books.create(
        "Account",
        Name="Trimming",
        AccountType="Income",
        AccountSubType="ServiceFeeIncome",
        SubAccount=True,
        ParentRef=parent,
    )
    item = books.item("Trim", Type="Service", IncomeAccountRef={"value": child["Id"]})
    plain = books.item("Advice", Type="Service", IncomeAccountRef=parent)
    books.invoice(books.customer(), sale(item, 5), sale(plain, 7), TxnDate="2026-02-02")
    report = books.get("/reports/ProfitAndLoss", **YEAR)
    assert rows_of(report)[:6] == [
        ["Income"],
        ["Services"],
        ["Services", "7.00"],
        ["Trimming", "5.00"],
        ["Total Services", "12.00"],
        ["Total Income", "12.00"],
    ]
    ledger = books.get("/reports/GeneralLedger", **YEAR)
    assert ["Total for Services with sub-accounts", "", "", "", "", "", "12.00", ""] in rows_of(
        ledger
    )


def test_words_a_report_does_not_know_are_refused(books: Books) -> None:
    assert books.code("/reports/ProfitAndLoss", summarize_column_by="Moons") == "2170"
    assert books.code("/reports/ProfitAndLoss", accounting_method="Guess") == "2170"
    assert books.code("/reports/ProfitAndLoss", date_macro="Some day") == "2170"
    assert books.code("/reports/ProfitAndLoss", start_date="soon") == "2060"
    assert books.code("/reports/Horoscope") == "500"


@pytest.mark.parametrize("name", ["ProfitAndLoss", "BalanceSheet", "GeneralLedger", "TrialBalance"])
def test_a_date_far_away_or_backwards_is_answered_calmly(traded: Books, name: str) -> None:
    path = f"/reports/{name}"
    assert traded.code(path, start_date="0001-01-01", end_date="2026-01-01") == "2060"
    assert traded.code(path, start_date="2026-01-01", end_date="9999-12-31") == "2060"
    backwards = traded.get(path, start_date="2026-12-31", end_date="2026-01-01")
    assert backwards["Header"]["EndPeriod"] == "2026-01-01"


def test_a_report_too_wide_is_refused(traded: Books) -> None:
    wide = {"start_date": "1990-01-01", "end_date": "2026-12-31", "summarize_column_by": "Days"}
    assert traded.code("/reports/ProfitAndLoss", **wide) == "10100"
    assert traded.code("/reports/BalanceSheet", **wide) == "10100"
