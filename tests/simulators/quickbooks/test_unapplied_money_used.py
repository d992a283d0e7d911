"""Money that was not applied goes to a new invoice by itself, where the company wants it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.simulators.quickbooks.serving import Books, sale


def agree(books: Books) -> Decimal:
    """Every way to the receivable gives the same sum, which is returned."""
    sums = books.sums()
    aged = books.get("/reports/AgedReceivables")["Rows"].get("Row", [])
    total = Decimal(aged[-1]["Summary"]["ColData"][-1]["value"]) if aged else Decimal(0)
    ways = ("open_documents", "aged_receivables", "customer_balances")
    assert {total, *(sums[way] for way in ways)} == {sums["receivable_account"]}
    return sums["receivable_account"]


def preference(books: Books) -> Any:
    return books.get("/preferences")["Preferences"]["SalesFormsPrefs"]["AutoApplyPayments"]


def test_unapplied_money_stays_unless_the_company_wants_otherwise(books: Books) -> None:
    customer = books.customer()
    payment = books.pay(customer, 120)
    assert books.invoice(customer, sale(books.item(), 100))["Balance"] == 100
    assert books.read("Payment", payment["Id"])["UnappliedAmt"] == 120
    assert preference(books) is False


def test_the_oldest_unapplied_money_pays_a_new_invoice(books: Books) -> None:
    books.switch(auto_apply_payments="invoices")
    assert preference(books) is True
    customer, item = books.customer(), books.item()
    newer = books.pay(customer, 80, TxnDate="2026-03-02")
    older = books.pay(customer, 50, TxnDate="2026-03-01")
    others = books.pay(books.customer("Other"), 500)
    invoice = books.invoice(customer, sale(item, 100), TxnDate="2026-03-03")
    assert invoice["Balance"] == 0
    assert [one["TxnId"] for one in invoice["LinkedTxn"]] == [older["Id"], newer["Id"]]
    assert books.read("Payment", older["Id"])["UnappliedAmt"] == 0
    partly = books.read("Payment", newer["Id"])
    assert (partly["UnappliedAmt"], partly["SyncToken"]) == (30, "1")
    assert books.read("Payment", others["Id"])["UnappliedAmt"] == 500
    assert books.invoice(customer, sale(item, 100))["Balance"] == 70
    assert agree(books) == 70 - 500


def test_credits_are_used_before_money(books: Books) -> None:
    books.switch(auto_apply_payments="invoices")
    customer, item = books.customer(), books.item()
    payment = books.pay(customer, 100)
    memo = books.create("CreditMemo", CustomerRef=customer, Line=[sale(item, 30)])
    assert books.invoice(customer, sale(item, 100))["Balance"] == 0
    assert books.read("CreditMemo", memo["Id"])["RemainingCredit"] == 0
    assert books.read("Payment", payment["Id"])["UnappliedAmt"] == 30
    assert agree(books) == -30


def test_the_rest_of_a_payment_goes_to_what_is_open_only_where_it_does(books: Books) -> None:
    customer, item = books.customer(), books.item()
    first = books.invoice(customer, sale(item, 40), TxnDate="2026-03-01")
    second = books.invoice(customer, sale(item, 60), TxnDate="2026-03-02")
    books.switch(auto_apply_payments="invoices")
    assert books.pay(customer, 25, (second, "Invoice", 5))["UnappliedAmt"] == 20
    books.switch(auto_apply_payments="invoices_and_payments")
    spread = books.pay(customer, 70, (second, "Invoice", 10))
    assert spread["UnappliedAmt"] == 0
    paid = {line["LinkedTxn"][0]["TxnId"]: line["Amount"] for line in spread["Line"]}
    assert paid == {second["Id"]: 30, first["Id"]: 40}
    assert books.read("Invoice", first["Id"])["Balance"] == 0
    assert books.read("Invoice", second["Id"])["Balance"] == 25
    assert agree(books) == 5


def test_money_in_closed_books_is_left_alone(books: Books) -> None:
    books.switch(auto_apply_payments="invoices")
    customer = books.customer()
    payment = books.pay(customer, 100, TxnDate="2026-01-10")
    books.control("/company", {"closed_until": "2026-01-31"})
    assert books.invoice(customer, sale(books.item(), 100))["Balance"] == 100
    assert books.read("Payment", payment["Id"])["UnappliedAmt"] == 100
    assert agree(books) == 0
