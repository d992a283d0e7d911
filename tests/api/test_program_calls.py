"""Programs use the REST API with a token, within its scopes, and are told of every refusal."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis import APIOperation, Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)

from leafledger.api.rest import BODY_BYTES_MAX
from leafledger.cli.doors import application
from leafledger.journal.audit import Wanted
from leafledger.people.roles import Role, Scope
from leafledger.people.sessions import session_cookie
from leafledger.people.tries import BY_ADDRESS_MAX
from tests.api.counter import Counter, body, endpoints, is_problem

# Enough to meet every kind of argument; the whole takes some seconds.
EXAMPLES_OF_EACH = 20
pytestmark = pytest.mark.server


def test_every_endpoint_refuses_without_a_token(counter: Counter) -> None:
    stranger, wrong = counter.client(), counter.client("leafledger_wrong")
    assert len(endpoints(counter)) > 12
    for method, address in endpoints(counter):
        is_problem(stranger.request(method, address, json=body(address)), 401)
    is_problem(wrong.get("/v1/companies"), 401)
    assert counter.company.name not in wrong.get("/v1/companies").text
    is_problem(counter.client().get("/v1/companies?token=leafledger_wrong"), 401)


def test_every_endpoint_refuses_beyond_scope_or_role(counter: Counter) -> None:
    reading = counter.client(counter.token(Scope.READ))
    reader = counter.client(counter.token(*Scope, role=Role.READER))
    for method, address in endpoints(counter):
        for program in (reading, reader):
            answer = program.request(method, address, json=body(address))
            if method == "GET":
                assert answer.status_code == 200, answer.text
            else:
                is_problem(answer, 403)
    acting = counter.client(counter.token(Scope.ACT, role=Role.BOOKKEEPER))
    is_problem(acting.post(f"{counter.base}/approvals", json={"names": ["x"]}), 403)
    is_problem(acting.get("/v1/companies"), 403)
    told = [row.what.words for row in counter.ledger.audit.rows(Wanted(), rows_max=1)]
    assert told == ["Was refused: GET /v1/companies"]


def test_a_program_reads_what_the_pages_show(counter: Counter) -> None:
    program = counter.client(counter.token(Scope.READ, Scope.ACT))
    (company,) = program.get("/v1/companies").json()
    assert company["name"] == counter.company.name
    checked = program.post(f"{counter.base}/proof").json()
    assert program.get(f"{counter.base}/proof").json()["proved_at"] == checked["proved_at"]
    page = program.get(f"{counter.base}/orders", params={"search": counter.posted}).json()
    assert counter.posted in [one["number"] for one in page["orders"]]
    name = next(one["order"] for one in page["orders"] if one["number"] == counter.posted)
    story = program.get(f"{counter.base}/orders/{name}").json()
    assert story["order"] == counter.posted
    assert story["plans"][0]["steps"]
    plan = program.get(f"{counter.base}/orders/{name}/plan").json()
    assert plan["posted"] is False
    assert program.get(f"{counter.base}/questions").status_code == 200
    is_problem(program.get(f"{counter.base}/orders/nobody"), 404)
    is_problem(program.get("/v1/companies/nobody/proof"), 404)


def test_a_program_acts_for_its_person_and_it_is_written_down(counter: Counter) -> None:
    program = counter.client(counter.token(Scope.ACT, role=Role.BOOKKEEPER))
    before = counter.ledger.marks.waiting(counter.company.company)
    done = program.post(f"{counter.base}/orders/{counter.posted}/look-again").json()
    assert done == {"person": "Bookkeeper Person", "done": "Had an order looked at again."}
    assert counter.ledger.marks.waiting(counter.company.company) == before + 1
    assert program.post(f"{counter.base}/orders/{counter.posted}/sync").status_code == 200
    is_problem(
        program.post(f"{counter.base}/orders/{counter.posted}/decide", json={"choice": "keep"}), 409
    )
    match = {"kind": "customer", "leaflink_id": "1", "quickbooks_id": "999999"}
    is_problem(program.post(f"{counter.base}/matches", json=match), 409)
    row = counter.ledger.audit.rows(Wanted(record=f"order:{counter.posted}"), rows_max=1)[0]
    assert row.actor.name == "Bookkeeper Person"
    assert row.actor.way.startswith("token program")
    approver = counter.client(counter.token(Scope.APPROVE, role=Role.APPROVER))
    is_problem(approver.post(f"{counter.base}/approvals", json={"names": ["never asked"]}), 409)


def test_a_program_holds_an_order_and_releases_it(counter: Counter) -> None:
    program = counter.client(counter.token(Scope.ACT, role=Role.BOOKKEEPER))
    order = f"{counter.base}/orders/{counter.posted}"
    is_problem(program.post(f"{order}/release"), 409)
    is_problem(program.post(f"{order}/hold", json={"why": " "}), 409)
    done = program.post(f"{order}/hold", json={"why": "the buyer disputes the count"})
    assert done.json() == {"person": "Bookkeeper Person", "done": "Held an order."}
    refused = program.post(f"{order}/sync")
    is_problem(refused, 409)
    assert "Bookkeeper Person held it on" in refused.json()["detail"]
    assert program.post(f"{order}/skip", json={"why": "a gift"}).json()["done"] == (
        "Skipped an order."
    )
    assert program.post(f"{order}/release").json()["done"] == "Released an order."


def test_the_description_is_behind_a_token_or_a_session(counter: Counter) -> None:
    is_problem(counter.client().get("/openapi.json"), 401)
    assert counter.client(counter.token(Scope.READ)).get("/openapi.json").status_code == 200
    session = counter.ledger.gate.sessions.begin(counter.ledger.gate.register.find("reader"))
    browser = counter.client()
    browser.cookies.set(session_cookie(secure=False), session)
    description = browser.get("/openapi.json").json()
    assert description["openapi"].startswith("3.")
    is_problem(browser.get("/v1/companies"), 401)


def test_what_is_served_has_the_api_beside_the_pages(counter: Counter) -> None:
    whole = TestClient(application(counter.ledger, secure_cookies=False), follow_redirects=False)
    is_problem(whole.get("/api/v1/companies"), 401)
    said = {"Authorization": f"Bearer {counter.token(Scope.READ)}"}
    assert whole.get("/api/v1/companies", headers=said).status_code == 200
    assert whole.get("/", headers=said).headers["location"] == "/sign-in", "a token opens no page"


def test_too_much_or_the_wrong_shape_is_told_as_a_problem(counter: Counter) -> None:
    program = counter.client(counter.token(*Scope))
    address = f"{counter.base}/approvals"
    is_problem(program.post(address, content=b" " * (BODY_BYTES_MAX + 1)), 413)
    is_problem(program.post(address, json={"names": []}), 422)
    is_problem(program.post(address, content=b"{"), 422)
    is_problem(program.delete(address), 405)
    is_problem(program.get("/v1/no/such/thing"), 404)


def test_no_answer_holds_a_secret(counter: Counter) -> None:
    token = counter.token(*Scope)
    program = counter.client(token)
    running = counter.running
    secrets = [running.leaflink["api_key"], running.leaflink["webhook_key"], token]
    secrets += [running.quickbooks[one] for one in ("client_secret", "access_token")]
    said = [
        program.request(method, address, json=body(address)).text
        for method, address in endpoints(counter)
        if method == "GET"
    ]
    for secret in secrets:
        assert all(secret not in one for one in said)
        assert all(secret not in str(row) for row in counter.ledger.audit.every(Wanted()))


def test_what_the_description_allows_never_ends_in_a_mistake_of_ours(counter: Counter) -> None:
    token = {"Authorization": f"Bearer {counter.token(*Scope)}"}
    whole = FastAPI(openapi_url=None)
    whole.mount("/api", counter.app)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", whole, headers=token)
    operations = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    described = [address for _, address in endpoints(counter) if address != "/openapi.json"]
    assert len(operations) == len(described)
    for operation in operations:
        call_at_random(operation, counter.company.company, token)


def call_at_random(
    operation: APIOperation[Any, Any, Any, Any], company: str, token: dict[str, str]
) -> None:
    """Whoever calls at random would meet no company; so half of the calls are about ours."""

    @settings(
        max_examples=EXAMPLES_OF_EACH, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(case=operation.as_strategy(), about_ours=booleans())
    def call(case: Case[Any], *, about_ours: bool) -> None:
        if about_ours and "{company}" in operation.path:
            case.path_parameters["company"] = company
        answer = case.call(headers=token)
        checks = [not_a_server_error, response_schema_conformance, status_code_conformance]
        case.validate_response(answer, checks=checks)

    call()


def test_wrong_tokens_are_slowed_down_and_right_ones_are_not(counter: Counter) -> None:
    good = counter.client(counter.token(Scope.READ))
    wrong = counter.client("leafledger_wrong")
    answers = [wrong.get("/v1/companies").status_code for _ in range(BY_ADDRESS_MAX + 1)]
    assert answers[-1] == 429
    assert wrong.get("/v1/companies").headers["retry-after"] == "60"
    assert good.get("/v1/companies").status_code == 200, "a stranger keeps no program out"
    counter.ledger.gate.tries.forget("tokens from testclient")
