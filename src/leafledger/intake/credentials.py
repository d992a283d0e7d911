"""The credentials file: what it takes to reach both systems for one company."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError


class WrongCredentials(Exception):
    """The credentials file cannot be used; the message says which part and never shows it."""


class _Part(BaseModel):
    """Other members (a simulator's control room, for example) are no concern of ours."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


class LeafLinkAccess(_Part):
    """Reaching the marketplace. `base_url` ends in `/api/v2/`."""

    base_url: str
    api_key: SecretStr
    company_id: str
    webhook_key: SecretStr = SecretStr("")


class QuickBooksAccess(_Part):
    """Reaching the books. `base_url` is the host, above `/v3/company/...`."""

    base_url: str
    discovery_url: str
    realm_id: str
    client_id: str
    client_secret: SecretStr
    access_token: SecretStr
    refresh_token: SecretStr
    webhook_verifier_token: SecretStr = SecretStr("")


class Credentials(_Part):
    """Both sides of one company; secrets never show in a print-out of it."""

    leaflink: LeafLinkAccess
    quickbooks: QuickBooksAccess


def read_credentials(path: Path) -> Credentials:
    """Read a credentials file (its form is in docs/contract.md).

    Raises: WrongCredentials, with the missing or wrong parts by name and never a value.
    """
    try:
        return Credentials.model_validate_json(path.read_bytes())
    except OSError as error:
        raise WrongCredentials(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        parts = sorted({".".join(str(part) for part in one["loc"]) for one in error.errors()})
        raise WrongCredentials(
            f"{path} is not a credentials file: {', '.join(part or 'its form' for part in parts)} "
            "missing or wrong."
        ) from None
