"""Two customers that a person makes one: everything of the one is the other's afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.quickbooks.hearing import Ear, listen
from tests.simulators.quickbooks.realms.opening import opened
from tests.simulators.quickbooks.serving import Books, sale
from tests.simulators.quickbooks.test_receivable_followed import agree, bounce, side


def merge(books: Books, gone: Any, stays: Any, entity: str = "Customer", **more: Any) -> Any:
    wanted = {"entity": entity, "gone": gone["value"], "stays": stays["value"]}
    return books.control("/merge", {**wanted, **more})


def test_the_documents_of_both_belong_to_the_one_that_stays(books: Books) -> None:
    gone, stays, item = books.customer("Sage"), books.customer("Sage Wellness"), books.item()
    first = books.invoice(gone, sale(item, 100))
    second = books.invoice(stays, sale(item, 10))
    payment = books.pay(gone, 30, (first, "Invoice", 25))
    entry = bounce(books, gone, 7)
    before = agree(books)
    told = merge(books, gone, stays)
    assert told == {"stays": stays["value"], "gone": gone["value"], "records_moved": 3}
    assert agree(books) == before
    assert books.read("Customer", stays["value"])["Balance"] == before
    found = books.query(f"select * from Invoice where CustomerRef = '{stays['value']}'")
    assert {one["Id"] for one in found["Invoice"]} == {first["Id"], second["Id"]}
    assert {one["CustomerRef"]["name"] for one in found["Invoice"]} == {"Sage Wellness"}
    line = books.read("JournalEntry", entry["Id"])["Line"][0]["JournalEntryLineDetail"]
    assert line["Entity"]["EntityRef"]["value"] == stays["value"]
    rows = books.get("/reports/CustomerBalance")["Rows"]["Row"]
    assert [row["ColData"][0]["id"] for row in rows if "ColData" in row] == [stays["value"]]
    books.pay(stays, 10, (first, "Invoice", 10))
    named = {"Id": payment["Id"], "SyncToken": payment["SyncToken"]}
    books.post("/payment", named, operation="delete")
    agree(books)


def test_who_was_merged_away_is_gone_and_the_name_is_free(books: Books) -> None:
    gone, stays = books.customer("Sage"), books.customer("Sage Wellness")
    merge(books, gone, stays)
    assert books.code(f"/customer/{gone['value']}") == "610"
    everybody = "select * from Customer where Active in (true, false)"
    assert [one["Id"] for one in books.query(everybody)["Customer"]] == [stays["value"]]
    since = {"entities": "Customer", "changedSince": "2026-01-01T00:00:00Z"}
    books.control("/clock", {"now": "2026-01-02T00:00:00Z"})
    found = books.get("/cdc", **since)["CDCResponse"][0]["QueryResponse"][0]["Customer"]
    assert [one["Id"] for one in found if one.get("status") == "Deleted"] == [gone["value"]]
    body = {"CustomerRef": gone, "Line": [sale(books.item(), 5)]}
    assert books.code("/invoice", body) == "2500"
    books.customer("Sage")


def test_a_merge_is_told_with_who_stays_and_who_vanished(books: Books, ear: Ear) -> None:
    names = [books.customer(name) for name in ("A", "B", "C")]
    listen(books, ear)
    merge(books, names[0], names[1])
    (events,) = ear.wait(1)
    assert events[0]["type"] == "qbo.customer.merged.v1"
    assert events[0]["intuitentityid"] == names[1]["value"]
    assert events[0]["data"] == {"deletedid": names[0]["value"]}
    listen(books, ear, format="legacy")
    merge(books, names[2], names[1])
    change = ear.wait(2)[1]["eventNotifications"][0]["dataChangeEvent"]["entities"][0]
    assert (change["operation"], change["id"]) == ("Merge", names[1]["value"])
    assert change["deletedId"] == names[2]["value"]


def test_vendors_are_merged_with_what_is_owed_to_them(books: Books) -> None:
    gone, stays = (
        {"value": books.create("Vendor", DisplayName=name)["Id"]} for name in ("Farm", "Farm LLC")
    )
    entry = [
        side(books, "Credit", 9, "Accounts Payable (A/P)", gone),
        side(books, "Debit", 9, "Bank Charges"),
    ]
    books.create("JournalEntry", Line=entry)
    kind = "AccountBasedExpenseLineDetail"
    cost = {"DetailType": kind, "Amount": 4, kind: {"AccountRef": books.account("Bank Charges")}}
    paid = {"PaymentType": "Cash", "AccountRef": books.account("Checking"), "Line": [cost]}
    payee = {"type": "Vendor", "value": gone["value"]}
    purchase = books.create("Purchase", **paid, EntityRef=payee)
    merge(books, gone, stays, "Vendor")
    assert books.read("Vendor", stays["value"])["Balance"] == 9
    payee = books.read("Purchase", purchase["Id"])["EntityRef"]
    assert payee == {"type": "Vendor", "value": stays["value"], "name": "Farm LLC"}
    agree(books)


def test_a_store_keeps_its_parent_when_it_takes_another_store(books: Books) -> None:
    parent = books.customer("Chain")
    stores = [books.customer(name, ParentRef=parent) for name in ("East", "West")]
    invoice = books.invoice(stores[0], sale(books.item(), 40))
    merge(books, stores[0], stores[1])
    assert books.read("Customer", parent["value"])["BalanceWithJobs"] == 40
    books.pay(parent, 40, (invoice, "Invoice", 40))
    assert agree(books) == 0


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"entity": "Item", "gone": "1", "stays": "2"}, "entity is one of"),
        ({"entity": "Customer", "gone": "1", "stays": "9"}, "no Customer has the id"),
        ({"entity": "Customer", "gone": "1", "stays": "1"}, "with itself"),
        ({"entity": "Customer", "gone": "1", "stays": "2"}, "sub-customers"),
        ({"entity": "Customer", "gone": "1"}, "stays"),
        ({"colour": "green"}, "a merge has no colour"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(books: Books, wanted: Any, said: str) -> None:
    books.customer("Store", ParentRef=books.customer("Chain"))
    answer = books.http.post("/control/merge", json=wanted)
    assert answer.status_code == 400
    assert said in answer.text


def test_each_company_merges_its_own_names(books: Books) -> None:
    other = opened(books, name="Mesa Farms")
    names = [other.customer(name) for name in ("A", "B")]
    books.customer("A")
    merge(books, names[0], names[1], realm_id=other.credentials["realm_id"])
    assert other.code(f"/customer/{names[0]['value']}") == "610"
    assert books.read("Customer", "1")["DisplayName"] == "A"
