"""The codes a client meets, each provoked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.quickbooks.serving import Books, sale


def test_names_are_one_space_over_customers_vendors_and_employees(books: Books) -> None:
    books.create("Vendor", DisplayName="Green Mesa Dispensary")
    books.create("Employee", GivenName="Dana", FamilyName="Whitlock")
    error = books.refusal("/customer", {"DisplayName": "GREEN MESA dispensary"})
    assert error["code"] == "6240"
    assert "Another vendor is already using this name" in error["Detail"]
    assert books.code("/customer", {"DisplayName": "dana whitlock"}) == "6240"


def test_a_deactivated_name_is_free_again(books: Books) -> None:
    customer = books.create("Customer", DisplayName="Sage Wellness")
    left = books.update(
        "Customer",
        {"Id": customer["Id"], "SyncToken": "0", "sparse": True, "Active": False},
    )
    assert left["DisplayName"] == "Sage Wellness (deleted)"
    books.create("Customer", DisplayName="Sage Wellness")
    assert len(books.query("select * from Customer")["Customer"]) == 1
    both = books.query("select * from Customer where Active in (true, false)")
    assert len(both["Customer"]) == 2
    back = {"Id": customer["Id"], "SyncToken": "1", "sparse": True, "Active": True}
    assert books.code("/customer", back) == "6240"


def test_something_inactive_cannot_be_used_anew(books: Books) -> None:
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 5))
    books.update("Item", {"Id": item["value"], "SyncToken": "0", "sparse": True, "Active": False})
    body = {"CustomerRef": customer, "Line": [sale(item, 5)]}
    assert books.code("/invoice", body) == "610"
    books.switch(inactive_reference="2500")
    assert books.code("/invoice", body) == "2500"
    kept = books.update(
        "Invoice",
        {"Id": invoice["Id"], "SyncToken": "0", "sparse": True, "Line": [sale(item, 6)]},
    )
    assert kept["TotalAmt"] == 6


def test_an_old_sync_token_is_stale(books: Books) -> None:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 50))
    books.pay(customer, 50, (invoice, "Invoice", 50))
    edit = {"Id": invoice["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "x"}
    error = books.refusal("/invoice", edit)
    assert error["code"] == "5010"
    assert "working on this at the same time" in error["Detail"]
    assert books.read("Invoice", invoice["Id"])["SyncToken"] == "1"


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/customer", {}, "6080"),
        ("/customer", {"DisplayName": "a:b"}, "2040"),
        ("/customer", {"DisplayName": "x" * 501}, "2050"),
        ("/customer", {"DisplayName": "x", "Colour": "green"}, "2010"),
        ("/customer", {"DisplayName": "x", "SalesTermRef": {"value": "99"}}, "2500"),
        ("/customer", {"Id": "9", "SyncToken": "0", "DisplayName": "x"}, "610"),
        ("/customer", {"Id": "nine", "SyncToken": "0", "DisplayName": "x"}, "2030"),
        ("/customer/nine", None, "2030"),
        ("/item", {"Name": "x"}, "2020"),
        ("/item", {"Name": "x", "Type": "Bundle"}, "2170"),
        ("/invoice", {"Line": []}, "2020"),
        ("/reimbursecharge", {"Line": []}, "500"),
        ("/reimbursecharge/1", None, "500"),
        ("/taxcode", {"Name": "x"}, "500"),
        ("/reports/CashFlow", None, "500"),
        ("/account", {"Name": "x"}, "2020"),
        ("/account", {"Name": "x", "AccountType": "Cash"}, "2170"),
        ("/term", {"Name": "Net 1000", "DueDays": 1000}, "6000"),
        ("/batch", {"BatchItemRequest": [{"bId": str(n)} for n in range(31)]}, "1040"),
        ("/customer", b"{not json", "2010"),
    ],
)
def test_a_wrong_request_gets_its_own_code(books: Books, path: str, body: Any, code: str) -> None:
    assert books.code(path, body) == code


def test_line_and_document_rules_have_their_codes(books: Books) -> None:
    customer, item = books.customer(), books.item()

    def code_of(line: Any, **more: Any) -> str:
        return books.code("/invoice", {"CustomerRef": customer, "Line": [line], **more})

    assert code_of({"Amount": 1}) == "2020"
    assert code_of({"Amount": 1, "DetailType": "Odd"}) == "2170"
    assert code_of(sale({"value": "99"}, 1)) == "2500"
    assert code_of(sale(item, 1, TaxCodeRef={"value": "CA"})) == "6100"
    assert code_of(sale(item, 1), DocNumber="x" * 22) == "2050"
    assert code_of(sale(item, 1), TxnDate="31/12/2026") == "2060"
    assert code_of(sale(item, "ten")) == "2080"
    assert code_of(sale(item, 1), EmailStatus="NeedToSend") == "6420"
    assert code_of(sale(item, 1), EmailStatus="Soon") == "2170"


def test_items_need_accounts_of_the_right_type(books: Books) -> None:
    receivable = {
        "value": books.query("select * from Account where AccountType = 'Accounts Receivable'")[
            "Account"
        ][0]["Id"]
    }
    body = {"Name": "x", "Type": "Service", "IncomeAccountRef": receivable}
    assert books.code("/item", body) == "6430"
    liability = books.create(
        "Account", Name="Excise payable", AccountType="Other Current Liability"
    )
    assert liability["AccountSubType"] == "OtherCurrentLiabilities"
    books.create("Item", Name="Excise", Type="Service", IncomeAccountRef={"value": liability["Id"]})
    books.switch(item_income_account_may_be_liability=False)
    body = {"Name": "y", "Type": "Service", "IncomeAccountRef": {"value": liability["Id"]}}
    assert books.code("/item", body) == "6430"


def test_open_questions_about_names_are_switches(books: Books) -> None:
    books.switch(display_name_length_max=100, duplicate_sku="refuse")
    assert books.code("/customer", {"DisplayName": "x" * 101}) == "2050"
    books.item(Sku="S-1")
    income = books.account("Services")
    twin = {"Name": "Twin", "Type": "Service", "Sku": "s-1", "IncomeAccountRef": income}
    assert books.code("/item", twin) == "6000"
    customer = books.customer()
    books.pay(customer, 5)
    leave = {"Id": customer["value"], "SyncToken": "0", "sparse": True, "Active": False}
    assert books.code("/customer", leave) == "6000"
    books.switch(customer_with_balance_leaves="allow")
    assert books.update("Customer", leave)["Active"] is False


def test_preferences_may_be_read_only(books: Books) -> None:
    change = {"SyncToken": "0", "sparse": True, "SalesFormsPrefs": {"AllowDiscount": True}}
    assert books.code("/preferences", {**change, "SyncToken": "7"}) == "5010"
    books.switch(preferences_writable=False)
    assert books.code("/preferences", change) == "500"


def test_unknown_fields_may_be_ignored_instead(books: Books) -> None:
    books.switch(unknown_fields="ignore")
    assert "Colour" not in books.create("Customer", DisplayName="x", Colour="green")


def test_read_only_fields_are_ignored_silently(books: Books) -> None:
    customer = books.create(
        "Customer", DisplayName="x", BalanceWithJobs=5, FullyQualifiedName="zzz"
    )
    assert (customer["Balance"], customer["FullyQualifiedName"]) == (0, "x")


def test_a_refused_write_changes_nothing(books: Books) -> None:
    customer, item = books.customer(), books.item()
    before = books.control("/snapshot")["entities"]
    line = sale(item, 10, Qty=3, UnitPrice=3)
    assert (
        books.code("/invoice", {"CustomerRef": customer, "Line": [sale(item, 1), line]}) == "6070"
    )
    assert books.control("/snapshot")["entities"] == before


def test_a_fault_is_xml_for_those_who_do_not_ask_for_json(books: Books) -> None:
    answer = books.http.get(
        f"{books.company_path}/customer/99", headers={"authorization": f"Bearer {books.token}"}
    )
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/xml")
    assert '<Error code="610">' in answer.text


def test_a_request_in_xml_is_refused_as_unsupported(books: Books) -> None:
    headers = {"authorization": f"Bearer {books.token}", "accept": "application/json"}
    answer = books.http.post(
        f"{books.company_path}/customer",
        content=b"<Customer><DisplayName>Sage</DisplayName></Customer>",
        headers={**headers, "content-type": "application/xml"},
    )
    assert answer.status_code == 400
    assert answer.json()["Fault"]["Error"][0]["code"] == "500"
