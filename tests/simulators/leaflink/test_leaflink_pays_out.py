"""Direct Pay, Flex Pay, fees, reversals, and the season that has them (reference 5.4)."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest

from leafledger_simulators.leaflink.app import LeafLinkSimulator
from leafledger_simulators.leaflink.financing import MOVEMENTS
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
    rows = desk.control("/payouts")["movements"]
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


def test_a_direct_payment_may_be_called_ach_in_v2(desk: Desk) -> None:
    desk.switch(leaflink_payment_type="ach")
    number = delivered(desk)
    desk.control("/payouts", {"action": "direct", "order": number})
    assert payments(desk, number) == [("ach", 1080, "Direct Payment")]


def lines_of(desk: Desk, query: str = "") -> list[dict[str, str]]:
    """The statement as a person downloads it."""
    url = f"{desk.credentials['control_url']}/payouts?format=csv{query}"
    answer = desk.call("GET", url)
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_payout_reaches_the_bank_on_the_next_business_day(desk: Desk) -> None:
    desk.control("/clock", {"now": "2026-11-20T18:00:00Z", "freeze": True})
    number = delivered(desk)
    desk.control("/payouts", {"action": "direct", "order": number})
    [payout] = desk.control("/payouts")["payouts"]
    # 20 November 2026 is a Friday.
    assert payout == {
        "payout_id": "LLP-20261123",
        "date": "2026-11-23",
        "amount": "1058.40",
        "bank_text": "LEAFLINK PAYOUT LLP-20261123",
        "sent": False,
    }
    assert lines_of(desk) == []
    desk.control("/clock", {"now": "2026-11-23T18:00:00Z"})
    assert desk.control("/payouts")["payouts"][0]["sent"]
    expected = {"payout_id": "LLP-20261123", "date": "2026-11-23", "order_number": number}
    expected |= {"gross": "1080.00", "fee": "21.60", "net": "1058.40"}
    assert lines_of(desk) == [expected | {"kind": "marketplace_payment"}]
    assert lines_of(desk, "&payout=LLP-20261124") == []


def test_fees_billed_monthly_are_a_line_of_their_own(desk: Desk) -> None:
    desk.switch(payout_fees="billed_monthly")
    desk.control("/clock", {"now": "2026-11-20T18:00:00Z", "freeze": True})
    number = delivered(desk)
    for action in ("direct", "reverse", "nsf"):
        desk.control("/payouts", {"action": action, "order": number})
    desk.control("/clock", {"now": "2026-12-14T18:00:00Z"})
    told = [(one["payout_id"], one["kind"], one["fee"], one["net"]) for one in lines_of(desk)]
    assert told == [
        ("LLP-20261123", "marketplace_payment", "0.00", "1080.00"),
        ("LLP-20261123", "reversal", "0.00", "-1080.00"),
        ("LLF-202611", "direct_pay_fee", "21.60", "-21.60"),
        ("LLF-202611", "direct_pay_fee_reversal", "-21.60", "21.60"),
        ("LLF-202611", "ach_error", "25.00", "-25.00"),
    ]
    bank = {one["payout_id"]: one["amount"] for one in desk.control("/payouts")["payouts"]}
    assert bank == {"LLP-20261123": "0.00", "LLF-202611": "-25.00"}


def test_a_statement_of_a_season_adds_up_to_every_bank_line(desk: Desk) -> None:
    desk.control("/reset", {"dataset": "season", "seed": 3})
    desk.control("/trade", {"events": 300})
    sums: dict[str, Decimal] = {}
    lines = lines_of(desk)
    for line in lines:
        assert Decimal(line["net"]) == Decimal(line["gross"]) - Decimal(line["fee"])
        sums[line["payout_id"]] = sums.get(line["payout_id"], Decimal(0)) + Decimal(line["net"])
    payouts = desk.control("/payouts")["payouts"]
    assert sums == {one["payout_id"]: Decimal(one["amount"]) for one in payouts if one["sent"]}
    kinds = {"marketplace_payment", "invoice_purchase", "reversal", "ach_error"}
    assert {line["kind"] for line in lines} == kinds
    # Gross and reversals are what stands on the orders, payment for payment.
    told = sorted((one["order"], Decimal(one["total"]["amount"])) for one in leaflinks_money(desk))
    sent = sorted((one["order_number"], Decimal(one["gross"])) for one in lines)
    assert [one for one in sent if one[1]] == told


def leaflinks_money(desk: Desk) -> list[Any]:
    """The payments of LeafLink's programs whose payout was sent."""
    rows, pending = desk.control("/payouts"), set()
    unsent = {one["payout_id"] for one in rows["payouts"] if not one["sent"]}
    for one in rows["movements"]:
        if one["payout"] in unsent:
            pending.add((one["order"], one["amount"]))
    return [
        one
        for one in desk.every("order-payments/?limit=100")
        if one["reason"].startswith(("Direct Payment", "Flex Payment"))
        and (one["order"], f"{one['total']['amount']:.2f}") not in pending
    ]


def test_a_season_goes_on_with_leaflinks_money_and_split_deliveries() -> None:
    simulator = LeafLinkSimulator("http://localhost", "season", 3)
    simulator.clock.freeze()
    assert simulator.world.state.table(MOVEMENTS)
    kinds = set(simulator.trade(1_500)["kinds"])
    assert {"pay_direct", "fund_flex", "reverse_payout", "pack_part", "charge_nsf"} <= kinds
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
    assert len(terms) >= 8
