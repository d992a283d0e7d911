"""Margin and charges on the dashboard: worked out from what was seen, tied to the documents."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from leafledger.dashboard.pages.worked_out import months_between
from leafledger.figures.money import Money
from leafledger.intake.seen import System
from leafledger.ledger.pointers import RecordKind
from leafledger.people.roles import Role
from leafledger.reports.figures_kept import CHARGES, kept_as, read_charges, read_figures
from leafledger.reports.kept import KeptReports
from leafledger.reports.margin import NOTHING, By
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import PASSWORD, Stage, form_token_in
from tests.pages.reports_read import csv_of, workbook_of

pytestmark = [pytest.mark.server, pytest.mark.usefixtures("costed")]
COST = 3


@pytest.fixture(scope="module")
def costed(stage: Stage) -> Iterator[str]:
    """One product whose item has a cost in QuickBooks; its name."""
    ledger, company = stage.ledger, stage.company.company
    links = ledger.crosswalk.live_of_kinds(company, [RecordKind.ITEM])
    sold = [link for record, link in sorted(links.items()) if record.startswith("product:")]
    items = ledger.seen.some(company, System.QUICKBOOKS, "Item", [sold[0].quickbooks_id])
    (item,) = items.values()
    priced = {item.id: item.wire | {"PurchaseCost": COST}}
    ledger.seen.keep(company, System.QUICKBOOKS, "Item", priced)
    ledger.work_out_figures(stage.company)
    yield str(item.wire["Name"])
    ledger.seen.keep(company, System.QUICKBOOKS, "Item", {item.id: item.wire})


def documents_total(stage: Stage) -> Money:
    """Our invoices less our credit memos, as QuickBooks shows them."""
    ledger, company = stage.ledger, stage.company.company
    total = Money.zero()
    for kind in (RecordKind.INVOICE, RecordKind.CREDIT_MEMO):
        ids = [
            one.quickbooks_id for one in ledger.crosswalk.live_of_kinds(company, [kind]).values()
        ]
        for one in ledger.seen.some(company, System.QUICKBOOKS, kind.value, ids).values():
            amount = Money(Decimal(one.wire["TotalAmt"]))
            total = total + amount if kind is RecordKind.INVOICE else total - amount
    return total


def test_revenue_and_charges_add_up_to_the_documents(stage: Stage) -> None:
    kept, company = KeptReports(stage.ledger.database), stage.company.company
    charges = [
        one for month in kept.between(company, CHARGES, "", "9") for one in read_charges(month.told)
    ]
    for by in By:
        found = read_figures(kept.between(company, kept_as(by), "", "9"))
        total = sum(found.values(), NOTHING)
        assert total.revenue + Money.total(one.net for one in charges) == documents_total(stage), by
        assert total.cost
        assert total.without_cost, "the other products have no cost"


def test_a_cost_is_told_where_it_is_known_and_nowhere_else(
    stage: Stage, reader: TestClient, costed: str
) -> None:
    way = f"{stage.base}/reports/margin"
    rows = csv_of(reader, f"{way}.csv?first=2000-01&by=Product")
    head, *products = rows
    found = {row[0]: dict(zip(head, row, strict=True)) for row in products}
    with_cost = [one for one in found.values() if one["Cost"]]
    assert [one["Product"] for one in with_cost] == [costed]
    (one,) = with_cost
    assert Decimal(one["Margin"]) == Decimal(one["Of it with a cost"]) - Decimal(one["Cost"])
    assert Decimal(one["Cost"]) % COST == 0
    others = [one["Note"] for name, one in found.items() if name != costed]
    assert set(others) <= {"cost not known", ""}
    assert "cost not known" in others
    page = reader.get(way).text
    assert "is without a cost and left out" in page
    names, told = workbook_of(reader, f"{way}.xlsx?by=Brand")
    assert names == ["Brand", "Product", "Product line", "Customer", "Month"]
    assert "cost not known" in told


def test_a_picture_leaves_no_month_out() -> None:
    assert months_between("2026-11", "2027-01") == ["2026-11", "2026-12", "2027-01"]
    assert months_between("2026-01", "2026-01") == ["2026-01"]


def test_brands_and_lines_are_told_by_name(stage: Stage, reader: TestClient) -> None:
    for by in ("Brand", "Product line"):
        rows = csv_of(reader, f"{stage.base}/reports/margin.csv?by={by}")
        assert all(not row[0].removeprefix(by).strip().isdecimal() for row in rows[1:]), rows


def test_taxes_stand_in_the_account_of_their_item(stage: Stage, reader: TestClient) -> None:
    rows = csv_of(reader, f"{stage.base}/reports/taxes.csv?table=By+account")
    accounts = {row[0]: Decimal(row[4]) for row in rows[1:] if row[1] == "Tax"}
    assert set(accounts) == {"Cannabis tax payable"}
    stage.ledger.prove(stage.company)
    kept = stage.ledger.proving.last_details(stage.company.company)
    assert kept is not None
    (check,) = [one for one in kept["checks"]["accounts"] if "Cannabis tax payable" in one["name"]]
    assert Decimal(check["booked"]) == sum(accounts.values()) > 0


def test_the_pages_of_margin_and_taxes(page: Page, address: str, stage: Stage) -> None:
    enter_as(page, address, Role.BOOKKEEPER, PASSWORD)
    page.goto(f"{address}{stage.base}/reports/margin")
    page.get_by_role("button", name="Work out now").click()
    page.get_by_text("The figures were worked out from what was last seen.").wait_for()
    page.get_by_label("By", exact=True).select_option("Customer")
    page.get_by_role("button", name="Show").first.click()
    page.get_by_role("heading", name="Customer", exact=True).wait_for()
    pictures(page, "reports-margin")
    page.goto(f"{address}{stage.base}/reports/taxes")
    page.get_by_role("heading", name="By account").wait_for()
    pictures(page, "reports-taxes")


def test_before_anything_was_worked_out_the_pages_say_so(stage: Stage, reader: TestClient) -> None:
    kept, company = KeptReports(stage.ledger.database), stage.company.company
    for report in (kept_as(By.MONTH), CHARGES):
        kept.keep_all(company, report, {}, alone=True)
    for name in ("margin", "taxes"):
        assert "Nothing was worked out yet." in reader.get(f"{stage.base}/reports/{name}").text
        assert reader.get(f"{stage.base}/reports/{name}.csv").status_code == 404
    token = form_token_in(reader.get("/").text)
    answer = reader.post(f"{stage.base}/reports/taxes", data={"form_token": token})
    assert answer.headers["location"] == f"{stage.base}/reports/taxes?done=worked"
    assert kept.periods(company, kept_as(By.MONTH))
