"""Signing in with the code: compared in constant time, and slowed down after wrong tries."""

from __future__ import annotations

import hmac
import threading
from datetime import UTC, datetime, timedelta

from leafledger.assembly import LeafLedger
from leafledger.dashboard.sessions import sign_in_code
from leafledger.intake.counters import NO_COMPANY

# What the counts call a wrong code, and how far they were when tries began afresh.
WRONG_CODES, FORGIVEN, LOCKED_UNTIL = (
    "dashboard sign-in wrong code",
    "dashboard wrong codes forgiven",
    "dashboard sign-in locked until",
)
# A person mistypes twice; who guesses gets five tries a minute at a code of 100 bits.
WRONG_TRIES_MAX = 5
LOCKED_FOR = timedelta(minutes=1)

WRONG = "That is not the sign-in code. It stands in the terminal where LeafLedger was started."
LOCKED = "Too many wrong codes. Sign-in is closed for a minute; who is signed in is not disturbed."


class SignIn:
    """Judges codes. Counts and lock outlive a restart."""

    def __init__(self, ledger: LeafLedger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()

    def refusal(self, code: str) -> str:
        """Why a code does not open the dashboard; empty when it does.

        While it is locked the right code is refused too, else the lock would tell it apart.
        """
        with self._lock:
            if self.is_locked():
                return LOCKED
            right = sign_in_code(self._ledger)
            if hmac.compare_digest(_plain(code).encode(), _plain(right).encode()):
                self._remember(FORGIVEN, str(self._wrong_codes()))
                return ""
            self._ledger.counters.count(NO_COMPANY, WRONG_CODES)
            wrong = self._wrong_codes()
            if wrong - int(self._recall(FORGIVEN) or 0) < WRONG_TRIES_MAX:
                return WRONG
            self._remember(FORGIVEN, str(wrong))
            self._remember(LOCKED_UNTIL, (datetime.now(UTC) + LOCKED_FOR).isoformat())
            return LOCKED

    def is_locked(self) -> bool:
        """Whether nobody can sign in just now."""
        return datetime.now(UTC).isoformat() < self._recall(LOCKED_UNTIL)

    def _wrong_codes(self) -> int:
        counted = self._ledger.counters.counts()
        return sum(number for _, name, number in counted if name == WRONG_CODES)

    def _recall(self, name: str) -> str:
        return self._ledger.counters.cursor(NO_COMPANY, name)

    def _remember(self, name: str, position: str) -> None:
        with self._ledger.database.writing() as connection:
            self._ledger.counters.move_cursor(connection, NO_COMPANY, name, position)


def _plain(code: str) -> str:
    """The code without what people add or leave out when they copy it."""
    return "".join(sign for sign in code.upper() if sign.isalnum())
