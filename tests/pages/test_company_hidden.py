"""Who does not see a company never learns that it is there: no name, page, data or audit row.

Whatever they ask for under its address is answered as if no company of that name were connected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Route
from starlette.testclient import TestClient

from leafledger.api.rest import create_api
from leafledger.assembly import LeafLedger
from leafledger.dashboard.app import create_dashboard
from leafledger.intake.companies import Company
from leafledger.journal.audit import Actor, Happening, Kind, Wanted
from leafledger.people.register import WrongPerson
from leafledger.people.roles import Right, Role, Scope
from leafledger.settings import read_settings
from tests.pages.conftest import PASSWORD, form_token_in, sign_in

HIDDEN, OTHER = "Secret Meadow LLC", "secret-meadow"
OURS = "green-mesa"


@dataclass
class Office:
    """A ledger with two companies; Ann, an accountant's bookkeeper, sees the first one only."""

    ledger: LeafLedger

    def browser(self, name: str) -> TestClient:
        app = create_dashboard(self.ledger, secure_cookies=False)
        client = TestClient(app, base_url="http://dashboard.test", follow_redirects=False)
        assert sign_in(client, name).status_code == 303
        return client

    def program(self, name: str) -> TestClient:
        person = self.ledger.gate.register.find(name)
        _, secret = self.ledger.gate.tokens.add(f"of {name}", person, list(Scope))
        said = {"Authorization": f"Bearer {secret}"}
        return TestClient(create_api(self.ledger, secure_cookies=False), headers=said)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("home")
    ledger = LeafLedger(read_settings({"LEAFLEDGER_HOME": str(home)}))
    for name, called in ((OURS, "Green Mesa"), (OTHER, HIDDEN)):
        books = "http://127.0.0.1:1"
        ledger.companies.connect(
            Company(name, called, name, f"{books}/api/v2/", name, books, books, "client")
        )
    register = ledger.gate.register
    register.add("Olive Owner", "owner", Role.OWNER, PASSWORD)
    register.add("Ann Lee", "ann", Role.BOOKKEEPER, PASSWORD, [OURS])
    clerk = Actor("Olive Owner", "owner", "pages")
    for company in (OURS, OTHER):
        what = Happening(Kind.UNDO, f"Undid an order of {company}.", company, "order:1")
        ledger.audit.write(clerk, what)
    ledger.audit.write(clerk, Happening(Kind.PEOPLE, f"Gave somebody of {HIDDEN} a password."))
    yield Office(ledger)
    ledger.close()


def without_tokens(page: str) -> str:
    return re.sub(r'value="[0-9a-f]{64}"', "", page)


def test_every_address_of_another_company_answers_as_if_it_were_not_there(office: Office) -> None:
    browser = office.browser("ann")
    token = form_token_in(browser.get("/").text)
    app = create_dashboard(office.ledger, secure_cookies=False)
    routes = [one for one in app.routes if isinstance(one, Route) and "{company}" in one.path]
    assert len(routes) > 20
    for route in routes:
        for method in sorted((route.methods or set()) - {"HEAD"}):
            told = []
            for company in (OTHER, "no-such-company"):
                named = route.path.replace("{company}", company)
                address = re.sub(r"{[^}]*}", "1", named)
                form = {"form_token": token} if method == "POST" else None
                answer = browser.request(method, address, data=form)
                assert answer.status_code == 404, f"{method} {address}"
                assert HIDDEN not in answer.text
                told.append(without_tokens(answer.text))
            assert told[0] == told[1], f"{method} {route.path} tells that the company is there"


def test_no_page_of_no_company_tells_of_it(office: Office) -> None:
    browser = office.browser("ann")
    for address in ("/", "/audit", "/audit.csv", "/password", "/audit?company=secret-meadow"):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert HIDDEN not in answer.text, address
        # Ann's own refusals name what she typed herself; nothing else does.
        rest = answer.text.replace('value="secret-meadow"', "")
        assert "Undid an order of secret-meadow" not in rest, address
    assert "Green Mesa" in browser.get("/").text, "her one company is the front page"
    assert f"Undid an order of {OURS}" in browser.get("/audit?kind=undo").text
    assert browser.get("/people").status_code == 403
    owner = office.browser("owner")
    assert HIDDEN in owner.get("/").text
    assert "Undid an order of secret-meadow" in owner.get("/audit?kind=undo").text


def test_no_call_of_the_api_tells_of_it(office: Office) -> None:
    program = office.program("ann")
    assert [one["company"] for one in program.get("/v1/companies").json()] == [OURS]
    app = create_api(office.ledger, secure_cookies=False)
    routes = [one for one in app.routes if isinstance(one, APIRoute) and "{company}" in one.path]
    assert len(routes) > 10
    body: dict[str, object] = {"why": "x", "choice": "keep", "names": ["x"], "kind": "customer"}
    body |= {"plan": "x", "amount": "10.00", "date": "2026-11-05"}
    body |= {"name": "x", "side": "leaflink", "conflicts": ["x"]}
    body |= {"month": "2026-10", "fingerprint": "x"}
    body |= {"leaflink_id": "1", "quickbooks_id": "new", "version": 1, "choices": {"x": "y"}}
    for route in routes:
        for method in sorted(route.methods or set()):
            told = []
            for company in (OTHER, "no-such-company"):
                parts = dict.fromkeys(re.findall(r"{(\w+)}", route.path), "1")
                parts["month"] = "2026-10"
                address = route.path.format(**(parts | {"company": company}))
                answer = program.request(method, address, json=body)
                assert answer.status_code == 404, f"{method} {address}: {answer.text}"
                told.append(answer.text)
            assert told[0] == told[1], f"{method} {route.path} tells that the company is there"
    assert len(office.program("owner").get("/v1/companies").json()) == 2


def test_rights_hold_in_the_companies_seen_and_nowhere_else(office: Office) -> None:
    ann = office.ledger.gate.register.find("ann")
    assert ann.may(Right.ACT, OURS)
    assert not ann.may(Right.APPROVE, OURS), "her role is the same in all she sees"
    assert not ann.may(Right.SEE, OTHER)
    assert ann.may(Right.SEE), "pages of no company are shown to everybody"
    assert not ann.may(Right.ACT)
    with pytest.raises(WrongPerson, match="is not here for this company"):
        office.ledger.gate.register.speaks("ann", Right.ACT, OTHER)
    assert office.ledger.gate.register.speaks("ann", Right.ACT, OURS) == "Ann Lee"


def test_an_owner_looks_after_all_companies(office: Office) -> None:
    register = office.ledger.gate.register
    with pytest.raises(WrongPerson, match="An owner looks after all companies"):
        register.set_companies("owner", [OURS])
    with pytest.raises(WrongPerson, match="An owner looks after all companies"):
        register.set_role("ann", Role.OWNER)
    with pytest.raises(WrongPerson, match="No company called nowhere"):
        register.set_companies("ann", ["nowhere"])
    with pytest.raises(WrongPerson, match="at least one company"):
        register.set_companies("ann", [])
    assert register.find("ann").companies == frozenset({OURS})


def test_an_owner_chooses_the_companies_on_the_page(office: Office) -> None:
    office.ledger.gate.register.add("Ben Reed", "ben", Role.READER, PASSWORD)
    his, browser = office.browser("ben"), office.browser("owner")
    assert HIDDEN in his.get("/").text
    page = browser.get("/people").text
    assert f'name="see:{OTHER}"' in page
    token = form_token_in(page)
    form = {"form_token": token, "sign_in": "ben", "everywhere": "no", f"see:{OURS}": "yes"}
    assert browser.post("/people/companies", data=form).status_code == 303
    assert his.get("/").status_code == 303, "he is signed out everywhere"
    assert HIDDEN not in office.browser("ben").get("/").text
    row = office.ledger.audit.rows(Wanted(kind=Kind.PEOPLE), rows_max=1)[0]
    assert (row.what.before, row.what.after) == ("all companies", OURS)
    del form[f"see:{OURS}"]
    refused = browser.post("/people/companies", data=form)
    assert refused.status_code == 422
    assert "Name at least one company" in refused.text
    back = form | {"everywhere": "yes"}
    assert browser.post("/people/companies", data=back).status_code == 303
    assert office.ledger.gate.register.find("ben").companies is None
