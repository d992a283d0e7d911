"""Direct Pay, Flex Pay, fees, reversals, and the season that has them (reference 5.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from leafledger_simulators.leaflink.app import LeafLinkSimulator
from tests.simulators.leaflink.desk import Desk


def delivered(desk: Desk) -> str:
    order = desk.place([{"product": desk.product("CKC-01")["id"], "cases": 10}])
    number: str = order["number"]
    for verb in ("accept", "fulfill", "ship"):
        desk.ask("POST", f"orders-received/{number}/transition/{verb}/")
    return number


def payments(desk: Desk, number: str) -> list[tuple[str, Any, str]]:
    rows = desk.get(f"orders-received/{number}/payments/")
    return [(row["payment_type"], row["total"]["amount"], row["reason"]) for row in rows]


@pytest.mark.parametrize(
    ("shown", "amounts"),
    [("gross", [1080, -1080]), ("net", [Decimal("1058.4"), Decimal("-1058.4")]), ("nothing", [])],
)
def test_a_direct_payment_shows_as_the_switch_says_and_its_reversal_undoes_it(
    desk: Desk, shown: str, amounts: list[Any]
) -> None:
    desk.switch(leaflink_money_in_v2=shown)
    number = delivered(desk)
    desk.control("/payouts", {"action": "direct", "order": number})
    desk.control("/payouts", {"action": "reverse", "order": number})
    assert [amount for _, amount, _ in payments(desk, number)] == amounts
    assert desk.get(f"orders-received/{number}/")["payment_balance"] == 1080
    rows = desk.control("/payouts")["payouts"]
    assert [(row["reason"], row["amount"]) for row in rows] == [
        ("marketplace_payment", "1080.00"),
        ("direct_pay_fee", "-21.60"),
        ("reversal", "-1080.00"),
        ("direct_pay_fee_reversal", "21.60"),
    ]


def test_a_factored_order_is_paid_and_its_fees_are_billed_next_month(desk: Desk) -> None:
    desk.control("/clock", {"now": "2026-11-20T18:00:00Z"})
    number = delivered(desk)
    desk.control("/payouts", {"action": "flexible", "order": number})
    desk.control("/payouts", {"action": "nsf", "order": number})
    assert payments(desk, number) == [("other", 1080, "Flex Payment")]
    assert desk.get(f"orders-received/{number}/")["payment_balance"] == 0
    bill = desk.control("/payouts")["fee_bills"]
    assert bill == [{"month": "2026-11", "fees": "68.20", "billed_by": "2026-12-14"}]
    url = desk.credentials["control_url"] + "/payouts"
    for action in ("direct", "flexible", "gold"):
        desk.ask("POST", url, {"action": action, "order": number}, expect=400)


def traded(*, extended: bool) -> tuple[LeafLinkSimulator, set[str]]:
    simulator = LeafLinkSimulator("http://localhost", "season", 3)
    simulator.clock.freeze()
    return simulator, set(simulator.trade(1_500, extended=extended)["kinds"])


def test_only_an_extended_season_trades_with_leaflinks_money() -> None:
    new = {"pay_direct", "fund_flex", "reverse_payout", "pack_part", "charge_nsf"}
    plain, kinds = traded(extended=False)
    assert not new & kinds
    assert not plain.world.state.table("payouts")
    simulator, kinds = traded(extended=True)
    assert new <= kinds
    state = simulator.world.state
    halves = [one for one in state.orders.values() if (one.internal_notes or "").startswith("Rest")]
    assert halves
    for order in state.orders.values():
        totals = simulator.world.totals(order)
        parts = totals.subtotal - totals.discount + totals.final_tax + totals.shipping
        assert totals.total == parts
        assert all(line.quantity >= 0 for line in order.lines)
    terms = {
        one.payment_option["payment_term"]["code"]
        for one in state.orders.values()
        if one.payment_option
    }
    assert len(terms) > 6
