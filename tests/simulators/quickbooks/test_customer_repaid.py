"""Money paid back to a customer by cheque, card or cash, and linked to what it gives back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.quickbooks.serving import Books, linked, sale
from tests.simulators.quickbooks.test_receivable_followed import agree, bounce, changed, side

RECEIVABLE = "Accounts Receivable (A/R)"
KIND = "AccountBasedExpenseLineDetail"


def back(books: Books, amount: Any, **detail: Any) -> Any:
    return {
        "DetailType": KIND,
        "Amount": amount,
        KIND: {"AccountRef": books.account(RECEIVABLE), **detail},
    }


def repay(books: Books, customer: Any, amount: Any, means: str = "Check", **more: Any) -> Any:
    return books.create(
        "Purchase",
        PaymentType=means,
        AccountRef=books.account("Checking"),
        EntityRef={"type": "Customer", **customer},
        Line=[back(books, amount)],
        **more,
    )


@pytest.mark.parametrize(("means", "word"), [("Check", "Check"), ("Cash", "Expense")])
def test_an_overpayment_is_sent_back_and_linked(books: Books, means: str, word: str) -> None:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 100))
    payment = books.pay(customer, 130, (invoice, "Invoice", 100))
    assert agree(books) == -30
    sent = repay(books, customer, 30, means)
    assert agree(books) == 0
    assert books.read("Customer", customer["value"])["Balance"] == 0
    lines = [linked(invoice, "Invoice", 100), linked(sent, word, 30)]
    common = {"CustomerRef": customer, "TotalAmt": 130}
    moved = books.update("Payment", changed(books, "Payment", payment, **common, Line=lines))
    assert moved["UnappliedAmt"] == 0
    assert [one["LinkedTxn"][0]["TxnType"] for one in moved["Line"]] == ["Invoice", word]
    told = books.read("Purchase", sent["Id"])
    assert told["LinkedTxn"] == [{"TxnId": payment["Id"], "TxnType": "Payment"}]
    assert books.get("/reports/AgedReceivables")["Rows"] == {}
    books.post("/purchase", {"Id": sent["Id"], "SyncToken": "1"}, operation="delete")
    assert books.read("Payment", payment["Id"])["UnappliedAmt"] == 30
    assert agree(books) == -30


def test_a_card_that_was_credited_is_used_like_a_memo(books: Books) -> None:
    customer = books.customer()
    card = {"value": books.create("Account", Name="Card", AccountType="Credit Card")["Id"]}
    invoice = books.invoice(customer, sale(books.item(), 50))
    credit = books.create(
        "Purchase",
        PaymentType="CreditCard",
        Credit=True,
        AccountRef=card,
        Line=[back(books, 20, CustomerRef=customer)],
    )
    assert agree(books) == 30
    books.pay(customer, 0, (invoice, "Invoice", 20), (credit, "CreditCardCredit", 20))
    assert books.read("Invoice", invoice["Id"])["Balance"] == 30
    assert agree(books) == 30
    turned = changed(books, "Purchase", credit, PaymentType="CreditCard", Credit=False)
    books.update("Purchase", {**turned, "AccountRef": card})
    assert books.read("Invoice", invoice["Id"])["Balance"] == 50
    assert agree(books) == 70


def test_a_repayment_keeps_its_customer_while_it_is_linked(books: Books) -> None:
    customer, other = books.customer(), books.customer("Other")
    sent = repay(books, customer, 30)
    books.pay(customer, 30, (sent, "Check", 30))
    payee = {"type": "Customer", **other}
    edit = changed(books, "Purchase", sent, PaymentType="Check", EntityRef=payee)
    assert books.code("/purchase", edit) == "6000"
    less = changed(books, "Purchase", sent, PaymentType="Check", Line=[back(books, 10)])
    books.update("Purchase", less)
    assert agree(books) == 10 - 30


def test_a_repayment_that_makes_no_sense_is_refused(books: Books) -> None:
    customer = books.customer()
    paid = {"PaymentType": "Check", "AccountRef": books.account("Checking")}
    named = {"CustomerRef": customer}
    for lines, code in (
        ([back(books, 5)], "6000"),
        ([back(books, 5, **named), back(books, 5, **named)], "6000"),
        ([back(books, 9, **named), back(books, -5, **named)], "6000"),
        ([back(books, -5, **named)], "2290"),
    ):
        assert books.code("/purchase", {**paid, "Line": lines}) == code
    vendor = {"value": books.create("Vendor", DisplayName="Landlord")["Id"]}
    assert books.code("/bill", {"VendorRef": vendor, "Line": [back(books, 5, **named)]}) == "6430"
    strange = {"CustomerRef": customer, "TotalAmt": 5, "Line": [linked({"Id": "1"}, "Check", 5)]}
    assert books.code("/payment", strange) == "610"
    assert agree(books) == 0


def test_several_receivable_lines_of_one_name_are_one_debt(books: Books) -> None:
    books.switch(journal_one_receivable_line=False)
    customer, other = books.customer(), books.customer("Other")
    both = [side(books, "Debit", amount, RECEIVABLE, customer) for amount in (60, 40)]
    entry = books.create("JournalEntry", Line=[*both, side(books, "Credit", 100, "Checking")])
    assert agree(books) == 100
    books.pay(customer, 100, (entry, "JournalEntry", 100))
    assert agree(books) == 0
    two = [both[0], side(books, "Debit", 40, RECEIVABLE, other)]
    for lines in (two, [both[0], side(books, "Credit", 40, RECEIVABLE, customer)]):
        rest = side(books, "Credit", 100 if lines is two else 20, "Checking")
        assert books.code("/journalentry", {"Line": [*lines, rest]}) == "500"
    assert bounce(books, customer, 5)["Id"]


def test_a_cheque_number_is_used_once_where_the_company_warns(books: Books) -> None:
    customer = books.customer()
    repay(books, customer, 5, DocNumber="501")
    repay(books, customer, 5, DocNumber="501")
    books.switch(warn_duplicate_check_number=True)
    third = repay(books, customer, 5, DocNumber="502")
    repay(books, customer, 5, "Cash", DocNumber="502")
    cheque = {
        "PaymentType": "Check",
        "AccountRef": books.account("Checking"),
        "EntityRef": {"type": "Customer", **customer},
        "DocNumber": "502",
        "Line": [back(books, 5)],
    }
    refused = books.refusal("/purchase", cheque)
    assert refused["code"] == "6140"
    assert f"TxnId={third['Id']}" in refused["Detail"]
    vendor = {"value": books.create("Vendor", DisplayName="Landlord")["Id"]}
    paid = {"VendorRef": vendor, "TotalAmt": 5, "PayType": "Check", "DocNumber": "502"}
    bank = {"BankAccountRef": books.account("Checking")}
    assert books.code("/billpayment", {**paid, "CheckPayment": bank}) == "6140"
    books.update("Purchase", changed(books, "Purchase", third, PaymentType="Check", Memo="sent"))
