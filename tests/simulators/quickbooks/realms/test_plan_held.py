"""What a plan refuses, what a suspended company answers, and what a month's reads cost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.quickbooks.realms.opening import opened
from tests.simulators.quickbooks.serving import Books, sale


def stock_content(books: Books) -> dict[str, Any]:
    return {
        "Name": "Pre-roll",
        "Type": "Inventory",
        "TrackQtyOnHand": True,
        "QtyOnHand": 1,
        "InvStartDate": "2026-01-01",
        "IncomeAccountRef": books.account("Sales of Product Income"),
        "ExpenseAccountRef": books.account("Cost of Goods Sold"),
        "AssetAccountRef": books.account("Inventory Asset"),
    }


@pytest.mark.parametrize("offering", ["Simple Start", "Essentials"])
def test_below_plus_there_is_no_inventory_and_no_class(books: Books, offering: str) -> None:
    small = opened(books, offering=offering)
    assert small.code("/item", stock_content(small)) == "5020"
    assert small.code("/class", {"Name": "Medical"}) == "5020"
    assert small.code("/department", {"Name": "Reno"}) == "5020"
    small.switch(plan_gate_code="5030")
    assert small.code("/class", {"Name": "Medical"}) == "5030"
    small.invoice(small.customer(), sale(small.item(), 5))


@pytest.mark.parametrize("offering", ["Plus", "QuickBooks Online Advanced"])
def test_plus_and_advanced_have_both(books: Books, offering: str) -> None:
    large = opened(books, offering=offering)
    large.post("/item", stock_content(large))
    large.create("Class", Name="Medical")


def test_a_preference_for_what_the_plan_lacks_stays_off(books: Books) -> None:
    small = opened(books, offering="Essentials")
    present = small.get("/preferences")["Preferences"]
    sent = {
        "sparse": True,
        "SyncToken": present["SyncToken"],
        "AccountingInfoPrefs": {"TrackDepartments": True, "UseAccountNumbers": True},
        "ProductAndServicesPrefs": {"QuantityOnHand": True},
    }
    after = small.post("/preferences", sent)["Preferences"]
    assert after["ProductAndServicesPrefs"]["QuantityOnHand"] is False
    assert after["AccountingInfoPrefs"]["TrackDepartments"] is False
    assert after["AccountingInfoPrefs"]["UseAccountNumbers"] is True


def test_lists_are_full_at_their_limits_below_advanced(books: Books) -> None:
    for number in range(20):
        books.create("Class", Name=f"Class {number}")
        books.create("Department", Name=f"Place {number}")
    assert books.code("/class", {"Name": "One more"}) == "5030"
    have = books.query("select count(*) from Account")["totalCount"]
    for number in range(250 - have):
        books.create("Account", Name=f"Account {number}", AccountType="Expense")
    assert books.code("/account", {"Name": "One more", "AccountType": "Expense"}) == "5030"
    books.control("/company", {"offering": "Advanced"})
    books.create("Class", Name="One more")
    books.create("Account", Name="One more", AccountType="Expense")


def test_a_suspended_company_answers_6190_to_everything(books: Books) -> None:
    other = opened(books)
    realm = other.credentials["realm_id"]
    books.control("/company", {"realm_id": realm, "subscription": "suspended"})
    assert other.code("/companyinfo/1") == "6190"
    books.switch(suspended_company_status=403)
    assert other.raw("POST", "/customer", {"DisplayName": "Sage"}).status_code == 403
    assert books.raw("GET", "/companyinfo/1").status_code == 200
    books.control("/company", {"realm_id": realm, "subscription": "paid"})
    assert other.raw("GET", "/companyinfo/1").status_code == 200
    assert books.http.post("/control/company", json={"subscription": "free"}).status_code == 400


def test_a_used_up_allowance_blocks_reads_and_not_writes(books: Books) -> None:
    books.switch(coreplus_per_month=3)
    for _ in range(2):
        assert books.raw("GET", "/companyinfo/1").status_code == 200
    assert books.raw("GET", "/customer/999").status_code == 400
    assert books.control("/snapshot")["metering"]["coreplus"] == 2
    assert books.raw("GET", "/companyinfo/1").status_code == 200
    blocked = books.raw("GET", "/companyinfo/1")
    assert (blocked.status_code, blocked.json()["Fault"]["type"]) == (429, "SERVICE")
    assert opened(books).raw("GET", "/companyinfo/1").status_code == 429
    books.create("Customer", DisplayName="Sage")
    books.switch(coreplus_blocked_status=403)
    assert books.raw("POST", "/query", b"select * from Item").status_code == 403
    books.control("/clock", {"now": "2027-01-01T00:00:01Z"})
    books.simulator.office.new_grant()
    books.token = books.simulator.office.last_access_token
    assert books.raw("GET", "/companyinfo/1").status_code == 200


@pytest.mark.parametrize(("metering", "count"), [("call", 1), ("item", 2)])
def test_a_batch_counts_once_or_by_its_queries(books: Books, metering: str, count: int) -> None:
    books.switch(batch_metering=metering)
    items = [{"bId": str(one), "Query": "select * from Item"} for one in range(2)]
    made = {"bId": "c", "operation": "create", "Customer": {"DisplayName": "Sage"}}
    books.post("/batch", {"BatchItemRequest": [*items, made]})
    assert books.control("/snapshot")["metering"]["coreplus"] == count
