"""A season has everything a bookkeeper meets, repeats from its seed, and goes on live."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from leafledger_simulators.leaflink.app import LeafLinkSimulator
from leafledger_simulators.leaflink.statuses import RECOGNISED, STATUSES
from tests.simulators.leaflink.desk import Desk, Listener

SEEDS = (1, 2, 3, 7)


@pytest.fixture(params=SEEDS)
def season(request: pytest.FixtureRequest) -> LeafLinkSimulator:
    return LeafLinkSimulator("http://leaflink.test", "season", request.param)


def test_a_season_has_every_status_and_every_oddity(season: LeafLinkSimulator) -> None:
    state, orders = season.world.state, list(season.world.state.orders.values())
    assert len(orders) == 240
    assert {order.status for order in orders} == set(STATUSES)
    assert 45 <= len(state.customers) <= 60
    assert {customer.state for customer in state.customers.values()} == {"CO", "MI", "NV", "CA"}
    names = Counter(customer.name for customer in state.customers.values())
    assert names["Sunrise Cannabis Co."] == 4
    assert names["Green Mesa Dispensary"] == names['O\'Hare & Sons "Wellness"'] == 1
    licences = {customer.license_number for customer in state.customers.values()}
    assert len(licences) == len(state.customers)
    notes = " ".join(order.notes or "" for order in orders)
    assert "<script>" in notes
    assert "=cmd" in notes
    assert any("," in (order.external_id_seller or "") for order in orders)
    assert any(order.is_combination for order in orders)
    assert any(order.manual for order in orders)
    assert any(order.brand for order in orders)
    assert {1, 10, 12, 24, 25} <= {product.unit_multiplier for product in state.products.values()}
    assert {credit.status for credit in state.credits.values()} == {"active", "used", "cancelled"}
    assert sum(payment.total < 0 for payment in state.payments.values()) >= 5
    assert any(season.world.balance(order) < 0 for order in orders)


def test_every_recognised_order_tells_when_it_was_accepted(season: LeafLinkSimulator) -> None:
    state = season.world.state
    for order in state.orders.values():
        if order.status in RECOGNISED:
            steps = [entry.changed_fields.get("status", {}) for entry in state.log_of(order.number)]
            assert {"original": "Submitted", "new": "Accepted"} in steps or {
                "original": "Backorder",
                "new": "Accepted",
            } in steps
        assert order.created_on <= order.modified <= season.clock.now()
        assert season.world.totals(order).total >= 0


def test_only_the_planted_orders_do_not_add_up(season: LeafLinkSimulator) -> None:
    snapshot = season.snapshot()
    products = {product["id"] for product in snapshot["products"]}
    odd = {
        order["number"]
        for order in snapshot["orders"]
        if order["status"] in RECOGNISED and (_wrong(order) or not _known(order, products))
    }
    assert odd == {question["number"] for question in snapshot["planted_questions"]}
    assert len(odd) == 3


def _wrong(order: dict[str, Any]) -> bool:
    """Whether total or balance differ from accounting law A1, read from REST's own fields."""
    subtotal = sum((Decimal(line["_total"]) for line in order["line_items"]), Decimal(0))
    discount = Decimal(order["discount"])
    if order["discount_type"] == "%":
        discount = (subtotal * discount / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    total = (
        subtotal
        - discount
        + Decimal(order["final_tax"])
        + Decimal(order["shipping_charge"]["amount"])
    )
    balance = total - Decimal(order["_figures"]["paid"]) - Decimal(order["credits"])
    shown = Decimal(order["total"]["amount"]), Decimal(order["payment_balance"])
    return (total, balance) != shown or bool(order["order_taxes"]) != bool(
        Decimal(order["final_tax"])
    )


def _known(order: dict[str, Any], products: set[int]) -> bool:
    return all(line["product"] in products for line in order["line_items"])


def test_the_same_seed_and_day_give_the_same_season() -> None:
    first, second, other = (
        LeafLinkSimulator("http://leaflink.test", "season", seed).snapshot() for seed in (5, 5, 6)
    )
    del first["now"], second["now"]
    assert first == second
    assert other["orders"] != first["orders"]


def test_a_reset_gives_the_season_back_and_keeps_the_keys(desk: Desk) -> None:
    desk.control("/reset", {"dataset": "season", "seed": 4})
    before = desk.snapshot()
    desk.control("/trade", {"events": 60})
    desk.control("/reset", {})
    after = desk.snapshot()
    for part in ("orders", "payments", "credits", "customers", "products", "event_log"):
        assert after[part] == before[part]
    assert desk.simulator.credentials() == desk.credentials


def test_trade_goes_on_and_tells_what_it_touched(desk: Desk, listener: Listener) -> None:
    desk.control("/reset", {"dataset": "season", "seed": 1})
    desk.control("/webhooks", {"url": listener.url})
    began = desk.control("/clock")["now"]
    before = desk.snapshot()
    told = desk.control("/trade", {"events": 300})
    assert told["events"] == 300
    assert {"arrive", "accept", "fulfill", "ship", "complete", "pay"} <= set(told["kinds"])
    touched = {number for kind in told["kinds"].values() for number in kind["orders"]}
    assert told["orders_touched"] == len(touched)
    after = desk.snapshot()
    assert touched <= {order["number"] for order in after["orders"]}
    assert len(after["orders"]) > len(before["orders"])
    assert len(after["payments"]) > len(before["payments"])
    assert desk.control("/clock")["now"] > began
    assert desk.control("/webhooks", {"settle": True, "timeout_seconds": 30})["settled"]
    assert len(listener.heard) > 300


def test_a_long_trade_shows_bounces_credits_and_refusals(season: LeafLinkSimulator) -> None:
    kinds = set(season.trade(3_000)["kinds"])
    assert {
        "bounce",
        "overpay",
        "return_part",
        "use_credit",
        "combine",
        "cancel",
        "reject",
    } <= kinds
    shelf = season.world.state.products.values()
    assert all(product.reserved_qty >= 0 for product in shelf)
    assert all(product.quantity >= 0 for product in shelf)


def test_only_the_season_can_be_traded(desk: Desk) -> None:
    refusal = desk.ask(
        "POST", desk.credentials["control_url"] + "/trade", {"events": 1}, expect=400
    )
    assert "only the season trades" in refusal["error"]


def test_the_empty_dataset_has_a_seller_and_nothing_sold(desk: Desk) -> None:
    desk.control("/reset", {"dataset": "empty"})
    for path in ("orders-received/", "products/", "customers/", "credits/", "order-payments/"):
        assert desk.get(path)["count"] == 0
    for path in ("companies/", "company-staff/", "brands/", "customer-statuses/"):
        assert desk.get(path)["count"] > 0


def test_the_sample_has_at_least_five_of_everything(desk: Desk) -> None:
    for path in (
        "orders-received/",
        "products/",
        "customers/",
        "contacts/",
        "credits/",
        "order-payments/",
        "order-event-logs/",
        "company-staff/",
        "licenses/",
        "license-types/",
        "customer-statuses/",
        "customer-tiers/",
    ):
        assert desk.get(path)["count"] >= 5
    assert {order["status"] for order in desk.every("orders-received/")} == set(STATUSES)


def test_a_planted_product_is_really_gone(desk: Desk) -> None:
    desk.control("/reset", {"dataset": "season", "seed": 1})
    lost = desk.snapshot()["planted_questions"][-1]
    lines = desk.get(f"orders-received/{lost['number']}/line-items/")
    assert desk.call("GET", f"products/{lines[0]['product']}/").status_code == 404
