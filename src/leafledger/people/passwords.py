"""Passwords: judged by length alone, kept as argon2id."""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# NIST SP 800-63B-4, 3.1.1.2: at least 15 signs where nothing stands beside the password, long
# ones taken, no rule about kinds of signs (seen 2026-11-23).
LENGTH_MIN, LENGTH_MAX = 15, 200
# Each hashing takes 64 MiB; so many at once, and the others wait.
AT_ONCE_MAX = 4

TOO_SHORT = (
    f"A password has at least {LENGTH_MIN} signs; four or five words are easy to keep in mind. "
    "Nothing was changed."
)
TOO_LONG = f"A password has at most {LENGTH_MAX} signs. Nothing was changed."
TOO_PLAIN = "That password is one sign or the name over and over. Nothing was changed."


class WrongPassword(Exception):
    """A new password cannot be taken; the message says why."""


class Passwords:
    """Makes and compares hashes, with the parameters of RFC 9106 for less memory."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._room = threading.BoundedSemaphore(AT_ONCE_MAX)
        self._nobodys = ""

    def hash(self, password: str, *names: str) -> str:
        """The hash to keep. Raises: WrongPassword."""
        plain = _plain(password)
        if len(plain) < LENGTH_MIN:
            raise WrongPassword(TOO_SHORT)
        if len(plain) > LENGTH_MAX:
            raise WrongPassword(TOO_LONG)
        rest = plain.casefold()
        for name in names:
            rest = rest.replace(_plain(name).casefold(), "") if name else rest
        if len(set(rest)) <= 1:
            raise WrongPassword(TOO_PLAIN)
        with self._room:
            return self._hasher.hash(plain)

    def fits(self, kept: str, password: str) -> bool:
        """Whether a password is the one that was kept; as slow where nothing was (`""`)."""
        plain = _plain(password)[: LENGTH_MAX + 1]
        with self._room:
            if not kept and not self._nobodys:
                self._nobodys = self._hasher.hash("nobody has this password")
            try:
                self._hasher.verify(kept or self._nobodys, plain)
            except (VerificationError, InvalidHashError):
                return False
        return bool(kept)

    def is_outdated(self, kept: str) -> bool:
        """Whether a hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def _plain(text: str) -> str:
    """One spelling for what looks the same, whichever keyboard wrote it."""
    return unicodedata.normalize("NFKC", text)
