"""The consent: renewed by one at a time, ended without loops, never shown."""

from __future__ import annotations

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from leafledger.errors import OurBug, Reconnect, Trouble, TryAgain
from leafledger.quickbooks.consent import Consent
from tests.quickbooks.exchange import (
    APP,
    INTUIT,
    NOW,
    SECRET,
    Exchange,
    Keeper,
    discovery,
    token_answer,
    tokens,
    unauthorized,
)

ROWS = httpx2.Response(200, json={"QueryResponse": {}})
ENDED = httpx2.Response(
    400, json={"error": "invalid_grant", "error_description": "Incorrect or invalid refresh token"}
)


def only_for(generation: int) -> Callable[[httpx2.Request], httpx2.Response]:
    """A QuickBooks that takes the access token of one refresh only."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        signed = request.headers["Authorization"] == f"Bearer secret-access-{generation}"
        return ROWS if signed else unauthorized()

    return answer


def test_a_dead_access_token_is_renewed_once_and_the_call_repeated() -> None:
    exchange = Exchange([only_for(1)], [token_answer(1)])
    assert exchange.client().query("SELECT * FROM Term") == []
    assert [request.headers["Authorization"] for request in exchange.asked] == [
        "Bearer secret-access-0", "Bearer secret-access-1",
    ]  # fmt: skip
    assert exchange.asked[0].content == exchange.asked[1].content
    # The repetition is a call like any other.
    assert exchange.paced == ["single", "single"]
    assert exchange.keeper.current().refresh_token == "secret-refresh-1"


def test_a_token_about_to_end_is_renewed_before_the_call() -> None:
    exchange = Exchange([only_for(1)], [token_answer(1)], Keeper(tokens(0, seconds=30)))
    exchange.client().query("SELECT * FROM Term")
    assert len(exchange.asked) == 1


def test_ten_calls_at_once_renew_once() -> None:
    exchange = Exchange([only_for(1)], [token_answer(1)])
    client, start = exchange.client(), Barrier(10)

    def ask(_: int) -> list[object]:
        start.wait()
        return list(client.query("SELECT * FROM Term"))

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(ask, range(10))) == [[]] * 10
    assert exchange.keeper.refreshes == len(exchange.token_calls) == 1


def test_an_ended_consent_asks_to_reconnect_and_is_not_tried_again() -> None:
    exchange = Exchange([unauthorized()], [ENDED])
    client = exchange.client()
    for _ in range(5):
        with pytest.raises(Reconnect) as caught:
            client.query("SELECT * FROM Term")
        assert "Connect QuickBooks again" in caught.value.sentence
    assert len(exchange.token_calls) == 1


def test_a_new_consent_is_taken_up_after_the_old_one_ended() -> None:
    exchange = Exchange([only_for(7)], [ENDED])
    client = exchange.client()
    with pytest.raises(Reconnect):
        client.query("SELECT * FROM Term")
    exchange.keeper.replace(exchange.keeper.current(), lambda _: tokens(7))
    assert client.query("SELECT * FROM Term") == []


def test_a_call_refused_after_a_fresh_sign_in_asks_to_reconnect() -> None:
    exchange = Exchange([unauthorized()], [token_answer(1)])
    with pytest.raises(Reconnect) as caught:
        exchange.client().query("SELECT * FROM Term")
    assert caught.value.evidence.code == "3200"
    assert len(exchange.asked) == 2


def test_intuit_out_of_order_is_no_end_of_the_consent() -> None:
    for answer in (httpx2.Response(503), httpx2.Response(429), httpx2.ReadTimeout("lost")):
        with pytest.raises(TryAgain):
            Exchange([ROWS], [answer]).consent().refresh(tokens(0))


def test_a_wrong_client_secret_is_a_matter_of_settings() -> None:
    wrong = httpx2.Response(401, json={"error": "invalid_client"})
    with pytest.raises(Reconnect, match="client id or secret"):
        Exchange([ROWS], [wrong]).consent().exchange("code")


def test_the_owner_is_sent_to_intuit_with_what_it_needs() -> None:
    url = urlsplit(Exchange([ROWS]).consent().authorize_url("st&te"))
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{INTUIT}/connect/oauth2"
    assert parse_qs(url.query) == {
        "client_id": [APP.client_id],
        "response_type": ["code"],
        "scope": ["com.intuit.quickbooks.accounting"],
        "redirect_uri": [APP.redirect_uri],
        "state": ["st&te"],
    }


def test_a_code_becomes_tokens_with_all_their_ends() -> None:
    exchange = Exchange([ROWS], [token_answer(3)])
    found = exchange.consent().exchange("the-code")
    (call,) = exchange.token_calls
    pair = base64.b64encode(f"{APP.client_id}:{SECRET}".encode()).decode()
    assert call.headers["Authorization"] == f"Basic {pair}"
    assert call.headers["x-include-refresh-token-hard-expires-in"] == "true"
    assert parse_qs(call.content.decode()) == {
        "grant_type": ["authorization_code"],
        "code": ["the-code"],
        "redirect_uri": [APP.redirect_uri],
    }
    assert found.access_expires_at == NOW + timedelta(hours=1)
    assert found.refresh_expires_at == NOW + timedelta(days=101)
    assert found.hard_expires_at == NOW + timedelta(days=365 * 5)


def test_a_refresh_that_brings_no_new_refresh_token_keeps_the_old() -> None:
    answer = token_answer(1, refresh_token=None, x_refresh_token_hard_expires_in=None)
    found = Exchange([ROWS], [answer]).consent().refresh(tokens(0))
    assert (found.access_token, found.refresh_token) == ("secret-access-1", "secret-refresh-0")


def test_giving_back_a_consent_that_has_ended_is_no_trouble() -> None:
    exchange = Exchange([ROWS], [ENDED])
    exchange.consent().revoke(tokens(0))
    assert exchange.token_calls[0].content == b'{"token":"secret-refresh-0"}'


def test_the_discovery_document_is_asked_once() -> None:
    asked = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(200, json=discovery())

    consent = Consent(APP, user_agent="t", now=lambda: NOW, transport=httpx2.MockTransport(answer))
    assert consent.discover() == consent.discover()
    assert len(asked) == 1


@pytest.mark.parametrize("endpoint", ["", "http://evil.example/token"])
def test_secrets_are_not_sent_where_discovery_is_unsafe(endpoint: str) -> None:
    document = discovery() | {"token_endpoint": endpoint}
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=document))
    with pytest.raises(OurBug):
        Consent(APP, user_agent="t", now=lambda: NOW, transport=transport).exchange("code")


def test_no_secret_is_shown_by_a_name_or_an_error() -> None:
    said = httpx2.Response(
        400, json={"error": "invalid_grant", "error_description": "bad secret-refresh-0"}
    )
    exchange = Exchange([unauthorized()], [said])
    client = exchange.client()
    with pytest.raises(Trouble) as caught:
        client.query("SELECT * FROM Term")
    error = caught.value
    shown = f"{APP!r} {tokens(0)!r} {client!r} {error!r} {error} {error.evidence!r}"
    assert SECRET not in shown
    assert "secret-access" not in shown
    assert "secret-refresh" not in shown
