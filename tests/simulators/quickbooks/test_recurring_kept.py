"""Templates of documents: kept and checked like the documents, never posted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from leafledger_simulators.quickbooks.entities.recurring_schedule import next_date
from tests.simulators.quickbooks.serving import Books, linked, sale

PATH = "/recurringtransaction"
MONTHLY = {"IntervalType": "Monthly", "NumInterval": 1, "DayOfMonth": 15, "StartDate": "2999-01-20"}


def info(name: str = "Rent of the booth", **more: Any) -> dict[str, Any]:
    return {"Name": name, "RecurType": "Automated", "Active": True, "ScheduleInfo": MONTHLY, **more}


def sold(books: Books) -> dict[str, Any]:
    return {"CustomerRef": books.customer(), "Line": [sale(books.item(), 40)]}


def make(books: Books, name: str, document: Any, about: Any = None) -> Any:
    body = {"RecurringTransaction": {name: {**document, "RecurringInfo": about or info(name)}}}
    return books.post(PATH, body)["RecurringTransaction"][name]


def documents(books: Books) -> dict[str, Any]:
    account = {"AccountRef": books.account("Office Expenses")}
    cost = {
        "DetailType": "AccountBasedExpenseLineDetail",
        "Amount": 30,
        "AccountBasedExpenseLineDetail": account,
    }
    owed = {"VendorRef": {"value": books.create("Vendor", DisplayName="Landlord")["Id"]}}
    sides = [
        {
            "DetailType": "JournalEntryLineDetail",
            "Amount": 7,
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": books.account(name)},
        }
        for side, name in (("Debit", "Bank Charges"), ("Credit", "Checking"))
    ]
    paid = {"PaymentType": "Cash", "AccountRef": books.account("Checking"), "Line": [cost]}
    checking = books.account("Checking")
    fee = {"AccountRef": books.account("Bank Charges")}
    sale_ = sold(books)
    brought = {"Amount": 9, "DetailType": "DepositLineDetail", "DepositLineDetail": fee}
    return {
        **dict.fromkeys(("Invoice", "SalesReceipt", "CreditMemo", "Estimate"), sale_),
        "RefundReceipt": {**sale_, "DepositToAccountRef": checking},
        "Deposit": {"DepositToAccountRef": checking, "Line": [brought]},
        "Transfer": {
            "Amount": 5,
            "FromAccountRef": checking,
            "ToAccountRef": books.account("Undeposited Funds"),
        },
        "PurchaseOrder": {**owed, "Line": [cost]},
        "Bill": {**owed, "Line": [cost]},
        "VendorCredit": {**owed, "Line": [cost]},
        "Purchase": paid,
        "JournalEntry": {"Line": sides},
    }


def test_a_template_of_each_document_is_kept_and_posts_nothing(books: Books) -> None:
    before = books.control("/snapshot")
    wanted = documents(books)
    made = {name: make(books, name, document) for name, document in wanted.items()}
    after = books.control("/snapshot")
    assert after["entries"] == before["entries"] == []
    assert all(after["entities"][name] == [] for name in wanted)
    assert (made["Invoice"]["TotalAmt"], made["Bill"]["TotalAmt"]) == (40, 30)
    for name, one in made.items():
        assert not {"TxnDate", "DueDate", "DocNumber", "Balance", "LinkedTxn"} & set(one)
        assert one["RecurringInfo"]["ScheduleInfo"]["NextDate"] == "2999-02-15"
        assert books.get(f"{PATH}/{one['Id']}")["RecurringTransaction"] == {name: one}
    bills = books.query("select * from RecurringTransaction where Type = 'Bill'")
    assert bills["RecurringTransaction"] == [{"Bill": made["Bill"]}]
    memo = made["CreditMemo"]["Id"]
    found = books.query(f"select * from RecurringTransaction where Id = '{memo}'")
    assert found["RecurringTransaction"] == [{"CreditMemo": made["CreditMemo"]}]
    assert books.query("select count(*) from RecurringTransaction")["totalCount"] == len(wanted)


def test_a_template_takes_no_number_of_the_sequence(books: Books) -> None:
    document = sold(books)
    first = books.create("Invoice", **document)
    make(books, "Invoice", {**document, "DocNumber": "AUTO_GENERATE"})
    second = books.create("Invoice", **document)
    assert int(second["DocNumber"]) == int(first["DocNumber"]) + 1


def test_a_sparse_update_changes_what_it_names(books: Books) -> None:
    made = make(books, "Invoice", {**sold(books), "PrivateNote": "booth"})
    edit = {"Id": made["Id"], "SyncToken": "0", "sparse": True}
    later = {**edit, "RecurringInfo": {"ScheduleInfo": {"DayOfMonth": 25}}}
    changed = books.post(PATH, {"RecurringTransaction": {"Invoice": later}})
    invoice = changed["RecurringTransaction"]["Invoice"]
    assert (invoice["SyncToken"], invoice["PrivateNote"]) == ("1", "booth")
    assert invoice["Line"] == made["Line"]
    assert invoice["RecurringInfo"]["Name"] == "Invoice"
    assert invoice["RecurringInfo"]["ScheduleInfo"]["NextDate"] == "2999-01-25"
    assert books.code(PATH, {"Invoice": later}) == "5010"
    assert books.code(PATH, {"Estimate": {**later, "SyncToken": "1"}}) == "6000"


def test_a_full_update_clears_what_it_leaves_out(books: Books) -> None:
    document = sold(books)
    made = make(books, "Invoice", {**document, "PrivateNote": "booth"})
    full = {**document, "Id": made["Id"], "SyncToken": "0"}
    assert books.code(PATH, {"Invoice": full}) == "2020"
    line = {**made["Line"][0], "Amount": 55}
    del line["SalesItemLineDetail"]["TaxCodeRef"]
    changed = make(books, "Invoice", {**full, "Line": [line]}, info("Invoice"))
    assert "PrivateNote" not in changed
    assert (changed["TotalAmt"], changed["Line"][0]["Id"]) == (55, made["Line"][0]["Id"])


def test_a_template_is_deleted_under_its_documents_name(books: Books) -> None:
    made = make(books, "Invoice", sold(books))
    gone = books.post(PATH, {"Invoice": made}, operation="delete")["RecurringTransaction"]
    assert gone["Invoice"] == {"domain": "QBO", "status": "Deleted", "Id": made["Id"]}
    assert books.code(f"{PATH}/{made['Id']}") == "610"
    assert books.query("select * from RecurringTransaction") == {}


def test_a_template_is_checked_as_its_document_is(books: Books) -> None:
    wanted = documents(books)
    invoice, journal = wanted["Invoice"], wanted["JournalEntry"]
    about = {"RecurringInfo": info()}
    taken = linked(books.pay(invoice["CustomerRef"], 5), "Payment", 5)
    for name, document, code in (
        ("Invoice", {"Line": invoice["Line"]}, "2020"),
        ("Invoice", {**invoice, "CustomerRef": {"value": "999"}}, "2500"),
        ("Invoice", {**invoice, "Colour": "green"}, "2010"),
        ("Invoice", {**invoice, "CurrencyRef": {"value": "EUR"}}, "5030"),
        ("Invoice", {**invoice, "Line": [{"Amount": 1}]}, "2020"),
        ("JournalEntry", {"Line": journal["Line"][:1]}, "2300"),
        ("Purchase", {**wanted["Purchase"], "PaymentType": "CreditCard"}, "6430"),
        ("Transfer", {"Amount": 5}, "2020"),
        ("Deposit", {**wanted["Deposit"], "Line": [taken]}, "6000"),
        ("Payment", invoice, "2020"),
    ):
        assert books.code(PATH, {name: {**document, **about}}) == code, (name, document)
    assert books.code(PATH, {"Invoice": invoice}) == "2020"
    assert books.code(PATH, {"Invoice": invoice, "Estimate": invoice}) == "2020"
    assert books.code(PATH, {"Invoice": "all of it"}) == "2010"
    assert books.code(PATH, {"RecurringTransaction": "all of it"}) == "2020"


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"Name": None}, "2020"),
        ({"RecurType": "Sometimes"}, "2170"),
        ({"RecurType": None}, "2020"),
        ({"ScheduleInfo": None}, "2020"),
        ({"ScheduleInfo": {"IntervalType": "Hourly"}}, "2170"),
        ({"ScheduleInfo": {**MONTHLY, "DayOfMonth": 32}}, "6000"),
        ({"ScheduleInfo": {**MONTHLY, "NumInterval": 0}}, "6000"),
        ({"ScheduleInfo": {**MONTHLY, "EndDate": "2026-01-01"}}, "6000"),
        ({"ScheduleInfo": {**MONTHLY, "StartDate": "soon"}}, "2060"),
        ({"Colour": "green"}, "2010"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(
    books: Books, about: dict[str, Any], code: str
) -> None:
    sent = {"Invoice": {**sold(books), "RecurringInfo": info(**about)}}
    assert books.code(PATH, sent) == code


def test_an_unscheduled_template_needs_no_schedule(books: Books) -> None:
    about = {"Name": "Any time", "RecurType": "UnScheduled"}
    made = make(books, "Invoice", sold(books), about)
    assert made["RecurringInfo"] == {**about, "Active": True}


def test_what_is_unknown_of_templates_is_a_switch(books: Books) -> None:
    document = sold(books)
    make(books, "Invoice", document, info("Booth"))
    again = {"Invoice": {**document, "RecurringInfo": info("booth")}}
    assert books.code(PATH, again) == "6240"
    books.switch(recurring_name_unique=False, recurring_wrapper_sent="refuse")
    assert books.code(PATH, {"RecurringTransaction": again}) == "2120"
    assert "Invoice" in books.post(PATH, again)["RecurringTransaction"]


def test_a_batch_makes_templates_too(books: Books) -> None:
    content = {"Invoice": {**sold(books), "RecurringInfo": info()}}
    item = {"bId": "1", "operation": "create", "RecurringTransaction": content}
    answer = books.post("/batch", {"BatchItemRequest": [item]})["BatchItemResponse"]
    assert answer[0]["RecurringTransaction"]["Invoice"]["TotalAmt"] == 40


@pytest.mark.parametrize(
    ("schedule", "today", "due"),
    [
        ({"IntervalType": "Daily", "NumInterval": 3}, "2026-02-04", "2026-02-06"),
        ({"IntervalType": "Weekly", "DayOfWeek": "Friday"}, "2026-02-04", "2026-02-06"),
        ({"IntervalType": "Weekly", "NumInterval": 2}, "2026-02-04", "2026-02-14"),
        ({"IntervalType": "Monthly", "DayOfMonth": 31}, "2026-02-02", "2026-02-28"),
        ({"IntervalType": "Monthly", "NumInterval": 3}, "2026-05-02", "2026-07-31"),
        (
            {"IntervalType": "Monthly", "WeekOfMonth": 2, "DayOfWeek": "Monday"},
            "2026-02-10",
            "2026-03-09",
        ),
        (
            {"IntervalType": "Monthly", "WeekOfMonth": 5, "DayOfWeek": "Monday"},
            "2026-02-10",
            "2026-02-23",
        ),
        ({"IntervalType": "Yearly", "MonthOfYear": "April"}, "2026-02-02", "2026-04-30"),
        ({"IntervalType": "Yearly"}, "2026-02-02", "2027-01-31"),
        ({"IntervalType": "Daily", "EndDate": "2026-02-01"}, "2026-02-02", None),
        ({"IntervalType": "Yearly", "StartDate": "9999-12-31"}, "2026-02-02", "9999-12-31"),
        (
            {"IntervalType": "Monthly", "DayOfMonth": 1, "StartDate": "9999-12-31"},
            "2026-02-02",
            None,
        ),
    ],
)
def test_the_next_date_is_the_first_from_today_on(
    schedule: dict[str, Any], today: str, due: str | None
) -> None:
    whole = {"NumInterval": 1, "StartDate": "2026-01-31", **schedule}
    found = next_date(whole, date.fromisoformat(today))
    assert (found and found.isoformat()) == due
