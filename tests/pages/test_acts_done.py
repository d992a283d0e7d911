"""A person's word given on the pages: who is who, what is approved, what is posted and undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from leafledger.bookkeeping.limits import APPROVAL, approved_as
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.dashboard.wording import dollars
from leafledger.figures.money import Money
from leafledger.journal.audit import Kind, Wanted
from leafledger.reports.cells_in_words import amount
from tests.pages.conftest import Stage, form_token_in, unposted_order
from tests.pages.test_visitor_refused import ask

pytestmark = pytest.mark.server
SHOWN = "f" * 32


@pytest.fixture(autouse=True)
def bell(stage: Stage) -> None:
    stage.ledger.bell.open()


@pytest.fixture
def to_approve(stage: Stage) -> Iterator[str]:
    """An order that waits for the approval of two people, by its number."""
    number = stage.posted[2]
    asked = Question(
        QuestionKind.NEEDS_APPROVAL, f"{APPROVAL}{SHOWN}", "Order 1 waits for two people.",
        "Nothing of it was posted; $620.00 waits.", "Run: leafledger approve 1.", Money.of("620"),
    )  # fmt: skip
    ask(stage, number, [asked])
    yield number
    ask(stage, number, [])


def press(reader: TestClient, address: str, **fields: str) -> tuple[int, str]:
    """Press a button: the status, and where it leads or what it shows."""
    token = form_token_in(reader.get("/").text)
    answer = reader.post(address, data={"form_token": token, "person": "Ann Lee", **fields})
    return answer.status_code, answer.headers.get("location", answer.text)


def test_what_is_approved_is_what_was_shown(
    stage: Stage, reader: TestClient, to_approve: str
) -> None:
    page = reader.get(f"{stage.base}/approvals").text
    assert f'name="names" value="{SHOWN}"' in page
    assert "nobody yet" in page
    assert "$620.00" in page
    done = press(reader, f"{stage.base}/approve", names=SHOWN)
    assert done == (303, f"{stage.base}/approvals?done=approved")
    assert stage.ledger.approvals.people(stage.company.company, [SHOWN])[SHOWN]
    assert to_approve in stage.ledger.marks.orders_waiting(stage.company.company)
    assert "nobody yet" not in reader.get(f"{stage.base}/approvals").text


@pytest.fixture
def unposted(stage: Stage) -> str:
    """An order that was read and not posted: its books begin later."""
    return unposted_order(stage)


def test_an_order_is_posted_as_it_was_planned(
    stage: Stage, reader: TestClient, unposted: str
) -> None:
    address = f"{stage.base}/orders/{unposted}"
    page = reader.get(address).text
    assert "What would be posted now" in page
    assert "Nothing of this order was posted." in page
    assert "Debits and credits" in page
    assert press(reader, f"{address}/post") == (303, f"{address}?done=posting")
    assert unposted in stage.ledger.marks.orders_waiting(stage.company.company)


def test_an_approval_shows_every_line_of_the_document(
    stage: Stage, reader: TestClient, unposted: str
) -> None:
    found = stage.ledger.parts(stage.company).rehearsing.as_seen(stage.company, unposted)
    assert found is not None
    assert found.order is not None
    asked = Question(
        QuestionKind.NEEDS_APPROVAL, f"{APPROVAL}{approved_as(found.plan)}",
        "It waits for one person.", "Nothing of it was posted.", "Approve.", found.order.total,
    )  # fmt: skip
    ask(stage, unposted, [asked])
    try:
        page = reader.get(f"{stage.base}/approvals").text
        assert "Create invoice" in page
        assert f">{amount(found.order.total)}</td>" in page
        assert f"Approve {dollars(found.order.total)}" in page
    finally:
        ask(stage, unposted, [])


def test_an_approval_of_something_else_is_refused(
    stage: Stage, reader: TestClient, to_approve: str
) -> None:
    status, page = press(reader, f"{stage.base}/approve", names="0" * 32)
    assert status == 409
    assert "reads otherwise now" in page
    assert stage.ledger.approvals.people(stage.company.company, ["0" * 32]) == {}
    assert to_approve


def test_a_customer_is_matched_with_the_one_suggested(stage: Stage, reader: TestClient) -> None:
    page = reader.get(f"{stage.base}/attention?kind=similar_customer").text
    record = re.search(r'name="record" value="(customer:\d+)"', page)
    chosen = re.search(r'name="quickbooks_id" value="(\d+)">([^<]*)<', page)
    assert record is not None, "the season plants a customer that looks like another"
    if chosen is not None:
        assert unescape(chosen[2]).startswith("It is ")
    done = press(reader, f"{stage.base}/match", record=record[1], quickbooks_id="new")
    assert done == (303, f"{stage.base}/attention?done=matched")
    surely_new = stage.ledger.crosswalk.names(stage.company.company, "surely new")
    assert record[1] in surely_new


def test_a_match_with_nobody_is_told_and_not_made(stage: Stage, reader: TestClient) -> None:
    status, page = press(
        reader, f"{stage.base}/match", record="customer:1", quickbooks_id="999999"
    )  # fmt: skip
    assert status == 409
    assert "It was not done." in page
    assert "999999" in page


@pytest.fixture
def typed_twice(stage: Stage) -> Iterator[str]:
    """An order with a payment that may stand on both sides, by its number."""
    number = stage.posted[1]
    asked = Question(
        QuestionKind.SAME_MONEY, f"payment:{number}:900071:900072", "It may be the same money.",
        "Neither was copied.", "Run: leafledger match payment 900071 900072.", Money.of("60"),
    )  # fmt: skip
    ask(stage, number, [asked])
    yield number
    ask(stage, number, [])


def test_a_payment_typed_on_both_sides_is_told_apart_with_one_button(
    stage: Stage, reader: TestClient, typed_twice: str
) -> None:
    page = reader.get(f"{stage.base}/attention?kind=same_money").text
    assert "Say whether it is the same money" in page
    assert "It is the same money" in page
    record = f"payment:{typed_twice}:900071:900072"
    assert f'name="record" value="{record}"' in page
    gone = press(reader, f"{stage.base}/match", record=record, quickbooks_id="900072")
    assert gone[0] == 409
    assert "one cannot be taken for the other" in gone[1]
    done = press(reader, f"{stage.base}/match", record=record, quickbooks_id="new")
    assert done == (303, f"{stage.base}/attention?done=matched")
    names = stage.ledger.crosswalk.names(stage.company.company, "surely new")
    assert f"order:{typed_twice}:payment:900071" in names


def test_a_credit_memo_that_stands_is_not_written_again(stage: Stage, reader: TestClient) -> None:
    way = f"{stage.base}/credits/write-again"
    status, page = press(reader, way, record="credit:999")
    assert status == 409
    assert "nothing was changed" in page
    assert press(reader, way, record="order:999")[0] == 404


def test_nothing_is_posted_twice_by_posting_again(stage: Stage, reader: TestClient) -> None:
    status, page = press(reader, f"{stage.base}/orders/{stage.posted[0]}/post-again")
    assert status == 409
    assert "it would stand there twice" in page


def test_a_decision_about_other_documents_is_refused(stage: Stage, reader: TestClient) -> None:
    address = f"{stage.base}/orders/{stage.posted[0]}/decide"
    status, page = press(reader, address, choice="keep", content="as it was")
    assert status == 409
    assert "nothing was decided" in page
    assert press(reader, address, choice="burn")[0] == 404


def test_an_order_is_undone_as_shown_and_asked_for_again(stage: Stage, reader: TestClient) -> None:
    number = stage.posted[3]
    address = f"{stage.base}/orders/{number}"
    status, page = press(reader, f"{address}/undo")
    assert status == 200
    assert "Nothing is changed yet." in page
    assert stage.ledger.undoings.held(stage.company.company, [f"order:{number}"]) == {}
    plan = re.search(r'name="plan" value="([^"]+)"', page)
    assert plan is not None
    assert press(reader, f"{address}/undo", plan="another")[0] == 409
    assert press(reader, f"{address}/undo", plan=plan[1]) == (303, f"{address}?done=undoing")
    shown = reader.get(address).text
    assert "Undone" in shown
    assert "Undo…" not in shown
    assert press(reader, f"{address}/redo") == (303, f"{address}?done=posting")
    assert stage.ledger.undoings.held(stage.company.company, [f"order:{number}"]) == {}


def test_an_order_is_held_with_a_reason_and_released(stage: Stage, reader: TestClient) -> None:
    number = stage.posted[4]
    address = f"{stage.base}/orders/{number}"
    status, page = press(reader, f"{address}/hold", why="  ")
    assert status == 409
    assert "Say why" in page
    held = press(reader, f"{address}/hold", why="the buyer <b>disputes</b> the count")
    assert held == (303, f"{address}?done=order-held")
    shown = reader.get(address).text
    assert "Owner Person held this order on" in shown
    assert "the buyer &lt;b&gt;disputes&lt;/b&gt; the count" in shown
    assert "Hold or skip" not in shown
    assert press(reader, f"{address}/hold", why="again")[0] == 409
    assert press(reader, f"{address}/post")[0] == 409
    listed = reader.get(f"{stage.base}/orders?state=held&search={number}").text
    assert f'{address}"' in listed
    assert press(reader, f"{address}/release") == (303, f"{address}?done=order-released")
    assert press(reader, f"{address}/release")[0] == 409
    (row, *_) = stage.ledger.audit.rows(Wanted(kind=Kind.ASIDE), rows_max=2)
    assert (row.what.words, row.what.before) == ("Released an order.", "held")


def test_what_was_refused_is_tried_again_from_the_order(stage: Stage, reader: TestClient) -> None:
    number = stage.posted[4]
    address = f"{stage.base}/orders/{number}"
    assert ">Look again<" in reader.get(address).text
    refused = Question(
        QuestionKind.REFUSED_BY_QUICKBOOKS, f"order:{number}", "QuickBooks would not have it.",
        "Nothing was posted.", "Correct it in QuickBooks.", Money.of("1.00"),
    )  # fmt: skip
    ask(stage, number, [refused])
    try:
        assert ">Try again<" in reader.get(address).text
        done = press(reader, f"{address}/look-again", **{"from": "order"})
        assert done == (303, f"{address}?done=looked")
    finally:
        ask(stage, number, [])


def test_an_order_that_is_skipped_is_shown_as_skipped(
    stage: Stage, reader: TestClient, unposted: str
) -> None:
    address = f"{stage.base}/orders/{unposted}"
    assert press(reader, f"{address}/skip", why="a gift") == (303, f"{address}?done=order-skipped")
    shown = reader.get(address).text
    assert "skipped this order on" in shown
    assert "What would be posted now" not in shown
    assert press(reader, f"{address}/release") == (303, f"{address}?done=order-released")


def test_opening_pages_asks_neither_side(stage: Stage, reader: TestClient) -> None:
    reader.get(f"{stage.base}/orders")
    before = stage.ledger.counters.calls(stage.company.company)
    seen = stage.simulators.control("leaflink", "/events")["counts"]
    for way in ("", "/attention", "/approvals", "/orders", f"/orders/{stage.posted[0]}"):
        assert reader.get(f"{stage.base}{way}").status_code == 200
    for number in stage.asked:
        assert reader.get(f"{stage.base}/orders/{number}").status_code == 200
    assert stage.ledger.counters.calls(stage.company.company) == before
    assert stage.simulators.control("leaflink", "/events")["counts"] == seen
