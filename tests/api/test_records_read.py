"""A program reads customers, products, payments and credits as the pages list them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leafledger.people.roles import Role, Scope
from tests.api.counter import Counter, is_problem

pytestmark = pytest.mark.server


def test_customers_are_listed_found_and_shown_field_by_field(counter: Counter) -> None:
    program = counter.client(counter.token(Scope.READ, role=Role.READER))
    address = f"{counter.base}/customers"
    page = program.get(address, params={"standing": "matched"}).json()
    assert page["found"] == len(page["customers"]) > 0
    one = page["customers"][0]
    assert one["standing"] == "matched"
    assert one["quickbooks_id"]
    found = program.get(address, params={"search": one["name"]}).json()
    assert one["customer"] in {row["customer"] for row in found["customers"]}
    whole = program.get(f"{address}/{one['customer']}").json()
    by_name = {field["field"]: field for field in whole["fields"]}
    assert by_name["Name"]["leaflink"] == one["name"]
    assert by_name["Name"]["conflict"] == ""
    is_problem(program.get(f"{address}/999999999"), 404)
    assert program.get(address, params={"standing": "no such"}).json()["found"] == 0


def test_what_does_not_contradict_is_not_decided_and_what_is_not_shown_not_matched(
    counter: Counter,
) -> None:
    program = counter.client(counter.token(*Scope, role=Role.BOOKKEEPER))
    address = f"{counter.base}/customers"
    decided = program.post(
        f"{address}/{counter.a_customer}/decide", json={"side": "leaflink", "conflicts": ["x"]}
    )
    is_problem(decided, 409)
    assert "Nothing was decided" in decided.json()["detail"]
    sure = program.get(f"{address}/sure").json()
    is_problem(program.post(f"{address}/sure", json={"name": "others"}), 409)
    done = program.post(f"{address}/sure", json={"name": sure["name"]}).json()["done"]
    assert done.startswith(f"Matched {len(sure['pairs'])} customers")


def test_products_payments_and_credits_come_page_by_page(counter: Counter) -> None:
    program = counter.client(counter.token(Scope.READ, role=Role.READER))
    products = program.get(f"{counter.base}/products").json()
    assert products["found"] > 0
    assert all(Decimal(one["price"]) >= 0 for one in products["products"])
    for name in ("payments", "credits"):
        whole = program.get(f"{counter.base}/{name}").json()
        assert whole["proved_at"]
        total = sum((Decimal(one["leaflink"]) for one in whole["rows"]), Decimal(0))
        if whole["pages"] == 1:
            assert Decimal(whole["leaflink"]) == total
        nothing = program.get(f"{counter.base}/{name}", params={"search": "nobody"}).json()
        assert (nothing["found"], nothing["leaflink"]) == (0, "0.00")
    long_ago = {"until": "2001-01-01"}
    assert program.get(f"{counter.base}/payments", params=long_ago).json()["found"] == 0
    is_problem(program.get(f"{counter.base}/payments", params={"since": "soon"}), 422)
