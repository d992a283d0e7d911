"""The owner's consent: OAuth 2.0 with Intuit (reference/quickbooks.md 1).

Plain httpx2 with Basic authentication, three calls. authlib's client is not used: it would
refresh by itself, beside the one place per company that may refresh, and two refreshes with one
token can end the consent.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import httpx2
import msgspec

from leafledger.errors import Evidence, OurBug, Reconnect, Trouble
from leafledger.quickbooks import refusals
from leafledger.quickbooks.sign_in import SignIn
from leafledger.quickbooks.tokens import App, TokenKeeper, Tokens, utc_now

__all__ = ["App", "Consent", "Endpoints", "SignIn", "TokenKeeper", "Tokens"]

SCOPE = "com.intuit.quickbooks.accounting"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# Intuit's discovery document changes about never; a day keeps it out of the way.
DISCOVERY_SECONDS_MAX = 24 * 3600
_HARD_END = {"x-include-refresh-token-hard-expires-in": "true"}
_FIELDS = ("authorization_endpoint", "token_endpoint", "revocation_endpoint")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where Intuit wants to be asked, by its discovery document."""

    authorize: str
    token: str
    revoke: str


class Consent:
    """Gets, renews and gives back the owner's consent."""

    def __init__(
        self,
        app: App,
        *,
        user_agent: str,
        timeout_seconds: float = 30.0,
        now: Callable[[], datetime] = utc_now,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._app = app
        self._now = now
        self._lock = Lock()
        self._known: tuple[Endpoints, datetime] | None = None
        self._user_agent = user_agent
        self._timeout = timeout_seconds
        self._transport = transport

    def discover(self) -> Endpoints:
        """Intuit's endpoints, asked once a day at most.

        Raises: OurBug for a document that lacks one or would send secrets over plain http.
        """
        with self._lock:
            now = self._now()
            if self._known is not None and self._known[1] > now:
                return self._known[0]
            answer = self._send("GET", self._app.discovery_url)
            found = [str(answer.get(name) or "") for name in _FIELDS]
            scheme = httpx2.URL(self._app.discovery_url).scheme
            if not all(url.startswith(("https://", f"{scheme}://")) for url in found):
                raise refusals.not_as_agreed("the discovery document lacks an endpoint")
            endpoints = Endpoints(*found)
            self._known = endpoints, now + timedelta(seconds=DISCOVERY_SECONDS_MAX)
            return endpoints

    def authorize_url(self, state: str) -> str:
        """Where the owner is sent to consent; `state` comes back and must be compared."""
        asked = {
            "client_id": self._app.client_id,
            "response_type": "code",
            "scope": SCOPE,
            "redirect_uri": self._app.redirect_uri,
            "state": state,
        }
        return f"{self.discover().authorize}?{urlencode(asked)}"

    def exchange(self, code: str) -> Tokens:
        """Tokens for the code of a fresh consent; a code works once.

        Raises: Reconnect when it was used or is too old.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._app.redirect_uri,
        }
        return self._tokens(form)

    def refresh(self, tokens: Tokens) -> Tokens:
        """New tokens for the old. Call it only inside `TokenKeeper.replace`.

        Raises: Reconnect when the consent has ended (`invalid_grant`): asking again is useless.
        """
        form = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
        return self._tokens(form, before=tokens)

    def revoke(self, tokens: Tokens) -> None:
        """Give the consent back. One that has ended already counts as given back."""
        body = msgspec.json.encode({"token": tokens.refresh_token})
        try:
            self._send(
                "POST",
                self.discover().revoke,
                content=body,
                headers={"Content-Type": "application/json", **self._who_we_are()},
            )
        except Reconnect as ended:
            if ended.evidence.status != 400:
                raise

    def _tokens(self, form: Mapping[str, str], before: Tokens | None = None) -> Tokens:
        answer = self._send(
            "POST",
            self.discover().token,
            content=urlencode(form).encode(),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                **_HARD_END,
                **self._who_we_are(),
            },
        )
        access, refresh = answer.get("access_token"), answer.get("refresh_token")
        if not isinstance(access, str) or not access:
            raise refusals.not_as_agreed("a token answer without an access token")
        if not isinstance(refresh, str) or not refresh:
            if before is None:
                raise refusals.not_as_agreed("a token answer without a refresh token")
            refresh = before.refresh_token
        hard = self._in(answer.get("x_refresh_token_hard_expires_in"))
        return Tokens(
            access,
            refresh,
            access_expires_at=self._in(answer.get("expires_in")) or self._now(),
            refresh_expires_at=self._in(answer.get("x_refresh_token_expires_in")),
            hard_expires_at=hard or (before.hard_expires_at if before else None),
        )

    def _in(self, seconds: Any) -> datetime | None:
        if isinstance(seconds, str) and seconds.isdecimal():
            seconds = int(seconds)
        if isinstance(seconds, bool) or not isinstance(seconds, int):
            return None
        return self._now() + timedelta(seconds=seconds)

    def _who_we_are(self) -> dict[str, str]:
        pair = f"{self._app.client_id}:{self._app.client_secret}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def _http(self) -> httpx2.Client:
        """A client for one call: one an hour needs no connection kept open."""
        return httpx2.Client(
            headers={"User-Agent": self._user_agent, "Accept": "application/json"},
            timeout=self._timeout,
            follow_redirects=False,
            trust_env=httpx2.URL(self._app.discovery_url).host not in LOOPBACK,
            transport=self._transport,
        )

    def _send(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """One call, never repeated here: a code or refresh token sent twice can end the consent."""
        try:
            with self._http() as http:
                response = http.request(method, url, content=content, headers=headers)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise refusals.unreachable(type(error).__name__) from None
        except httpx2.HTTPError as error:
            raise refusals.no_answer(type(error).__name__, writes=False) from None
        trace = response.headers.get("intuit_tid", "")
        if not response.is_success:
            raise _refused(response, trace)
        if not response.content:
            return {}
        try:
            answer = msgspec.json.decode(response.content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            evidence = Evidence(refusals.SYSTEM, response.status_code, "not JSON", "", trace)
            raise refusals.out_of_order(evidence, writes=False)
        return answer


def _refused(response: httpx2.Response, trace: str) -> Trouble:
    """`invalid_grant` ends a consent; a wrong client is a matter of settings (reference 1)."""
    status = response.status_code
    try:
        body = msgspec.json.decode(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        body = None
    code = str(body.get("error") or "") if isinstance(body, dict) else ""
    # Only the code is kept: a description may quote the token.
    evidence = Evidence(refusals.SYSTEM, status, code or str(status), code, trace)
    if status == 429 or status >= 500:
        return refusals.out_of_order(evidence, writes=False)
    if code == "invalid_client" or (status == 401 and not code):
        return Reconnect(
            "Intuit does not accept the app's client id or secret. Nothing was changed. Check "
            "both in the settings (sandbox and production have different ones), then connect "
            "QuickBooks again.",
            evidence,
        )
    if code in {"invalid_grant", "access_denied", "invalid_token"} or not code:
        return Reconnect(
            "The consent to QuickBooks has ended: it was withdrawn, replaced or is too old. "
            "Nothing was changed. Connect QuickBooks again under Set-up, Connections, or with "
            "leafledger connect; everything that waits goes on by itself then.",
            evidence,
        )
    return OurBug(
        "Intuit did not understand how LeafLedger asked for the consent. Nothing was changed. "
        "Please report this to the developers with the details below.",
        evidence,
    )
