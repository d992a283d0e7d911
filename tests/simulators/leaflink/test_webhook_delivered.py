"""Webhooks: signed, in their own shape, fanned out, retried, given up (reference 9)."""

from __future__ import annotations

import base64
import hashlib
import hmac

from tests.simulators.leaflink.desk import Desk, Listener


def subscribe(desk: Desk, listener: Listener, **more: object) -> None:
    desk.control("/webhooks", {"url": listener.url, "time_scale": 0.0001, **more})


def settle(desk: Desk) -> dict[str, object]:
    settled: dict[str, object] = desk.control("/webhooks", {"settle": True, "timeout_seconds": 20})
    assert settled["settled"]
    return settled


def test_the_signature_is_over_the_raw_bytes(desk: Desk, listener: Listener) -> None:
    subscribe(desk, listener)
    desk.ask("POST", f"orders-received/{desk.first('submitted')['number']}/transition/accept/")
    settle(desk)
    assert listener.heard
    for headers, raw in listener.heard:
        digest = hmac.new(desk.credentials["webhook_key"].encode(), raw, hashlib.sha256).digest()
        assert headers["ll-signature"] == base64.b64encode(digest).decode()
        assert headers["user-agent"].startswith("python-requests")


def test_an_order_event_has_its_own_shape_of_flat_strings(desk: Desk, listener: Listener) -> None:
    subscribe(desk, listener, subscriptions=["orders"])
    order = desk.place([{"product": desk.product("CKC-01")["id"], "cases": 10}], discount=5)
    settle(desk)
    [body] = listener.bodies()
    assert (body["action"], body["type"]) == ("create", "order")
    data = body["data"]
    assert (data["number"], data["total"]) == (order["number"], "1026.00")
    assert (data["discount_amount"], data["tax_amount"]) == ("5.0000", "0.000000")
    assert data["orderedproduct_set"] == [
        {
            "id": order["line_items"][0]["id"],
            "product": {"name": "Peach Chocolate Bar 100mg", "sku": "CKC-01"},
            "quantity": "120.0000",
            "unit_multiplier": 12,
            "ordered_unit_price": "108.00",
            "sale_price": "0.00",
            "is_sample": False,
        }
    ]
    assert data["seller"]["id"] == desk.credentials["company_id"]
    for absent in ("modified", "short_id", "payment_balance", "credits", "order_taxes"):
        assert absent not in data


def test_one_step_tells_the_order_and_every_product_it_moved(
    desk: Desk, listener: Listener
) -> None:
    order = desk.first("submitted")
    desk.ask("POST", f"orders-received/{order['number']}/transition/accept/")
    subscribe(desk, listener)
    desk.ask("POST", f"orders-received/{order['number']}/transition/fulfill/")
    settle(desk)
    kinds = sorted((body["type"], body["data"].get("id")) for body in listener.bodies())
    products = {line["product"] for line in order["line_items"]}
    assert {key for kind, key in kinds if kind == "product"} == products
    assert [kind for kind, _ in kinds].count("order") == 1


def test_an_edited_parent_tells_its_children_too(desk: Desk, listener: Listener) -> None:
    parent = desk.product("CKR-00")
    subscribe(desk, listener)
    desk.ask("PATCH", f"products/{parent['id']}/", {"description": "richer"})
    settle(desk)
    assert len(listener.heard) == 1 + parent["children_count"]


def test_a_manual_order_is_created_twice(desk: Desk, listener: Listener) -> None:
    subscribe(desk, listener, subscriptions=["orders"])
    desk.place([{"product": desk.product("CKC-01")["id"], "cases": 1}], manual=True)
    settle(desk)
    told = sorted((body["action"], body["data"]["status"]) for body in listener.bodies())
    assert told == [("create", "Accepted"), ("create", "Submitted")]


def test_money_and_customers_are_silent_unless_switched(desk: Desk, listener: Listener) -> None:
    order = desk.first("shipped")
    subscribe(desk, listener)
    body = {
        "order": order["number"],
        "recorded_by": desk.get("company-staff/")["results"][0]["id"],
        "total": {"amount": "1.00", "currency": "USD"},
        "payment_date": "2026-11-02T09:30:00-07:00",
    }
    credit = {"customer": order["customer"]["id"], "amount": 1, "order": order["number"]}
    desk.ask("POST", "order-payments/", body, expect=201)
    desk.control("/credits", {"action": "issue", **credit})
    desk.ask("PATCH", f"customers/{order['customer']['id']}/", {"nickname": "Shop"})
    settle(desk)
    assert listener.heard == []
    desk.switch(webhook_on_payment=True, webhook_on_credit=True)
    desk.ask("POST", "order-payments/", body, expect=201)
    desk.control("/credits", {"action": "issue", **credit})
    settle(desk)
    assert [body["type"] for body in listener.bodies()] == ["order", "order"]


def test_a_refused_event_is_tried_fourteen_times_then_lost(desk: Desk, listener: Listener) -> None:
    listener.answers = [500] * 14
    subscribe(desk, listener, subscriptions=["orders"])
    desk.place([{"product": desk.product("CKC-01")["id"], "cases": 1}])
    told = settle(desk)
    assert len(listener.heard) == 14
    assert told["deliveries"] == {
        "total": 1,
        "delivered": 0,
        "given_up": 1,
        "dropped": 0,
        "attempts": 14,
    }


def test_events_are_doubled_and_dropped_on_request(desk: Desk, listener: Listener) -> None:
    subscribe(desk, listener, subscriptions=["orders"], double=1)
    bar = desk.product("CKC-01")["id"]
    desk.place([{"product": bar, "cases": 1}])
    settle(desk)
    assert len(listener.heard) == 2
    desk.control("/webhooks", {"double": 0, "drop": 1})
    desk.place([{"product": bar, "cases": 1}])
    settle(desk)
    assert len(listener.heard) == 2


def test_five_days_of_failure_alone_disable_the_webhook(desk: Desk, listener: Listener) -> None:
    listener.answers = [500] * 14 * 3
    subscribe(desk, listener, subscriptions=["orders"])
    bar = desk.product("CKC-01")["id"]
    desk.place([{"product": bar, "cases": 1}])
    settle(desk)
    desk.control("/clock", {"advance_seconds": 4 * 86_400})
    desk.place([{"product": bar, "cases": 1}])
    assert settle(desk)["enabled"]
    desk.control("/clock", {"advance_seconds": 2 * 86_400})
    desk.place([{"product": bar, "cases": 1}])
    told = settle(desk)
    assert (told["enabled"], told["auto_disabled"]) == (False, True)
    assert len(listener.heard) == 28


def test_a_bare_order_arrives_when_the_envelope_is_off(desk: Desk, listener: Listener) -> None:
    desk.switch(webhook_envelope=False)
    subscribe(desk, listener, subscriptions=["orders"])
    order = desk.place([{"product": desk.product("CKC-01")["id"], "cases": 1}])
    settle(desk)
    assert [body["number"] for body in listener.bodies()] == [order["number"]]


def test_a_deleted_draft_is_told_as_deleted(desk: Desk, listener: Listener) -> None:
    draft = desk.first("draft")
    subscribe(desk, listener, subscriptions=["orders"])
    desk.ask("DELETE", f"orders-received/{draft['number']}/", expect=204)
    settle(desk)
    assert [body["action"] for body in listener.bodies()] == ["delete"]
