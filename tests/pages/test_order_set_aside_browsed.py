"""A bookkeeper holds an order in the browser, with a reason, and releases it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from leafledger.people.roles import Role
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import PASSWORD, Stage

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_an_order_is_held_and_released_by_keyboard(page: Page, address: str, stage: Stage) -> None:
    stage.ledger.bell.open()
    enter_as(page, address, Role.BOOKKEEPER, PASSWORD)
    page.goto(f"{address}{stage.base}/orders/{stage.posted[5]}")
    page.get_by_text("Hold or skip…").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why?").fill("The buyer disputes the count of the third case.")
    pictures(page, "order-hold", also=["light", "dark"])
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("The order is held.").wait_for()
    pictures(page, "order-held")
    page.get_by_role("button", name="Release it").click()
    page.get_by_role("status").get_by_text("The order is released.").wait_for()
