"""Lists, filters, fields and the JSON type of every amount (reference 1.4 to 1.6, 1.10)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from urllib.parse import quote

import pytest

from tests.simulators.leaflink.desk import Desk


def test_following_next_meets_every_row_once(desk: Desk) -> None:
    desk.control("/reset", {"dataset": "season", "seed": 1})
    every = len(desk.snapshot()["orders"])
    first = desk.get("orders-received/?page=3&page_size=7")
    assert (len(first["results"]), first["count"], first["previous"]) == (50, every, None)
    assert first["next"].startswith(desk.credentials["base_url"])
    numbers = [order["number"] for order in desk.every("orders-received/?limit=37")]
    assert len(numbers) == len(set(numbers)) == every
    second = desk.get(first["next"])
    assert desk.get(second["previous"])["results"] == first["results"]


def test_a_page_is_never_larger_than_the_switch_allows(desk: Desk) -> None:
    desk.control("/reset", {"dataset": "season", "seed": 1})
    assert len(desk.get("orders-received/?limit=250")["results"]) == 100
    desk.switch(page_limit_max=25)
    assert len(desk.get("orders-received/?limit=250")["results"]) == 25


def test_a_row_moves_between_pages_when_it_changes(desk: Desk) -> None:
    desk.switch(orders_ordering="-modified")
    page = desk.get("orders-received/?limit=5")
    last = desk.get("orders-received/?limit=1&offset=14")["results"][0]
    desk.ask("PATCH", f"orders-received/{last['number']}/", {"internal_notes": "moved"})
    again = desk.get(page["next"])["results"]
    assert again[0]["number"] == page["results"][-1]["number"]


def test_payments_can_be_listed_newest_first(desk: Desk) -> None:
    oldest_first = [row["id"] for row in desk.every("order-payments/")]
    assert oldest_first == sorted(oldest_first)
    desk.switch(payments_ordering="-id")
    assert [row["id"] for row in desk.every("order-payments/")] == oldest_first[::-1]


def test_sub_resources_are_bare_arrays(desk: Desk) -> None:
    order = desk.first("shipped")
    lines = desk.get(f"orders-received/{order['number']}/line-items/")
    assert lines == order["line_items"]
    payments = desk.get(f"orders-received/{order['number']}/payments/")
    assert [row["total"]["amount"] for row in payments] == [100, 50]


def test_orders_carry_lines_only_when_asked(desk: Desk) -> None:
    path = f"orders-received/{desk.first('accepted')['number']}/"
    assert "line_items" not in desk.get(path)
    light = desk.get(path)["customer"]
    assert set(light) == {"id", "display_name", "ext_acct_id", "delinquent"}
    full = desk.get(path + "?include_children=line_items,customer,sales_reps")
    assert isinstance(full["line_items"][0]["product"], int)
    assert full["customer"]["license_number"]
    assert full["sales_reps"][0]["email"]


def test_fields_are_kept_dropped_and_added_as_asked(desk: Desk) -> None:
    path = f"orders-received/{desk.first('accepted')['number']}/"
    assert set(desk.get(path + "?fields_include=number,status")) == {"number", "status"}
    assert "total" not in desk.get(path + "?fields_exclude=total")
    added = desk.get(path + "?fields_add=created_by,last_changed_by")
    assert added["created_by"].startswith("buyer.")
    assert added["last_changed_by"] == "dana.w"


def test_the_product_is_expanded_on_lines_on_request(desk: Desk) -> None:
    row = desk.get("line-items/?expand=product&limit=1")["results"][0]
    assert row["product"]["sku"]
    assert isinstance(desk.get(f"line-items/{row['id']}/")["product"], int)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("status=accepted,SHIPPED", 3),
        ("status__not=complete", 13),
        ("manual=false", 15),
        ("paid=true", 0),
        ("customer=O%27Hare", 4),
        ("number=nobody", 0),
        ("company_slug=high-plains-provisions", 15),
    ],
)
def test_orders_are_filtered_as_the_spec_says(desk: Desk, query: str, count: int) -> None:
    assert desk.get(f"orders-received/?{query}")["count"] == count


def test_times_filter_by_instant_whatever_the_offset(desk: Desk) -> None:
    orders = sorted(desk.every("orders-received/"), key=lambda one: str(one["modified"]))
    middle = orders[7]["modified"]
    wanted = {one["number"] for one in orders if one["modified"] >= middle}
    utc = datetime.fromisoformat(middle).astimezone(tz=None).isoformat()
    for text in (middle, utc):
        page = desk.get(f"orders-received/?modified__gte={quote(text)}")
        assert {one["number"] for one in page["results"]} == wanted
    assert desk.get(f"orders-received/?modified__gt={quote(middle)}")["count"] == len(wanted) - 1
    # A plus sign that was not quoted arrives as a space, and is refused.
    desk.get("orders-received/?modified__gte=2026-11-02T10:00:00+00:00", expect=400)


def test_the_date_filters_of_lines_do_nothing(desk: Desk) -> None:
    everything = desk.get("line-items/")["count"]
    assert desk.get("line-items/?order__modified__gte=2099-01-01")["count"] == everything
    number = desk.first("accepted")["number"]
    assert desk.get(f"line-items/?order={number}")["count"] == 2


def test_stamps_carry_the_sellers_offset_on_both_sides_of_the_time_change(desk: Desk) -> None:
    offsets = {}
    for instant in ("2026-10-31T18:00:00Z", "2026-11-02T18:00:00Z"):
        desk.control("/clock", {"now": instant, "freeze": True})
        bar = desk.product("CKC-01")["id"]
        stamp = desk.place([{"product": bar, "cases": 1}])["created_on"]
        assert len(stamp) == len("2026-10-31T12:00:00.000000-06:00")
        offsets[instant[5:10]] = stamp[-6:]
    assert offsets == {"10-31": "-06:00", "11-02": "-07:00"}


def test_amounts_have_the_mixed_types_of_the_wire(desk: Desk) -> None:
    order, raw = desk.first("accepted"), desk.call("GET", "orders-received/").text
    line = order["line_items"][0]
    assert isinstance(order["total"]["amount"], int | Decimal)
    assert isinstance(order["payment_balance"], int | Decimal)
    assert isinstance(order["discount"], int | Decimal)
    assert (order["credits"], order["distributor"]) == ("0.00", "")
    assert isinstance(order["final_tax"], str)
    assert isinstance(order["is_combination"], bool)
    assert isinstance(line["ordered_unit_price"]["amount"], str)
    assert isinstance(line["wholesale_price"], str)
    assert line["quantity"].endswith(".0000")
    assert isinstance(line["bulk_units"], int)
    product = desk.get("products/?limit=1")["results"][0]
    assert isinstance(product["quantity"], str)
    assert isinstance(product["available_inventory"], int)
    assert isinstance(product["wholesale_price"]["amount"], int | Decimal)
    assert (product["extern_acct_id"], product["extern_income_acct_id"]) == (None, "")
    assert "E+" not in raw
    assert "e+" not in raw


@pytest.mark.parametrize(
    "path",
    [
        "brands",
        "companies",
        "company-staff",
        "contacts",
        "customer-statuses",
        "customer-tiers",
        "license-types",
        "licenses",
        "product-categories",
        "product-subcategories",
        "product-lines",
    ],
)
def test_a_small_table_lists_and_gives_its_rows(desk: Desk, path: str) -> None:
    rows = desk.every(f"{path}/")
    assert rows
    assert desk.get(f"{path}/{rows[0]['id']}/") == rows[0]
    desk.get(f"{path}/0/", expect=404)


def test_sales_reps_statuses_and_listing_states_can_be_listed(desk: Desk) -> None:
    assert desk.get("order-sales-reps/")["results"][0]["rep"] in {
        row["id"] for row in desk.every("company-staff/")
    }
    assert {row["name"] for row in desk.every("order-statuses/")} >= {"Draft", "Combined"}
    assert {row["name"] for row in desk.every("listing-states/")} >= {"Available", "Archived"}


def test_products_and_lines_are_found_by_what_they_belong_to(desk: Desk) -> None:
    parents = desk.every("products/?has_children=true")
    assert [one["sku"] for one in parents] == ["CKR-00"]
    children = desk.every("products/?parent__isnull=false")
    assert {one["parent"]["id"] for one in children} == {parents[0]["id"]}
    order = desk.first("accepted")
    customer = order["customer"]["id"]
    lines = desk.every(f"line-items/?order__customers={customer}")
    numbers = {one["number"] for one in desk.every("orders-received/")}
    theirs = {
        number
        for number in numbers
        if desk.get(f"orders-received/{number}/")["customer"]["id"] == customer
    }
    assert {one["order"] for one in lines} == theirs
    city = desk.get(f"customers/{customer}/")["city"]
    assert len(desk.every(f"line-items/?order__customer__cities={city}")) >= len(lines)
    assert desk.get("line-items/?order__customer__managers=1")["count"] == 0
