"""A season has everything a bookkeeper meets, repeats from its seed, and goes on live."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from leafledger_simulators.leaflink.app import LeafLinkSimulator
from leafledger_simulators.leaflink.records import Order
from leafledger_simulators.leaflink.season.openings import NEWCOMERS
from leafledger_simulators.leaflink.season.people import NAMES
from leafledger_simulators.leaflink.statuses import RECOGNISED, STATUSES
from tests.simulators.leaflink.desk import Desk, Listener

SEEDS = (1, 2, 3, 7)


@pytest.fixture(params=SEEDS)
def season(request: pytest.FixtureRequest) -> LeafLinkSimulator:
    return LeafLinkSimulator("http://leaflink.test", "season", request.param)


def test_a_season_has_every_status_and_every_oddity(season: LeafLinkSimulator) -> None:
    state, orders = season.world.state, list(season.world.state.orders.values())
    # 250, and the second parcels of some.
    assert 250 <= len(orders) <= 254
    assert {order.status for order in orders} == set(STATUSES)
    assert 45 <= len(state.customers) <= 60
    assert {customer.state for customer in state.customers.values()} == {"CO", "MI", "NV", "CA"}
    names = Counter(customer.name for customer in state.customers.values())
    assert names["Sunrise Cannabis Co."] == 4
    assert names["Green Mesa Dispensary"] == names['O\'Hare & Sons "Wellness"'] == 1
    notes = " ".join(order.notes or "" for order in orders)
    assert "<script>" in notes
    assert "=cmd" in notes
    assert any("," in (order.external_id_seller or "") for order in orders)
    assert any(order.is_combination for order in orders)
    assert any(order.manual for order in orders)
    assert any(order.brand for order in orders)
    assert any("Rest of" in (order.internal_notes or "") for order in orders)
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
    licences = Counter(one["license_number"] for one in snapshot["customers"])
    by_hand = {
        one["id"]
        for one in snapshot["customers"]
        if not one["leaflink_source"] and licences[one["license_number"]] > 1
    }
    odd = {
        order["number"]
        for order in snapshot["orders"]
        if order["status"] in RECOGNISED
        and (
            _wrong(order)
            or not _known(order, products)
            or (order["customer"] or {}).get("id") in by_hand
        )
    }
    of_money = {question["number"] for question in snapshot["planted_money_questions"]}
    planted = {question["number"] for question in snapshot["planted_questions"]}
    assert odd == planted - of_money
    assert (len(odd), len(of_money)) == (4, 2)


def test_only_the_planted_payments_need_a_person(season: LeafLinkSimulator) -> None:
    """A payment of type trade, and one of type credit that names no credit (law A6.3)."""
    snapshot = season.snapshot()
    known = {f"Credit #{one['id']}": one for one in snapshot["credits"]}
    odd = set()
    for payment in snapshot["payments"]:
        if payment["payment_type"] == "trade":
            odd.add(payment["order"])
        if payment["payment_type"] == "credit":
            named = known.get(payment["reason"])
            if named is None:
                odd.add(payment["order"])
            else:
                assert named["status"] == "active"
                assert named["amount"]["amount"] == payment["total"]["amount"]
    assert odd == {question["number"] for question in snapshot["planted_money_questions"]}
    assert len(odd) == 2
    reasons = snapshot["planted_question_reasons"]
    assert odd | {one["number"] for one in snapshot["planted_questions"]} == set(reasons)
    assert all(len(sentence.split()) > 4 for sentence in reasons.values())


def test_a_season_has_payments_of_every_kind_at_known_rates(season: LeafLinkSimulator) -> None:
    world = season.world
    state, orders = world.state, list(world.state.orders.values())
    kinds = Counter(payment.payment_type for payment in state.payments.values())
    assert {"cash", "check", "wire", "ach", "other", "credit", "trade"} <= set(kinds)
    sold = [order for order in orders if order.status in RECOGNISED]
    paid_of = {one.number: state.payments_of(one.number) for one in sold}
    ticked = [one for one in sold if one.paid and not paid_of[one.number]]
    assert 3 <= len(ticked) <= 8
    negative = [one for one in state.payments.values() if one.total < 0]
    assert 12 <= len(negative) <= 22
    unmatched = [
        one
        for one in negative
        if -one.total not in {paid.total for paid in state.payments_of(one.order)}
    ]
    assert len(unmatched) == sum(one.reason == "Refund, damaged units" for one in negative)
    assert 4 <= sum(world.balance(one) < 0 for one in sold) <= 15
    part = [one for one in sold if 0 < world.balance(one) < world.totals(one).total]
    assert 4 <= len([one for one in part if paid_of[one.number]]) <= 30
    edited_after = [one for one in sold if _edited_after_payment(season, one)]
    assert 4 <= len(edited_after) <= 14


def _edited_after_payment(season: LeafLinkSimulator, order: Order) -> bool:
    state = season.world.state
    paid = [one.created_on for one in state.payments_of(order.number) if one.total > 0]
    money = {"quantity", "discount"}
    edits = [one for one in state.log_of(order.number) if money & set(one.changed_fields)]
    return any(paid and one.timestamp > paid[0] for one in edits)


def test_retailers_change_and_some_are_chains(season: LeafLinkSimulator) -> None:
    state = season.world.state
    customers = list(state.customers.values())
    chains = Counter((one.partner, one.name) for one in customers if one.partner)
    assert chains.most_common(1)[0][1] == 3
    invited = {name for names in NAMES.values() for name in names}
    newcomers = {name for name, _ in NEWCOMERS}
    renamed = [
        one
        for one in customers
        if one.nickname or (one.leaflink_source and one.name not in invited | newcomers)
    ]
    assert len(renamed) >= 2
    assert sum(one.archived for one in customers) >= 1
    assert sum(one.email.startswith("billing.") for one in customers) >= 1
    assert sum(one.modified > one.created_on for one in customers) >= 6


def test_combined_and_rejected_orders_had_been_accepted(season: LeafLinkSimulator) -> None:
    state, ended = season.world.state, Counter[str]()
    for order in state.orders.values():
        if order.status in {"Combined", "Rejected"}:
            words = [entry.event_type for entry in state.log_of(order.number)]
            ended[order.status] += "accepted" in words
    assert ended["Combined"] >= 1
    assert ended["Rejected"] >= 5


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
    planted = desk.snapshot()["planted_questions"]
    lost = next(one for one in planted if "product is gone" in one["reason"])
    lines = desk.get(f"orders-received/{lost['number']}/line-items/")
    assert desk.call("GET", f"products/{lines[0]['product']}/").status_code == 404
