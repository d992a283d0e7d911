"""A QuickBooks of scripted answers, for what no well-behaved server does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import httpx2

from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.consent import App, Consent, SignIn, Tokens

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
REALM = "9341453908241187"
SECRET = "the-client-secret"
INTUIT = "https://intuit.example"
APP = App("the-client-id", SECRET, f"{INTUIT}/.well-known/openid", "https://ours.example/back")

Answer = httpx2.Response | Exception | Callable[[httpx2.Request], httpx2.Response]


def tokens(generation: int, *, seconds: int = 3600) -> Tokens:
    """Tokens of the n-th refresh."""
    return Tokens(
        f"secret-access-{generation}",
        f"secret-refresh-{generation}",
        NOW + timedelta(seconds=seconds),
    )


class Keeper:
    """Tokens in memory, one refresh at a time, as the database keeps them."""

    def __init__(self, first: Tokens) -> None:
        self._stored = first
        self._lock = Lock()
        self.refreshes = 0

    def current(self) -> Tokens:
        """The tokens as last stored."""
        return self._stored

    def replace(self, seen: Tokens, refresh: Callable[[Tokens], Tokens]) -> Tokens:
        """One refresh for all who saw the same tokens."""
        with self._lock:
            if self._stored == seen:
                self.refreshes += 1
                self._stored = refresh(seen)
            return self._stored


@dataclass
class Exchange:
    """Gives its answers in order, the last one for ever, and remembers what was asked."""

    answers: list[Answer]
    token_answers: list[Answer] = field(default_factory=list)
    keeper: Keeper = field(default_factory=lambda: Keeper(tokens(0)))
    asked: list[httpx2.Request] = field(default_factory=list)
    token_calls: list[httpx2.Request] = field(default_factory=list)
    paced: list[str] = field(default_factory=list)
    metered: list[str] = field(default_factory=list)
    throttled: list[tuple[str, float]] = field(default_factory=list)
    pace_seconds: float = 0

    def consent(self) -> Consent:
        """A consent whose calls come here."""
        return Consent(
            APP,
            user_agent="LeafLedger/test",
            now=lambda: NOW,
            transport=httpx2.MockTransport(self._intuit),
        )

    def client(self, timeout_seconds: float = 30.0) -> QuickBooks:
        """A client that speaks to this exchange."""
        return QuickBooks(
            base_url="https://quickbooks.example",
            realm=REALM,
            sign_in=SignIn(self.keeper, self.consent(), now=lambda: NOW),
            pace=self._pace,
            on_throttle=lambda endpoint, wait: self.throttled.append((endpoint, wait)),
            user_agent="LeafLedger/test",
            meter=self.metered.append,
            timeout_seconds=timeout_seconds,
            transport=httpx2.MockTransport(
                lambda request: _next(self.answers, self.asked, request)
            ),
        )

    def _pace(self, endpoint: str) -> None:
        self.paced.append(endpoint)
        time.sleep(self.pace_seconds)

    def _intuit(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/.well-known/openid":
            return httpx2.Response(200, json=discovery())
        return _next(self.token_answers, self.token_calls, request)


def discovery() -> dict[str, str]:
    """Intuit's discovery document, as far as we read it."""
    return {
        "authorization_endpoint": f"{INTUIT}/connect/oauth2",
        "token_endpoint": f"{INTUIT}/tokens/bearer",
        "revocation_endpoint": f"{INTUIT}/tokens/revoke",
    }


def token_answer(generation: int, **changes: Any) -> httpx2.Response:
    """What the token endpoint answers."""
    body = {
        "access_token": f"secret-access-{generation}",
        "refresh_token": f"secret-refresh-{generation}",
        "token_type": "bearer",
        "expires_in": 3600,
        "x_refresh_token_expires_in": 8726400,
        "x_refresh_token_hard_expires_in": 157680000,
    }
    return httpx2.Response(200, json=body | changes)


def fault(
    code: str, detail: str = "", *, status: int = 400, kind: str = "ValidationFault"
) -> httpx2.Response:
    """A business fault as QuickBooks writes it (reference/quickbooks.md 2)."""
    error = {"Message": "gist", "Detail": detail, "code": code, "element": ""}
    body = {"Fault": {"Error": [error], "type": kind}, "time": "2026-11-02T04:00:00-08:00"}
    return httpx2.Response(status, json=body, headers={"intuit_tid": "1-trace"})


def unauthorized() -> httpx2.Response:
    """The 401 of an expired token: its keys are written small (reference 2)."""
    error = {
        "message": "message=AuthenticationFailed; errorCode=003200; statusCode=401",
        "detail": "Token expired", "code": "3200", "element": None,
    }  # fmt: skip
    body = {"warnings": None, "fault": {"error": [error], "type": "AUTHENTICATION"}, "time": 1}
    return httpx2.Response(401, json=body, headers={"intuit_tid": "1-trace"})


def _next(
    answers: list[Answer], asked: list[httpx2.Request], request: httpx2.Request
) -> httpx2.Response:
    place = min(len(asked), len(answers) - 1)
    # A copy: the same request object is signed anew and sent again after a 401.
    asked.append(_frozen(request))
    answer = answers[place]
    if isinstance(answer, Exception):
        raise answer
    return answer(request) if callable(answer) else answer


def _frozen(request: httpx2.Request) -> httpx2.Request:
    return httpx2.Request(
        request.method, request.url, headers=request.headers, content=request.read()
    )
