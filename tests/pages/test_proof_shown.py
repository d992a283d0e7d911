"""What the pages say of the books, read as text."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from leafledger.dashboard.matters import order_of
from tests.pages.conftest import ORDERS_POSTED, Stage, form_token_in

pytestmark = pytest.mark.server


def test_check_now_proves_and_the_front_page_says_so(stage: Stage, reader: TestClient) -> None:
    token = form_token_in(reader.get("/").text)
    assert reader.post(f"{stage.base}/check", data={"form_token": token}).status_code == 303
    page = reader.get("/").text
    kept = stage.ledger.proving.last(stage.company.company)
    assert kept is not None
    assert kept["proved"] >= ORDERS_POSTED
    assert f"{kept['proved']} of" in page
    assert "$0.00 difference." in page
    assert "Checked just now." in page


def test_an_unreachable_side_is_told_in_a_sentence(stage: Stage, reader: TestClient) -> None:
    token = form_token_in(reader.get("/").text)
    stage.simulators.control("quickbooks", "/faults", {"kind": "status", "status": 403})
    answer = reader.post(f"{stage.base}/check", data={"form_token": token})
    assert answer.status_code == 503
    assert "It could not be checked." in answer.text
    assert "Traceback" not in answer.text


def test_a_held_company_is_told_on_every_page(stage: Stage, reader: TestClient) -> None:
    stage.ledger.companies.hold(stage.company.company, "The consent has ended. Connect again.")
    try:
        for address in ["/", f"{stage.base}/orders", f"{stage.base}/attention"]:
            assert "The consent has ended. Connect again." in reader.get(address).text
    finally:
        stage.ledger.companies.hold(stage.company.company, "")


def test_what_waits_is_told_with_cause_and_cure(stage: Stage, reader: TestClient) -> None:
    # An order that a test before this one cured waits no more.
    waits = {order_of(one.subject) for one in stage.ledger.questions.all(stage.company.company)}
    asked = [number for number in stage.asked if number in waits]
    assert asked, "the season plants orders that need a person"
    page = reader.get(f"{stage.base}/attention").text
    assert page.count("What happened") >= len(asked)
    for number in asked:
        assert f"/orders/{number}" in page
        assert "Needs attention" in reader.get(f"{stage.base}/orders/{number}").text


def test_looking_again_marks_the_order_that_waits(stage: Stage, reader: TestClient) -> None:
    token = form_token_in(reader.get("/").text)
    number = stage.asked[0]
    stage.ledger.bell.open()
    answer = reader.post(
        f"{stage.base}/orders/{number}/look-again", data={"form_token": token, "from": "order"}
    )
    assert answer.headers["location"] == f"{stage.base}/orders/{number}?done=looked"
    assert number in stage.ledger.marks.orders_waiting(stage.company.company)
    assert "looking again" in reader.get(answer.headers["location"]).text


def test_a_search_finds_an_order_by_its_invoice(stage: Stage, reader: TestClient) -> None:
    number = stage.posted[0]
    names = reader.get(f"{stage.base}/orders").text
    assert f"/orders/{number}" in names
    assert f"/orders/{number}" in reader.get(f"{stage.base}/orders?search={number}").text
    assert "No order fits." in reader.get(f"{stage.base}/orders?search=nowhere-at-all").text
    assert reader.get(f"{stage.base}/orders?page=99999&state=proved").status_code == 200


def test_an_order_shows_an_entry_whose_sides_are_equal(stage: Stage, reader: TestClient) -> None:
    page = reader.get(f"{stage.base}/orders/{stage.posted[0]}").text
    sums = page.split("Debits and credits</th>", 1)[1].split("</tr>", 1)[0]
    debit, credit = (part.split("<", 1)[0] for part in sums.split('class="num">')[1:3])
    assert debit == credit != ""
    assert "Why?" in page
    assert "Request id" in page


def test_an_order_nobody_knows_is_not_found(stage: Stage, reader: TestClient) -> None:
    for address in [f"{stage.base}/orders/nobody", "/companies/nobody", "/nowhere"]:
        answer = reader.get(address)
        assert answer.status_code == 404
        assert "There is no such page" in answer.text


def test_look_again_needs_an_order_that_was_seen(stage: Stage, reader: TestClient) -> None:
    token = form_token_in(reader.get("/").text)
    address = f"{stage.base}/orders/nobody/look-again"
    assert reader.post(address, data={"form_token": token}).status_code == 404
