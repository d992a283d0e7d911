"""Short-lived Bearer tokens, handed out by the control room as LeafLink's support would.

Source: reference/leaflink.md 1.2 (`Bearer <JWT>`, short-lived, obtained through support). What
the real tokens say inside is unknown; ours name the company and when they end.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

import msgspec

# Nobody published how short "short-lived" is; an hour is usual.
TOKEN_LIVES = timedelta(hours=1)

_HEADER = {"alg": "HS256", "typ": "JWT"}


class TokenPress:
    """Makes and reads the tokens of one simulator."""

    def __init__(self, seed: int) -> None:
        self._secret = hashlib.sha256(f"newer {seed}".encode()).digest()

    def make(self, company_id: int, now: datetime) -> str:
        """A token for one company, good for an hour of the simulator's clock."""
        ends = int((now + TOKEN_LIVES).timestamp())
        said = {"sub": str(company_id), "iat": int(now.timestamp()), "exp": ends}
        words = f"{_written(_HEADER)}.{_written(said)}"
        return f"{words}.{self._signature(words)}"

    def read(self, authorization: str | None, now: datetime) -> int | None:
        """The company a header `Bearer <JWT>` is for; None when it is not ours or has ended."""
        if authorization is None or not authorization.startswith("Bearer "):
            return None
        words, _, signature = authorization.removeprefix("Bearer ").rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(words).encode()):
            return None
        raw = words.partition(".")[2]
        said = msgspec.json.decode(base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)))
        return int(said["sub"]) if said["exp"] > now.timestamp() else None

    def _signature(self, words: str) -> str:
        return _base64(hmac.new(self._secret, words.encode(), hashlib.sha256).digest())


def _written(said: dict[str, object] | dict[str, str]) -> str:
    return _base64(msgspec.json.encode(said))


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
