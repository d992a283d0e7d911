"""A bookkeeper looks customers through in a real browser and says who is who."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from leafledger.people.roles import Role
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import PASSWORD, Stage
from tests.pages.newcomers import Newcomer, newcomer

__all__ = ["newcomer"]

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(autouse=True)
def inside(page: Page, address: str, stage: Stage) -> None:
    stage.ledger.bell.open()
    enter_as(page, address, Role.BOOKKEEPER, PASSWORD)


def test_a_bookkeeper_finds_a_customer_and_sees_both_sides(page: Page) -> None:
    page.get_by_role("link", name="Customers", exact=True).click()
    page.get_by_role("heading", name="Customers").wait_for()
    pictures(page, "customers")
    page.get_by_label("Standing").select_option("matched")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**standing=matched*")
    page.locator("tbody th a").first.click()
    page.get_by_role("heading", name="Both sides, field by field").wait_for()
    assert page.get_by_role("cell", name="Agree").count() > 3
    pictures(page, "customer")


def test_a_bookkeeper_reads_the_evidence_and_says_who_it_is(
    page: Page, address: str, stage: Stage, newcomer: Newcomer
) -> None:
    page.goto(f"{address}{stage.base}/customers/sure")
    page.get_by_role("heading", name="Matches that are sure").wait_for()
    pictures(page, "customers-sure")
    page.goto(f"{address}{stage.base}/customers?search=hemlock")
    page.locator("tbody th a").first.click()
    page.get_by_role("button", name="It is this one").first.wait_for()
    assert page.get_by_role("cell", name="agrees").count() >= 1
    assert page.get_by_role("cell", name="differs").count() >= 1
    pictures(page, "customer-unmatched")
    page.get_by_role("button", name="It is this one").first.click()
    page.get_by_role("status").get_by_text("The match is written down.").wait_for()
    page.get_by_role("button", name="Take this match back").click()
    page.get_by_role("status").get_by_text("The match is taken back.").wait_for()
    history = page.locator("table.past")
    assert "Took the match back." in history.inner_text()
    assert "Bookkeeper Person" in history.inner_text()
    page.get_by_label("Search in QuickBooks").fill("farms")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Hemlock Farms").wait_for()
    pictures(page, "customer-search", also=["light"])
    assert newcomer.id in page.url


def test_products_payments_and_credits_fit_their_windows(
    page: Page, address: str, stage: Stage
) -> None:
    stage.ledger.prove(stage.company)
    for way in ("products", "payments", "credits"):
        page.goto(f"{address}{stage.base}")
        page.get_by_role("link", name=way.capitalize(), exact=True).first.click()
        page.get_by_role("heading", name=way.capitalize(), exact=True).wait_for()
        pictures(page, way)
    page.goto(f"{address}{stage.base}/products?standing=matched")
    page.locator("tbody th a").first.click()
    page.get_by_role("heading", name="Both sides").wait_for()
    pictures(page, "product")
