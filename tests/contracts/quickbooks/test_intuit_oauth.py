"""Intuit's own OAuth client goes through consent, refresh and revocation."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError

from tests.simulators.quickbooks.serving import Books


def consent(auth: Any, *scopes: Any) -> dict[str, str]:
    """What the app's callback receives when the user agrees."""
    address = auth.get_authorization_url(list(scopes), state_token="s1")
    answer = httpx2.get(address + "&auto=1", trust_env=False)
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in query.items()}


def test_a_code_becomes_tokens(auth: Any, books: Books) -> None:
    called = consent(auth, Scopes.ACCOUNTING)
    assert called["state"] == "s1"
    auth.get_bearer_token(called["code"], realm_id=called["realmId"])
    assert auth.expires_in == 3600
    assert auth.x_refresh_token_expires_in == 8726400
    books.token = auth.access_token
    assert books.query("select * from Customer") == {}


def test_an_id_token_comes_with_openid_and_verifies(auth: Any) -> None:
    called = consent(auth, Scopes.OPENID, Scopes.EMAIL)
    auth.get_bearer_token(called["code"], realm_id=called["realmId"])
    assert auth.id_token is not None
    assert auth.get_user_info().json()["email"] == "leafledger@example.com"


def test_a_refresh_gives_a_new_access_token(auth: Any) -> None:
    before = auth.access_token
    auth.refresh()
    assert auth.access_token != before


def test_a_dead_refresh_token_is_an_invalid_grant(auth: Any) -> None:
    with pytest.raises(AuthClientError) as raised:
        auth.refresh(refresh_token="RT1-dead")
    assert raised.value.status_code == 400
    assert "invalid_grant" in str(raised.value.content)


def test_revoking_ends_the_connection(auth: Any) -> None:
    assert auth.revoke(token=auth.refresh_token)
    with pytest.raises(AuthClientError):
        auth.refresh()
