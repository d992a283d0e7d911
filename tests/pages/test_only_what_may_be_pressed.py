"""Nobody is shown a button they may not press, and text from outside is inert on every page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from starlette.testclient import TestClient

from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.dashboard.access import needed
from leafledger.dashboard.app import create_dashboard
from leafledger.figures.money import Money
from leafledger.journal.asides import Word
from leafledger.people.roles import RIGHTS, Role
from tests.pages.conftest import HOSTILE, Stage
from tests.pages.test_visitor_refused import addresses, ask

pytestmark = pytest.mark.server
FORMULA = '=HYPERLINK("http://evil.example")'


@pytest.mark.parametrize("role", Role)
def test_a_role_sees_only_the_buttons_it_may_press(
    stage: Stage, signed_in: Callable[[Role], TestClient], role: Role
) -> None:
    app, browser = create_dashboard(stage.ledger, secure_cookies=False), signed_in(role)
    found = set()
    orders = [f"{stage.base}/orders/{number}" for number in (*stage.asked, *stage.posted[:2])]
    for address in [*addresses(stage, "GET"), *orders]:
        answer = browser.get(address, follow_redirects=True)
        if answer.headers.get("content-type", "").startswith("text/html"):
            forms = re.findall(r'<form[^>]*method="post"[^>]*>', answer.text)
            buttons = re.findall(r"<button[^>]*formaction=[^>]*>", answer.text)
            acts = [one for one in buttons if 'formmethod="get"' not in one]
            for one in (*forms, *acts):
                (way,) = re.findall(r'action="([^"]*)"', one)
                found.add((address, unescape(way).split("?")[0]))
    assert found, "every page has a way out"
    for address, way in sorted(found):
        scope = {"type": "http", "method": "POST", "path": way, "headers": []}
        access, _ = needed(app.routes, scope)
        assert access is not None, f"{address} leads to {way}, where nothing is"
        assert access.right in RIGHTS[role], f"{role} sees a button to {way} on {address}"


def test_text_from_outside_is_inert_on_every_page(stage: Stage, reader: TestClient) -> None:
    number = stage.posted[7]
    stage.ledger.bell.open()
    aside = stage.ledger.parts(stage.company).aside
    aside.set_aside(number, Word.HELD, f"{FORMULA} {HOSTILE}", HOSTILE)
    asked = [
        Question(kind, "customer:1", HOSTILE, HOSTILE, HOSTILE, Money.of("1.00"))
        for kind in (QuestionKind.SIMILAR_CUSTOMER, QuestionKind.NEEDS_APPROVAL)
    ]
    ask(stage, number, asked)
    pages = [*addresses(stage, "GET"), f"{stage.base}/orders/{number}"]
    try:
        seen = {one: reader.get(one, follow_redirects=True) for one in pages}
    finally:
        ask(stage, number, [])
        aside.release(number, "Owner Person")
    assert any("&lt;script&gt;alert" in one.text for one in seen.values())
    for address, answer in seen.items():
        assert answer.status_code < 500, address
        assert "<script>alert" not in answer.text or "csv" in address, address
        if address.endswith(".csv"):
            cells = re.findall(r'(?:^|,)"?([^",\n]*)', answer.text, re.MULTILINE)
            assert not [one for one in cells if one.startswith(("=", "@"))], address
