"""An order's total is the sum the fact sheet gives, to the cent."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger_simulators.leaflink.records import Line, Order, OrderTax
from leafledger_simulators.leaflink.season.vectors import VECTORS
from leafledger_simulators.leaflink.totals import MoneyRules, line_total, order_totals
from tests.simulators.leaflink.desk import Desk

CENT = Decimal("0.01")
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

cents = st.integers(0, 500_000).map(lambda number: Decimal(number) / 100)
lines = st.builds(
    lambda quantity, multiplier, price, sale, sample: Line(
        id=1,
        order="n",
        product=1,
        quantity=quantity,
        unit_multiplier=multiplier,
        ordered_unit_price=price,
        sale_price=sale,
        is_sample=sample,
    ),
    st.integers(0, 40_000_000).map(lambda number: Decimal(number) / 10_000),
    st.sampled_from([None, 0, 1, 10, 12, 24, 25]),
    cents,
    st.one_of(st.just(Decimal(0)), cents),
    st.booleans(),
)


def an_order(order_lines: list[Line], **more: object) -> Order:
    order = Order(1, "n", NOON, NOON, customer=1, status="Submitted", lines=order_lines)
    for name, value in more.items():
        setattr(order, name, value)
    return order


@given(st.lists(lines, max_size=6), cents, st.sampled_from(["%", "$"]), cents, cents)
def test_the_total_is_the_sum_of_its_parts(
    order_lines: list[Line], discount: Decimal, kind: str, shipping: Decimal, credit: Decimal
) -> None:
    discount = min(discount, Decimal(100)) if kind == "%" else discount
    order = an_order(
        order_lines,
        discount=discount,
        discount_type=kind,
        shipping_charge=shipping,
        taxes=[OrderTax(1, 1, "Excise", Decimal(15), "CO")],
    )
    totals = order_totals(order, payments=[CENT], credits_used=[credit], rules=MoneyRules())
    assert totals.subtotal == sum((line_total(line) for line in order_lines), Decimal(0))
    parts = totals.subtotal - totals.discount + totals.final_tax + totals.shipping
    assert totals.total == parts
    assert totals.balance == parts - CENT - credit
    for amount in (totals.subtotal, totals.discount, totals.final_tax, totals.total):
        assert amount == amount.quantize(CENT)


@given(lines)
def test_a_line_costs_its_cases_times_the_price_in_force(line: Line) -> None:
    price = line.sale_price or line.ordered_unit_price
    exact = line.quantity * price / (line.unit_multiplier or 1)
    assert line_total(line) == exact.quantize(CENT, ROUND_HALF_UP)


@given(st.lists(lines, max_size=4), cents)
def test_credits_are_taken_off_exactly_once_under_each_reading(
    order_lines: list[Line], credit: Decimal
) -> None:
    order = an_order(order_lines)

    def read(netting: str) -> tuple[Decimal, Decimal]:
        rules = MoneyRules(credits_netting=netting)
        totals = order_totals(order, payments=[], credits_used=[credit], rules=rules)
        return totals.total, totals.balance

    gross, nothing_netted = read("not_netted")
    assert nothing_netted == gross
    assert read("balance_net_of_credits") == (gross, gross - credit)
    assert read("total_net_of_credits") == (gross - credit, gross - credit)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_a_worked_order_has_the_total_of_the_fact_sheet(desk: Desk, vector: object) -> None:
    desk.control("/reset", {"dataset": "season", "seed": 1})
    found = [
        order
        for order in desk.every("orders-received/?limit=100")
        if order["notes"] == f"Worked example: {vector.name}"  # type: ignore[attr-defined]
    ]
    assert [Decimal(order["total"]["amount"]) for order in found] == [
        Decimal(vector.total)  # type: ignore[attr-defined]
    ]


def test_without_sale_precedence_the_ordered_price_counts(desk: Desk) -> None:
    bar = desk.product("CKC-01")
    order = desk.place([{"product": bar["id"], "cases": 10, "sale_price": "99.00"}])
    assert order["total"] == {"amount": 990, "currency": "USD"}
    desk.switch(sale_price_wins=False)
    assert desk.get(f"orders-received/{order['number']}/")["total"]["amount"] == 1080


@pytest.mark.parametrize(
    ("base", "tax"),
    [
        ("before_discount", "162.00"),
        ("after_discount", "145.80"),
        ("before_discount_with_shipping", "165.75"),
        ("after_discount_with_shipping", "149.55"),
    ],
)
def test_the_tax_base_is_the_one_the_switch_names(desk: Desk, base: str, tax: str) -> None:
    desk.switch(tax_base=base)
    order = desk.place(
        [{"product": desk.product("CKC-01")["id"], "cases": 10}],
        discount=10,
        shipping_charge=25,
        tax_amount=15,
    )
    assert order["final_tax"] == tax


def test_samples_leave_the_tax_base_when_the_switch_says_so(desk: Desk) -> None:
    desk.switch(samples_taxed=False)
    bar = desk.product("CKC-01")["id"]
    order = desk.place(
        [{"product": bar, "cases": 1}, {"product": bar, "cases": 1, "is_sample": True}],
        tax_amount=10,
    )
    assert (order["final_tax"], order["total"]["amount"]) == ("10.80", Decimal("226.8"))


def test_the_legacy_discount_amount_appears_only_on_request(desk: Desk) -> None:
    assert "discount_amount" not in desk.first("accepted")
    desk.switch(discount_amount_in_rest=True)
    assert desk.first("accepted")["discount_amount"] == "0.0000"


def test_order_taxes_can_be_plain_ids(desk: Desk) -> None:
    taxed = next(one for one in desk.get("orders-received/")["results"] if one["order_taxes"])
    [tax] = taxed["order_taxes"]
    assert set(tax) == {"id", "order", "tax", "name", "rate", "state", "auto_apply"}
    desk.switch(order_taxes_as_ids=True)
    assert desk.get(f"orders-received/{taxed['number']}/")["order_taxes"] == [tax["id"]]
