"""A bookkeeper opens the dashboard in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from playwright.sync_api import Page

from leafledger.bookkeeping.limits import APPROVAL, approved_as
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.people.roles import Role
from leafledger.reconciliation.daily_record import DailyRecord
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import PASSWORD, Stage, unposted_order
from tests.pages.test_visitor_refused import ask

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(scope="module", autouse=True)
def past_days(stage: Stage) -> None:
    """Proofs of days gone by, so that the picture of the last thirty shows every standing."""
    record, company = DailyRecord(stage.ledger.database), stage.company.company
    for back in range(26, 0, -1):
        if back in {13, 20}:
            continue
        at = (datetime.now(UTC) - timedelta(days=back)).isoformat()
        waits = back % 3 == 0
        short = {
            "company": company, "proved_at": at, "orders": 400 - back, "documents": 410,
            "proved": 398 - back if waits else 400 - back, "waiting": 2 if waits else 0,
            "differing": 1 if back == 9 else 0, "holds": back != 9, "sections": {},
            "leaflink_total": "0.00", "quickbooks_total": "0.00",
            "difference": "45.00" if back == 9 else "0.00",
            "at_stake": f"{90 * back}.00" if waits else "0.00",
        }  # fmt: skip
        record.keep(short, short, "America/Denver")


def enter(page: Page, address: str, stage: Stage) -> None:
    assert stage.ledger.gate.register.has_owner()
    enter_as(page, address, Role.OWNER, PASSWORD)
    page.get_by_role("heading", name="Proof").wait_for()


def test_a_bookkeeper_signs_in_and_reads_the_proof(page: Page, address: str, stage: Stage) -> None:
    enter(page, address, stage)
    page.get_by_role("button", name="Check now").click()
    page.get_by_text("difference. Checked just now.").first.wait_for()
    kept = stage.ledger.proving.last(stage.company.company)
    assert kept is not None
    assert f"{kept['proved']} of" in page.locator("#proof-line").inner_text()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()


def test_a_bookkeeper_opens_an_order_and_asks_why(page: Page, address: str, stage: Stage) -> None:
    enter(page, address, stage)
    page.get_by_role("link", name="Orders", exact=True).click()
    page.get_by_label("Standing").select_option("proved")
    page.get_by_role("button", name="Show").click()
    page.locator("tbody th a").first.click()
    page.get_by_role("heading", name="The entry").first.wait_for()
    page.locator("summary").get_by_text("Why?", exact=True).first.click()
    page.get_by_text("which posts to").first.wait_for()
    assert page.get_by_role("heading", name="Evidence").is_visible()
    link = page.get_by_role("link", name="Open in QuickBooks").first.get_attribute("href")
    assert link is not None
    shown = httpx2.get(link, follow_redirects=True)
    assert shown.status_code == 200
    number = page.get_by_role("heading", name="Invoice").first.inner_text().removeprefix("Invoice ")
    assert number in shown.text


def test_the_proof_line_comes_anew_without_a_reload(page: Page, address: str, stage: Stage) -> None:
    enter(page, address, stage)
    with page.expect_response("**/proof-line?*") as answered:
        page.evaluate(
            "htmx.ajax('GET', document.querySelector('#proof-line')"
            ".getAttribute('hx-get'), {target: '#proof-line', swap: 'outerHTML'})"
        )
    assert answered.value.status == 200
    page.locator("#proof-line").get_by_text("proved").first.wait_for()


def test_every_page_fits_its_window_and_serves_everybody(
    page: Page, address: str, stage: Stage
) -> None:
    page.goto(address)
    pictures(page, "sign-in")
    enter(page, address, stage)
    pictures(page, "proof")
    page.goto(f"{address}{stage.base}/orders")
    pictures(page, "orders")
    page.goto(f"{address}{stage.base}/orders/{stage.posted[0]}")
    page.locator("summary").get_by_text("Why?", exact=True).first.click()
    pictures(page, "order")
    page.goto(f"{address}{stage.base}/orders/{stage.asked[0]}")
    pictures(page, "order-waiting")
    page.goto(f"{address}{stage.base}/attention")
    pictures(page, "attention")
    planned = unposted_order(stage)
    page.goto(f"{address}{stage.base}/orders/{planned}")
    page.get_by_role("button", name="Post this order").wait_for()
    pictures(page, "order-planned")
    with waiting_for_approval(stage, planned):
        page.goto(f"{address}{stage.base}/approvals")
        page.get_by_role("button", name="Approve").first.wait_for()
        pictures(page, "approvals")
    page.goto(f"{address}{stage.base}/checks/payments")
    pictures(page, "checks")
    page.goto(f"{address}{stage.base}/orders/{stage.posted[1]}")
    page.get_by_role("button", name="Undo…").click()
    page.get_by_text("Nothing is changed yet.").wait_for()
    pictures(page, "undo")


def test_a_bookkeeper_filters_by_keyboard_and_sees_the_total(
    page: Page, address: str, stage: Stage
) -> None:
    enter(page, address, stage)
    page.goto(f"{address}{stage.base}/orders")
    page.get_by_text("More filters").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Total from, $").fill("1,000")
    page.keyboard.press("Enter")
    page.wait_for_url("**least=1*")
    least = page.locator("tbody td:nth-child(5)").all_inner_texts()
    assert least
    assert all(float(one.replace(",", "")) >= 1000 for one in least)
    assert page.get_by_label("Total from, $").is_visible(), "what narrows the list stays in sight"
    with page.expect_download() as given:
        page.get_by_role("link", name="Export CSV").click()
    assert given.value.suggested_filename.endswith(".csv")


def test_a_bookkeeper_presses_the_cure_of_what_waits(
    page: Page, address: str, stage: Stage
) -> None:
    stage.ledger.bell.open()
    enter(page, address, stage)
    page.goto(f"{address}{stage.base}/attention")
    page.get_by_role("button", name="Look again").nth(1).click()
    page.get_by_role("status").get_by_text("is looking again").wait_for()


@contextmanager
def waiting_for_approval(stage: Stage, number: str) -> Iterator[None]:
    """An order's plan waits for a person."""
    found = stage.ledger.parts(stage.company).rehearsing.as_seen(stage.company, number)
    assert found is not None
    assert found.order is not None
    name = found.order.spoken_name
    asked = Question(
        QuestionKind.NEEDS_APPROVAL, f"{APPROVAL}{approved_as(found.plan)}",
        f"Order {name} waits for the approval of one person.",
        f"Nothing of it was posted; {found.order.total} waits.",
        f"Run: leafledger approve {name}.", found.order.total,
    )  # fmt: skip
    ask(stage, number, [asked])
    try:
        yield
    finally:
        ask(stage, number, [])
