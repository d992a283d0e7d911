"""The newer API beside V2: Bearer tokens, no slash, pages, told limits (reference 1, 4, 5.5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.leaflink.desk import Desk


class Newer:
    """Calls to the newer API with a token from the control room."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        access = desk.control("/newer")
        self.base, self.token = access["base_url"], access["access_token"]
        self.company = desk.credentials["company_id"]

    def call(self, method: str, path: str, body: Any = None) -> Any:
        return self.desk.call(
            method, f"{self.base}/{path}", body, authorization=f"Bearer {self.token}"
        )

    def ask(self, method: str, path: str, body: Any = None, *, expect: int = 200) -> Any:
        answer = self.call(method, path, body)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None


@pytest.fixture
def newer(desk: Desk) -> Newer:
    return Newer(desk)


def test_only_a_bearer_token_that_has_not_ended_opens_it(desk: Desk, newer: Newer) -> None:
    for header in (f"App {desk.credentials['api_key']}", f"Bearer {newer.token}x", "Bearer a.b.c"):
        url = f"{newer.base}/payments"
        assert desk.call("GET", url, authorization=header).status_code == 401
    assert newer.call("GET", "payments").status_code == 200
    desk.control("/clock", {"advance_seconds": 3_601})
    assert newer.call("GET", "payments").status_code == 401


def test_a_slash_at_the_end_is_404_and_a_page_too_far_too(newer: Newer) -> None:
    newer.ask("GET", "payments/", expect=404)
    assert newer.ask("GET", "payments?page=99", expect=404) == {"detail": "Invalid page."}
    newer.ask("GET", "nothing", expect=404)
    newer.ask("DELETE", "payments", expect=405)


def test_pages_are_counted_from_one_and_followed(newer: Newer) -> None:
    page = newer.ask("GET", "payments?page_size=2&ordering=-id")
    assert (page["count"], page["previous"]) == (5, None)
    ids = [row["id"] for row in page["results"]]
    while page["next"]:
        page = newer.ask("GET", page["next"].removeprefix(newer.base + "/"))
        ids += [row["id"] for row in page["results"]]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 5


def test_a_payment_here_is_a_payment_in_v2(desk: Desk, newer: Newer) -> None:
    order = desk.first("accepted")
    body = {"order": order["number"], "total": "12.50", "payment_type": "leaflink_direct_payment"}
    made = newer.ask("POST", "payments", body, expect=201)
    assert (made["total"], made["currency"]) == ("12.50", "USD")
    assert newer.ask("GET", f"payments/{made['id']}") == made
    there = desk.get(f"order-payments/{made['id']}/")
    assert (there["payment_type"], there["reason"]) == ("other", "Direct Payment")
    for missing in body.keys() - {"payment_type"}:
        wrong = {name: value for name, value in body.items() if name != missing}
        assert missing in newer.ask("POST", "payments", wrong, expect=400)


def test_an_invoice_is_an_order_that_was_sold(desk: Desk, newer: Newer) -> None:
    invoices = newer.ask("GET", "sales_invoices?page_size=500")["results"]
    statuses = {"accepted", "fulfilled", "shipped", "complete"}
    sold = desk.every(f"orders-received/?status={','.join(statuses)}")
    assert {one["order"] for one in invoices} == {one["number"] for one in sold}
    one = newer.ask("GET", f"sales_invoices/{invoices[0]['id']}")
    order = desk.get(f"orders-received/{one['order']}/")
    assert float(one["total"]) == float(order["total"]["amount"])
    assert set(one["line_items"][0]) == {"description", "name", "quantity", "ordered_unit_price"}
    desk.switch(sales_invoices_show="all")
    assert newer.ask("GET", "sales_invoices")["count"] == desk.get("orders-received/")["count"]


def test_the_ninth_call_of_a_second_is_refused_and_the_limits_are_told(
    desk: Desk, newer: Newer
) -> None:
    desk.control("/limits", {"enabled": True})
    answers = [newer.call("GET", "payments?page_size=1") for _ in range(12)]
    desk.control("/limits", {"enabled": False})
    assert answers[0].headers["ratelimit-limit"] == "300"
    assert answers[0].headers["ratelimit-policy"] == "300;w=60, 8;w=1"
    left = [int(one.headers["ratelimit-remaining"]) for one in answers[:3]]
    assert left == [299, 298, 297]
    refused = [one for one in answers if one.status_code == 429]
    assert refused
    assert refused[0].headers["retry-after"] == "1"


def schedule(newer: Newer, **fields: Any) -> Any:
    body = {"name": "Edibles", "tax_rate": "10", "tax_type": 1, "unit_type": 1}
    body |= {"product_category_ids": []} | fields
    path = f"taxes/tax_schedules?company_id={newer.company}"
    return newer.ask("POST", path, body, expect=201)["id"]


def category(desk: Desk, name: str) -> int:
    rows = desk.get("product-categories/")["results"]
    return next(int(row["id"]) for row in rows if row["name"] == name)


def taxed(desk: Desk, *lines: tuple[str, int]) -> Any:
    """An order of a customer in a state without a tax of its own."""
    customer = next(
        one
        for one in desk.every("customers/?state=CA")
        if one["discount_percent"] == "0.00" and one["shipping_charge"] == "0.00"
    )
    cart = [{"product": desk.product(sku)["id"], "cases": cases} for sku, cases in lines]
    return desk.control("/orders", {"action": "place", "customer": customer["id"], "lines": cart})


def test_a_percentage_of_one_category_taxes_its_lines_only(desk: Desk, newer: Newer) -> None:
    schedule(newer, product_category_ids=[category(desk, "Edibles")])
    order = taxed(desk, ("CKC-01", 1), ("VECTOR-1200", 1))
    assert (order["final_tax"], len(order["order_taxes"])) == ("10.80", 1)


@pytest.mark.parametrize(
    ("unit", "tax"), [(2, "0.65"), (3, "0.10"), (4, "22.68"), (5, "0.80"), (6, "0.05")]
)
def test_a_tax_per_unit_counts_units_cases_or_weight(
    desk: Desk, newer: Newer, unit: int, tax: str
) -> None:
    schedule(newer, name="Each", tax_type=2, unit_type=unit, tax_rate="0.05")
    # One case of twelve and one pound: 13 units, 2 cases, 453.59 g, 16 oz, 1 lb.
    order = taxed(desk, ("CKC-01", 1), ("VECTOR-1200", 1))
    assert order["final_tax"] == tax


def test_a_changed_schedule_gets_a_new_id_and_old_orders_keep_their_tax(
    desk: Desk, newer: Newer
) -> None:
    old = schedule(newer)
    order = taxed(desk, ("CKC-01", 1))
    query = f"?company_id={newer.company}"
    new = newer.ask("PATCH", f"taxes/tax_schedules/{old}{query}", {"tax_rate": "20"})["id"]
    newer.ask("GET", f"taxes/tax_schedules/{old}{query}", expect=404)
    shown = newer.ask("GET", f"taxes/tax_schedules/{new}{query}")
    assert (shown["tax_rate"], shown["tax_type"]) == ("20.00000", "percentage")
    assert desk.get(f"orders-received/{order['number']}/")["final_tax"] == "10.80"
    assert taxed(desk, ("CKC-01", 1))["final_tax"] == "21.60"
    newer.ask("DELETE", f"taxes/tax_schedules/{new}{query}", expect=204)
    assert taxed(desk, ("CKC-01", 1))["final_tax"] == "0.00"
    newer.ask("GET", "taxes/tax_schedules", expect=400)
    newer.ask("GET", "taxes/tax_schedules?company_id=1", expect=404)
