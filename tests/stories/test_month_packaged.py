"""A controller proves a month and packages it, in a real browser: what is signed is what stands."""

from __future__ import annotations

import io
import zipfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from leafledger.journal.audit import Wanted
from leafledger.people.roles import Role
from leafledger.reports.month_end import Month
from tests.pages.browsing import chromium, come_in, opened, served
from tests.pages.conftest import PASSWORD
from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_a_controller_proves_and_packages_the_month(journey: Journey) -> None:
    houses = [CountingHouse(journey, cases) for cases in (2, 3)]
    houses[0].paid(houses[0].total)
    houses[1].paid("75.00")
    houses[1].credit("20.00")
    journey.sync()
    owed = sum((Decimal(one["Balance"]) for one in journey.books("Customer")), Decimal(0))
    journey.ledger.gate.register.add("Cora Controller", "cora", Role.OWNER, PASSWORD)
    with ExitStack() as held:
        address = held.enter_context(served(journey.ledger))
        page = held.enter_context(opened(held.enter_context(chromium()), address))
        come_in(page, address, "cora", PASSWORD)
        page.get_by_role("button", name="Check now").click()
        page.get_by_text("2 of 2 orders proved. $0.00 difference.").first.wait_for()
        _aging_agrees(page, owed)
        month = this_month(journey)
        workbook, paper = _packaged(page, month)
        _signed(page, the_one_before(month))
    words = " ".join("".join(one.extract_text() for one in PdfReader(paper).pages).split())
    for shown in (f"{owed:,.2f}", "2 of 2"):
        assert shown in words
    with zipfile.ZipFile(workbook) as book:
        sheets = [one for one in book.namelist() if one.startswith("xl/worksheets/sheet")]
        cells = "".join(book.read(one).decode() for one in sheets)
    assert all(journey_name(journey, house) in cells for house in houses)
    signed = journey.ledger.audit.rows(Wanted(person="Cora Controller"), rows_max=50)
    assert any("ign" in row.what.words for row in signed)


def _aging_agrees(page: Page, owed: Decimal) -> None:
    page.get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="AR aging").first.click()
    # Some documents of this minute are dated tomorrow already, by the clock of their side.
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    page.get_by_label("As of").fill(tomorrow.isoformat())
    page.get_by_role("button", name="Ask QuickBooks now").click()
    page.get_by_text("own aging agrees in every row and age").wait_for()
    assert f"${owed:,.2f}" in page.locator(".hero").inner_text()


def _packaged(page: Page, month: str) -> tuple[io.BytesIO, io.BytesIO]:
    """The workbook and the paper of a month that still runs, which is not signed."""
    page.get_by_role("link", name="Reports", exact=True).click()
    page.get_by_role("link", name="Month end").first.click()
    # The orders are of today; a month that is not over can be packaged, too.
    page.get_by_label("Month").select_option(label=month)
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Ask both sides and make the package").click()
    page.get_by_text("agree to the cent").first.wait_for()
    page.get_by_text("This was made while").first.wait_for()
    assert page.get_by_role("button", name="Sign off").count() == 0
    kept = []
    for link in ("Workbook (Excel)", "Paper to sign (PDF)"):
        with page.expect_download() as given:
            page.get_by_role("link", name=link).click()
        kept.append(io.BytesIO(Path(given.value.path()).read_bytes()))
    return kept[0], kept[1]


def _signed(page: Page, month: str) -> None:
    page.get_by_label("Month").select_option(label=month)
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Ask both sides and make the package").click()
    page.get_by_role("button", name="Sign off").click()
    page.get_by_text("Signed off by Cora Controller").wait_for()


def this_month(journey: Journey) -> str:
    """The month of the orders, which are invoiced as of today where the seller is."""
    zone = journey.ledger.policy(journey.company).orders.time_zone
    return datetime.now(ZoneInfo(zone)).strftime("%Y-%m")


def the_one_before(month: str) -> str:
    """The month before a month like 2026-10."""
    return (Month.read(month).first - timedelta(days=1)).isoformat()[:7]


def journey_name(journey: Journey, house: CountingHouse) -> str:
    """What people call the order of a house."""
    return journey.standing(house.number).spoken_name
