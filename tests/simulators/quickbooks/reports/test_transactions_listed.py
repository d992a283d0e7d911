"""Transaction lists, ledgers, agings and item reports: columns, filters and odd shapes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.quickbooks.reports.reading import (
    keys_of,
    row_named,
    rows_of,
    stand_at,
    titles_of,
)
from tests.simulators.quickbooks.serving import Books, sale

NOVEMBER = {"start_date": "2026-11-01", "end_date": "2026-11-30"}


@pytest.fixture
def traded(books: Books) -> Books:
    """One invoice half paid and in a deposit, one credit memo, one opening journal."""
    stand_at(books, "2026-11-23T18:00:00Z")
    books.switch(auto_apply_credit=False)
    sage, flower = books.customer("Sage"), books.stock_item("Flower", 10, 4)
    invoice = books.invoice(
        sage,
        sale(flower, 60, Qty=6, UnitPrice=10),
        TxnDate="2026-11-02",
        DueDate="2026-11-12",
        PrivateNote="LeafLink 10492",
    )
    paid = books.pay(sage, 25, (invoice, "Invoice", 25), TxnDate="2026-11-05", PaymentRefNum="C-7")
    books.create(
        "Deposit",
        DepositToAccountRef=books.account("Checking"),
        TxnDate="2026-11-06",
        Line=[{"Amount": 25, "LinkedTxn": [{"TxnId": paid["Id"], "TxnType": "Payment"}]}],
    )
    books.create(
        "CreditMemo", CustomerRef=sage, TxnDate="2026-11-20", Line=[sale(flower, 10, Qty=1)]
    )
    return books


def test_the_transaction_list_has_its_default_columns(traded: Books) -> None:
    report = traded.get("/reports/TransactionList", **NOVEMBER)
    assert keys_of(report) == [
        "tx_date",
        "txn_type",
        "doc_num",
        "is_no_post",
        "name",
        "dept_name",
        "memo",
        "account_name",
        "other_account",
        "subt_nat_home_amount",
    ]
    assert report["Columns"]["Column"][0]["ColType"] == "Date"
    first = report["Rows"]["Row"][0]["ColData"]
    assert first[1]["id"] == "1"
    assert rows_of(report)[0] == [
        "2026-11-02",
        "Invoice",
        "1001",
        "Yes",
        "Sage",
        "",
        "LeafLink 10492",
        "Accounts Receivable (A/R)",
        "-Split-",
        "60.00",
    ]
    amounts = {row[1]: row[-1] for row in rows_of(report)}
    assert amounts == {
        "Invoice": "60.00",
        "Payment": "25.00",
        "Deposit": "25.00",
        "Credit Memo": "-10.00",
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"transaction_type": "Invoice,ReceivePayment"}, ["Invoice", "Payment"]),
        ({"docnum": "1001"}, ["Invoice"]),
        ({"arpaid": "Unpaid"}, ["Invoice"]),
        ({"arpaid": "Paid"}, []),
        ({"customer": "99"}, []),
        ({"start_moddate": "2026-11-24"}, []),
        ({"start_createdate": "2026-11-23", "transaction_type": "Deposit"}, ["Deposit"]),
        ({"end_duedate": "2026-11-12"}, ["Invoice"]),
        ({"sort_by": "subt_nat_home_amount", "columns": "txn_type"}, "Credit Memo"),
        ({"sort_order": "descend", "columns": "txn_type"}, "Credit Memo"),
    ],
)
def test_filters_and_order_hold_for_the_list(
    traded: Books, asked: dict[str, str], expected: Any
) -> None:
    rows = rows_of(traded.get("/reports/TransactionList", **NOVEMBER, **asked))
    if isinstance(expected, str):
        assert rows[0] == [expected]
    else:
        assert [row[1] for row in rows] == expected


def test_groups_have_headings_and_sums(traded: Books) -> None:
    rows = rows_of(traded.get("/reports/TransactionList", **NOVEMBER, group_by="Transaction Type"))
    assert rows[0] == ["Credit Memo"]
    assert rows[2] == ["Total for Credit Memo", *[""] * 8, "-10.00"]


def test_times_in_reports_have_no_colon_in_their_offset(traded: Books) -> None:
    rows = rows_of(traded.get("/reports/TransactionList", **NOVEMBER, columns="create_date"))
    assert rows[0] == ["2026-11-23T10:00:00-0800"]


def test_the_ledger_shows_the_columns_asked_for(traded: Books) -> None:
    bank = traded.account("Checking")["value"]
    asked = {**NOVEMBER, "account": bank, "columns": "tx_date,name,debt_amt,credit_amt"}
    report = traded.get("/reports/GeneralLedger", **asked)
    assert rows_of(report) == [
        ["Checking"],
        ["2026-11-06", "", "25.00", ""],
        ["Total for Checking", "", "", ""],
    ]
    flower = traded.query("select * from Item")["Item"][0]["Id"]
    report = traded.get("/reports/GeneralLedger", **NOVEMBER, item=flower)
    assert {row[0] for row in rows_of(report) if len(row) == 1} == {
        "Inventory Asset",
        "Sales of Product Income",
        "Cost of Goods Sold",
    }


def test_the_aging_detail_has_a_section_for_each_lateness(traded: Books) -> None:
    report = traded.get("/reports/AgedReceivableDetail", report_date="2026-11-30")
    assert keys_of(report)[-2:] == ["subt_amount", "subt_open_bal"]
    rows = rows_of(report)
    assert rows[0] == ["1 - 30 days past due"]
    assert rows[1] == ["2026-11-02", "Invoice", "1001", "Sage", "2026-11-12", "60.00", "35.00"]
    assert rows[-1] == ["TOTAL", "", "", "", "", "50.00", "25.00"]
    late = traded.get("/reports/AgedReceivableDetail", report_date="2026-11-30", past_due="19")
    assert rows_of(late) == []
    narrow = traded.get(
        "/reports/AgedReceivableDetail",
        report_date="2026-11-30",
        aging_period="5",
        num_periods="3",
    )
    assert rows_of(narrow)[0] == ["11 or more days past due"]


def test_the_aging_may_reckon_from_today(traded: Books) -> None:
    asked = {"report_date": "2026-11-12", "aging_method": "Current"}
    assert titles_of(traded.get("/reports/AgedReceivables", **asked))[1] == "Current"
    assert row_named(traded.get("/reports/AgedReceivables", **asked), "Sage")[1] == "35.00"
    asked["aging_method"] = "Report_Date"
    assert row_named(traded.get("/reports/AgedReceivables", **asked), "Sage")[0] == "35.00"


def test_the_customer_balance_detail_runs_on(traded: Books) -> None:
    report = traded.get("/reports/CustomerBalanceDetail", report_date="2026-11-30")
    assert rows_of(report)[:3] == [
        ["Sage"],
        ["2026-11-02", "Invoice", "1001", "2026-11-12", "60.00", "35.00", "35.00"],
        ["2026-11-20", "Credit Memo", "1002", "", "-10.00", "-10.00", "25.00"],
    ]


def test_item_sales_declare_two_columns_and_have_eight_cells(traded: Books) -> None:
    report = traded.get("/reports/ItemSales", **NOVEMBER)
    first, second = report["Columns"]["Column"]
    assert "Columns" not in first
    assert titles_of({"Columns": second["Columns"]}) == [
        "Quantity",
        "Amount",
        "% of Sales",
        "Avg Price",
        "COGS",
        "Gross Margin",
        "Gross Margin %",
    ]
    assert rows_of(report)[0] == [
        "Flower",
        "5.00",
        "50.00",
        "100.00 %",
        "10.00",
        "20.00",
        "30.00",
        "60.00 %",
    ]


def test_the_valuation_follows_its_date(traded: Books) -> None:
    report = traded.get("/reports/InventoryValuationSummary", report_date="2026-11-10")
    assert titles_of(report) == ["", "SKU", "Qty", "Asset Value", "Avg Cost"]
    assert rows_of(report) == [
        ["Flower", "", "4", "16.00", "4.00"],
        ["TOTAL", "", "4", "16.00", ""],
    ]
    later = traded.get("/reports/InventoryValuationSummary")
    assert row_named(later, "Flower") == ["", "5", "20.00", "4.00"]


@pytest.mark.parametrize(
    "name",
    [
        "AgedReceivables",
        "AgedReceivableDetail",
        "ProfitAndLoss",
        "BalanceSheet",
        "TrialBalance",
        "GeneralLedger",
        "TransactionList",
        "CustomerBalance",
        "CustomerBalanceDetail",
        "ItemSales",
        "InventoryValuationSummary",
    ],
)
def test_a_report_without_data_says_so(books: Books, name: str) -> None:
    report = books.get(f"/reports/{name}")
    assert report["Rows"] == {}
    assert report["Header"]["Option"] == [{"Name": "NoReportData", "Value": "true"}]
    assert report["Header"]["ReportName"] == name
    assert "time" not in report


def test_sub_customers_stand_in_their_parents_section(books: Books) -> None:
    stand_at(books, "2026-11-23T18:00:00Z")
    parent, item = books.customer("Sage Group"), books.item()
    store = books.customer("Store 1", Job=True, ParentRef=parent)
    books.invoice(store, sale(item, 30), TxnDate="2026-11-01")
    balance = books.get("/reports/CustomerBalance")
    assert rows_of(balance) == [
        ["Sage Group", ""],
        ["Store 1", "30.00"],
        ["Total Sage Group", "30.00"],
        ["TOTAL", "30.00"],
    ]
    books.invoice(parent, sale(item, 5), TxnDate="2026-11-01")
    aging = books.get("/reports/AgedReceivables")
    family = aging["Rows"]["Row"][0]
    assert family["Header"]["ColData"][0] == {"value": "Sage Group", "id": parent["value"]}
    assert row_named(aging, "Sage Group")[-1] == "5.00"
    assert row_named(aging, "Total Sage Group")[-1] == "35.00"
    assert row_named(aging, "TOTAL")[-1] == "35.00"
