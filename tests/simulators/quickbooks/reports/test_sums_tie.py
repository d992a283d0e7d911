"""Reports that must say the same sum, on a company that traded at random."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.quickbooks.reports.reading import last_amount, row_named, rows_of, stand_at
from tests.simulators.quickbooks.serving import Books, sale

DAYS = 70
BEGIN = date(2026, 9, 1)


def day(number: int) -> str:
    return (BEGIN + timedelta(number)).isoformat()


@pytest.fixture(params=[1, 2])
def traded(books: Books, request: pytest.FixtureRequest) -> Books:
    """Invoices, memos, payments, voids and returns, some of them late or too much."""
    chance = random.Random(request.param)
    stand_at(books, "2026-11-10T18:00:00Z")
    customers = [books.customer(name) for name in ("Sage", "Mesa", "Juniper")]
    items = [books.stock_item("Flower", 50, 4), books.item("Trimming"), books.stock_item("Oil", 9)]
    for number in range(0, DAYS, 3):
        who = chance.choice(customers)
        lines = [
            sale(item, count * 10, Qty=count, UnitPrice=10)
            for item in chance.sample(items, 2)
            for count in [chance.randint(1, 6)]
        ]
        made = books.invoice(who, *lines, TxnDate=day(number), DueDate=day(number + 15))
        if number % 4 == 0:
            later = day(number + chance.randint(0, 20))
            books.pay(who, 45, (made, "Invoice", min(45, made["TotalAmt"])), TxnDate=later)
        if number % 5 == 0:
            books.create(
                "CreditMemo",
                CustomerRef=who,
                TxnDate=day(number + 1),
                Line=[sale(items[0], 10, Qty=1, UnitPrice=10)],
            )
        if number % 7 == 0:
            again = books.read("Invoice", made["Id"])
            named = {"Id": again["Id"], "SyncToken": again["SyncToken"]}
            books.post("/invoice", named, operation="void")
    return books


def of_account(books: Books, name: str, on: str) -> Decimal:
    trial = books.get("/reports/TrialBalance", end_date=on)
    found = [row for row in rows_of(trial) if row[0] == name]
    if not found:
        return Decimal(0)
    _, debit, credit = found[0]
    return Decimal(debit or 0) - Decimal(credit or 0)


@pytest.mark.parametrize("number", [5, 33, 61, 100])
def test_what_customers_owe_is_the_receivable_accounts_balance(traded: Books, number: int) -> None:
    on = {"report_date": day(number)}
    expected = of_account(traded, "Accounts Receivable (A/R)", day(number))
    for name in ("AgedReceivables", "AgedReceivableDetail", "CustomerBalance"):
        assert last_amount(traded.get(f"/reports/{name}", **on)) == expected, name
    detail = rows_of(traded.get("/reports/CustomerBalanceDetail", **on))
    assert Decimal(detail[-1][-2]) == expected


def test_at_the_end_the_customers_own_balances_say_the_same(traded: Books) -> None:
    owed = sum(one["Balance"] for one in traded.query("select * from Customer")["Customer"])
    assert last_amount(traded.get("/reports/CustomerBalance", report_date=day(100))) == owed


@pytest.mark.parametrize("number", [0, 33, 100])
def test_the_stocks_worth_is_the_asset_accounts_balance(traded: Books, number: int) -> None:
    valuation = traded.get("/reports/InventoryValuationSummary", report_date=day(number))
    worth = Decimal(row_named(valuation, "TOTAL")[2])
    assert worth == of_account(traded, "Inventory Asset", day(number))


def test_the_net_income_is_the_same_however_it_is_cut(traded: Books) -> None:
    asked = {"start_date": "2026-01-01", "end_date": "2026-12-31"}
    sheet = traded.get("/reports/BalanceSheet", end_date="2026-12-31")
    expected = row_named(sheet, "Net Income")
    for by in ("Total", "Month", "Week", "Classes", "ProductsAndServices", "Customers"):
        result = traded.get("/reports/ProfitAndLoss", **asked, summarize_column_by=by)
        assert row_named(result, "Net Income")[-1:] == expected, by


@pytest.mark.parametrize("basis", ["Accrual", "Cash"])
def test_debits_are_credits_on_every_date_and_basis(traded: Books, basis: str) -> None:
    for number in range(0, 100, 9):
        asked = {"end_date": day(number), "accounting_method": basis}
        debits, credits_ = row_named(traded.get("/reports/TrialBalance", **asked), "TOTAL")
        assert debits == credits_
        sheet = traded.get("/reports/BalanceSheet", **asked)
        assert row_named(sheet, "TOTAL ASSETS") == row_named(sheet, "TOTAL LIABILITIES AND EQUITY")


def test_item_sales_are_the_income_and_the_cost(traded: Books) -> None:
    asked = {"start_date": "2026-01-01", "end_date": "2026-12-31"}
    result: Any = traded.get("/reports/ProfitAndLoss", **asked)
    sold = row_named(traded.get("/reports/ItemSales", **asked), "TOTAL")
    assert sold[1] == row_named(result, "Total Income")[0]
    assert sold[4] == row_named(result, "Total Cost of Goods Sold")[0]
    assert sold[2] == "100.00 %"


def test_bought_stock_is_worth_what_the_asset_account_says(books: Books) -> None:
    stand_at(books, "2026-11-10T18:00:00Z")
    item, customer = books.stock_item("Flower", 5, 4), books.customer()
    vendor = {"value": books.create("Vendor", DisplayName="Grower")["Id"]}
    line = {
        "DetailType": "ItemBasedExpenseLineDetail",
        "Amount": 60,
        "ItemBasedExpenseLineDetail": {"ItemRef": item, "Qty": 10, "UnitPrice": 6},
    }
    books.create("Bill", VendorRef=vendor, TxnDate=day(10), Line=[line])
    books.invoice(customer, sale(item, 80, Qty=8, UnitPrice=10), TxnDate=day(5))
    books.invoice(customer, sale(item, 20, Qty=2, UnitPrice=10), TxnDate=day(20))
    for number in (4, 5, 9, 10, 20):
        valuation = books.get("/reports/InventoryValuationSummary", report_date=day(number))
        worth = Decimal(row_named(valuation, "TOTAL")[2])
        assert worth == of_account(books, "Inventory Asset", day(number)), number
    asked = {"start_date": day(0), "end_date": day(30)}
    listed = rows_of(books.get("/reports/TransactionList", **asked, transaction_type="Bill"))
    assert [row[4] for row in listed] == ["Grower"]
    by_vendor = books.get("/reports/ProfitAndLoss", **asked, summarize_column_by="Vendors")
    sheet = books.get("/reports/BalanceSheet", end_date=day(30))
    assert row_named(by_vendor, "Net Income")[-1:] == row_named(sheet, "Net Income")
