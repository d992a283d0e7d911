"""Every address of the dashboard needs a right; whose role lacks it is refused and written down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from leafledger.bookkeeping.limits import APPROVAL
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.dashboard.access import ACCESS, OPEN
from leafledger.dashboard.app import create_dashboard
from leafledger.figures.money import Money
from leafledger.journal.audit import Kind, Wanted
from leafledger.people.roles import RIGHTS, Right, Role
from tests.pages.conftest import NAMED, Stage, form_token_in
from tests.pages.test_visitor_refused import ask

pytestmark = pytest.mark.server
SignedIn = Callable[[Role], TestClient]


def named(stage: Stage) -> list[str]:
    """Every address of the dashboard as the table of rights names it."""
    app = create_dashboard(stage.ledger, secure_cookies=False)
    return [
        f"{method} {route.path}"
        for route in app.routes
        if isinstance(route, Route)
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]


def test_every_address_stands_in_the_table_of_rights(stage: Stage) -> None:
    missing = set(named(stage)) - set(ACCESS) - OPEN
    assert missing == set(), "Say in dashboard/access.py which right each of these needs."


def test_every_act_is_told_to_the_audit_log(stage: Stage) -> None:
    silent = {name for name in named(stage) if name.startswith("POST") and name in ACCESS}
    silent = {name for name in silent if ACCESS[name].kind is None} - {"POST /sign-out"}
    assert silent == set(), "Give these a kind and words in dashboard/access.py."


@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_what_it_may_and_nothing_else(
    stage: Stage, signed_in: SignedIn, role: Role
) -> None:
    browser = signed_in(role)
    token = form_token_in(browser.get("/").text)
    for name in named(stage):
        method, template = name.split(" ", 1)
        if name in OPEN or ACCESS[name].right in RIGHTS[role]:
            continue
        address = template.format(company=stage.company.company, number=stage.posted[0], **NAMED)
        answer = browser.request(
            method, address, data={"form_token": token} if method == "POST" else None
        )
        assert answer.status_code == 403, f"{role} reached {name}"
        assert "Your role does not allow this" in answer.text
        assert stage.posted[0] not in answer.text
    for address in ("/", f"{stage.base}/orders", "/audit", "/password"):
        assert browser.get(address).status_code == 200, f"{role} may see {address}"
    assert browser.get("/people").status_code == (200 if role is Role.OWNER else 403)


def test_a_refusal_stands_in_the_audit_log(stage: Stage, signed_in: SignedIn) -> None:
    browser = signed_in(Role.READER)
    token = form_token_in(browser.get("/").text)
    browser.post(f"{stage.base}/check", data={"form_token": token})
    (row,) = stage.ledger.audit.rows(Wanted(kind=Kind.REFUSAL), rows_max=1)
    assert (row.actor.name, row.actor.role) == ("Reader Person", "reader")
    assert row.what.words == "Was refused: Checked both sides."


def test_the_guard_asks_the_one_table_of_roles(stage: Stage) -> None:
    rights = {ACCESS[name].right for name in named(stage) if name in ACCESS}
    assert {Right.SEE, Right.ACT, Right.OWN} <= rights


def test_what_is_approved_is_told_with_its_words_and_record(
    stage: Stage, signed_in: SignedIn
) -> None:
    number = stage.posted[0]
    about = f"{APPROVAL}0123456789abcdef"
    asked = Question(
        QuestionKind.NEEDS_APPROVAL, about, "An invoice of 1,200.00 is to be posted.",
        "It waits.", "Approve it.", Money.of("1200.00"),
    )  # fmt: skip
    ask(stage, number, [asked])
    try:
        browser = signed_in(Role.APPROVER)
        token = form_token_in(browser.get("/").text)
        form = {"form_token": token, "names": "0123456789abcdef"}
        assert browser.post(f"{stage.base}/approve", data=form).status_code == 303
        assert browser.post(f"{stage.base}/approve", data=form | {"names": "x"}).status_code != 303
    finally:
        ask(stage, number, [])
    (row,) = stage.ledger.audit.rows(Wanted(kind=Kind.APPROVAL), rows_max=1)
    assert row.what.words == "Approved: An invoice of 1,200.00 is to be posted."
    assert (row.what.record, row.actor.name) == (f"order:{number}", "Approver Person")
    approved = stage.ledger.approvals.people(stage.company.company, ["0123456789abcdef"])
    assert approved == {"0123456789abcdef": frozenset({"approver person"})}
    assert f'href="{stage.base}/orders/{number}"' in browser.get("/audit?kind=approval").text
