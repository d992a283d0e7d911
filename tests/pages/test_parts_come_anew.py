"""Parts of pages come anew by themselves, and only where something changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.figures.money import Money
from leafledger.intake.marks import Subject, Why
from leafledger.people.roles import Role
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import PASSWORD, Stage
from tests.pages.test_visitor_refused import ask

pytestmark = pytest.mark.server
ODD = Question(
    QuestionKind.TOTAL_DOES_NOT_ADD_UP, "order:1", "Order 1 does not add up.", "Nothing posted.",
    "Correct it on LeafLink.", Money.of("987.65"),
)  # fmt: skip


def mark(stage: Stage, number: str) -> None:
    stage.ledger.bell.open()
    with stage.ledger.database.writing() as connection:
        stage.ledger.marks.mark(
            connection, stage.company.company, Subject.ORDER, [number], Why.CHANGED_BOOKS
        )


def settle(stage: Stage, number: str) -> None:
    taken = stage.ledger.marks.take(stage.company.company, Subject.ORDER)
    stage.ledger.marks.settle([one for one in taken if one.id == number])


def test_the_line_brings_what_waits_along_only_when_it_changed(
    stage: Stage, reader: TestClient
) -> None:
    number = stage.posted[6]
    page = reader.get(stage.base).text
    seen = page.split("/proof-line?seen=", 1)[1].split('"', 1)[0]
    same = reader.get(f"{stage.base}/proof-line?seen={seen}").text
    assert 'id="proof-line"' in same
    assert "waits-now" not in same
    ask(stage, number, [ODD])
    try:
        anew = reader.get(f"{stage.base}/proof-line?seen={seen}").text
    finally:
        ask(stage, number, [])
    assert 'id="waits-now" hx-swap-oob="innerHTML"' in anew
    assert 'id="count-attention" hx-swap-oob="innerHTML"' in anew
    assert "The total does not add up" in anew


def test_an_order_at_work_is_told_until_it_is_settled(stage: Stage, reader: TestClient) -> None:
    number = stage.posted[6]
    address = f"{stage.base}/orders/{number}"
    assert "order-now" not in reader.get(address).text, "nothing is done about it"
    mark(stage, number)
    try:
        assert f'hx-get="{address}/now"' in reader.get(address).text
        assert reader.get(f"{address}/now").status_code == 204
    finally:
        settle(stage, number)
    done = reader.get(f"{address}/now")
    assert "has finished with this order" in done.text
    assert "every 2s" not in done.text
    ask(stage, number, [ODD])
    try:
        assert "needs your word" in reader.get(f"{address}/now").text
    finally:
        ask(stage, number, [])


@pytest.mark.browser
def test_the_counts_and_an_order_change_without_a_reload(
    page: Page, address: str, stage: Stage
) -> None:
    number = stage.posted[6]
    enter_as(page, address, Role.OWNER, PASSWORD)
    page.goto(f"{address}{stage.base}")
    before = page.locator("#waits-now").inner_text()
    ask(stage, number, [ODD])
    try:
        page.evaluate(
            "htmx.ajax('GET', document.querySelector('#proof-line').getAttribute('hx-get'), "
            "{target: '#proof-line', swap: 'outerHTML'})"
        )
        page.locator("#waits-now").get_by_text("The total does not add up").wait_for()
        assert page.locator("#waits-now").inner_text() != before
    finally:
        ask(stage, number, [])
    mark(stage, number)
    page.goto(f"{address}{stage.base}/orders/{number}")
    page.get_by_text("LeafLedger is working on this order.").wait_for()
    with page.expect_response("**/now") as asked:
        pass
    assert asked.value.status == 204
    pictures(page, "order-at-work", also=["light"])
    # Taking pictures leaves marks on the page, which is read afresh therefore.
    page.reload()
    page.get_by_text("LeafLedger is working on this order.").wait_for()
    with page.expect_response(f"{address}{stage.base}/orders/{number}"):
        settle(stage, number)
    page.get_by_text("LeafLedger has finished with this order.").wait_for()
    assert page.locator("#order").count() == 1
    assert page.get_by_role("heading", name="In QuickBooks").is_visible()
