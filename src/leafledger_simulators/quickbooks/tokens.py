"""OAuth tokens: codes, access tokens, refresh tokens, and how they rotate and die.

Reference: reference/quickbooks.md 1. Lifetimes run on the simulator's clock.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from leafledger_simulators.clock import Clock
from leafledger_simulators.quickbooks.company import REALM_ID
from leafledger_simulators.quickbooks.wire import Body
from leafledger_simulators.switches import SwitchBoard

ACCESS_SECONDS = 3600
REFRESH_SECONDS = 8_726_400
ROTATION = timedelta(hours=24)
HARD_END = timedelta(days=5 * 365)
CODE_LIFE = timedelta(minutes=10)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class TokenRefusal(Exception):
    """A token request that failed: HTTP status, `error` and `error_description`."""

    def __init__(self, status: int, error: str, description: str = "") -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.description = description


@dataclass
class Grant:
    """One consent of a user: everything issued from it lives and dies together."""

    scope: str
    began: datetime
    realm_id: str = REALM_ID
    refresh_token: str = ""
    rotated: datetime | None = None
    refreshed: datetime | None = None
    access_tokens: set[str] = field(default_factory=set)
    revoked: bool = False


@dataclass
class Code:
    """A code waiting to be exchanged once."""

    redirect_uri: str
    scope: str
    issued: datetime
    realm_id: str = REALM_ID
    grant: Grant | None = None


class TokenOffice:
    """Issues, refreshes, checks and revokes the tokens of one app; each is for one company."""

    def __init__(self, clock: Clock, switches: SwitchBoard, seed: int) -> None:
        self._clock = clock
        self._switches = switches
        self._random = random.Random(f"tokens-{seed}")  # noqa: S311 (repeatable, no secret)
        self.client_id = "AB" + self._word(48)
        self.client_secret = self._word(40)
        self.verifier_token = self._word(36)
        self._codes: dict[str, Code] = {}
        self._access: dict[str, tuple[Grant, datetime]] = {}
        self._refresh: dict[str, Grant] = {}

    def _word(self, length: int) -> str:
        return "".join(self._random.choices(ALPHABET, k=length))

    def check_client(self, client_id: str, client_secret: str) -> None:
        """Raises: TokenRefusal 401 invalid_client."""
        if (client_id, client_secret) != (self.client_id, self.client_secret):
            raise TokenRefusal(401, "invalid_client")

    def new_code(self, redirect_uri: str, scope: str, realm_id: str = REALM_ID) -> str:
        """A code for a user who agreed, for one company."""
        value = "XAB1" + self._word(36)
        self._codes[value] = Code(redirect_uri, scope, self._clock.now(), realm_id)
        return value

    def exchange(self, code: str, redirect_uri: str) -> Grant:
        """A code for tokens, once. Raises: TokenRefusal."""
        found = self._codes.get(code)
        if found is None or self._clock.now() > found.issued + CODE_LIFE:
            raise TokenRefusal(400, "invalid_grant", "Invalid authorization code")
        if found.grant is not None:
            if self._switches["code_reuse_revokes"]:
                self.end(found.grant)
            raise TokenRefusal(400, "invalid_grant", "Authorization code was already used")
        if redirect_uri != found.redirect_uri:
            raise TokenRefusal(400, "invalid_grant", "Redirect URI does not match")
        found.grant = self.new_grant(found.scope, found.realm_id)
        return found.grant

    def new_grant(
        self, scope: str = "com.intuit.quickbooks.accounting", realm_id: str = REALM_ID
    ) -> Grant:
        """A fresh consent for a company, with both tokens."""
        grant = Grant(scope, self._clock.now(), realm_id)
        self._rotate(grant)
        self._new_access(grant)
        return grant

    def refresh(self, refresh_token: str) -> Grant:
        """New tokens for a refresh token that is alive. Raises: TokenRefusal invalid_grant.

        A value that rotated away is dead, so the slower of two refreshes at once loses.
        """
        grant = self._refresh.get(refresh_token)
        now = self._clock.now()
        if (
            grant is None
            or grant.revoked
            or grant.refresh_token != refresh_token
            or (grant.refreshed or grant.began) + timedelta(seconds=REFRESH_SECONDS) < now
            or grant.began + HARD_END < now
        ):
            raise TokenRefusal(400, "invalid_grant", "Incorrect or invalid refresh token")
        assert grant.rotated is not None
        if self._switches["refresh_rotation"] == "every_refresh" or now >= grant.rotated + ROTATION:
            self._rotate(grant)
        grant.refreshed = now
        self._new_access(grant)
        return grant

    def _rotate(self, grant: Grant) -> None:
        self._refresh.pop(grant.refresh_token, None)
        grant.refresh_token = "RT1-" + self._word(46)
        grant.rotated = grant.refreshed = self._clock.now()
        self._refresh[grant.refresh_token] = grant

    def _new_access(self, grant: Grant) -> None:
        token = "eyJhbGciOiJkaXIi." + self._word(120)
        grant.access_tokens.add(token)
        self._access[token] = (grant, self._clock.now() + timedelta(seconds=ACCESS_SECONDS))
        self.last_access_token = token

    def access_state(self, token: str) -> str:
        """`good`, `expired`, `revoked` or `unknown`."""
        found = self._access.get(token)
        if found is None:
            return "unknown"
        grant, ends = found
        if grant.revoked:
            return "revoked"
        return "good" if self._clock.now() < ends else "expired"

    def realm_of(self, token: str) -> str:
        """The company an access token is for; empty when it was never issued."""
        found = self._access.get(token)
        return found[0].realm_id if found is not None else ""

    def revoke(self, token: str) -> None:
        """End the grant of a refresh token, or one access token.

        Raises: TokenRefusal for a token that was never issued.
        """
        grant = self._refresh.get(token)
        if grant is not None:
            self.end(grant)
        elif token in self._access:
            grant, _ = self._access.pop(token)
            grant.access_tokens.discard(token)
        else:
            raise TokenRefusal(400, "invalid_request", "Unknown token")

    def end(self, grant: Grant) -> None:
        """Everything issued from a consent is dead."""
        grant.revoked = True

    def end_all(self, realm_id: str) -> None:
        """The user disconnected the app inside a company."""
        for grant in self._refresh.values():
            if grant.realm_id == realm_id:
                self.end(grant)

    def answer(self, grant: Grant, *, with_hard_end: bool) -> Body:
        """The token endpoint's reply."""
        reply: Body = {
            "token_type": "bearer",
            "access_token": self.last_access_token,
            "expires_in": ACCESS_SECONDS,
            "refresh_token": grant.refresh_token,
            "x_refresh_token_expires_in": REFRESH_SECONDS,
        }
        if with_hard_end:
            left = grant.began + HARD_END - self._clock.now()
            reply["x_refresh_token_hard_expires_in"] = int(left.total_seconds())
        return reply
