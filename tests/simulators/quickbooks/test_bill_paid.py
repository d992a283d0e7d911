"""Vendors: bills, credits, payments and purchases; what is owed is the payable account."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.quickbooks.serving import Books, linked, sale


def expense(books: Books, amount: int, account: str = "Office Expenses") -> Any:
    return {
        "DetailType": "AccountBasedExpenseLineDetail",
        "Amount": amount,
        "AccountBasedExpenseLineDetail": {"AccountRef": books.account(account)},
    }


def goods(item: dict[str, str], amount: Any, quantity: int) -> Any:
    detail = {"ItemRef": item, "Qty": quantity}
    return {
        "DetailType": "ItemBasedExpenseLineDetail",
        "Amount": amount,
        "ItemBasedExpenseLineDetail": detail,
    }


def vendor(books: Books, name: str = "Silver State Packaging", **more: Any) -> dict[str, str]:
    return {"value": books.create("Vendor", DisplayName=name, **more)["Id"]}


def pay_bill(books: Books, who: dict[str, str], amount: int, *links: Any, **more: Any) -> Any:
    return books.create(
        "BillPayment",
        VendorRef=who,
        TotalAmt=amount,
        PayType="Check",
        CheckPayment={"BankAccountRef": books.account("Checking")},
        Line=[linked(*link) for link in links],
        **more,
    )


def balance(books: Books, name: str) -> Any:
    return books.read("Account", books.account(name)["value"])["CurrentBalance"]


def owed(books: Books) -> Any:
    sums = books.sums()
    assert sums["payable_account"] == sums["open_bills"] == sums["vendor_balances"]
    return sums["payable_account"]


def test_a_bill_is_owed_until_it_is_paid(books: Books) -> None:
    who = vendor(books, TermRef={"value": "3"})
    bill = books.create(
        "Bill", VendorRef=who, TxnDate="2026-11-02", DocNumber="A-7", Line=[expense(books, 100)]
    )
    assert (bill["TotalAmt"], bill["Balance"], bill["DueDate"]) == (100, 100, "2026-12-02")
    assert owed(books) == 100
    payment = pay_bill(books, who, 70, (bill, "Bill", 70))
    paid = books.read("Bill", bill["Id"])
    assert (paid["Balance"], paid["SyncToken"]) == (30, "1")
    assert paid["LinkedTxn"] == [{"TxnId": payment["Id"], "TxnType": "BillPaymentCheck"}]
    assert books.read("Vendor", who["value"])["Balance"] == 30
    assert balance(books, "Checking") == -70
    body = {"Id": payment["Id"], "SyncToken": "0", "sparse": True}
    voided = books.update("BillPayment", body, operation="update", include="void")
    assert (voided["TotalAmt"], voided["Line"]) == (0, [])
    assert owed(books) == 100


def test_a_vendor_credit_pays_a_bill_through_a_payment_of_nought(books: Books) -> None:
    who = vendor(books)
    bill = books.create("Bill", VendorRef=who, Line=[expense(books, 100)])
    credit = books.create("VendorCredit", VendorRef=who, Line=[expense(books, 40)])
    assert owed(books) == 60
    pay_bill(books, who, 0, (bill, "Bill", 40), (credit, "VendorCredit", 40))
    assert books.read("VendorCredit", credit["Id"])["Balance"] == 0
    assert books.read("Bill", bill["Id"])["Balance"] == 60
    token = books.read("VendorCredit", credit["Id"])["SyncToken"]
    books.post("/vendorcredit", {"Id": credit["Id"], "SyncToken": token}, operation="delete")
    assert books.read("Bill", bill["Id"])["Balance"] == 100
    assert books.query("select * from BillPayment") == {}


def test_a_bill_edited_below_what_was_paid_leaves_the_money_with_the_vendor(books: Books) -> None:
    who = vendor(books)
    bill = books.create("Bill", VendorRef=who, Line=[expense(books, 100)])
    pay_bill(books, who, 100, (bill, "Bill", 100))
    edit = {"Id": bill["Id"], "SyncToken": "1", "sparse": True, "VendorRef": who}
    assert books.update("Bill", {**edit, "Line": [expense(books, 60)]})["Balance"] == 0
    assert owed(books) == -40
    token = books.read("Bill", bill["Id"])["SyncToken"]
    books.post("/bill", {"Id": bill["Id"], "SyncToken": token}, operation="delete")
    assert owed(books) == -100


def test_a_payable_journal_line_is_paid_like_a_bill(books: Books) -> None:
    who = vendor(books)
    entity = {"Type": "Vendor", "EntityRef": who}
    sides: tuple[tuple[str, Any, Any], ...] = (
        ("Credit", books.account("Accounts Payable (A/P)"), {"Entity": entity}),
        ("Debit", books.account("Office Expenses"), {}),
    )
    journal = books.create(
        "JournalEntry",
        Line=[
            {
                "Amount": 25,
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {"PostingType": side, "AccountRef": account, **more},
            }
            for side, account, more in sides
        ],
    )
    assert owed(books) == 25
    pay_bill(books, who, 25, (journal, "JournalEntry", 25))
    assert owed(books) == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"VendorRef": None}, "2020"),
        ({"Line": []}, "2020"),
        ({"DocNumber": "1" * 22}, "2050"),
        ({"VendorRef": {"value": "99"}}, "2500"),
        ({"Line": [{"DetailType": "SalesItemLineDetail", "Amount": 1}]}, "2170"),
        ({"Line": [{"DetailType": "AccountBasedExpenseLineDetail", "Amount": 1}]}, "2020"),
        ({"APAccountRef": {"value": "1"}}, "6430"),
    ],
)
def test_a_wrong_bill_gets_its_own_code(books: Books, change: Any, code: str) -> None:
    content = {"VendorRef": vendor(books), "Line": [expense(books, 5)], **change}
    assert books.code("/bill", content) == code


def test_wrong_bill_payments_are_refused(books: Books) -> None:
    who, other = vendor(books), vendor(books, "Other")
    bill = books.create("Bill", VendorRef=who, Line=[expense(books, 10)])
    body = {
        "VendorRef": who,
        "TotalAmt": 11,
        "PayType": "Check",
        "CheckPayment": {"BankAccountRef": books.account("Checking")},
        "Line": [linked(bill, "Bill", 11)],
    }
    assert books.code("/billpayment", body) == "6000"
    assert books.code("/billpayment", {**body, "TotalAmt": 5}) == "6000"
    mine = {**body, "Line": [linked(bill, "Bill", 5)]}
    assert books.code("/billpayment", {**mine, "VendorRef": other}) == "620"
    assert books.code("/billpayment", {**mine, "PayType": "Cash"}) == "2170"
    wrong = {"BankAccountRef": books.account("Bad Debts")}
    assert books.code("/billpayment", {**mine, "CheckPayment": wrong}) == "6430"
    assert books.code("/billpayment", {**mine, "CheckPayment": {}}) == "2020"
    assert books.code("/billpayment", {**mine, "Line": [linked(bill, "Check", 5)]}) == "2170"


def test_a_bill_brings_stock_at_its_price_and_makes_good_what_was_oversold(books: Books) -> None:
    who, item = vendor(books), books.stock_item(quantity=2, cost=4)
    books.invoice(books.customer(), sale(item, 50, Qty=5), TxnDate="2026-11-02")
    assert balance(books, "Inventory Asset") == -12
    books.create("Bill", VendorRef=who, TxnDate="2026-11-03", Line=[goods(item, 60, 10)])
    assert books.read("Item", item["value"])["QtyOnHand"] == 7
    assert balance(books, "Inventory Asset") == 42
    sums = books.sums()
    assert sums["inventory_account"] == sums["stock_value"] == 42
    assert owed(books) == 60


def test_a_bill_dated_back_changes_the_cost_of_what_was_sold(books: Books) -> None:
    who, item = vendor(books), books.stock_item(quantity=1, cost=4)
    books.invoice(books.customer(), sale(item, 30, Qty=3), TxnDate="2026-11-20")
    assert balance(books, "Inventory Asset") == -8
    bill = books.create("Bill", VendorRef=who, TxnDate="2026-11-01", Line=[goods(item, 10, 3)])
    # Three bought for 10.00 and one for 4.00; three went, for 4.00 and 6.67.
    assert balance(books, "Inventory Asset") == books.sums()["stock_value"]
    assert balance(books, "Inventory Asset") == Decimal("3.33")
    books.post("/bill", {"Id": bill["Id"], "SyncToken": "0"}, operation="delete")
    assert balance(books, "Inventory Asset") == -8
    early = {"VendorRef": who, "TxnDate": "2025-12-31", "Line": [goods(item, 4, 1)]}
    assert books.code("/bill", early) == "6270"


def test_purchases_are_paid_from_the_account_that_fits(books: Books) -> None:
    card = books.create("Account", Name="Visa", AccountType="Credit Card")
    who, item = vendor(books), books.stock_item(quantity=0, cost=4)
    bought = books.create(
        "Purchase",
        PaymentType="CreditCard",
        AccountRef={"value": card["Id"]},
        EntityRef={"value": who["value"], "type": "Vendor"},
        Line=[goods(item, 20, 5)],
    )
    assert (bought["TotalAmt"], bought["Credit"]) == (20, False)
    assert bought["EntityRef"]["name"] == "Silver State Packaging"
    assert books.read("Account", card["Id"])["CurrentBalance"] == 20
    back = {"PaymentType": "CreditCard", "AccountRef": {"value": card["Id"]}, "Credit": True}
    books.create("Purchase", **back, Line=[goods(item, 8, 2)])
    assert books.read("Account", card["Id"])["CurrentBalance"] == 12
    assert books.read("Item", item["value"])["QtyOnHand"] == 3
    check = {"PaymentType": "Check", "AccountRef": {"value": card["Id"]}}
    assert books.code("/purchase", {**check, "Line": [expense(books, 5)]}) == "6430"
    cash = {"AccountRef": books.account("Checking"), "Line": [expense(books, 5)]}
    assert books.code("/purchase", cash) == "2020"
    found = {"value": "99", "type": "Employee"}
    assert books.code("/purchase", {**cash, "PaymentType": "Cash", "EntityRef": found}) == "2500"


def test_a_bill_closes_the_order_it_names(books: Books) -> None:
    who = vendor(books)
    order = books.create("PurchaseOrder", VendorRef=who, Line=[expense(books, 10)])
    assert (order["POStatus"], order["DocNumber"]) == ("Open", "1001")
    assert books.sums()["debits"] == 0
    link = [{"TxnId": order["Id"], "TxnType": "PurchaseOrder"}]
    bill = books.create("Bill", VendorRef=who, Line=[expense(books, 10)], LinkedTxn=link)
    assert bill["LinkedTxn"] == link
    assert books.read("PurchaseOrder", order["Id"])["POStatus"] == "Closed"
    again = {"VendorRef": who, "Line": [expense(books, 10)], "LinkedTxn": link}
    assert books.code("/bill", again) == "620"
    books.post("/bill", {"Id": bill["Id"], "SyncToken": "0"}, operation="delete")
    assert books.read("PurchaseOrder", order["Id"])["LinkedTxn"] == []


def test_two_bills_of_a_vendor_with_one_number_are_refused_where_it_is_set(books: Books) -> None:
    who, other = vendor(books), vendor(books, "Other")
    bill = {"DocNumber": "77", "Line": [expense(books, 5)]}
    books.create("Bill", VendorRef=who, **bill)
    books.switch(warn_duplicate_bill_number=True)
    assert books.code("/bill", {"VendorRef": who, **bill}) == "6140"
    books.create("Bill", VendorRef=other, **bill)
