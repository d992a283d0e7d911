"""Somebody who is not signed in, or a page of another site, gets nothing and changes nothing."""

from __future__ import annotations

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.dashboard.access import OPEN
from leafledger.dashboard.app import create_dashboard
from leafledger.figures.money import Money
from leafledger.people.tries import BY_NAME_MAX
from tests.pages.conftest import HOSTILE, NAMED, PASSWORD, Stage, form_token_in, sign_in

pytestmark = pytest.mark.server


def addresses(stage: Stage, method: str) -> list[str]:
    """Every address of the dashboard that takes a method, those open to strangers aside."""
    app = create_dashboard(stage.ledger, secure_cookies=False)
    return [
        route.path.format(company=stage.company.company, number=stage.posted[0], **NAMED)
        for route in app.routes
        if isinstance(route, Route) and method in (route.methods or ())
        if f"{method} {route.path}" not in OPEN
    ]


def test_every_page_leads_a_stranger_to_sign_in(stage: Stage, visitor: TestClient) -> None:
    asked = addresses(stage, "GET")
    assert len(asked) > 5
    for address in [*asked, "/no/such/page"]:
        answer = visitor.get(address)
        assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in"), address
        assert stage.company.name not in answer.text


def test_a_part_of_a_page_is_refused_to_a_stranger(stage: Stage, visitor: TestClient) -> None:
    answer = visitor.get(f"{stage.base}/proof-line", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/sign-in"


def test_every_button_refuses_a_form_that_is_not_ours(stage: Stage, reader: TestClient) -> None:
    for address in [*addresses(stage, "POST"), "/sign-in"]:
        for form in ({}, {"form_token": "0" * 64}):
            assert reader.post(address, data={**form, "x": "y"}).status_code == 403, address
    assert reader.get("/").status_code == 200, "nobody was signed out by a forged form"


def test_a_form_sent_by_another_site_is_refused(stage: Stage, reader: TestClient) -> None:
    token = form_token_in(reader.get("/").text)
    answer = reader.post(
        f"{stage.base}/check",
        data={"form_token": token},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403


def test_a_huge_form_is_refused_before_it_is_read(reader: TestClient) -> None:
    assert reader.post("/sign-out", data={"form_token": "x" * 20_000}).status_code == 413
    assert reader.post("/sign-out", json={"form_token": "x"}).status_code == 415


def test_the_session_is_new_at_sign_in_and_ends_with_it(visitor: TestClient) -> None:
    visitor.cookies.set("leafledger_session", "chosen-by-somebody-else")
    answer = sign_in(visitor, " OWNER ")
    session = answer.cookies["leafledger_session"]
    assert session != "chosen-by-somebody-else"
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    visitor.cookies.set("leafledger_session", session)
    page = visitor.get("/")
    assert page.status_code == 200
    visitor.post("/sign-out", data={"form_token": form_token_in(page.text)})
    visitor.cookies.set("leafledger_session", session)
    assert visitor.get("/").status_code == 303, "a copied cookie opens nothing after signing out"


def test_cookies_are_tied_to_https_when_it_is_spoken(stage: Stage) -> None:
    app = create_dashboard(stage.ledger, secure_cookies=True)
    answer = TestClient(app, base_url="https://dashboard.test").get("/sign-in")
    assert "__Host-leafledger_visit" in answer.headers["set-cookie"]
    assert "secure" in answer.headers["set-cookie"].lower()


def test_wrong_passwords_close_a_name_for_a_minute(stage: Stage, visitor: TestClient) -> None:
    tries = [sign_in(visitor, "owner", f"wrong {one}").status_code for one in range(BY_NAME_MAX)]
    assert tries == [403] * (BY_NAME_MAX - 1) + [429]
    assert sign_in(visitor).status_code == 429, "the right password would tell it apart"
    assert sign_in(visitor, "reader").status_code == 303, "another name is not closed"
    visitor.cookies.clear()
    stage.ledger.gate.came_in("testclient", "name:owner")
    assert sign_in(visitor).status_code == 303


@pytest.mark.parametrize("then", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_never_leads_to_another_host(visitor: TestClient, then: str) -> None:
    token = form_token_in(visitor.get("/sign-in").text)
    form = {"form_token": token, "sign_in": "owner", "password": PASSWORD, "then": then}
    assert visitor.post("/sign-in", data=form).headers["location"] == "/"


def test_every_answer_carries_the_strict_headers(stage: Stage, reader: TestClient) -> None:
    for address in ["/", "/no/such/page", "/static/leafledger.css", f"{stage.base}/orders"]:
        headers = reader.get(address).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert reader.get("/").headers["cache-control"] == "no-store"


def test_hostile_text_from_leaflink_is_inert(stage: Stage, reader: TestClient) -> None:
    number = stage.posted[-1]
    asked = Question(
        QuestionKind.SIMILAR_CUSTOMER, f"order:{number}", f"Customer {HOSTILE}.", HOSTILE,
        HOSTILE, Money.of("12.30"),
    )  # fmt: skip
    ask(stage, number, [asked])
    try:
        pages = ["/", f"{stage.base}/attention", f"{stage.base}/orders/{number}"]
        pages.append(f"{stage.base}/orders?search={HOSTILE}")
        for address in pages:
            assert "<script>alert" not in reader.get(address).text, address
        assert "&lt;script&gt;alert" in reader.get(pages[1]).text
    finally:
        ask(stage, number, [])


def ask(stage: Stage, number: str, asked: list[Question]) -> None:
    """Let these questions be open for an order."""
    with stage.ledger.database.writing() as connection:
        stage.ledger.questions.ask(
            connection, stage.company.company, f"order:{number}", HOSTILE, asked
        )
