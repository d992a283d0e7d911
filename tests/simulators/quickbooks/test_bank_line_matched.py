"""What was matched to a bank line or reconciled stays as the bank saw it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.quickbooks.realms.opening import opened
from tests.simulators.quickbooks.serving import Books, linked, sale


def mark(books: Books, state: str | None, *made: Any) -> Any:
    return books.control("/reconcile", {"ids": [one["Id"] for one in made], "as": state})


def banked_payment(books: Books) -> tuple[Any, Any]:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 100))
    payment = books.pay(
        customer, 100, (invoice, "Invoice", 100), DepositToAccountRef=books.account("Checking")
    )
    return invoice, payment


def edit_of(payment: Any, **changes: Any) -> Any:
    kept = {name: payment[name] for name in ("Id", "SyncToken", "CustomerRef", "TotalAmt")}
    return {**kept, "sparse": True, **changes}


@pytest.mark.parametrize("state", ["matched", "reconciled"])
def test_a_payment_at_the_bank_is_locked_until_a_person_frees_it(books: Books, state: str) -> None:
    _, payment = banked_payment(books)
    assert mark(books, state, payment)[state] == [payment["Id"]]
    body = {"Id": payment["Id"], "SyncToken": "0", "sparse": True}
    assert books.code("/payment", edit_of(payment, PrivateNote="late")) == "6480"
    assert books.code("/payment", body, operation="delete") == "6480"
    assert books.code("/payment", body, operation="update", include="void") == "6480"
    assert books.read("Payment", payment["Id"]) == payment
    mark(books, None, payment)
    assert books.update("Payment", edit_of(payment, PrivateNote="late"))["PrivateNote"] == "late"


def test_the_fault_of_a_matched_transaction_says_how_to_go_on(books: Books) -> None:
    _, payment = banked_payment(books)
    mark(books, "matched", payment)
    body = {"Id": payment["Id"], "SyncToken": "0"}
    refused = books.refusal("/payment", body, operation="delete")
    assert refused["code"] == "6480"
    assert refused["Message"] == "Cannot delete bank matched transaction"
    assert "unmatch the transaction first" in refused["Detail"]


def test_what_the_payment_paid_can_still_be_voided(books: Books) -> None:
    invoice, payment = banked_payment(books)
    mark(books, "matched", payment)
    books.post("/invoice", {"Id": invoice["Id"], "SyncToken": "1"}, operation="void")
    assert books.read("Payment", payment["Id"])["UnappliedAmt"] == 100
    sums = books.sums()
    assert sums["receivable_account"] == sums["open_documents"] == sums["aged_receivables"] == -100


def test_an_edit_of_the_links_alone_passes_where_only_money_is_locked(books: Books) -> None:
    _, payment = banked_payment(books)
    other = books.invoice(payment["CustomerRef"], sale({"value": "1"}, 60))
    mark(books, "matched", payment)
    books.switch(bank_matched_edit="money", bank_matched_edit_code="6000")
    moved = books.update("Payment", edit_of(payment, Line=[linked(other, "Invoice", 60)]))
    assert moved["UnappliedAmt"] == 40
    for changes in (
        {"TotalAmt": 90},
        {"TxnDate": "2026-01-05"},
        {"DepositToAccountRef": books.account("Undeposited Funds")},
    ):
        refused = books.refusal("/payment", edit_of(moved, **changes))
        assert refused["code"] == "6000"
        assert "matched to a downloaded transaction" in refused["Detail"]


def test_a_reconciled_transaction_is_free_where_it_only_warns(books: Books) -> None:
    _, payment = banked_payment(books)
    mark(books, "reconciled", payment)
    books.switch(reconciled_locks=False)
    books.post("/payment", {"Id": payment["Id"], "SyncToken": "0"}, operation="delete")
    assert books.control("/reconcile") == {"matched": [], "reconciled": []}


def test_a_matched_deposit_keeps_its_payments_and_its_fee(books: Books) -> None:
    payment = books.pay(books.customer(), 75)
    fee = {"AccountRef": books.account("Bank Charges")}
    lines = [
        linked(payment, "Payment", 75),
        {"Amount": -3, "DetailType": "DepositLineDetail", "DepositLineDetail": fee},
    ]
    deposit = books.create("Deposit", DepositToAccountRef=books.account("Checking"), Line=lines)
    mark(books, "matched", deposit)
    named = {"Id": deposit["Id"], "SyncToken": "0"}
    assert books.code("/deposit", named, operation="delete") == "6480"
    assert books.code("/deposit", {**deposit, "Line": lines[:1]}) == "6480"
    held = {"Id": payment["Id"], "SyncToken": "1"}
    assert books.code("/payment", held, operation="delete") == "6540"


def at_the_bank(books: Books) -> dict[str, Any]:
    """One of each document that moves a bank account."""
    checking = books.account("Checking")
    savings = {"value": books.create("Account", Name="Savings", AccountType="Bank")["Id"]}
    account = {"AccountRef": books.account("Office Expenses")}
    cost = {
        "DetailType": "AccountBasedExpenseLineDetail",
        "Amount": 30,
        "AccountBasedExpenseLineDetail": account,
    }
    vendor = {"value": books.create("Vendor", DisplayName="Landlord")["Id"]}
    bill = books.create("Bill", VendorRef=vendor, Line=[cost])
    sides = [
        {
            "DetailType": "JournalEntryLineDetail",
            "Amount": 7,
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": one},
        }
        for side, one in (("Debit", account["AccountRef"]), ("Credit", checking))
    ]
    paid = {"PaymentType": "Cash", "AccountRef": checking, "Line": [cost]}
    sold: Any = {"Line": [sale(books.item(), 9)], "DepositToAccountRef": checking}
    check = {"PayType": "Check", "CheckPayment": {"BankAccountRef": checking}}
    fee = {"Amount": 3, "DetailType": "DepositLineDetail", "DepositLineDetail": account}
    wanted: dict[str, Any] = {
        "Transfer": {"Amount": 5, "FromAccountRef": checking, "ToAccountRef": savings},
        "Purchase": paid,
        "JournalEntry": {"Line": sides},
        "SalesReceipt": sold,
        "RefundReceipt": sold,
        "Deposit": {"DepositToAccountRef": checking, "Line": [fee]},
        "BillPayment": {**check, "VendorRef": vendor, "TotalAmt": 30}
        | {"Line": [linked(bill, "Bill", 30)]},
    }
    return {entity: books.create(entity, **content) for entity, content in wanted.items()}


def test_every_document_with_a_bank_account_can_be_matched(books: Books) -> None:
    for entity, record in at_the_bank(books).items():
        mark(books, "matched", record)
        named = {"Id": record["Id"], "SyncToken": "0"}
        assert books.code(f"/{entity.lower()}", named, operation="delete") == "6480", entity


def test_a_note_may_change_but_not_the_date_where_only_money_is_locked(books: Books) -> None:
    books.switch(bank_matched_edit="money")
    for entity, record in at_the_bank(books).items():
        mark(books, "matched", record)
        noted = books.update(entity, {**record, "sparse": True, "PrivateNote": "seen"})
        assert noted["PrivateNote"] == "seen", entity
        later = {**noted, "sparse": True, "TxnDate": "2026-01-05"}
        assert books.code(f"/{entity.lower()}", later) == "6480", entity


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"ids": ["1"], "as": "matched"}, "moves no bank or card account"),
        ({"ids": ["99"], "as": "matched"}, "no transaction has the id"),
        ({"ids": ["1"], "as": "liked"}, "as is one of"),
        ({"ids": "1", "as": "matched"}, "ids is a list"),
        ({"ids": ["1"]}, "as"),
        ({"colour": "green"}, "a reconciliation has no colour"),
    ],
)
def test_what_cannot_be_marked_is_refused_with_a_sentence(
    books: Books, wanted: Any, said: str
) -> None:
    books.invoice(books.customer(), sale(books.item(), 5))
    answer = books.http.post("/control/reconcile", json=wanted)
    assert answer.status_code == 400
    assert said in answer.text


def test_the_transaction_list_tells_cleared_from_uncleared(books: Books) -> None:
    customer, checking = books.customer(), books.account("Checking")
    first, second, third = (
        books.pay(customer, amount, DepositToAccountRef=checking, TxnDate="2026-11-02")
        for amount in (1, 2, 3)
    )
    waiting = books.pay(customer, 4, TxnDate="2026-11-02")
    deposit = books.create(
        "Deposit",
        DepositToAccountRef=checking,
        TxnDate="2026-11-02",
        Line=[linked(waiting, "Payment", 4)],
    )
    mark(books, "matched", first)
    mark(books, "reconciled", second)
    time = {"start_date": "2026-11-01", "end_date": "2026-11-30", "columns": "txn_type,is_cleared"}
    for word, wanted in (
        ("Cleared", {first["Id"]: "C"}),
        ("Reconciled", {second["Id"]: "R"}),
        ("Deposited", {waiting["Id"]: ""}),
        ("Uncleared", {third["Id"]: "", deposit["Id"]: ""}),
    ):
        rows = books.get("/reports/TransactionList", **time, cleared=word)["Rows"]["Row"]
        cells = [row["ColData"] for row in rows]
        assert {cell[0]["id"]: cell[1]["value"] for cell in cells} == wanted, word
    assert books.code("/reports/TransactionList", **time, cleared="Perhaps") == "2170"
    ledger = books.get("/reports/GeneralLedger", **time, account=checking["value"])
    rows = ledger["Rows"]["Row"][0]["Rows"]["Row"]
    assert [row["ColData"][1]["value"] for row in rows] == ["C", "R", "", ""]


def test_each_company_marks_its_own_transactions(books: Books) -> None:
    other = opened(books, name="Mesa Farms")
    payment = other.pay(other.customer(), 5, DepositToAccountRef=other.account("Checking"))
    wanted = {"ids": [payment["Id"]], "as": "matched", "realm_id": other.credentials["realm_id"]}
    assert books.control("/reconcile", wanted)["matched"] == [payment["Id"]]
    assert books.control("/reconcile")["matched"] == []
    named = {"Id": payment["Id"], "SyncToken": "0"}
    assert other.code("/payment", named, operation="delete") == "6480"
