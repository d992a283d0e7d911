"""What proves the owner's consent, and who keeps it (reference/quickbooks.md 1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol


def utc_now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What proves the consent. The hard end, if known, only a new consent can move.

    The access token lives an hour; the refresh token about a hundred days from its last use,
    and its value changes: what came back is stored before it is used.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    access_expires_at: datetime
    refresh_expires_at: datetime | None = None
    hard_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class App:
    """Our app as Intuit knows it; the keys decide between sandbox and production."""

    client_id: str
    client_secret: str = field(repr=False)
    discovery_url: str
    redirect_uri: str


class TokenKeeper(Protocol):
    """Keeps one company's tokens, and lets one refresh at a time through."""

    def current(self) -> Tokens:
        """The tokens as last stored."""

    def replace(self, seen: Tokens, refresh: Callable[[Tokens], Tokens]) -> Tokens:
        """Exclusively per company, over all processes: new tokens for those seen.

        If the stored tokens already differ from `seen` they are the answer; else `refresh` is
        called and what it gives is stored before it is returned.
        """


class Renewer(Protocol):
    """Whoever can renew tokens: `Consent`."""

    def refresh(self, tokens: Tokens) -> Tokens:
        """New tokens for the old."""
