"""Products, payments and credits on their pages: both sides, filters, and nothing but text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from leafledger.intake.looking import PRODUCT
from leafledger.intake.seen import System
from leafledger.journal.audit import Kind, Wanted
from leafledger.reconciliation.checks import PAYMENTS, Standing
from leafledger.reconciliation.kept_checks import SoughtChecks
from tests.pages.conftest import HOSTILE, Stage
from tests.pages.newcomers import keep
from tests.pages.test_acts_done import press

pytestmark = pytest.mark.server


@pytest.fixture(autouse=True, scope="module")
def proved(stage: Stage) -> None:
    stage.ledger.bell.open()
    stage.ledger.prove(stage.company)


def sheet(reader: TestClient, address: str) -> list[dict[str, str]]:
    """The rows of an export by their headings."""
    answer = reader.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.DictReader(answer.text.splitlines()))


@pytest.fixture
def novelty(stage: Stage) -> Iterator[str]:
    """A product with hostile words, and an item of its name without a SKU."""
    mine = {"id": 880001, "name": f"Haze {HOSTILE}", "sku": "=HZ-1", "wholesale_price": "42.50"}
    keep(stage, System.LEAFLINK, PRODUCT, mine)
    keep(stage, System.QUICKBOOKS, "Item", {
        "Id": "880051", "SyncToken": "0", "Name": "Haze Reserve", "Type": "NonInventory",
        "UnitPrice": 40, "Sku": "=HZ-1",
    })  # fmt: skip
    yield "880001"
    stage.ledger.seen.gone(stage.company.company, System.LEAFLINK, PRODUCT, ["880001"])
    stage.ledger.seen.gone(stage.company.company, System.QUICKBOOKS, "Item", ["880051"])
    with stage.ledger.database.writing() as connection:
        stage.ledger.crosswalk.retire(connection, stage.company.company, "product:880001")


def test_a_product_stands_beside_its_item_with_both_prices(
    stage: Stage, reader: TestClient, novelty: str
) -> None:
    way = f"{stage.base}/products/{novelty}"
    page = reader.get(way).text
    assert "Same SKU =HZ-1" in page
    assert "<script>alert" not in page
    assert press(reader, f"{way}/match", quickbooks_id="880051") == (303, f"{way}?done=paired")
    (row,) = sheet(reader, f"{stage.base}/products.csv?search=haze")
    assert (row["Price on LeafLink"], row["Price in QuickBooks"]) == ("42.50", "40")
    assert (row["SKU"], row["In QuickBooks"]) == ("'=HZ-1", "Haze Reserve")
    assert row["Standing"] == "Matched"
    listed = reader.get(f"{stage.base}/products?search=haze").text
    assert ">(2.50)</td>" in listed
    assert "<script>alert" not in listed
    assert press(reader, f"{way}/match", quickbooks_id="undo") == (303, f"{way}?done=parted")
    assert "Took the match back." in reader.get(way).text
    row_written = stage.ledger.audit.rows(Wanted(kind=Kind.MATCH), rows_max=1)[0].what
    assert (row_written.record, row_written.before) == (f"product:{novelty}", "Haze Reserve")
    assert reader.get(f"{stage.base}/products/nobody").status_code == 404


def test_products_of_posted_orders_are_matched(stage: Stage, reader: TestClient) -> None:
    rows = sheet(reader, f"{stage.base}/products.csv?standing=matched")
    assert rows
    assert all(row["In QuickBooks"] and row["Type in QuickBooks"] for row in rows)
    assert "What is no product" in reader.get(f"{stage.base}/products").text


def test_payments_stand_beside_quickbooks_and_say_where_the_money_is(
    stage: Stage, reader: TestClient
) -> None:
    rows = sheet(reader, f"{stage.base}/payments.csv")
    proof = stage.ledger.proving.last_details(stage.company.company)
    assert proof is not None
    assert len(rows) == len(proof["checks"]["payments"])
    proved = [row for row in rows if row["Standing"] == "Proved" and float(row["LeafLink"])]
    assert proved
    assert all(row["Difference"] == "0.00" for row in proved)
    cash = [row for row in proved if row["Method"] != "Credit"]
    assert all(row["Where the money is"] != "Not in QuickBooks" for row in cash)
    page = reader.get(f"{stage.base}/payments").text
    assert f'href="{stage.base}/checks/payments"' in page
    assert "Undeposited Funds" in page or "Clearing" in page


def test_payments_are_filtered_by_day_method_customer_and_standing(
    stage: Stage, reader: TestClient
) -> None:
    rows = sheet(reader, f"{stage.base}/payments.csv")
    days = sorted(row["Date"] for row in rows)
    some = sheet(reader, f"{stage.base}/payments.csv?since={days[0]}&until={days[0]}")
    assert {row["Date"] for row in some} == {days[0]}
    for method, word in (("ach", "ACH"), ("check", "Check")):
        shown = sheet(reader, f"{stage.base}/payments.csv?method={method}")
        assert {row["Method"] for row in shown} <= {word}
        assert len(shown) == sum(row["Method"] == word for row in rows)
    name = rows[0]["Payment"].rsplit(", ", 1)[1]
    mine = sheet(reader, f"{stage.base}/payments.csv?customer={name}")
    assert mine
    assert all(row["Payment"].endswith(name) for row in mine)
    assert sheet(reader, f"{stage.base}/payments.csv?search=nobody-has-this") == []
    checks = stage.ledger.kept_checks.page(
        stage.company.company, SoughtChecks(PAYMENTS), size=50, page=1
    )
    assert checks is not None
    waits = sheet(reader, f"{stage.base}/payments.csv?standing=waiting")
    assert len(waits) == checks.counts.get(Standing.WAITING, 0)
    assert checks.booked - checks.wanted == sum(
        (one.difference for one in checks.rows), start=checks.booked - checks.booked
    )


def test_a_payment_that_waits_shows_its_question_and_cures(
    stage: Stage, reader: TestClient
) -> None:
    page = reader.get(f"{stage.base}/payments?standing=waiting").text
    assert "What waits here" in page
    assert "Look again" in page


def test_credits_show_what_is_given_used_and_open_on_both_sides(
    stage: Stage, reader: TestClient
) -> None:
    rows = sheet(reader, f"{stage.base}/credits.csv")
    assert len(rows) == len(stage.ledger.parts(stage.company).payments.all_credits())
    used = [row for row in rows if row["Status on LeafLink"] == "used"]
    assert used
    assert all(row["Open on LeafLink"] == "0.00" and row["Used on order"] for row in used)
    booked = [row for row in rows if row["Amount in QuickBooks"] and row["Standing"] == "Proved"]
    assert all(row["Difference of amounts"] == "0.00" for row in booked)
    page = reader.get(f"{stage.base}/credits?status=used").text
    assert re.search(rf'href="{stage.base}/orders/[0-9a-f-]+"', page)
    one = sheet(reader, f"{stage.base}/credits.csv?search={rows[0]['Credit']}")
    assert rows[0]["Credit"] in {row["Credit"] for row in one}


def test_opening_these_pages_asks_neither_side(stage: Stage, reader: TestClient) -> None:
    before = stage.ledger.counters.calls(stage.company.company)
    for way in ("products", "payments", "credits"):
        for end in ("", ".csv"):
            answer = reader.get(f"{stage.base}/{way}{end}")
            assert answer.status_code == 200
            assert len(answer.content) < 300_000
    assert stage.ledger.counters.calls(stage.company.company) == before
