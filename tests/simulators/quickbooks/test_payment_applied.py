"""Payments, memos, journals, deposits: what is open, what is locked, what applies by itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.quickbooks.serving import Books, linked, sale


def memo(books: Books, customer: dict[str, str], amount: int) -> Any:
    items = books.query("select * from Item").get("Item")
    item = {"value": items[0]["Id"]} if items else books.item()
    return books.create("CreditMemo", CustomerRef=customer, Line=[sale(item, amount)])


def journal(books: Books, customer: dict[str, str], side: str, amount: int) -> Any:
    other = "Credit" if side == "Debit" else "Debit"
    entity = {"Type": "Customer", "EntityRef": customer}
    lines = [
        (side, books.account("Accounts Receivable (A/R)"), {"Entity": entity}),
        (other, books.account("Checking"), {}),
    ]
    return books.create(
        "JournalEntry",
        Line=[
            {
                "Amount": amount,
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {"PostingType": posting, "AccountRef": account, **more},
            }
            for posting, account, more in lines
        ],
    )


def test_what_is_not_applied_is_the_customers_credit(books: Books) -> None:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 100))
    payment = books.pay(customer, 120, (invoice, "Invoice", 70))
    assert payment["UnappliedAmt"] == 50
    paid = books.read("Invoice", invoice["Id"])
    assert (paid["Balance"], paid["SyncToken"]) == (30, "1")
    assert paid["LinkedTxn"] == [{"TxnId": payment["Id"], "TxnType": "Payment"}]
    assert books.read("Customer", customer["value"])["Balance"] == -20


def test_more_than_the_open_balance_or_the_payment_is_refused(books: Books) -> None:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 100))
    over = {"CustomerRef": customer, "TotalAmt": 101, "Line": [linked(invoice, "Invoice", 101)]}
    assert books.code("/payment", over) == "6000"
    thin = {"CustomerRef": customer, "TotalAmt": 10, "Line": [linked(invoice, "Invoice", 20)]}
    assert books.code("/payment", thin) == "6000"
    other = {"CustomerRef": books.customer("Other"), "TotalAmt": 9}
    assert books.code("/payment", {**other, "Line": [linked(invoice, "Invoice", 9)]}) == "620"


def test_a_parent_may_pay_for_its_store(books: Books) -> None:
    parent = books.customer("Chain")
    store = books.customer("Store 1", ParentRef=parent)
    invoice = books.invoice(store, sale(books.item(), 40))
    books.pay(parent, 40, (invoice, "Invoice", 40))
    assert books.read("Invoice", invoice["Id"])["Balance"] == 0
    assert books.read("Customer", parent["value"])["BalanceWithJobs"] == 0


def test_a_payment_of_nought_links_a_memo_to_an_invoice(books: Books) -> None:
    books.switch(auto_apply_credit=False)
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 100))
    credit = memo(books, customer, 30)
    assert credit["RemainingCredit"] == 30
    books.pay(customer, 0, (invoice, "Invoice", 30), (credit, "CreditMemo", 30))
    assert books.read("Invoice", invoice["Id"])["Balance"] == 70
    assert books.read("CreditMemo", credit["Id"])["RemainingCredit"] == 0
    assert books.sums()["open_documents"] == 70


def test_credits_apply_by_themselves_in_most_companies(books: Books) -> None:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 100))
    credit = memo(books, customer, 130)
    assert (credit["RemainingCredit"], credit["Balance"]) == (30, 30)
    assert books.read("Invoice", invoice["Id"])["Balance"] == 0
    payment = books.query("select * from Payment")["Payment"][0]
    assert payment["TotalAmt"] == 0
    assert payment["PrivateNote"] == "Created by QB Online to link credits to charges."
    later = books.invoice(customer, sale({"value": "1"}, 50))
    assert later["Balance"] == 20


def test_a_payment_moves_from_an_invoice_to_a_reversing_journal(books: Books) -> None:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 100))
    payment = books.pay(customer, 100, (invoice, "Invoice", 100))
    bounce = journal(books, customer, "Debit", 100)
    moved = books.update(
        "Payment",
        {
            "Id": payment["Id"],
            "SyncToken": "0",
            "sparse": True,
            "CustomerRef": customer,
            "TotalAmt": 100,
            "Line": [linked(bounce, "JournalEntry", 100)],
        },
    )
    assert moved["UnappliedAmt"] == 0
    assert books.read("Invoice", invoice["Id"])["Balance"] == 100
    assert books.read("JournalEntry", bounce["Id"])["LinkedTxn"] == [
        {"TxnId": payment["Id"], "TxnType": "Payment"}
    ]
    sums = books.sums()
    assert sums["receivable_account"] == sums["open_documents"] == sums["aged_receivables"] == 100


def test_an_invoice_edited_below_what_was_applied_frees_the_rest(books: Books) -> None:
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 100))
    payment = books.pay(customer, 90, (invoice, "Invoice", 90))
    edit = {"Id": invoice["Id"], "SyncToken": "1", "sparse": True, "Line": [sale(item, 60)]}
    assert books.update("Invoice", edit)["Balance"] == 0
    assert books.read("Payment", payment["Id"])["UnappliedAmt"] == 30


def test_a_deleted_memo_opens_the_invoice_and_its_link_goes(books: Books) -> None:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 100))
    credit = memo(books, customer, 40)
    token = books.read("CreditMemo", credit["Id"])["SyncToken"]
    books.post("/creditmemo", {"Id": credit["Id"], "SyncToken": token}, operation="delete")
    assert books.read("Invoice", invoice["Id"])["Balance"] == 100
    assert books.query("select * from Payment") == {}


def test_a_payment_is_voided_through_include(books: Books) -> None:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 100))
    payment = books.pay(customer, 100, (invoice, "Invoice", 100))
    body = {"Id": payment["Id"], "SyncToken": "0", "sparse": True}
    voided = books.post("/payment", body, operation="update", include="void")["Payment"]
    assert (voided["TotalAmt"], voided["Line"], voided["PrivateNote"]) == (0, [], "Voided")
    assert books.read("Invoice", invoice["Id"])["Balance"] == 100


def test_a_deposited_payment_is_locked_until_it_leaves_the_deposit(books: Books) -> None:
    customer = books.customer()
    payment = books.pay(customer, 75)
    deposit = books.create(
        "Deposit",
        DepositToAccountRef=books.account("Checking"),
        Line=[linked(payment, "Payment", 75)],
    )
    assert deposit["TotalAmt"] == 75
    locked = {"Id": payment["Id"], "SyncToken": "1"}
    for operation in ("delete", "void"):
        assert books.code("/payment", locked, operation=operation) == "6540"
    edit = {**locked, "sparse": True, "CustomerRef": customer, "TotalAmt": 80}
    assert books.code("/payment", edit) == "6540"
    again = {"DepositToAccountRef": books.account("Checking")}
    assert books.code("/deposit", {**again, "Line": [linked(payment, "Payment", 75)]}) == "620"
    books.post("/deposit", {"Id": deposit["Id"], "SyncToken": "0"}, operation="delete")
    books.post("/payment", {**locked, "SyncToken": "2"}, operation="delete")


@pytest.mark.parametrize(
    ("sides", "code"),
    [((("Debit", 10), ("Credit", 9)), "2300"), ((), "2250"), ((("Debit", 5),), "2300")],
)
def test_a_journal_balances_or_is_refused(books: Books, sides: Any, code: str) -> None:
    account = books.account("Checking")
    lines = [
        {
            "Amount": amount,
            "DetailType": "JournalEntryLineDetail",
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": account},
        }
        for side, amount in sides
    ]
    assert books.code("/journalentry", {"Line": lines}) == code


def test_a_receivable_line_needs_its_customer(books: Books) -> None:
    sides = (("Debit", "Accounts Receivable (A/R)"), ("Credit", "Checking"))
    lines = [
        {
            "Amount": 5,
            "DetailType": "JournalEntryLineDetail",
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": books.account(name)},
        }
        for side, name in sides
    ]
    assert books.code("/journalentry", {"Line": lines}) == "6000"


def test_an_adjustment_takes_stock_to_the_account_of_choice(books: Books) -> None:
    item = books.stock_item(quantity=10, cost=4)
    account = books.account("Cost of Goods Sold")

    def line(quantity: int) -> Any:
        detail = {"ItemRef": item, "QtyDiff": quantity}
        return {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}

    made = books.create("InventoryAdjustment", AdjustAccountRef=account, Line=[line(-3)])
    assert made["DocNumber"] == "1001"
    assert books.read("Item", item["value"])["QtyOnHand"] == 7
    asset = books.account("Inventory Asset")["value"]
    assert books.read("Account", asset)["CurrentBalance"] == 28
    plain = {"DetailType": "ItemAdjustmentLineDetail"}
    plain["ItemAdjustmentLineDetail"] = {"ItemRef": books.item(), "QtyDiff": 1}  # type: ignore[assignment]
    assert (
        books.code("/inventoryadjustment", {"AdjustAccountRef": account, "Line": [plain]}) == "6000"
    )
    books.post("/inventoryadjustment", {"Id": made["Id"], "SyncToken": "0"}, operation="delete")
    assert books.read("Account", asset)["CurrentBalance"] == 40
    since = {"entities": "InventoryAdjustment", "changedSince": "2999-01-01T00:00:00Z"}
    assert books.code("/cdc", **since) == "4001"
    books.switch(cdc_lists_inventory_adjustments=True)
    assert books.get("/cdc", **since)["CDCResponse"] == [{"QueryResponse": [{}]}]


def test_stock_leaves_first_in_first_out_with_its_cost(books: Books) -> None:
    customer, item = books.customer(), books.stock_item(quantity=10, cost=4)
    invoice = books.invoice(customer, sale(item, 30, Qty=3, UnitPrice=10))
    assert books.read("Item", item["value"])["QtyOnHand"] == 7
    asset = books.account("Inventory Asset")["value"]
    assert books.read("Account", asset)["CurrentBalance"] == 28
    edit = {"Id": invoice["Id"], "SyncToken": "0", "sparse": True}
    books.update("Invoice", {**edit, "Line": [sale(item, 120, Qty=12, UnitPrice=10)]})
    assert books.read("Item", item["value"])["QtyOnHand"] == -2
    assert books.read("Account", asset)["CurrentBalance"] == -8
    books.post("/invoice", {"Id": invoice["Id"], "SyncToken": "1"}, operation="void")
    assert books.read("Account", asset)["CurrentBalance"] == 40
    early = {"CustomerRef": customer, "Line": [sale(item, 10)], "TxnDate": "2025-12-31"}
    assert books.code("/invoice", early) == "6270"
