"""Transfers, card payments, hours and the lists that only a person makes."""

from __future__ import annotations

from tests.simulators.quickbooks.serving import Books


def test_a_transfer_moves_money_between_own_accounts_only(books: Books) -> None:
    checking, undeposited = books.account("Checking"), books.account("Undeposited Funds")
    sides = {"FromAccountRef": checking, "ToAccountRef": undeposited}
    made = books.create("Transfer", Amount=75, TxnDate="2026-11-02", **sides)
    assert books.read("Account", checking["value"])["CurrentBalance"] == -75
    edit = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "Amount": 80}
    books.update("Transfer", edit)
    assert books.read("Account", undeposited["value"])["CurrentBalance"] == 80
    receivable = books.account("Accounts Receivable (A/R)")
    assert books.code("/transfer", {**sides, "Amount": 5, "ToAccountRef": receivable}) == "6430"
    assert books.code("/transfer", {**sides, "Amount": 5, "ToAccountRef": checking}) == "6000"
    assert books.code("/transfer", {**sides, "Amount": -5}) == "2290"
    assert books.code("/transfer", sides) == "2020"
    body = {"Id": made["Id"], "SyncToken": "1"}
    assert books.code("/transfer", body, operation="void") == "500"
    books.post("/transfer", body, operation="delete")
    assert books.read("Account", checking["value"])["CurrentBalance"] == 0


def test_a_card_is_paid_from_the_bank_under_its_two_names(books: Books) -> None:
    card = {"value": books.create("Account", Name="Visa", AccountType="Credit Card")["Id"]}
    content = {
        "Amount": 40,
        "BankAccountRef": books.account("Checking"),
        "CreditCardAccountRef": card,
    }
    made = books.post("/creditcardpayment", content)["CreditCardPaymentTxn"]
    assert books.read("Account", card["value"])["CurrentBalance"] == -40
    found = books.query("select * from CreditCardPayment where Amount = '40'")
    assert found["CreditCardPaymentTxn"][0]["Id"] == made["Id"]
    wrong = {**content, "BankAccountRef": card}
    assert books.code("/creditcardpayment", wrong) == "6430"


def test_hours_need_a_worker_and_billable_ones_a_customer(books: Books) -> None:
    worker = {"value": books.create("Employee", GivenName="Dana", FamilyName="Reed")["Id"]}
    hours = {"NameOf": "Employee", "EmployeeRef": worker, "Hours": 2, "Minutes": 30}
    made = books.create("TimeActivity", **hours)
    assert (made["BillableStatus"], made["Hours"]) == ("NotBillable", 2)
    assert books.code("/timeactivity", {**hours, "NameOf": "Vendor"}) == "2020"
    assert books.code("/timeactivity", {**hours, "BillableStatus": "Billable"}) == "6000"
    assert books.code("/timeactivity", {**hours, "Minutes": 75}) == "6000"
    assert books.code("/timeactivity", {**hours, "NameOf": "Robot"}) == "2170"
    invoiced = books.invoice(books.customer(), {**line(books)})
    assert invoiced["Id"] == made["Id"] == "1"
    books.post("/timeactivity", {"Id": made["Id"], "SyncToken": "0"}, operation="delete")
    assert books.read("Invoice", "1")["Balance"] == 5
    assert books.sums()["receivable_account"] == 5
    since = {"entities": "TimeActivity", "changedSince": "2999-01-01T00:00:00Z"}
    assert books.code("/cdc", **since) == "4001"
    books.switch(cdc_lists_time_activities=True)
    assert books.get("/cdc", **since)["CDCResponse"] == [{"QueryResponse": [{}]}]


def test_an_invoice_bills_hours_once_and_frees_them_when_it_goes(books: Books) -> None:
    customer = books.customer()
    worker = {"value": books.create("Employee", GivenName="Dana", FamilyName="Reed")["Id"]}
    hours = {"NameOf": "Employee", "EmployeeRef": worker, "Hours": 2, "CustomerRef": customer}
    made = books.create("TimeActivity", **hours, BillableStatus="Billable")
    link = [{"TxnId": made["Id"], "TxnType": "TimeActivity"}]
    work = line(books)
    invoice = books.invoice(customer, work, LinkedTxn=link)
    assert invoice["LinkedTxn"] == link
    assert books.read("TimeActivity", made["Id"])["BillableStatus"] == "HasBeenBilled"
    again = {"CustomerRef": customer, "Line": [work], "LinkedTxn": link}
    assert books.code("/invoice", again) == "620"
    body = {"Id": made["Id"], "SyncToken": "1"}
    assert books.code("/timeactivity", body, operation="delete") == "6000"
    kept = books.update("TimeActivity", {**body, "sparse": True, "NameOf": "Employee", "Hours": 3})
    assert kept["BillableStatus"] == "HasBeenBilled"
    forged = {**hours, "BillableStatus": "HasBeenBilled"}
    assert books.code("/timeactivity", forged) == "6000"
    books.post("/invoice", {"Id": invoice["Id"], "SyncToken": "0"}, operation="void")
    assert books.read("TimeActivity", made["Id"])["BillableStatus"] == "Billable"
    other = {"CustomerRef": books.customer("Other"), "Line": [work], "LinkedTxn": link}
    assert books.code("/invoice", other) == "620"


def line(books: Books) -> dict[str, object]:
    detail = {"ItemRef": books.item()}
    return {"DetailType": "SalesItemLineDetail", "Amount": 5, "SalesItemLineDetail": detail}


def test_budgets_and_customer_types_are_read_only(books: Books) -> None:
    books.control("/reset", {"dataset": "sample", "seed": 1})
    assert books.query("select count(*) from Budget")["totalCount"] == 5
    assert len(books.read("Budget", "1")["BudgetDetail"]) == 12
    assert books.query("select * from CustomerType where Name = 'Chain'")["maxResults"] == 1
    assert books.code("/budget", {"Name": "Mine"}) == "500"
    assert books.code("/customertype", {"Name": "Mine"}) == "500"
