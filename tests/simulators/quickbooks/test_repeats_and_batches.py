"""Request ids, batches and change data capture."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from tests.simulators.quickbooks.serving import Books, sale


def batch(books: Books, *items: Any, **params: str) -> list[Any]:
    answer = books.post("/batch", {"BatchItemRequest": list(items)}, **params)
    found: list[Any] = answer["BatchItemResponse"]
    return found


def test_a_request_id_repeated_does_the_work_once(books: Books) -> None:
    customer, item = books.customer(), books.item()
    body = {"CustomerRef": customer, "Line": [sale(item, 5)]}
    first, second = (books.post("/invoice", body, requestid="r-1")["Invoice"] for _ in range(2))
    assert first == second
    assert books.query("select count(*) from Invoice")["totalCount"] == 1
    other = {"CustomerRef": customer, "Line": [sale(item, 6)]}
    assert books.post("/invoice", other, requestid="r-1")["Invoice"]["TotalAmt"] == 5
    books.switch(requestid_other_body="refuse")
    assert books.code("/invoice", other, requestid="r-1") == "600"
    assert books.code("/invoice", body, requestid="x" * 51) == "2130"


def test_a_refused_call_may_be_tried_again_with_its_id(books: Books) -> None:
    body = {"DisplayName": "Sage"}
    books.create("Vendor", DisplayName="Sage")
    assert books.code("/customer", body, requestid="r-2") == "6240"
    books.update("Vendor", {"Id": "1", "SyncToken": "0", "sparse": True, "Active": False})
    assert books.post("/customer", body, requestid="r-2")["Customer"]["Id"] == "1"


def test_a_lost_answer_is_found_by_its_request_id(books: Books) -> None:
    books.control("/faults", {"kind": "drop_after", "path": "/customer", "method": "POST"})
    with pytest.raises(httpx2.TransportError):
        books.post("/customer", {"DisplayName": "Sage"}, requestid="r-3")
    again = books.post("/customer", {"DisplayName": "Sage"}, requestid="r-3")["Customer"]
    assert again["Id"] == "1"
    assert books.query("select count(*) from Customer")["totalCount"] == 1


def test_a_batch_answers_200_with_a_fault_for_each_that_failed(books: Books) -> None:
    books.customer("Beta")
    found = batch(
        books,
        {"bId": "a", "operation": "create", "Customer": {"DisplayName": "Acme"}},
        {"bId": "b", "operation": "create", "Customer": {"DisplayName": "beta"}},
        {"bId": "c", "Query": "select * from Customer where DisplayName = 'Beta'"},
        {"bId": "d", "operation": "create", "ReimburseCharge": {}},
    )
    assert [one["bId"] for one in found] == ["a", "b", "c", "d"]
    assert found[0]["Customer"]["Id"] == "2"
    assert found[1]["Fault"]["Error"][0]["code"] == "6240"
    assert found[2]["QueryResponse"]["maxResults"] == 1
    assert found[3]["Fault"]["Error"][0]["code"] == "500"


def test_a_batch_is_remembered_by_request_id_and_item(books: Books) -> None:
    one = {"bId": "a", "operation": "create", "Vendor": {"DisplayName": "Acme"}}
    two = {"bId": "b", "operation": "create", "Vendor": {"DisplayName": "Beta"}}
    first = batch(books, one, requestid="q-1")
    second = batch(books, one, two, requestid="q-1")
    assert second[0] == first[0]
    assert second[1]["Vendor"]["Id"] == "2"


def test_batch_options_stand_for_the_url(books: Books) -> None:
    books.prefer(CustomTxnNumbers=True)
    customer, item = books.customer(), books.item()
    made = books.invoice(customer, sale(item, 5), DocNumber="N-1")
    same = {"CustomerRef": customer, "Line": [sale(item, 5)], "DocNumber": "N-1"}
    found = batch(
        books,
        {"bId": "a", "operation": "create", "Invoice": same},
        {
            "bId": "b",
            "operation": "create",
            "optionsData": "allowduplicatedocnum",
            "Invoice": same,
        },
        {"bId": "c", "operation": "delete", "Invoice": {"Id": made["Id"], "SyncToken": "0"}},
    )
    assert found[0]["Fault"]["Error"][0]["code"] == "6140"
    assert found[1]["Invoice"]["DocNumber"] == "N-1"
    assert found[2]["Invoice"]["status"] == "Deleted"


def test_the_answers_keep_their_order_when_the_work_does_not(books: Books) -> None:
    books.switch(batch_order="shuffled")
    items = [
        {"bId": str(n), "operation": "create", "Vendor": {"DisplayName": f"V{n}"}}
        for n in range(12)
    ]
    found = batch(books, *items)
    assert [one["Vendor"]["DisplayName"] for one in found] == [f"V{n}" for n in range(12)]
    assert [one["Vendor"]["Id"] for one in found] != [str(n + 1) for n in range(12)]


def test_changes_tell_whole_objects_and_stubs_of_the_deleted(books: Books) -> None:
    since = "2026-01-01T00:00:00-08:00"
    books.control("/clock", {"now": "2026-01-05T12:00:00Z", "freeze": True})
    customer, item = books.customer(), books.item()
    kept = books.invoice(customer, sale(item, 5))
    gone = books.invoice(customer, sale(item, 6))
    books.post("/invoice", {"Id": gone["Id"], "SyncToken": "0"}, operation="delete")
    answer = books.get("/cdc", entities="Invoice,Payment,Customer", changedSince=since)
    invoices, payments, customers = answer["CDCResponse"][0]["QueryResponse"]
    assert invoices["Invoice"][0]["Id"] == kept["Id"]
    assert invoices["Invoice"][1] == {
        "domain": "QBO",
        "status": "Deleted",
        "Id": gone["Id"],
        "MetaData": {"LastUpdatedTime": "2026-01-05T04:00:00-08:00"},
    }
    assert payments == {}
    assert customers["totalCount"] == 1


def test_changes_reach_back_thirty_days_over_known_entities(books: Books) -> None:
    books.control("/clock", {"now": "2026-03-05T12:00:00Z"})
    old = {"entities": "Invoice", "changedSince": "2026-02-02T00:00:00Z"}
    assert books.code("/cdc", **old) == "4001"
    recent = "2026-03-01T00:00:00Z"
    assert books.code("/cdc", entities="TaxCode", changedSince=recent) == "4001"
    assert books.code("/cdc", entities="Invoice", changedSince="soon") == "4001"


def test_a_full_answer_of_changes_hides_the_rest(books: Books) -> None:
    company = books.simulator.company
    kind = company.shelves["Vendor"].kind
    for number in range(1005):
        company.create(kind, {"DisplayName": f"V{number}"})
    books.customer()
    since = company.now().isoformat()[:10]
    both = {"entities": "Vendor,Customer", "changedSince": f"{since}T00:00:00Z"}
    vendors, customers = books.get("/cdc", **both)["CDCResponse"][0]["QueryResponse"]
    assert (vendors["totalCount"], customers) == (1000, {})
    books.switch(cdc_cap="per_entity")
    vendors, customers = books.get("/cdc", **both)["CDCResponse"][0]["QueryResponse"]
    assert (vendors["totalCount"], customers["totalCount"]) == (1000, 1)
