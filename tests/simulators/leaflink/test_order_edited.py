"""What may be created, edited and deleted through the API, and what is ignored (reference 2.5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.leaflink.desk import Desk


def posted(desk: Desk, **more: Any) -> dict[str, Any]:
    customer = desk.get("customers/?limit=1")["results"][0]
    line = {
        "product": desk.product("CKC-01")["id"],
        "quantity": 120,
        "ordered_unit_price": {"amount": 108, "currency": "USD"},
        "sale_price": {"amount": 99, "currency": "USD"},
    }
    return {
        "seller": desk.credentials["company_id"],
        "customer": {"id": customer["id"]},
        "status": "Draft",
        "line_items": [line],
        **more,
    }


def test_a_posted_order_keeps_its_own_numbers_and_repeats_make_two(desk: Desk) -> None:
    body = posted(desk, external_id_seller="INV-1092", ext_acct_id="77")
    first, second = (desk.ask("POST", "orders-received/", body, expect=201) for _ in range(2))
    assert first["number"] != second["number"]
    assert (first["external_id_seller"], first["ext_acct_id"]) == ("INV-1092", "77")
    assert first["order_seller_number"] == "INV-1092"
    assert first["short_id"] == first["number"][-8:]
    assert first["total"] == {"amount": 990, "currency": "USD"}
    found = desk.get("orders-received/?order_id=INV-1092")
    assert found["count"] == 2


def test_a_posted_quantity_counts_cases_when_the_switch_says_so(desk: Desk) -> None:
    desk.switch(post_quantity_in_cases=True)
    order = desk.ask("POST", "orders-received/", posted(desk), expect=201)
    assert order["line_items"][0]["quantity"] == "1440.0000"
    assert order["total"]["amount"] == 11_880


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"customer": {"id": 1}}, "is not a customer of"),
        ({"status": "Accepted"}, "is not a valid choice"),
        ({"seller": 999_999}, "does not exist"),
        ({"line_items": None}, "This field is required"),
        ({"discount": "much"}, "A valid number is required"),
        ({"external_ids": {"unissued": "1"}}, "is not a valid key"),
    ],
)
def test_a_wrong_order_is_refused_with_the_field(
    desk: Desk, change: dict[str, Any], named: str
) -> None:
    answer = desk.call("POST", "orders-received/", posted(desk, **change))
    assert (answer.status_code, named in answer.text) == (400, True)


def test_a_patch_changes_money_and_ignores_what_is_not_writable(desk: Desk) -> None:
    order = desk.first("accepted")
    path = f"orders-received/{order['number']}/"
    after = desk.ask(
        "PATCH",
        path,
        {
            "discount": 15,
            "discount_type": "$",
            "status": "Complete",
            "total": {"amount": 1, "currency": "USD"},
            "ext_acct_id": "9",
            "external_id_seller": "MINE",
            "customer": {"id": 1},
        },
    )
    for name in ("status", "ext_acct_id", "external_id_seller", "customer"):
        assert after[name] == order[name]
    assert after["total"]["amount"] == order["total"]["amount"] - 15
    assert after["modified"] > order["modified"]
    last = desk.every(f"order-event-logs/?order={order['number']}")[-1]
    assert last["changed_fields"]["discount"] == {"original": "0", "new": "15"}


def test_a_patch_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    order = desk.first("accepted")
    after = desk.ask("PATCH", f"orders-received/{order['number']}/", {"notes": order["notes"]})
    assert after["modified"] == order["modified"]


def test_the_payment_terms_are_chosen_by_ids(desk: Desk) -> None:
    path = f"orders-received/{desk.first('accepted')['number']}/"
    option = {"payment_method_id": 4, "payment_term_id": 3}
    after = desk.ask("PATCH", path, {"selected_payment_option": option})
    assert after["selected_payment_option"]["payment_term"] == {
        "id": 3,
        "term": "Net 15",
        "days": 15,
        "code": "net15",
    }
    assert (after["payment_term"], after["payment_methods"]) == ("Net 15", ["ACH"])


def test_external_ids_are_set_found_and_deleted(desk: Desk) -> None:
    path = f"orders-received/{desk.first('accepted')['number']}/"
    after = desk.ask("PATCH", path, {"external_ids": {"quickbooks": "145", "leafledger": "x"}})
    assert after["external_ids"] == {"quickbooks": "145", "leafledger": "x"}
    found = "orders-received/?external_id_key=quickbooks&external_id_values=145,146"
    assert [one["number"] for one in desk.get(found)["results"]] == [after["number"]]
    desk.ask("GET", "orders-received/?external_id_key=quickbooks", expect=400)
    desk.ask("PATCH", path, {"external_ids": {"quickbooks": "y" * 37}}, expect=400)
    after = desk.ask("PATCH", path, {"external_ids": {"quickbooks": None}})
    assert after["external_ids"] == {"leafledger": "x"}


@pytest.mark.parametrize("status", ["fulfilled", "shipped", "complete"])
def test_fulfilled_orders_can_be_edited_unless_the_switch_forbids(desk: Desk, status: str) -> None:
    order = desk.first(status)
    path = f"orders-received/{order['number']}/"
    desk.ask("PATCH", path, {"shipping_charge": {"amount": 25, "currency": "USD"}})
    desk.switch(edit_after_fulfilment=False)
    desk.ask("PATCH", path, {"discount": 5}, expect=400)
    desk.ask("PATCH", path, {"internal_notes": "called"})


@pytest.mark.parametrize("status", ["rejected", "cancelled", "combined"])
def test_ended_orders_keep_their_money(desk: Desk, status: str) -> None:
    order = desk.first(status)
    desk.ask("PATCH", f"orders-received/{order['number']}/", {"discount": 5}, expect=400)


def test_lines_can_be_added_changed_and_removed(desk: Desk) -> None:
    bar = desk.product("CKC-01")["id"]
    order = desk.place([{"product": bar, "cases": 1}])
    line = posted(desk)["line_items"][0] | {"order": order["number"]}
    added = desk.ask("POST", "line-items/", line, expect=201)
    assert added["quantity"] == "120.0000"
    path = f"orders-received/{order['number']}/"
    assert desk.get(path)["total"]["amount"] == 108 + 990
    desk.ask("PATCH", f"line-items/{added['id']}/", {"quantity": "7", "sale_price": "0.00"})
    assert desk.get(path)["total"]["amount"] == 108 + 63
    desk.ask("DELETE", f"line-items/{added['id']}/", expect=204)
    assert desk.get(path)["total"]["amount"] == 108
    desk.ask("GET", f"line-items/{added['id']}/", expect=404)


def test_only_a_draft_can_be_deleted(desk: Desk) -> None:
    draft, accepted = desk.first("draft"), desk.first("accepted")
    desk.ask("DELETE", f"orders-received/{draft['number']}/", expect=204)
    desk.ask("GET", f"orders-received/{draft['number']}/", expect=404)
    desk.ask("DELETE", f"orders-received/{accepted['number']}/", expect=400)


def test_the_control_room_can_make_an_order_lie(desk: Desk) -> None:
    order = desk.first("accepted")
    wrong = {"total": {"amount": Decimal("1.50"), "currency": "USD"}, "customer": None}
    desk.control("/orders", {"action": "corrupt", "number": order["number"], "fields": wrong})
    path = f"orders-received/{order['number']}/"
    assert desk.get(path)["total"]["amount"] == Decimal("1.5")
    assert desk.get(path)["customer"] is None
    desk.control("/orders", {"action": "corrupt", "number": order["number"], "fields": None})
    assert desk.get(path)["total"] == order["total"]
