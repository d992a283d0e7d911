"""Asking the identity provider: its discovery document, its keys, the exchange of a code.

The only place besides the two clients that speaks HTTP outwards, and only where the owner named
a provider (docs/decisions/0024-openid-sign-in.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx2
import msgspec

from leafledger.people.openid import NotVouched, OpenIdApp, UnknownKey, verified_email

SCOPE = "openid email"
# Discovery documents and keys change about never; an hour keeps them out of the way.
KEPT_FOR = timedelta(hours=1)
# Somebody who sends answers with made-up keys makes us ask once a minute at most.
KEYS_EVERY = timedelta(minutes=1)
TIMEOUT_SECONDS = 10.0
# A discovery document and a set of keys have some kilobytes.
ANSWER_BYTES_MAX = 200_000
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

AWAY = (
    "The identity provider does not answer as it should ({why}). Nobody was signed in. Try again, "
    "or sign in with a password."
)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the provider wants to be asked, by its discovery document."""

    authorize: str
    token: str
    keys: str


class OpenIdProvider:
    """One identity provider. Answers are kept for an hour, in memory."""

    def __init__(
        self, app: OpenIdApp, user_agent: str, *, keys_every: timedelta = KEYS_EVERY
    ) -> None:
        self._keys_every = keys_every
        self.app = app
        self._agent = user_agent
        self._lock = Lock()
        self._endpoints: tuple[Endpoints, datetime] | None = None
        self._keys: tuple[dict[str, Any], datetime] | None = None

    def authorize_url(self, redirect_uri: str, state: str, nonce: str, challenge: str) -> str:
        """Where a browser is sent to sign in. Raises: NotVouched when the provider is away."""
        asked = {
            "client_id": self.app.client_id, "response_type": "code", "scope": SCOPE,
            "redirect_uri": redirect_uri, "state": state, "nonce": nonce,
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        there = self._discover().authorize
        return f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}"

    def email_for(self, code: str, redirect_uri: str, nonce: str, verifier: str) -> str:
        """The verified e-mail address of whoever came back with a code. Raises: NotVouched."""
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri,
            "code_verifier": verifier, "client_id": self.app.client_id,
        }  # fmt: skip
        answer = self._send("POST", self._discover().token, form)
        id_token = str(answer.get("id_token") or "")
        try:
            return verified_email(self.app, id_token, self._keys_now(), nonce)
        except UnknownKey:
            return self._with_fresh_keys(id_token, nonce)

    def _with_fresh_keys(self, id_token: str, nonce: str) -> str:
        """Providers change their keys; whoever signs with a new one shows it first."""
        try:
            keys = self._keys_now(older_than=self._keys_every)
            return verified_email(self.app, id_token, keys, nonce)
        except UnknownKey:
            raise NotVouched(
                AWAY.format(why="it signed with a key that it does not show")
            ) from None

    def _discover(self) -> Endpoints:
        with self._lock:
            now = datetime.now(UTC)
            if self._endpoints is not None and self._endpoints[1] > now:
                return self._endpoints[0]
            address = f"{self.app.issuer.rstrip('/')}/.well-known/openid-configuration"
            found = self._send("GET", address)
            if found.get("issuer") != self.app.issuer:
                raise NotVouched(AWAY.format(why="it calls itself otherwise than the settings do"))
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            urls = [str(found.get(name) or "") for name in names]
            if not all(is_safe(url) for url in urls):
                raise NotVouched(AWAY.format(why="its addresses are not safe"))
            self._endpoints = Endpoints(*urls), now + KEPT_FOR
            return self._endpoints[0]

    def _keys_now(self, older_than: timedelta = KEPT_FOR) -> dict[str, Any]:
        address = self._discover().keys
        with self._lock:
            now = datetime.now(UTC)
            if self._keys is None or self._keys[1] + older_than <= now:
                self._keys = self._send("GET", address), now
            return self._keys[0]

    def _send(
        self, method: str, address: str, form: dict[str, str] | None = None
    ) -> dict[str, Any]:
        # Both are written as in an address before they are put together (RFC 6749, 2.3.1).
        both = (quote(self.app.client_id, safe=""), quote(self.app.client_secret, safe=""))
        auth = both if form is not None else None
        try:
            with (
                httpx2.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False) as client,
                client.stream(
                    method, address, data=form, auth=auth,
                    headers={"accept": "application/json", "user-agent": self._agent},
                ) as answer,
            ):  # fmt: skip
                body = _body(answer)
                status = answer.status_code
        except httpx2.HTTPError as error:
            raise NotVouched(AWAY.format(why="it cannot be reached")) from error
        if status != 200:
            raise NotVouched(AWAY.format(why=f"it answered {status}"))
        try:
            told = msgspec.json.decode(body)
        except msgspec.DecodeError as error:
            raise NotVouched(AWAY.format(why="its answer cannot be read")) from error
        if not isinstance(told, dict):
            raise NotVouched(AWAY.format(why="its answer cannot be read"))
        return told


def is_safe(address: str) -> bool:
    """Whether a secret may be sent there: TLS, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _body(answer: httpx2.Response) -> bytes:
    parts, size = [], 0
    for part in answer.iter_bytes():
        size += len(part)
        if size > ANSWER_BYTES_MAX:
            raise NotVouched(AWAY.format(why="its answer is too long"))
        parts.append(part)
    return b"".join(parts)
