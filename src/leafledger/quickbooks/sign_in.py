"""Signing each call to QuickBooks, and renewing the signature in one place per company.

Two refreshes at once with one token can end the consent (reference/quickbooks.md 1); so the
keeper lets one through and gives its tokens to the others.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime, timedelta

import httpx2

from leafledger.errors import Reconnect
from leafledger.quickbooks.tokens import Renewer, TokenKeeper, Tokens, utc_now

# A token about to end would end on the way.
REFRESH_AHEAD_SECONDS = 60


class SignIn(httpx2.Auth):
    """Puts the bearer token on a call; at a 401 renews it once and repeats the call.

    A refresh that Intuit refused is not tried again with the same token: every later call fails
    with the same Reconnect until the keeper has other tokens.
    """

    def __init__(
        self, keeper: TokenKeeper, consent: Renewer, *, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._keeper = keeper
        self._consent = consent
        self._now = now
        self._ended: tuple[str, Reconnect] | None = None

    def auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Sign, and after a 401 sign anew, once."""
        tokens = self._keeper.current()
        if tokens.access_expires_at <= self._now() + timedelta(seconds=REFRESH_AHEAD_SECONDS):
            tokens = self._renewed(tokens)
        request.headers["Authorization"] = f"Bearer {tokens.access_token}"
        response = yield request
        if response.status_code == 401:
            tokens = self._renewed(tokens)
            request.headers["Authorization"] = f"Bearer {tokens.access_token}"
            yield request

    def _renewed(self, seen: Tokens) -> Tokens:
        if self._ended is not None and self._ended[0] == seen.refresh_token:
            # A fresh error each time: one that is raised twice would carry two tracebacks.
            raise Reconnect(self._ended[1].sentence, self._ended[1].evidence)
        try:
            return self._keeper.replace(seen, self._consent.refresh)
        except Reconnect as ended:
            self._ended = (seen.refresh_token, ended)
            raise
