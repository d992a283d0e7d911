"""What a person does on a page, a program does too; what it does not has its reason here."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fastapi.routing import APIRoute

from leafledger.dashboard.access import ACCESS, COMPANY, DEPOSITS, ORDER, REPORTS
from leafledger.people.roles import Right, Role, Scope
from tests.api.counter import Counter, is_problem

pytestmark = pytest.mark.server

# The page's address and the program's, where they are not called alike.
OTHER_NAMES = {
    f"{COMPANY}/check": f"{COMPANY}/proof",
    f"{COMPANY}/approve": f"{COMPANY}/approvals",
    f"{COMPANY}/match": f"{COMPANY}/matches",
    f"{COMPANY}/customers/{{customer}}/match": f"{COMPANY}/matches",
    f"{COMPANY}/products/{{product}}/match": f"{COMPANY}/matches",
    f"{ORDER}/post": f"{ORDER}/sync",
    f"{COMPANY}/credits/write-again": f"{COMPANY}/credits/{{credit}}/write-again",
    DEPOSITS: f"{COMPANY}/deposits",
    f"{DEPOSITS}/made/{{deposit}}/undo": f"{COMPANY}/deposits/{{deposit}}/undo",
    f"{REPORTS}/margin": f"{REPORTS}/figures",
    f"{REPORTS}/taxes": f"{REPORTS}/figures",
    f"{REPORTS}/sync": f"{REPORTS}/figures",
    f"{REPORTS}/month-end": f"{REPORTS}/month-ends",
    f"{REPORTS}/month-end/sign": f"{REPORTS}/month-ends/{{month}}/sign",
}
SESSION = "it is about a session of a browser; a token has none"
PEOPLE = "who may come in is an owner's word at the page or in the terminal, never a program's"
SECRET = "a secret of a connection is typed by an owner and passes through no program"
FIRST_RUN = "the first run is shown to a person step by step; `leafledger connect` is for programs"
NOT_FOR_PROGRAMS = {
    "/sign-out": SESSION,
    "/sign-out-everywhere": SESSION,
    "/password": SESSION,
    "/people/add": PEOPLE,
    "/people/role": PEOPLE,
    "/people/companies": PEOPLE,
    "/people/active": PEOPLE,
    "/people/password": PEOPLE,
    f"{COMPANY}/connections/key": SECRET,
    f"{COMPANY}/connections/webhooks": SECRET,
    f"{COMPANY}/connections/reconnect": "the consent at Intuit is given in a browser",
}

# Of each body what it needs; a program that lacks the right is refused before it counts.
ANY_BODY = {
    "why": "x", "choice": "keep", "names": ["x"], "kind": "customer", "leaflink_id": "1",
    "quickbooks_id": "new", "side": "leaflink", "conflicts": ["x"], "name": "x", "plan": "x",
    "version": 1, "choices": {"x": "y"}, "month": "2026-10", "fingerprint": "x",
}  # fmt: skip


def plain(address: str) -> str:
    """An address without the names of its parts, and without the version of the API."""
    return re.sub(r"{[^}]*}", "{}", address.removeprefix("/v1"))


def test_every_act_of_the_pages_is_an_endpoint_or_has_its_reason(counter: Counter) -> None:
    offered = {
        plain(route.path)
        for route in counter.app.routes
        if isinstance(route, APIRoute) and "POST" in (route.methods or ())
    }
    acts = [one.removeprefix("POST ") for one in ACCESS if one.startswith("POST ")]
    assert len(acts) > 50
    missing = [
        act
        for act in acts
        if plain(OTHER_NAMES.get(act, act)) not in offered
        and act not in NOT_FOR_PROGRAMS
        and "/set-up" not in act
    ]
    assert missing == [], f"Add an endpoint, or say why not. The first run stays: {FIRST_RUN}."
    assert set(NOT_FOR_PROGRAMS) <= set(acts), "a reason is left of an act that is gone"
    assert set(OTHER_NAMES) <= set(acts)


def test_an_endpoint_asks_for_the_right_that_its_page_asks_for(counter: Counter) -> None:
    """Each right by a person who has all others; whoever lacks it is refused."""
    lacking = {
        Right.ACT: Role.APPROVER,
        Right.APPROVE: Role.BOOKKEEPER,
        Right.OWN: Role.BOOKKEEPER,
    }
    programs = {
        right: counter.client(counter.token(*Scope, role=role)) for right, role in lacking.items()
    }
    parts = {
        "company": counter.company.company,
        "number": counter.posted,
        "customer": "1",
        "deposit": "x",
        "credit": "1",
    }
    for act, access in ACCESS.items():
        address = act.removeprefix("POST ")
        if not act.startswith("POST ") or address in NOT_FOR_PROGRAMS or "/set-up" in address:
            continue
        named = OTHER_NAMES.get(address, address)
        called = "/v1" + named.format(**parts, product="1", month="2026-10")
        answer = programs[access.right].post(called, json=ANY_BODY)
        is_problem(answer, 403)


def test_a_month_is_packaged_and_signed_as_it_was_seen(counter: Counter) -> None:
    office = counter.client(counter.token(Scope.READ, Scope.ACT, role=Role.BOOKKEEPER))
    address = f"{counter.base}/reports/month-ends"
    made = office.post(address, json={"month": "2026-10"})
    assert made.status_code == 200, made.text
    package = made.json()
    assert package["month"] == "2026-10"
    assert package["signed_by"] == ""
    approver = counter.client(counter.token(Scope.APPROVE, role=Role.APPROVER))
    signing = f"{address}/2026-10/sign"
    is_problem(approver.post(signing, json={"fingerprint": "another"}), 409)
    signed = approver.post(signing, json={"fingerprint": package["fingerprint"]})
    if package["differs"]:
        is_problem(signed, 409)
    else:
        assert signed.json()["signed_by"] == "Approver Person"
    is_problem(approver.post(f"{address}/2001-01/sign", json={"fingerprint": "x"}), 409)


def test_a_month_is_neither_packaged_ahead_nor_signed_before_it_ends(counter: Counter) -> None:
    office = counter.client(counter.token(Scope.READ, Scope.ACT, Scope.APPROVE, role=Role.OWNER))
    address, now = f"{counter.base}/reports/month-ends", datetime.now(UTC)
    ahead = office.post(address, json={"month": f"{now + timedelta(days=40):%Y-%m}"})
    is_problem(ahead, 409)
    assert "has not begun, so nothing was asked or written" in ahead.json()["detail"]
    zone = counter.ledger.policy(counter.company).orders.time_zone
    month = f"{now.astimezone(ZoneInfo(zone)):%Y-%m}"
    made = office.post(address, json={"month": month}).json()
    assert made["still_ran"]
    assert made["headline"].startswith("This was made while ")
    signed = office.post(f"{address}/{month}/sign", json={"fingerprint": made["fingerprint"]})
    is_problem(signed, 409)


def test_figures_are_worked_out_and_all_that_waits_is_looked_at(counter: Counter) -> None:
    office = counter.client(counter.token(Scope.READ, Scope.ACT, role=Role.BOOKKEEPER))
    done = office.post(f"{counter.base}/reports/figures").json()["done"]
    assert done == "Had the figures of reports worked out."
    address = f"{counter.base}/reports/clearing"
    asked = office.post(address).json()
    assert asked["made_at"] == office.get(address).json()["made_at"]
    for meant in ({}, {"kind": "no_item"}, {"subject": "order:1"}):
        again = office.post(f"{counter.base}/look-again", json=meant)
        assert again.json()["done"] == "Had what waits looked at again."
