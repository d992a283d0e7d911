"""Sales and refund receipts touch the bank, never the receivable; estimates touch nothing."""

from __future__ import annotations

from typing import Any

from tests.simulators.quickbooks.serving import Books, linked, sale


def balance(books: Books, name: str) -> Any:
    return books.read("Account", books.account(name)["value"])["CurrentBalance"]


def test_a_sale_paid_at_once_brings_money_and_takes_stock(books: Books) -> None:
    item = books.stock_item(quantity=10, cost=4)
    checking = books.account("Checking")
    made = books.create(
        "SalesReceipt",
        CustomerRef=books.customer(),
        DepositToAccountRef=checking,
        PaymentRefNum="1187",
        Line=[sale(item, 30, Qty=3, UnitPrice=10)],
    )
    assert (made["TotalAmt"], made["Balance"], made["DocNumber"]) == (30, 0, "1001")
    assert balance(books, "Checking") == 30
    assert balance(books, "Inventory Asset") == 28
    assert books.sums()["receivable_account"] == 0
    refund = books.create(
        "RefundReceipt", DepositToAccountRef=checking, Line=[sale(item, 10, Qty=1, UnitPrice=10)]
    )
    assert refund["TotalAmt"] == 10
    assert balance(books, "Checking") == 20
    assert books.read("Item", item["value"])["QtyOnHand"] == 8


def test_a_receipt_is_voided_through_include_and_a_refund_by_switch_only(books: Books) -> None:
    item = books.stock_item(quantity=10, cost=4)
    made = books.create("SalesReceipt", Line=[sale(item, 30, Qty=3, UnitPrice=10)])
    body = {"Id": made["Id"], "SyncToken": "0", "sparse": True}
    voided = books.update("SalesReceipt", body, operation="update", include="void")
    assert (voided["TotalAmt"], voided["PrivateNote"]) == (0, "Voided")
    assert balance(books, "Undeposited Funds") == 0
    assert books.read("Item", item["value"])["QtyOnHand"] == 10
    refund = books.create(
        "RefundReceipt", DepositToAccountRef=books.account("Checking"), Line=[sale(item, 5)]
    )
    body = {"Id": refund["Id"], "SyncToken": "0"}
    assert books.code("/refundreceipt", body, operation="void") == "500"
    books.switch(void_refund_receipt=True)
    assert books.post("/refundreceipt", body, operation="void")["RefundReceipt"]["TotalAmt"] == 0


def test_what_a_receipt_lacks_is_refused(books: Books) -> None:
    line = [sale(books.item(), 5)]
    assert books.code("/refundreceipt", {"Line": line}) == "2020"
    wrong = {"Line": line, "DepositToAccountRef": books.account("Bad Debts")}
    assert books.code("/refundreceipt", wrong) == "6430"
    assert books.code("/salesreceipt", {"PaymentRefNum": "1" * 22, "Line": line}) == "2050"
    books.switch(sales_receipt_needs_customer=True)
    assert books.code("/salesreceipt", {"Line": line}) == "2020"
    stock = books.stock_item()
    early = {"CustomerRef": books.customer(), "TxnDate": "2025-12-31", "Line": [sale(stock, 5)]}
    assert books.code("/salesreceipt", early) == "6270"


def test_a_deposit_takes_receipts_refunds_and_journals_and_locks_them(books: Books) -> None:
    item = books.item()
    receipt = books.create("SalesReceipt", Line=[sale(item, 50)])
    undeposited = books.account("Undeposited Funds")
    refund = books.create("RefundReceipt", DepositToAccountRef=undeposited, Line=[sale(item, 8)])
    sides = (("Debit", undeposited), ("Credit", books.account("Uncategorized Income")))
    journal = books.create(
        "JournalEntry",
        Line=[
            {
                "Amount": 20,
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {"PostingType": side, "AccountRef": account},
            }
            for side, account in sides
        ],
    )
    made = books.create(
        "Deposit",
        DepositToAccountRef=books.account("Checking"),
        Line=[
            linked(receipt, "SalesReceipt", 50),
            linked(refund, "RefundReceipt", -8),
            linked(journal, "JournalEntry", 20),
        ],
    )
    assert made["TotalAmt"] == 62
    assert balance(books, "Undeposited Funds") == 0
    for entity, found in (("salesreceipt", receipt), ("journalentry", journal)):
        body = {"Id": found["Id"], "SyncToken": "1"}
        assert books.code(f"/{entity}", body, operation="delete") == "6540"


def test_an_invoice_closes_its_estimate_and_opens_it_again_when_it_goes(books: Books) -> None:
    customer, item = books.customer(), books.stock_item(quantity=5)
    offer = books.create("Estimate", CustomerRef=customer, Line=[sale(item, 20, Qty=2)])
    assert (offer["TxnStatus"], offer["TotalAmt"]) == ("Pending", 20)
    assert books.read("Item", item["value"])["QtyOnHand"] == 5
    assert books.sums()["debits"] == 20  # the opening quantity, nothing else
    link = [{"TxnId": offer["Id"], "TxnType": "Estimate"}]
    invoice = books.invoice(customer, sale(item, 20, Qty=2), LinkedTxn=link)
    assert invoice["LinkedTxn"] == link
    closed = books.read("Estimate", offer["Id"])
    assert closed["TxnStatus"] == "Closed"
    assert closed["LinkedTxn"] == [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]
    books.pay(customer, 20, (invoice, "Invoice", 20))
    assert len(books.read("Invoice", invoice["Id"])["LinkedTxn"]) == 2
    again = {"CustomerRef": customer, "Line": [sale(item, 20)], "LinkedTxn": link}
    assert books.code("/invoice", again) == "620"
    assert books.code("/invoice", {**again, "LinkedTxn": link * 2}) == "6000"
    books.post("/invoice", {"Id": invoice["Id"], "SyncToken": "1"}, operation="delete")
    assert books.read("Estimate", offer["Id"])["TxnStatus"] == "Accepted"
    assert books.code("/estimate", {"CustomerRef": customer, "TxnStatus": "Maybe"}) == "2170"
