"""Consent, tokens, and how they rotate, expire and die."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2

from tests.simulators.quickbooks.serving import Books

CALLBACK = "http://localhost:9/callback"
SCOPE = "com.intuit.quickbooks.accounting"


def authorize(books: Books, method: str = "GET", **more: str) -> httpx2.Response:
    params = {
        "client_id": books.credentials["client_id"],
        "response_type": "code",
        "scope": SCOPE,
        "redirect_uri": CALLBACK,
        "state": "s1",
    }
    decision = more.pop("decision", "")
    data = {"decision": decision} if decision else None
    return books.http.request(method, "/connect/oauth2", params={**params, **more}, data=data)


def ask_token(books: Books, secret: str = "", **form: str) -> httpx2.Response:
    given = books.credentials
    pair = f"{given['client_id']}:{secret or given['client_secret']}"
    return books.http.post(
        "/oauth2/v1/tokens/bearer",
        data=form,
        headers={"authorization": "Basic " + base64.b64encode(pair.encode()).decode()},
    )


def refresh(books: Books, token: str) -> dict[str, Any]:
    answer = ask_token(books, grant_type="refresh_token", refresh_token=token)
    return {"status": answer.status_code, **answer.json()}


def callback(answer: httpx2.Response) -> dict[str, str]:
    assert answer.status_code == 302
    return {name: v[0] for name, v in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def test_the_discovery_document_names_this_simulator(books: Books) -> None:
    for name in ("openid_configuration", "openid_sandbox_configuration/"):
        found = books.http.get(f"/.well-known/{name}").json()
        assert found["token_endpoint"] == books.simulator.base + "/oauth2/v1/tokens/bearer"
        for endpoint in ("authorization_endpoint", "revocation_endpoint", "userinfo_endpoint"):
            assert found[endpoint].startswith(books.simulator.base)


def test_a_person_decides_on_the_consent_page(books: Books) -> None:
    page = authorize(books)
    assert page.status_code == 200
    assert "High Desert Botanicals" in page.text
    agreed = callback(authorize(books, "POST", decision="approve"))
    assert (agreed["state"], agreed["realmId"]) == ("s1", books.credentials["realm_id"])
    refused = callback(authorize(books, "POST", decision="refuse"))
    assert refused == {"error": "access_denied", "state": "s1"}
    assert callback(authorize(books, scope="everything"))["error"] == "invalid_scope"
    assert authorize(books, client_id="someone").status_code == 400


def test_a_code_is_good_once(books: Books) -> None:
    code = callback(authorize(books, auto="1"))["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    first = ask_token(books, **form).json()
    assert (first["expires_in"], first["x_refresh_token_expires_in"]) == (3600, 8726400)
    again = ask_token(books, **form)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    books.token = first["access_token"]
    books.query("select * from Customer")
    books.switch(code_reuse_revokes=True)
    ask_token(books, **form)
    assert books.raw("GET", "/query", query="select * from Customer").status_code == 401


def test_the_wrong_secret_is_an_invalid_client(books: Books) -> None:
    answer = ask_token(books, "wrong", grant_type="refresh_token", refresh_token="x")
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


def test_an_access_token_dies_after_an_hour_with_the_gateways_own_body(books: Books) -> None:
    books.control("/clock", {"advance_seconds": 3601})
    answer = books.raw("GET", "/companyinfo/1")
    assert answer.status_code == 401
    assert "www-authenticate" in answer.headers
    body = answer.json()
    assert body["fault"]["type"] == "AUTHENTICATION"
    assert body["fault"]["error"][0]["code"] == "3200"
    assert body["fault"]["error"][0]["detail"].startswith("Token expired")
    assert isinstance(body["time"], int)
    books.token = refresh(books, books.credentials["refresh_token"])["access_token"]
    assert books.get("/companyinfo/1")["CompanyInfo"]["Country"] == "US"


def test_the_refresh_token_keeps_its_value_for_a_day_then_the_old_one_dies(books: Books) -> None:
    first = books.credentials["refresh_token"]
    assert refresh(books, first)["refresh_token"] == first
    books.control("/clock", {"advance_seconds": 86_401})
    second = refresh(books, first)["refresh_token"]
    assert second != first
    dead = refresh(books, first)
    assert dead == {
        "status": 400,
        "error": "invalid_grant",
        "error_description": "Incorrect or invalid refresh token",
    }
    books.control("/clock", {"advance_seconds": 8_726_401})
    assert refresh(books, second)["status"] == 400


def test_of_two_refreshes_at_once_one_loses(books: Books) -> None:
    books.switch(refresh_rotation="every_refresh")
    token = books.credentials["refresh_token"]
    assert [refresh(books, token)["status"] for _ in range(2)] == [200, 400]


def test_the_hard_end_is_told_on_request_and_holds(books: Books) -> None:
    given = books.credentials
    answer = books.http.post(
        "/oauth2/v1/tokens/bearer",
        data={
            "grant_type": "refresh_token",
            "refresh_token": given["refresh_token"],
            "client_id": given["client_id"],
            "client_secret": given["client_secret"],
        },
        headers={"x-include-refresh-token-hard-expires-in": "true"},
    )
    left = answer.json()["x_refresh_token_hard_expires_in"]
    assert 0 < left <= 5 * 365 * 86_400


def test_revoking_the_refresh_token_ends_everything(books: Books) -> None:
    given = books.credentials
    pair = base64.b64encode(f"{given['client_id']}:{given['client_secret']}".encode()).decode()
    answer = books.http.post(
        "/v2/oauth2/tokens/revoke",
        content=json.dumps({"token": given["refresh_token"]}),
        headers={"authorization": f"Basic {pair}", "content-type": "application/json"},
    )
    assert answer.status_code == 200
    assert books.raw("GET", "/companyinfo/1").status_code == 401
    assert refresh(books, given["refresh_token"])["error"] == "invalid_grant"


def test_the_user_may_disconnect_the_app(books: Books) -> None:
    books.control("/faults", {"kind": "token_revoked"})
    assert books.raw("GET", "/companyinfo/1").status_code == 401
    assert refresh(books, books.credentials["refresh_token"])["status"] == 400


def test_another_company_is_forbidden(books: Books) -> None:
    answer = books.http.get(
        "/v3/company/123/companyinfo/123",
        headers={"authorization": f"Bearer {books.token}", "accept": "application/json"},
    )
    assert answer.status_code == 403
    assert answer.json()["Fault"]["Error"][0]["code"] == "3100"
