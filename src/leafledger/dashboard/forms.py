"""Our own forms: each carries a token that ties it to the browser it was made for."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

from leafledger.assembly import LeafLedger
from leafledger.intake.counters import NO_COMPANY

FORM_KEY = "dashboard form key"


class Forms:
    """Makes and checks the tokens; the key to them lies sealed in the vault."""

    def __init__(self, ledger: LeafLedger) -> None:
        self._key = kept_secret(ledger, FORM_KEY, secrets.token_hex).encode()

    def token(self, visitor: str) -> str:
        """What a form must bring along, so that no other site can send it for a visitor."""
        return hmac.new(self._key, visitor.encode(), hashlib.sha256).hexdigest()

    def is_of(self, visitor: str, token: str) -> bool:
        """Whether a form was made by us for this visitor."""
        return bool(visitor) and hmac.compare_digest(self.token(visitor).encode(), token.encode())


def kept_secret(ledger: LeafLedger, name: str, make: Callable[[], str]) -> str:
    """A secret of the installation; made when there is none yet."""
    try:
        return ledger.vault.get(NO_COMPANY, name)
    except KeyError:
        ledger.vault.put(NO_COMPANY, name, make())
        return ledger.vault.get(NO_COMPANY, name)
