"""Signing in at an identity provider (OpenID Connect): what its signed answer must say.

Nothing here asks anybody: the provider's answer and its keys come from `openid_provider.py`. A
verified e-mail address must be the sign-in name of a person who is known here already; nobody is
added by signing in (docs/decisions/0024-openid-sign-in.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Keys that only the provider has; a shared secret or no signature at all proves nothing.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
# Two machines' clocks are never the same.
LEEWAY_SECONDS = 60
EMAIL_LENGTH_MAX = 254

NOT_ITS_WORD = (
    "The answer of the identity provider does not hold ({why}), so nobody was signed in. Try "
    "again; if it happens once more, the owner looks at the settings of OpenID sign-in."
)
UNVERIFIED = (
    "The identity provider does not vouch for your e-mail address, so nobody was signed in. "
    "Confirm the address there first."
)


class NotVouched(Exception):
    """The provider's answer opens nothing; the message says why, in a sentence."""


class UnknownKey(Exception):
    """The answer is signed with a key that the provider had not shown when its keys were read."""


@dataclass(frozen=True, slots=True)
class OpenIdApp:
    """What the provider calls us. `issuer` as its discovery document says, to the letter."""

    issuer: str
    client_id: str
    client_secret: str
    name: str = ""

    @property
    def called(self) -> str:
        """What the button calls the provider."""
        return self.name or self.issuer.split("//", 1)[-1].split("/", 1)[0]


def verified_email(app: OpenIdApp, id_token: str, keys: Mapping[str, Any], nonce: str) -> str:
    """The e-mail address that the provider vouches for.

    The signature, the issuer, the audience, the times and the nonce must all be right (OpenID
    Connect Core 3.1.3.7). Raises: NotVouched; UnknownKey, and the keys are worth a second look.
    """
    # It takes a moment to load, which only who signs in this way should wait for.
    from joserfc import jwt  # noqa: PLC0415
    from joserfc.errors import InvalidKeyIdError, JoseError  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    try:
        token = jwt.decode(id_token, KeySet.import_key_set(dict(keys)), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        rules = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": app.issuer},
            aud={"essential": True, "value": app.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        rules.validate(token.claims)
    except InvalidKeyIdError as unknown:
        raise UnknownKey from unknown
    except (JoseError, ValueError, KeyError, TypeError) as wrong:
        why = getattr(wrong, "error", "") or type(wrong).__name__
        raise NotVouched(NOT_ITS_WORD.format(why=str(why).replace("_", " "))) from wrong
    return _email(app, token.claims)


def _email(app: OpenIdApp, claims: Mapping[str, Any]) -> str:
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", "" if several else app.client_id) != app.client_id:
        raise NotVouched(NOT_ITS_WORD.format(why="it was made for somebody else"))
    email = claims.get("email")
    # Some providers write the truth value as a word.
    if claims.get("email_verified") not in {True, "true"}:
        raise NotVouched(UNVERIFIED)
    if not isinstance(email, str) or not 0 < len(email) <= EMAIL_LENGTH_MAX or "@" not in email:
        raise NotVouched(UNVERIFIED)
    return email
