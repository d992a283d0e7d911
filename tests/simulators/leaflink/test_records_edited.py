"""Customers, contacts and products: written, merged, archived, never deleted (reference 6, 7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.leaflink.desk import Desk


def test_a_customer_is_created_edited_and_archived(desk: Desk) -> None:
    seller = desk.credentials["company_id"]
    body = {"owner": seller, "name": 'Ünïq & Sons "Depot"', "zipcode": "80205", "state": "CO"}
    made = desk.ask("POST", "customers/", body, expect=201)
    assert (made["leaflink_source"], made["partner"], made["display_name"]) == (
        False,
        None,
        body["name"],
    )
    path = f"customers/{made['id']}/"
    after = desk.ask("PATCH", path, {"ext_acct_id": "77", "nickname": "Depot", "partner": 5})
    assert (after["ext_acct_id"], after["display_name"], after["partner"]) == ("77", "Depot", None)
    assert after["modified"] > made["modified"]
    archived = desk.ask("DELETE", path)
    assert archived["archived"] is True
    assert desk.get(path)["archived"] is True
    assert desk.get("customers/?archived=true")["count"] == 1
    assert made["id"] not in {row["id"] for row in desk.every("customers/?archived=false")}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": None},
        {"owner": 5},
        {"zipcode": "80205-1234"},
        {"status": 99_999},
        {"name": "  "},
        {"email": 5},
    ],
)
def test_a_wrong_customer_is_refused(desk: Desk, wrong: dict[str, Any]) -> None:
    body = {"owner": desk.credentials["company_id"], "name": "New Shop"} | wrong
    desk.ask("POST", "customers/", body, expect=400)


def test_customers_are_found_by_what_identifies_them(desk: Desk) -> None:
    rows = desk.every("customers/")
    one = rows[0]
    for name in ("name", "license_number", "email"):
        found = desk.every(f"customers/?{name}={one[name]}")
        assert one["id"] in {row["id"] for row in found}
    listed = desk.get(f"customers/?license_number__in={one['license_number']},nobody")
    assert listed["count"] == 1
    assert desk.get("customers/?ext_acct_id__isnull=true")["count"] == len(rows)
    desk.ask("PATCH", f"customers/{one['id']}/", {"ext_acct_id": "12"})
    assert desk.get("customers/?ext_acct_id__isnull=false")["count"] == 1
    assert desk.get("customers/?name__startswith=Green")["count"] == 1


def test_a_customer_brings_its_children_on_request(desk: Desk) -> None:
    path = f"customers/{desk.every('customers/')[0]['id']}/"
    assert "contacts" not in desk.get(path)
    full = desk.get(path + "?include_children=contacts,managers,license_type,tags")
    assert full["contacts"][0]["is_primary"] is True
    assert full["managers"][0]["display_name"]
    assert full["license_type"]["state_abbr"] == "CO"


def test_a_deleted_contact_keeps_its_row_with_a_flag(desk: Desk) -> None:
    body = {"owner": 6001, "first_name": "Luz", "email": "luz@example.test"}
    made = desk.ask("POST", "contacts/", body, expect=201)
    path = f"contacts/{made['id']}/"
    assert desk.ask("PATCH", path, {"last_name": "García"})["last_name"] == "García"
    desk.ask("DELETE", path, expect=204)
    assert desk.get(path)["delete"] is True
    assert desk.get("contacts/?delete=true")["count"] == 1


def test_a_customer_names_its_contacts_and_the_seller_chooses_the_primary_one(desk: Desk) -> None:
    path = f"customers/{desk.every('customers/')[0]['id']}/?include_children=contacts"
    before = desk.get(path)
    made = desk.control("/contacts", {"customer": before["id"], "first_name": "Kim"})
    assert made["owner"] == before["owner"]
    assert desk.get(f"contacts/{made['id']}/")["first_name"] == "Kim"
    after = desk.get(path)
    assert set(after["contacts"][0]) == {
        "id", "created_on", "modified", "contact", "company", "is_primary",
    }  # fmt: skip
    assert [row["contact"] for row in after["contacts"] if row["is_primary"]] == [made["id"]]
    assert after["modified"] == before["modified"]
    first = {"customer": before["id"], "contact": before["contacts"][0]["contact"]}
    desk.control("/switches", {"contact_moves_customer": True})
    desk.control("/contacts", first)
    again = desk.get(path)
    assert [row["is_primary"] for row in again["contacts"]] == [True, False]
    assert again["modified"] > before["modified"]


def test_a_blank_sku_becomes_twenty_random_hex_digits(desk: Desk) -> None:
    body = {"name": "Mystery Jar", "wholesale_price": {"amount": 10, "currency": "USD"}, "sku": ""}
    made = desk.ask("POST", "products/", body, expect=201)
    assert len(made["sku"]) == 20
    int(made["sku"], 16)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sku": "A,B"},
        {"listing_state": "Gone"},
        {"unit_of_measure": "Case"},
        {"unit_multiplier": 0},
        {"wholesale_price": {"amount": "-1.00", "currency": "USD"}},
        {"external_ids": {"unissued": "1"}},
    ],
)
def test_a_wrong_product_is_refused_and_left_alone(desk: Desk, wrong: dict[str, Any]) -> None:
    bar = desk.product("CKC-01")
    desk.ask("PATCH", f"products/{bar['id']}/", wrong, expect=400)
    assert desk.product("CKC-01") == bar


def test_a_product_is_archived_by_delete_and_comes_back(desk: Desk) -> None:
    path = f"products/{desk.product('CKC-01')['id']}/"
    assert desk.ask("DELETE", path)["listing_state"] == "Archived"
    states = {row["name"]: row["id"] for row in desk.every("listing-states/")}
    found = desk.get(f"products/?listing_state={states['Archived']}")
    assert found["count"] == desk.get("products/?archived=true")["count"] == 1
    assert desk.ask("PATCH", path, {"listing_state": "Available"})["listing_state"] == "Available"


def test_a_later_multiplier_leaves_ordered_lines_alone(desk: Desk) -> None:
    bar = desk.product("CKC-01")
    order = desk.place([{"product": bar["id"], "cases": 10}])
    after = desk.ask("PATCH", f"products/{bar['id']}/", {"unit_multiplier": 24})
    assert after["unit_multiplier"] == 24
    path = f"orders-received/{order['number']}/?include_children=line_items"
    now = desk.get(path)
    assert (now["line_items"][0]["unit_multiplier"], now["total"]["amount"]) == (12, 1080)


def test_a_product_keeps_its_accounting_links(desk: Desk) -> None:
    bar = desk.product("CKC-01")
    links = {"extern_acct_id": "31", "extern_income_acct_id": "79"}
    after = desk.ask(
        "PATCH", f"products/{bar['id']}/", {**links, "sale_price": {"amount": "99.00"}}
    )
    assert {name: after[name] for name in links} == links
    assert after["sale_price"]["amount"] == 99
    assert after["discount_percent"] == int((Decimal(9) / 108 * 100).quantize(Decimal(1)))
    assert after["last_edit"] > bar["last_edit"]


def test_a_child_is_named_after_its_parent(desk: Desk) -> None:
    child = desk.product("CKR-01")
    assert child["display_name"] == 'Kettle "Reserve" Chocolate 70% Dark'
    assert child["parent"]["name"] == 'Kettle "Reserve" Chocolate'
    assert desk.get(f"products/?parent={child['parent']['id']}")["count"] == 2


def test_ids_and_quantities_come_as_text_or_as_numbers(desk: Desk) -> None:
    order, product = desk.first("accepted"), desk.product("CKC-01")
    path = f"customers/{order['customer']['id']}/"
    desk.ask("PATCH", path, {"ext_acct_id": "88"})
    assert desk.get(path)["ext_acct_id"] == "88"
    assert isinstance(product["quantity"], str)
    desk.switch(ext_acct_id_as_number=True, product_quantity_as_number=True)
    assert desk.get(path)["ext_acct_id"] == 88
    light = desk.get(f"orders-received/{order['number']}/")["customer"]
    assert light["ext_acct_id"] == 88
    number = desk.product("CKC-01")["quantity"]
    assert (number, isinstance(number, str)) == (Decimal(product["quantity"]), False)
    desk.ask("PATCH", path, {"ext_acct_id": "QB-88"})
    assert desk.get(path)["ext_acct_id"] == "QB-88"
