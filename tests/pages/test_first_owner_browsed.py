"""A newcomer comes in with the code, lets a colleague in and reads the audit log, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leafledger.assembly import LeafLedger
from leafledger.dashboard.app import sign_in_code
from leafledger.settings import read_settings
from tests.pages.browsing import chromium, opened, pictures, served
from tests.pages.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LeafLedger]:
    """A new installation: no company, nobody known."""
    ledger = LeafLedger(read_settings({"LEAFLEDGER_HOME": str(tmp_path)}))
    yield ledger
    ledger.close()


@pytest.fixture
def own_address(ledger: LeafLedger) -> Iterator[str]:
    """Its dashboard over real HTTP on a free loopback port."""
    with served(ledger) as address:
        yield address


def test_a_newcomer_becomes_the_owner_and_lets_a_colleague_in(
    ledger: LeafLedger, own_address: str
) -> None:
    with chromium() as browser, opened(browser, own_address) as page:
        page.goto(own_address)
        pictures(page, "first-owner")
        page.get_by_label("Sign-in code").fill(sign_in_code(ledger))
        page.get_by_label("Your name").fill("Olive Owner")
        page.get_by_label("Sign-in name").fill("olive@example.com")
        page.get_by_label("Password, 15").fill(PASSWORD)
        page.get_by_label("The password again").fill(PASSWORD)
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("link", name="People").click()
        page.get_by_label("Name, as approvals show it").fill("Bo Keeper")
        page.get_by_label("Sign-in name or e-mail").fill("bo@example.com")
        page.get_by_label("First password").fill(PASSWORD)
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("rowheader", name="Bo Keeper").wait_for()
        pictures(page, "people")
        page.get_by_role("link", name="Audit").click()
        page.get_by_text("Added Bo Keeper as bookkeeper.").wait_for()
        page.get_by_label("Kind").select_option("people")
        page.get_by_role("button", name="Show").click()
        assert page.locator("tbody tr").count() == 1
        pictures(page, "audit")
        page.get_by_role("link", name="Olive Owner").click()
        pictures(page, "password")
        page.get_by_role("button", name="Sign out everywhere").click()
        page.get_by_role("heading", name="Sign in").wait_for()
        pictures(page, "sign-in")
