"""Id tokens of OpenID Connect, signed with a key made when it is first needed.

Reference: reference/quickbooks.md 1 (`id_token` only with the scope `openid`).
"""

from __future__ import annotations

import base64
import time
from functools import cached_property

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from leafledger_simulators.quickbooks.wire import Body, encode

KEY_ID = "leafledger-simulator"
LIFE_SECONDS = 3600


class IdTokens:
    """Signs id tokens. Their times are real, since clients check them on their own clock."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def issue(self, client_id: str, realm_id: str, subject: object) -> str:
        """A signed id token for an app."""
        now = int(time.time())
        head = {"alg": "RS256", "kid": KEY_ID, "typ": "JWT"}
        claims = {
            "iss": self._issuer,
            "aud": [client_id],
            "sub": subject,
            "realmid": realm_id,
            "iat": now,
            "exp": now + LIFE_SECONDS,
            "auth_time": now,
        }
        signed = f"{_base64(encode(head))}.{_base64(encode(claims))}"
        signature = self._key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{_base64(signature)}"

    def public_keys(self) -> Body:
        """The key set that verifies them."""
        numbers = self._key.public_key().public_numbers()
        return {
            "keys": [
                {
                    "kty": "RSA",
                    "use": "sig",
                    "alg": "RS256",
                    "kid": KEY_ID,
                    "n": _base64(numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8)),
                    "e": _base64(numbers.e.to_bytes(3)),
                }
            ]
        }


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
