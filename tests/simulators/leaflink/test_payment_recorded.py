"""Payments are appended, credits are used whole, and the balance follows (reference 5 and 8)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx2
import pytest

from tests.simulators.leaflink.desk import Desk


def payment(desk: Desk, number: str, amount: str, **more: Any) -> dict[str, Any]:
    return {
        "order": number,
        "recorded_by": desk.get("company-staff/?is_admin=true")["results"][0]["id"],
        "total": {"amount": amount, "currency": "USD"},
        "payment_date": "2026-11-02T09:30:00-07:00",
        "payment_type": "check",
        "reason": "QuickBooks payment 88",
        **more,
    }


def an_order(desk: Desk) -> dict[str, Any]:
    order: dict[str, Any] = desk.place([{"product": desk.product("CKC-01")["id"], "cases": 10}])
    return order


def test_a_repeated_payment_is_a_second_payment(desk: Desk) -> None:
    order = an_order(desk)
    body = payment(desk, order["number"], "400.00")
    first, second = (desk.ask("POST", "order-payments/", body, expect=201) for _ in range(2))
    assert first["id"] < second["id"]
    assert first["total"] == {"amount": 400, "currency": "USD"}
    assert first["recorder_name"] == "Dana Whitfield"
    assert desk.get(f"order-payments/{first['id']}/") == first
    after = desk.get(f"orders-received/{order['number']}/")
    assert (after["payment_balance"], after["paid"]) == (280, False)
    assert after["modified"] == order["modified"]


def test_a_bounced_payment_is_negative_and_the_order_is_owed_again(desk: Desk) -> None:
    order = an_order(desk)
    for amount in ("1080.00", "-1080.00"):
        desk.ask("POST", "order-payments/", payment(desk, order["number"], amount), expect=201)
    path = f"orders-received/{order['number']}/"
    assert desk.get(path)["payment_balance"] == 1080
    assert [row["total"]["amount"] for row in desk.get(path + "payments/")] == [1080, -1080]


def test_a_payment_whose_answer_was_lost_is_found_at_the_tail(desk: Desk) -> None:
    """No idempotency key: read back before you post again (reference 1.8)."""
    order = an_order(desk)
    seen = desk.every("order-payments/?limit=7")
    desk.control("/faults", {"kind": "drop_after", "method": "POST", "path": "order-payments"})
    body = payment(desk, order["number"], "400.00", reason="QuickBooks payment 4711")
    with pytest.raises(httpx2.HTTPError):
        desk.ask("POST", "order-payments/", body)
    [tail] = desk.get(f"order-payments/?offset={len(seen)}")["results"]
    assert (tail["order"], tail["reason"]) == (order["number"], "QuickBooks payment 4711")
    assert desk.get(f"orders-received/{order['number']}/payments/") == [tail]
    after = desk.get(f"orders-received/{order['number']}/")
    assert after["payment_balance"] == 680
    assert len(desk.every("order-payments/?limit=7")) == len(seen) + 1


def test_the_tail_of_payments_only_ever_grows(desk: Desk) -> None:
    """By offset nothing moves, whatever is edited, paid or sent back meanwhile."""
    desk.control("/reset", {"dataset": "season", "seed": 2})
    desk.control("/limits", {"enabled": False})
    before = [row["id"] for row in desk.every("order-payments/?limit=100")]
    desk.control("/trade", {"events": 200})
    after = [row["id"] for row in desk.every("order-payments/?limit=100")]
    assert len(after) > len(before)
    assert after[: len(before)] == before
    assert after == sorted(after)
    tail = [row["id"] for row in desk.every(f"order-payments/?offset={len(before)}&limit=20")]
    assert tail == after[len(before) :]


@pytest.mark.parametrize("missing", ["order", "recorded_by", "total", "payment_date"])
def test_a_payment_without_a_required_field_is_refused(desk: Desk, missing: str) -> None:
    body = payment(desk, an_order(desk)["number"], "1.00")
    del body[missing]
    refusal = desk.ask("POST", "order-payments/", body, expect=400)
    assert refusal == {missing: ["This field is required."]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"order": "nobody"},
        {"recorded_by": 1},
        {"payment_type": "leaflink_direct_payment"},
        {"total": {"amount": "1.005", "currency": "USD"}},
        {"total": {"amount": "1.00", "currency": "CAD"}},
        {"payment_date": "yesterday"},
    ],
)
def test_a_wrong_payment_is_refused_and_not_kept(desk: Desk, wrong: dict[str, Any]) -> None:
    order = an_order(desk)
    before = desk.get("order-payments/")["count"]
    desk.ask("POST", "order-payments/", payment(desk, order["number"], "1.00") | wrong, expect=400)
    assert desk.get("order-payments/")["count"] == before


@pytest.mark.parametrize(
    ("coupling", "paid", "balance"),
    [("independent", False, 0), ("payments_set_paid", True, 0)],
)
def test_the_last_payment_sets_paid_only_by_switch(
    desk: Desk, coupling: str, paid: bool, balance: int
) -> None:
    desk.switch(paid_coupling=coupling)
    order = an_order(desk)
    desk.ask("POST", "order-payments/", payment(desk, order["number"], "1080.00"), expect=201)
    after = desk.get(f"orders-received/{order['number']}/")
    assert (after["paid"], after["payment_balance"]) == (paid, balance)
    assert (after["paid_date"] is None) is not paid


@pytest.mark.parametrize(
    ("coupling", "balance", "payments"),
    [("independent", 1080, 0), ("paid_zeroes_balance", 0, 0), ("paid_creates_payment", 0, 1)],
)
def test_the_paid_flag_moves_money_only_by_switch(
    desk: Desk, coupling: str, balance: int, payments: int
) -> None:
    desk.switch(paid_coupling=coupling)
    path = f"orders-received/{an_order(desk)['number']}/"
    after = desk.ask("PATCH", path, {"paid": True, "paid_date": "2026-11-02"})
    assert (after["paid"], after["payment_balance"]) == (True, balance)
    assert len(desk.get(path + "payments/")) == payments


def test_a_payment_moves_modified_only_by_switch(desk: Desk) -> None:
    desk.switch(money_bumps_modified=True)
    order = an_order(desk)
    desk.ask("POST", "order-payments/", payment(desk, order["number"], "1.00"), expect=201)
    assert desk.get(f"orders-received/{order['number']}/")["modified"] > order["modified"]


@pytest.mark.parametrize(
    ("netting", "total", "balance"),
    [
        ("balance_net_of_credits", 1080, 1000),
        ("total_net_of_credits", 1000, 1000),
        ("not_netted", 1080, 1080),
    ],
)
def test_an_applied_credit_is_netted_where_the_switch_says(
    desk: Desk, netting: str, total: int, balance: int
) -> None:
    desk.switch(credits_netting=netting)
    order = an_order(desk)
    issued = desk.control(
        "/credits",
        {
            "action": "issue",
            "customer": order["customer"]["id"],
            "amount": 80,
            "reason": "return_defective",
            "order": order["number"],
        },
    )
    assert (issued["status"], issued["read_only"]) == ("active", False)
    used = desk.control(
        "/credits", {"action": "apply", "credit": issued["id"], "order": order["number"]}
    )
    assert (used["status"], used["applied_to"]) == ("used", order["number"])
    assert used["applied_to_display"] == order["short_id"]
    assert desk.get(f"credits/{used['id']}/") == used
    after = desk.get(f"orders-received/{order['number']}/")
    shown = after["total"]["amount"], after["payment_balance"], after["credits"]
    assert shown == (total, balance, "80.00")


def test_a_used_credit_cannot_be_used_or_cancelled_again(desk: Desk) -> None:
    used = desk.get("credits/?status=used")["results"][0]
    for action in ({"action": "apply", "order": used["applied_to"]}, {"action": "cancel"}):
        url = desk.credentials["control_url"] + "/credits"
        desk.ask("POST", url, {**action, "credit": used["id"]}, expect=400)


def test_credits_are_read_only_and_filtered(desk: Desk) -> None:
    assert desk.call("POST", "credits/", {}).status_code == 405
    assert {row["status"] for row in desk.every("credits/")} == {"active", "used", "cancelled"}
    assert desk.get("credits/?amount_min=20&amount_max=30")["count"] == 1
    assert desk.get("credits/?reason=return_expired")["count"] == 1
    amounts = [row["amount"]["amount"] for row in desk.every("credits/?ordering=-amount")]
    assert amounts == sorted(amounts, reverse=True)
    assert Decimal("12.5") in amounts
