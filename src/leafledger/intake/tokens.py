"""Keeps QuickBooks's tokens: sealed, rotated in one place, refreshed by one at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from leafledger.database.connection import Database
from leafledger.database.leases import lease
from leafledger.database.vault import Vault
from leafledger.quickbooks.tokens import Tokens

TOKENS = "quickbooks tokens"


class StoredTokens:
    """The tokens of one company, for every process that speaks for it.

    QuickBooks kills a grant whose refresh token is used twice (reference/quickbooks.md 1), so a
    refresh is done under a lease, and its answer is stored before it is used.
    """

    def __init__(self, database: Database, vault: Vault, company: str) -> None:
        self._database = database
        self._vault = vault
        self._company = company

    def store(self, tokens: Tokens) -> None:
        """Seal tokens that a consent or a refresh brought."""
        self._vault.put(self._company, TOKENS, _written(tokens))

    def current(self) -> Tokens:
        """The newest tokens. Raises: NoSuchSecret before the first consent."""
        return _read(self._vault.get(self._company, TOKENS))

    def replace(self, seen: Tokens, refresh: Callable[[Tokens], Tokens]) -> Tokens:
        """The tokens after those seen: another's refresh if there was one, else our own."""
        with lease(self._database, f"quickbooks refresh {self._company}"):
            stored = self.current()
            if stored.access_token != seen.access_token:
                return stored
            fresh = refresh(stored)
            self.store(fresh)
            return fresh


def _written(tokens: Tokens) -> str:
    return msgspec.json.encode(
        {
            "access_token": tokens.access_token,
            "refresh_token": tokens.refresh_token,
            "access_expires_at": _iso(tokens.access_expires_at),
            "refresh_expires_at": _iso(tokens.refresh_expires_at),
            "hard_expires_at": _iso(tokens.hard_expires_at),
        }
    ).decode()


def _read(text: str) -> Tokens:
    stored = msgspec.json.decode(text, type=dict[str, str])
    return Tokens(
        access_token=stored["access_token"],
        refresh_token=stored["refresh_token"],
        access_expires_at=datetime.fromisoformat(stored["access_expires_at"]),
        refresh_expires_at=_instant(stored["refresh_expires_at"]),
        hard_expires_at=_instant(stored["hard_expires_at"]),
    )


def _iso(instant: datetime | None) -> str:
    return instant.isoformat() if instant is not None else ""


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
