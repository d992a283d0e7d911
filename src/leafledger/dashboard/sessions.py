"""Who is signed in: sessions and the sign-in code, sealed in the vault."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from leafledger.assembly import LeafLedger
from leafledger.intake.counters import NO_COMPANY

SIGN_IN_CODE = "dashboard sign-in code"
SESSIONS = "dashboard sessions"
FORM_KEY = "dashboard form key"
# A working day; a session ends then whether it was used or not.
SESSION_LASTS = timedelta(hours=12)
# More browsers than one office opens with one code; the oldest session gives way.
SESSIONS_MAX = 50
# Without letters and digits that look alike; 20 of 32 signs are 100 bits.
CODE_SIGNS, CODE_LENGTH, CODE_GROUP = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20, 4


def sign_in_code(ledger: LeafLedger) -> str:
    """The code that opens the dashboard; made when there is none yet."""
    return _secret(ledger, SIGN_IN_CODE, _new_code)


class Sessions:
    """Begins, finds and ends sessions. Only a digest of each is kept, sealed."""

    def __init__(self, ledger: LeafLedger) -> None:
        self._ledger = ledger
        self._form_key = _secret(ledger, FORM_KEY, secrets.token_hex).encode()
        self._lock = threading.Lock()

    def begin(self) -> str:
        """A new session under a name nobody knew before; what the browser keeps."""
        session = secrets.token_urlsafe(32)
        with self._lock:
            live = self._live()
            live[_digest(session)] = (datetime.now(UTC) + SESSION_LASTS).isoformat()
            self._keep(dict(sorted(live.items(), key=lambda one: one[1])[-SESSIONS_MAX:]))
        return session

    def is_live(self, session: str) -> bool:
        """Whether somebody signed in with it and neither signed out nor ran out of time."""
        return bool(session) and _digest(session) in self._live()

    def end(self, session: str) -> None:
        """Sign out: the session opens nothing any more, in whatever browser it lies."""
        with self._lock:
            live = self._live()
            if live.pop(_digest(session), None) is not None:
                self._keep(live)

    def form_token(self, visitor: str) -> str:
        """What a form must bring along, so that no other site can send it for a visitor."""
        return hmac.new(self._form_key, visitor.encode(), hashlib.sha256).hexdigest()

    def is_form_of(self, visitor: str, token: str) -> bool:
        """Whether a form was made by us for this visitor."""
        return bool(visitor) and hmac.compare_digest(
            self.form_token(visitor).encode(), token.encode()
        )

    def _live(self) -> dict[str, str]:
        try:
            kept: dict[str, str] = json.loads(self._ledger.vault.get(NO_COMPANY, SESSIONS))
        except KeyError:
            return {}
        now = datetime.now(UTC).isoformat()
        return {digest: until for digest, until in kept.items() if until > now}

    def _keep(self, live: dict[str, str]) -> None:
        self._ledger.vault.put(NO_COMPANY, SESSIONS, json.dumps(live))


def _digest(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()


def _new_code() -> str:
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    return "-".join(signs[at : at + CODE_GROUP] for at in range(0, CODE_LENGTH, CODE_GROUP))


def _secret(ledger: LeafLedger, name: str, make: Callable[[], str]) -> str:
    try:
        return ledger.vault.get(NO_COMPANY, name)
    except KeyError:
        ledger.vault.put(NO_COMPANY, name, make())
        return ledger.vault.get(NO_COMPANY, name)
