"""The list of orders: what a filter lets through, and what a spreadsheet is given."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from leafledger.dashboard.pages.orders_page import Asked, list_orders, orders_csv
from leafledger.dashboard.proofs import FullProof
from leafledger.figures.money import Money
from leafledger.reconciliation.proof import OrderProof, Proof, Standing
from tests.pages.conftest import HOSTILE, Stage


def order(name: str, customer: str, total: str, dated: str, status: str = "Accepted") -> OrderProof:
    amount = Money.of(total)
    return OrderProof(
        number=f"uuid-{name}", spoken_name=name, status=status, customer=customer, wanted=amount,
        booked=amount, open=amount, leaflink_balance=amount, documents=(name,),
        standing=Standing.PROVED, dated=date.fromisoformat(dated) if dated else None,
    )  # fmt: skip


ORDERS = (
    order("101", "Mesa Verde", "120.00", "2026-10-03"),
    order("102", "Aspen Leaf", "80.50", "2026-10-20", "Complete"),
    order("103", '=HYPERLINK("http://evil.example")', "45.00", ""),
    order("104", HOSTILE, "2500.00", "2026-11-02"),
)


def full(orders: Sequence[OrderProof] = ORDERS) -> FullProof:
    proof = Proof("one", datetime.now(UTC), tuple(orders), len(orders))
    return FullProof(proof, orders, {one.number: one for one in orders}, {})


def found(**asked: str) -> list[str]:
    listed = list_orders(
        full(), Asked(**asked), waiting=(), undone=(), aside={}, held=False, page=1
    )
    return [row.order.spoken_name for row in listed.rows]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["101", "102", "103", "104"]),
        ({"customer": "mesa"}, ["101"]),
        ({"status": "Complete"}, ["102"]),
        ({"since": "2026-10-04", "until": "2026-11-01"}, ["102"]),
        ({"least": "$100", "most": "2,000"}, ["101"]),
        ({"search": "aspen 80.50"}, ["102"]),
        ({"state": "proved", "since": "2026-11-01"}, ["104"]),
        ({"since": "no day", "least": "much"}, ["101", "102", "103", "104"]),
    ],
)
def test_only_what_fits_is_listed(asked: dict[str, str], names: list[str]) -> None:
    assert found(**asked) == names


def test_the_totals_are_of_all_that_was_found() -> None:
    listed = list_orders(
        full(), Asked(since="2026-10-01"), waiting=(), undone=(), aside={}, held=False, page=1
    )
    assert listed.leaflink == Money.of("2700.50")
    assert listed.quickbooks == listed.leaflink


def test_no_cell_of_the_file_is_a_formula() -> None:
    text = "".join(orders_csv(full(), Asked(), waiting=(), undone=(), aside={}, held=False))
    rows = list(csv.reader(text.splitlines()))
    assert len(rows) == len(ORDERS) + 1
    assert rows[3][3].startswith("'=HYPERLINK")
    assert rows[1][5:8] == ["120.00", "120.00", "0.00"]


@pytest.mark.server
def test_the_file_holds_what_the_page_was_asked_for(stage: Stage, reader: TestClient) -> None:
    number = stage.posted[0]
    answer = reader.get(f"{stage.base}/orders.csv?search={number}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert [row[1] for row in csv.reader(answer.text.splitlines())][1:] == [number]
    page = reader.get(f"{stage.base}/orders?search={number}&least=1").text
    assert f"orders.csv?search={number}&amp;least=1" in page
