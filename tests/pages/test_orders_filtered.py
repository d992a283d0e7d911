"""The list of orders: what a filter lets through, and what a spreadsheet is given."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from leafledger.dashboard.pages.orders_page import Asked, OrderList, list_orders, orders_csv
from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.reconciliation.daily_record import DailyRecord
from leafledger.reconciliation.kept_orders import KeptOrders
from leafledger.reconciliation.proof import OrderProof, Proof, Standing
from leafledger.reconciliation.proof_listings import ProofListings
from leafledger.reconciliation.telling import details
from tests.pages.conftest import HOSTILE, Stage

COMPANY = Company("one", "One", "1", "", "9130", "", "", "")


def order(
    name: str, customer: str, total: str, dated: str, status: str = "Accepted", brand: str = ""
) -> OrderProof:
    amount = Money.of(total)
    return OrderProof(
        number=f"uuid-{name}", spoken_name=name, status=status, customer=customer, wanted=amount,
        booked=amount, open=amount, leaflink_balance=amount, documents=(name,),
        standing=Standing.PROVED, brand=brand, dated=date.fromisoformat(dated) if dated else None,
    )  # fmt: skip


ORDERS = (
    order("101", "Mesa Verde", "120.00", "2026-10-03"),
    order("102", "Aspen Leaf", "80.50", "2026-10-20", "Complete", "Juniper"),
    order("103", '=HYPERLINK("http://evil.example")', "45.00", ""),
    order("104", HOSTILE, "2500.00", "2026-11-02"),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptOrders]:
    """The orders of a proof, as the pages find them."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('orders') / 'books.sqlite'}")
    upgrade(database)
    told = details(Proof("one", datetime.now(UTC), ORDERS, len(ORDERS)))
    listing = ProofListings(database).write(told)
    DailyRecord(database).keep(told, told, "UTC", listing=listing)
    yield KeptOrders(database)
    database.close()


def listed(kept: KeptOrders, **asked: str) -> OrderList:
    found = list_orders(kept, COMPANY, Asked(**asked), 1)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["103", "104", "102", "101"]),
        ({"customer": "mesa"}, ["101"]),
        ({"status": "Complete"}, ["102"]),
        ({"since": "2026-10-04", "until": "2026-11-01"}, ["102"]),
        ({"least": "$100", "most": "2,000"}, ["101"]),
        ({"search": "aspen 80.50"}, ["102"]),
        ({"state": "proved", "since": "2026-11-01"}, ["104"]),
        ({"since": "no day", "least": "much"}, ["103", "104", "102", "101"]),
        ({"until": "2026-12-31"}, ["104", "102", "101"]),
        ({"least": "1" * 19}, []),
        ({"brand": "Juniper"}, ["102"]),
        ({"state": "agreed"}, []),
        ({"state": "nothing"}, []),
        ({"search": "%"}, []),
    ],
)
def test_only_what_fits_is_listed(
    kept: KeptOrders, asked: dict[str, str], names: list[str]
) -> None:
    assert [row.order.spoken_name for row in listed(kept, **asked).rows] == names


def test_the_totals_are_of_all_that_was_found(kept: KeptOrders) -> None:
    found = listed(kept, since="2026-10-01")
    assert found.leaflink == Money.of("2700.50")
    assert found.quickbooks == found.leaflink
    assert found.brands == ["Juniper"]


def test_no_cell_of_the_file_is_a_formula(kept: KeptOrders) -> None:
    text = "".join(orders_csv(kept, COMPANY, Asked()))
    rows = list(csv.reader(text.splitlines()))
    assert len(rows) == len(ORDERS) + 1
    assert rows[1][3].startswith("'=HYPERLINK")
    assert rows[4][5:8] == ["120.00", "120.00", "0.00"]


@pytest.mark.server
def test_the_file_holds_what_the_page_was_asked_for(stage: Stage, reader: TestClient) -> None:
    number = stage.posted[0]
    answer = reader.get(f"{stage.base}/orders.csv?search={number}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert [row[1] for row in csv.reader(answer.text.splitlines())][1:] == [number]
    page = reader.get(f"{stage.base}/orders?search={number}&least=1").text
    assert f"orders.csv?search={number}&amp;least=1" in page
