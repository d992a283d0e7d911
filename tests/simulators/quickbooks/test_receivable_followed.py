"""What a receivable goes through: paid, bounced, linked anew, refunded, deposited with its fee."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.quickbooks.serving import Books, linked, sale


def agree(books: Books) -> Decimal:
    """Every way to the receivable gives the same sum, which is returned."""
    sums = books.sums()
    aged = books.get("/reports/AgedReceivables")["Rows"].get("Row", [])
    total = Decimal(aged[-1]["Summary"]["ColData"][-1]["value"]) if aged else Decimal(0)
    ways = ("open_documents", "aged_receivables", "customer_balances")
    assert {total, *(sums[way] for way in ways)} == {sums["receivable_account"]}
    assert sums["payable_account"] == sums["open_bills"] == sums["vendor_balances"]
    return sums["receivable_account"]


def side(books: Books, posting: str, amount: Any, account: str, customer: Any = None) -> Any:
    detail = {"PostingType": posting, "AccountRef": books.account(account)}
    if customer is not None:
        kind = "Vendor" if "A/P" in account else "Customer"
        detail["Entity"] = {"Type": kind, "EntityRef": customer}
    kind = "JournalEntryLineDetail"
    return {"Amount": amount, "DetailType": kind, kind: detail}


def bounce(books: Books, customer: Any, amount: Any, posting: str = "Debit") -> Any:
    other = "Credit" if posting == "Debit" else "Debit"
    lines = [
        side(books, posting, amount, "Accounts Receivable (A/R)", customer),
        side(books, other, amount, "Checking"),
    ]
    return books.create("JournalEntry", Line=lines)


def changed(books: Books, entity: str, record: Any, **content: Any) -> Any:
    present = books.read(entity, record["Id"])
    return {"Id": record["Id"], "SyncToken": present["SyncToken"], "sparse": True, **content}


def test_an_entry_on_the_receivable_is_open_until_it_is_paid(books: Books) -> None:
    customer = books.customer()
    entry = bounce(books, customer, 100)
    assert agree(books) == 100
    assert books.read("Customer", customer["value"])["Balance"] == 100
    payment = books.pay(customer, 60, (entry, "JournalEntry", 60))
    assert payment["UnappliedAmt"] == 0
    assert agree(books) == 40
    over = {"CustomerRef": customer, "TotalAmt": 50, "Line": [linked(entry, "JournalEntry", 50)]}
    assert books.code("/payment", over) == "6000"


def test_one_payment_pays_an_invoice_and_an_entry_and_uses_a_credit(books: Books) -> None:
    books.switch(auto_apply_credit=False)
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 100))
    entry = bounce(books, customer, 30)
    memo = books.create("CreditMemo", CustomerRef=customer, Line=[sale(item, 50)])
    payment = books.pay(
        customer,
        90,
        (invoice, "Invoice", 100),
        (entry, "JournalEntry", 20),
        (memo, "CreditMemo", 30),
    )
    assert payment["UnappliedAmt"] == 0
    assert books.read("Invoice", invoice["Id"])["Balance"] == 0
    assert books.read("CreditMemo", memo["Id"])["RemainingCredit"] == 20
    assert agree(books) == 10 - 20


def test_a_bounced_payment_leaves_its_invoice_open_again(books: Books) -> None:
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 100))
    payment = books.pay(customer, 100, (invoice, "Invoice", 100))
    entry = bounce(books, customer, 100)
    split = [linked(invoice, "Invoice", 40), linked(entry, "JournalEntry", 60)]
    common = {"CustomerRef": customer, "TotalAmt": 100}
    books.update("Payment", changed(books, "Payment", payment, **common, Line=split))
    assert books.read("Invoice", invoice["Id"])["Balance"] == 60
    assert agree(books) == 100
    whole = [linked(entry, "JournalEntry", 100)]
    content = {**common, "Line": whole, "TxnDate": payment["TxnDate"]}
    full = {**changed(books, "Payment", payment, **content), "sparse": False}
    assert books.update("Payment", full)["UnappliedAmt"] == 0
    assert books.read("Invoice", invoice["Id"])["Balance"] == 100
    assert agree(books) == 100
    row = books.get("/reports/AgedReceivables", customer=customer["value"])["Rows"]["Row"][0]
    assert [one["value"] for one in row["ColData"]][-1] == "100.00"
    books.update("Payment", changed(books, "Payment", payment, **common, Line=[]))
    assert books.read("Payment", payment["Id"])["UnappliedAmt"] == 100
    assert agree(books) == 100


def test_a_credit_is_used_in_parts_without_any_money(books: Books) -> None:
    books.switch(auto_apply_credit=False)
    customer, item = books.customer(), books.item()
    memo = books.create("CreditMemo", CustomerRef=customer, Line=[sale(item, 100)])
    for number, left in ((1, 70), (2, 40)):
        invoice = books.invoice(customer, sale(item, 50))
        lines = ((invoice, "Invoice", 30), (memo, "CreditMemo", 30))
        link = books.pay(customer, 0, *lines)
        assert (link["TotalAmt"], link["UnappliedAmt"]) == (0, 0)
        assert books.read("CreditMemo", memo["Id"])["RemainingCredit"] == left
        assert agree(books) == 50 * number - 100
    named = {"Id": link["Id"], "SyncToken": "0", "sparse": True}
    books.post("/payment", named, operation="update", include="void")
    assert books.read("CreditMemo", memo["Id"])["RemainingCredit"] == 70
    assert books.read("Invoice", invoice["Id"])["Balance"] == 50
    assert agree(books) == 0


def test_an_entry_turned_round_lets_go_of_its_payment(books: Books) -> None:
    customer = books.customer()
    entry = bounce(books, customer, 100)
    payment = books.pay(customer, 100, (entry, "JournalEntry", 100))
    lines = [
        side(books, "Credit", 100, "Accounts Receivable (A/R)", customer),
        side(books, "Debit", 100, "Checking"),
    ]
    edit = changed(books, "JournalEntry", entry, Line=lines)
    books.switch(edit_below_applied="refuse")
    assert books.code("/journalentry", edit) == "6000"
    books.switch(edit_below_applied="unapply")
    books.update("JournalEntry", edit)
    assert books.read("Payment", payment["Id"])["UnappliedAmt"] == 100
    assert agree(books) == -200


def test_an_entry_with_payments_keeps_its_customer(books: Books) -> None:
    customer, other = books.customer(), books.customer("Other")
    entry = bounce(books, customer, 100)
    edit = {
        "Line": [
            side(books, "Debit", 100, "Accounts Receivable (A/R)", other),
            side(books, "Credit", 100, "Checking"),
        ]
    }
    books.update("JournalEntry", changed(books, "JournalEntry", entry, **edit))
    books.pay(other, 100, (entry, "JournalEntry", 100))
    edit["Line"][0] = side(books, "Debit", 100, "Accounts Receivable (A/R)", customer)
    assert books.code("/journalentry", changed(books, "JournalEntry", entry, **edit)) == "6000"
    assert agree(books) == 0


def test_an_entry_owed_to_a_vendor_turns_round_as_well(books: Books) -> None:
    vendor = {"value": books.create("Vendor", DisplayName="Landlord")["Id"]}
    account = "Accounts Payable (A/P)"

    def lines(first: str, second: str) -> list[Any]:
        return [side(books, first, 9, account, vendor), side(books, second, 9, "Checking")]

    entry = books.create("JournalEntry", Line=lines("Credit", "Debit"))
    check = {"BankAccountRef": books.account("Checking")}
    paid = {"VendorRef": vendor, "TotalAmt": 9, "PayType": "Check", "CheckPayment": check}
    books.create("BillPayment", **paid, Line=[linked(entry, "JournalEntry", 9)])
    edit = changed(books, "JournalEntry", entry, Line=lines("Debit", "Credit"))
    books.update("JournalEntry", edit)
    assert agree(books) == 0
    assert books.sums()["payable_account"] == -18


def test_a_deposit_of_payments_less_its_fee_is_the_bank_line(books: Books) -> None:
    customer = books.customer()
    method = books.create("PaymentMethod", Name="LeafLink Pay", Type="NON_CREDIT_CARD")
    more = {"PaymentMethodRef": {"value": method["Id"]}, "PaymentRefNum": "LLP-7"}
    payments = [books.pay(customer, amount, **more) for amount in (100, 250)]
    fee = {"AccountRef": books.account("Bank Charges")}
    deposit = books.create(
        "Deposit",
        DepositToAccountRef=books.account("Checking"),
        TxnDate="2026-11-02",
        Line=[
            *(linked(one, "Payment", one["TotalAmt"]) for one in payments),
            {"Amount": "-10.55", "DetailType": "DepositLineDetail", "DepositLineDetail": fee},
        ],
    )
    assert deposit["TotalAmt"] == Decimal("339.45")
    assert books.account_balance("Checking") == Decimal("339.45")
    assert books.account_balance("Undeposited Funds") == 0
    ledger = books.get(
        "/reports/GeneralLedger",
        start_date="2026-11-01",
        end_date="2026-11-30",
        account=books.account("Checking")["value"],
    )
    rows = ledger["Rows"]["Row"][0]["Rows"]["Row"]
    assert [one["ColData"][-2]["value"] for one in rows] == ["339.45"]
    assert agree(books) == -350


def test_a_deposited_payment_may_pay_something_else_where_only_money_is_locked(
    books: Books,
) -> None:
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 100))
    payment = books.pay(customer, 60)
    receipt = books.create("SalesReceipt", Line=[sale(item, 5)])
    lines = [linked(payment, "Payment", 60), linked(receipt, "SalesReceipt", 5)]
    books.create("Deposit", DepositToAccountRef=books.account("Checking"), Line=lines)
    common = {"CustomerRef": customer, "TotalAmt": 60}
    paid = {**common, "Line": [linked(invoice, "Invoice", 60)]}
    noted = {"PrivateNote": "counter sale"}
    assert books.code("/payment", changed(books, "Payment", payment, **paid)) == "6540"
    assert books.code("/salesreceipt", changed(books, "SalesReceipt", receipt, **noted)) == "6540"
    books.switch(deposited_edit="money")
    books.update("Payment", changed(books, "Payment", payment, **paid))
    books.update("SalesReceipt", changed(books, "SalesReceipt", receipt, **noted))
    assert books.read("Invoice", invoice["Id"])["Balance"] == 40
    for more in ({"TotalAmt": 61}, {"TxnDate": "2026-01-05"}):
        edit = changed(books, "Payment", payment, **{**common, **more})
        assert books.code("/payment", edit) == "6540"
    dearer = {"Line": [sale(item, 6)]}
    assert books.code("/salesreceipt", changed(books, "SalesReceipt", receipt, **dearer)) == "6540"
    gone = changed(books, "Payment", payment)
    assert books.code("/payment", gone, operation="delete") == "6540"
    assert agree(books) == 40


def test_cash_taken_back_does_not_reach_the_bank(books: Books) -> None:
    payment = books.pay(books.customer(), 100)
    petty = {"value": books.create("Account", Name="Petty cash", AccountType="Bank")["Id"]}
    deposit = books.create(
        "Deposit",
        DepositToAccountRef=books.account("Checking"),
        CashBack={"AccountRef": petty, "Amount": 20, "Memo": "float"},
        Line=[linked(payment, "Payment", 100)],
    )
    assert deposit["TotalAmt"] == 80
    assert books.account_balance("Checking") == 80
    assert books.account_balance("Petty cash") == 20
    assert books.account_balance("Undeposited Funds") == 0


@pytest.mark.parametrize(
    ("where", "number"),
    [
        ("Payment where TxnDate >= '2026-11-02' and CustomerRef = '{customer}'", 1),
        ("Payment where PaymentRefNum = 'A1'", 1),
        ("Payment where UnappliedAmt > '0'", 2),
        ("Payment where MetaData.LastUpdatedTime > '2026-01-01T00:00:00-08:00'", 2),
        ("Deposit where TxnDate = '2026-11-03'", 1),
        ("Deposit where TotalAmt > '80'", 0),
        ("Deposit where MetaData.CreateTime > '2026-01-01T00:00:00-08:00'", 1),
        ("JournalEntry where TxnDate < '2030-01-01' and DocNumber = 'J1'", 1),
        ("JournalEntry where MetaData.LastUpdatedTime > '2999-01-01T00:00:00-08:00'", 0),
        ("CreditMemo where CustomerRef = '{customer}' and RemainingCredit > '0'", 1),
        ("Department where Name = 'North'", 1),
        ("Account where AccountType = 'Other Current Asset' and Name = 'Clearing'", 1),
    ],
)
def test_money_is_found_by_date_customer_number_and_time(
    books: Books, where: str, number: int
) -> None:
    customer = books.customer()
    books.create("Department", Name="North")
    books.create("Account", Name="Clearing", AccountType="Other Current Asset")
    first = books.pay(customer, 50, TxnDate="2026-11-02", PaymentRefNum="A1")
    books.pay(customer, 60, TxnDate="2026-11-01")
    account = books.account("Checking")
    lines = [linked(first, "Payment", 50)]
    books.create("Deposit", DepositToAccountRef=account, TxnDate="2026-11-03", Line=lines)
    entry = [side(books, "Debit", 1, "Checking"), side(books, "Credit", 1, "Bank Charges")]
    books.create("JournalEntry", DocNumber="J1", Line=entry)
    books.create("CreditMemo", CustomerRef=customer, Line=[sale(books.item(), 9)])
    found = books.query(f"select count(*) from {where.format(customer=customer['value'])}")
    assert found["totalCount"] == number


def test_an_invoice_paid_up_front_is_open_for_the_rest(books: Books) -> None:
    customer, item = books.customer(), books.item()
    wanted = {"CustomerRef": customer, "Line": [sale(item, 50)]}
    assert books.code("/invoice", {**wanted, "Deposit": 20}) == "6000"
    books.prefer(AllowDeposit=True)
    assert books.code("/invoice", {**wanted, "Deposit": 51}) == "6000"
    assert books.code("/invoice", {**wanted, "Deposit": -1}) == "2290"
    assert books.create("Invoice", **wanted, Deposit=20)["Balance"] == 30
    assert agree(books) == 30


def test_what_is_not_imitated_is_refused_and_never_lost(books: Books) -> None:
    customer, item = books.customer(), books.item()
    receivable = books.account("Accounts Receivable (A/R)")
    second = books.create("Account", Name="Second", AccountType="Accounts Receivable")
    line = {"DetailType": "DepositLineDetail", "DepositLineDetail": {"AccountRef": receivable}}
    sold = {"CustomerRef": customer, "Line": [sale(item, 5)]}
    elsewhere = side(books, "Debit", 5, "Accounts Receivable (A/R)", customer)
    elsewhere["JournalEntryLineDetail"]["AccountRef"] = {"value": second["Id"]}
    group = {"DetailType": "GroupLineDetail", "GroupLineDetail": {}}
    for path, body in (
        ("/customer", {"DisplayName": "Owes", "Balance": 50}),
        ("/vendor", {"DisplayName": "Owed", "Balance": 50}),
        ("/account", {"Name": "Old", "AccountType": "Bank", "OpeningBalance": 5}),
        (
            "/deposit",
            {"DepositToAccountRef": books.account("Checking")} | {"Line": [{"Amount": 5, **line}]},
        ),
        ("/journalentry", {"Line": [elsewhere, side(books, "Credit", 5, "Checking")]}),
        ("/invoice", {**sold, "LinkedTxn": [{"TxnId": "1", "TxnType": "ReimburseCharge"}]}),
        ("/invoice", {**sold, "Line": [group]}),
    ):
        assert books.code(path, body) == "500", path
    assert books.code("/reports/ItemSales", summarize_column_by="Month") == "500"
    assert agree(books) == 0
