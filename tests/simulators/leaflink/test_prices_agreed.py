"""Price schedules, volume discounts and promotion codes change what is ordered (reference 3.2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.leaflink.desk import Desk


def first_line(desk: Desk, order: Any) -> Any:
    return desk.get(f"orders-received/{order['number']}/line-items/")[0]


def scheduled(desk: Desk, **schedule: Any) -> Any:
    """Give the desk's customer a price schedule."""
    row = desk.control("/prices", {"price_schedule": {"name": "Friends", **schedule}})
    order = desk.place([{"product": desk.product("CKC-01")["id"], "cases": 1}])
    path = f"customers/{order['customer']['id']}/"
    return desk.ask("PATCH", path, {"price_schedule": row["id"]})


def test_a_schedules_price_is_ordered_and_shown_to_its_buyer_only(desk: Desk) -> None:
    product = desk.product("CKC-01")["id"]
    customer = scheduled(desk, prices={str(product): "99.00"})
    line = first_line(desk, desk.place([{"product": product, "cases": 2}]))
    assert line["ordered_unit_price"]["amount"] == "99.00"
    assert line["wholesale_price"] == "108.00"
    shown = desk.get(f"products/{product}/?buyer={customer['partner']}")
    assert shown["price_schedule_price"]["amount"] == 99
    assert desk.get(f"products/{product}/")["price_schedule_price"]["amount"] == 108


def test_a_schedules_percentage_covers_what_has_no_price_of_its_own(desk: Desk) -> None:
    scheduled(desk, percent="12.5")
    order = desk.place([{"product": desk.product("CKC-01")["id"], "cases": 2}])
    assert order["total"]["amount"] == 189


@pytest.mark.parametrize(
    ("lowers", "prices"),
    [("ordered_unit_price", ("97.20", "0.00")), ("sale_price", ("108.00", "97.20"))],
)
def test_a_volume_discount_begins_at_its_tier(
    desk: Desk, lowers: str, prices: tuple[str, str]
) -> None:
    desk.switch(volume_discount_lowers=lowers)
    product = desk.product("CKC-01")["id"]
    tiers = [{"min_cases": 5, "percent": 10}, {"min_cases": 50, "percent": 20}]
    desk.control("/prices", {"volume_discounts": {"product": product, "tiers": tiers}})
    few = first_line(desk, desk.place([{"product": product, "cases": 4}]))
    assert few["ordered_unit_price"]["amount"] == "108.00"
    order = desk.place([{"product": product, "cases": 5}])
    line = first_line(desk, order)
    assert (line["ordered_unit_price"]["amount"], line["sale_price"]["amount"]) == prices
    assert order["total"]["amount"] == 486
    shown = desk.get(f"products/{product}/?include_children=volume_discounts")
    assert len(shown["volume_discounts"]) == 2


@pytest.mark.parametrize(("applies", "total"), [("order", "1177.2"), ("brand_lines", "1297.2")])
def test_a_code_takes_its_percentage_off(desk: Desk, applies: str, total: str) -> None:
    desk.switch(promo_code_applies=applies)
    cases = [("CKC-01", 1), ("VECTOR-1200", 1)]
    lines = [{"product": desk.product(sku)["id"], "cases": n} for sku, n in cases]
    dates = {"start_date": "2020-01-01T00:00:00Z", "end_date": "2099-01-01T00:00:00Z"}
    brand = desk.product("CKC-01")["brand"]
    assert desk.product("VECTOR-1200")["brand"] != brand
    code = {"brand": brand, "code": "TEN", "discount_amount": "10", **dates}
    made = desk.ask("POST", "promocodes/", code, expect=201)
    order = desk.place(lines, promo_code="TEN")
    assert str(order["total"]["amount"]) == total
    desk.ask("PATCH", f"promocodes/{made['id']}/", {"end_date": "2020-02-01T00:00:00Z"})
    url = desk.credentials["control_url"] + "/orders"
    customer = order["customer"]["id"]
    for wrong in ("TEN", "ELEVEN"):
        body = {"action": "place", "customer": customer, "lines": lines, "promo_code": wrong}
        desk.ask("POST", url, body, expect=400)


def test_an_impossible_price_is_refused(desk: Desk) -> None:
    url = desk.credentials["control_url"] + "/prices"
    for wrong in (
        {"price_schedule": {"prices": {"1": "5"}}},
        {"price_schedule": {"percent": 101}},
        {"volume_discounts": {"product": 1}},
    ):
        desk.ask("POST", url, wrong, expect=400)
