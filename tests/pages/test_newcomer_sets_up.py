"""A newcomer: from an empty installation to the first posted and proved invoice, in a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from leafledger.assembly import LeafLedger
from leafledger.clerk.connecting import BEING_SET_UP
from leafledger.dashboard.app import sign_in_code
from leafledger.journal.audit import Wanted
from leafledger.settings import read_settings
from tests.pages.browsing import chromium, opened, pictures, served
from tests.pages.conftest import PASSWORD
from tests.running import RunningSimulators, StartSimulators

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(300)]
POSTING_MS_MAX = 20_000


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LeafLedger]:
    """A new installation: no company; LeafLink is polled every second once books begin."""
    settings = {
        "LEAFLEDGER_HOME": str(tmp_path), "LEAFLEDGER_PACE_FACTOR": "20",
        "LEAFLEDGER_POLL_SECONDS": "1",
    }  # fmt: skip
    ledger = LeafLedger(read_settings(settings))
    yield ledger
    ledger.close()


@pytest.fixture
def season(simulators: StartSimulators) -> RunningSimulators:
    """Both simulators with a season traded on LeafLink and nothing of it in QuickBooks."""
    pair = simulators("season", 1)
    for which in ("leaflink", "quickbooks"):
        pair.control(which, "/limits", {"scale": 20, "enabled": True})
    return pair


@pytest.fixture
def own_address(ledger: LeafLedger) -> Iterator[str]:
    """Its dashboard over real HTTP on a free loopback port."""
    with served(ledger) as address:
        yield address


def documents(season: RunningSimulators) -> int:
    """How many invoices QuickBooks has."""
    entities = season.snapshot("quickbooks")["entities"]
    return len(entities.get("Invoice", []))


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    """Follow a link."""
    page.locator("#main").get_by_role("link", name=name).first.click()


def connect_both(page: Page, season: RunningSimulators) -> None:
    """Steps 1 and 2, with the mistakes people make on the way."""
    leaflink = season.leaflink
    page.get_by_label("Application key").fill("a-key-of-somebody-else")
    page.get_by_text("Another address than").click()
    page.get_by_label("Address of LeafLink").fill(leaflink["base_url"])
    press(page, "Connect LeafLink")
    page.get_by_text("LeafLink does not accept this key").wait_for()
    assert "a-key-of-somebody-else" not in page.content()
    pictures(page, "set-up-1-leaflink")
    page.get_by_label("Application key").fill(leaflink["api_key"])
    page.get_by_label("Webhook key").fill(leaflink["webhook_key"])
    press(page, "Connect LeafLink")
    page.get_by_role("heading", name="Connect QuickBooks").wait_for()
    pictures(page, "set-up-2-quickbooks")
    consent(page, season, "not-the-secret")
    page.get_by_text("does not accept the app's client id or secret").wait_for()
    assert "not-the-secret" not in page.content()
    pictures(page, "set-up-2-refused", also=("light",))
    follow(page, "Try again")


def consent(page: Page, season: RunningSimulators, secret: str) -> None:
    """Step 2 up to the owner's word at Intuit."""
    quickbooks = season.quickbooks
    page.get_by_label("Client id").fill(quickbooks["client_id"])
    page.get_by_label("Client secret").fill(secret)
    page.get_by_label("Verifier token").fill(quickbooks["webhook_verifier_token"])
    page.get_by_label("The keys are for").select_option("other")
    if not page.get_by_label("Address of QuickBooks").is_visible():
        page.get_by_text("Another address", exact=True).click()
    page.get_by_label("Address of QuickBooks").fill(quickbooks["base_url"])
    page.get_by_label("discovery document").fill(quickbooks["discovery_url"])
    press(page, "Go on to Intuit")
    follow(page, "Go to Intuit")
    press(page, "Connect")


def set_up_books(page: Page) -> None:
    """Step 3: one thing by its own button, the rest at once."""
    press(page, "Look at QuickBooks")
    page.get_by_text("are missing").wait_for()
    pictures(page, "set-up-3-checks")
    press(page, "Switch on")
    page.get_by_text("QuickBooks has it now").wait_for()
    press(page, "Put all of it right")
    page.get_by_text("Everything is there").wait_for()
    press(page, "Go on: choose accounts")


def choose_accounts(page: Page) -> None:
    """Step 4: the suggestions are taken, with one choice of one's own."""
    page.get_by_label("Sales", exact=True).wait_for()
    pictures(page, "set-up-4-accounts")
    page.get_by_label("What falls into closed books").select_option("next_open_day")
    press(page, "Take these")


def match(page: Page) -> None:
    """Step 5."""
    press(page, "Read customers and products")
    page.get_by_text("Not matched yet").wait_for()
    pictures(page, "set-up-5-matching")
    sure = page.get_by_role("button", name="sure one")
    if sure.count():
        sure.click()
        page.get_by_text("Whatever was sure is matched").wait_for()
    press(page, "Go on: rehearse a month")


def busiest_month(season: RunningSimulators) -> str:
    """The month of the season with the most orders, as `2026-09`."""
    orders = season.snapshot("leaflink")["orders"]
    rows = orders.values() if isinstance(orders, dict) else orders
    months = Counter(str(one["created_on"])[:7] for one in rows)
    return months.most_common(1)[0][0]


def rehearse(page: Page, month: str) -> None:
    """Step 6."""
    page.get_by_label("Month").fill(month)
    press(page, "Read its orders")
    page.get_by_text("would be posted").wait_for()
    page.get_by_role("row").filter(has_text="Accounts Receivable").wait_for()
    pictures(page, "set-up-6-rehearsal")
    press(page, "Go on: post one order")


def post_one(page: Page) -> None:
    """Step 7: choose, look, post, prove."""
    page.get_by_role("heading", name="Which order is the first?").wait_for()
    pictures(page, "set-up-7-choose", also=("light",))
    page.locator("tbody a").first.click()
    page.get_by_text("This would stand in QuickBooks").wait_for()
    pictures(page, "set-up-7-planned", also=("light",))
    press(page, "Post this order")
    page.get_by_text("It stands in QuickBooks.").wait_for()
    pictures(page, "set-up-7-posted", also=("light",))
    press(page, "Prove it")
    page.get_by_text("Proved: LeafLink and QuickBooks show the same").wait_for()
    pictures(page, "set-up-7-proved")
    follow(page, "Go on: go live")


def go_live(page: Page, address: str, month: str) -> None:
    """Step 8: a day that cannot be is refused; the run is left and taken up again."""
    page.get_by_label("First day of the books").wait_for()
    pictures(page, "set-up-8-live")
    page.goto(f"{address}/")
    page.get_by_role("link", name="Set-up").click()
    page.get_by_role("link", name="First run").click()
    follow(page, "Go on: go live")
    page.get_by_label("First day of the books").fill(f"{month}-01")
    press(page, "Go live")
    page.get_by_text("is live: books from").wait_for()
    pictures(page, "set-up-done")


def test_a_newcomer_comes_to_the_first_proved_invoice(
    ledger: LeafLedger, own_address: str, season: RunningSimulators
) -> None:
    intuit = season.quickbooks["base_url"]
    with (
        ledger.syncing().working(watching=True),
        chromium() as browser,
        opened(browser, own_address, also=(intuit,), refusals=True) as page,
    ):
        page.set_default_timeout(POSTING_MS_MAX)
        page.goto(own_address)
        page.get_by_label("Sign-in code").fill(sign_in_code(ledger))
        page.get_by_label("Your name").fill("Olive Owner")
        page.get_by_label("Sign-in name").fill("olive@example.com")
        page.get_by_label("Password, 15").fill(PASSWORD)
        page.get_by_label("The password again").fill(PASSWORD)
        press(page, "Begin")
        pictures(page, "no-company")
        follow(page, "Set a company up")
        pictures(page, "set-up")
        follow(page, "Begin")
        connect_both(page, season)
        # Step 2 begins anew where it was left: another browser window, another hour.
        consent(page, season, season.quickbooks["client_secret"])
        page.get_by_role("heading", name="Check QuickBooks").wait_for()
        (company,) = ledger.companies.all()
        assert company.held_why == BEING_SET_UP
        set_up_books(page)
        choose_accounts(page)
        match(page)
        month = busiest_month(season)
        before = documents(season)
        rehearse(page, month)
        assert documents(season) == before == 0, "a rehearsal writes nothing"
        assert ledger.history.counts(company.company).get("done", 0) > 0, "the set-up was made"
        post_one(page)
        assert documents(season) == 1, "one order, and nothing else"
        go_live(page, own_address, month)
        ledger.syncing().wait(company.company, everything=False, progress=lambda _: None)
        assert documents(season) > 1
    words = [row.what.words for row in ledger.audit.rows(Wanted(), rows_max=100)]
    assert f"Went live with {company.name}: books from {month}-01." in words
    everything_written = " ".join(str(row) for row in ledger.audit.every(Wanted()))
    for secret in (season.leaflink["api_key"], season.quickbooks["client_secret"]):
        assert secret not in everything_written
