"""Settings: what the surroundings decide. Read once, handed on as arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HOME = "LEAFLEDGER_HOME"
DATABASE_URL = "LEAFLEDGER_DATABASE_URL"
PACE_FACTOR = "LEAFLEDGER_PACE_FACTOR"
KEY_FILE = "LEAFLEDGER_KEY_FILE"
POLL_SECONDS = "LEAFLEDGER_POLL_SECONDS"
CALL_TIMEOUT_SECONDS = "LEAFLEDGER_CALL_TIMEOUT_SECONDS"
WORKER_NAME = "LEAFLEDGER_WORKER_NAME"
OIDC_ISSUER = "LEAFLEDGER_OIDC_ISSUER"
OIDC_CLIENT_ID = "LEAFLEDGER_OIDC_CLIENT_ID"
OIDC_CLIENT_SECRET = "LEAFLEDGER_OIDC_CLIENT_SECRET"  # noqa: S105 (the name of a setting)
OIDC_CLIENT_SECRET_FILE = "LEAFLEDGER_OIDC_CLIENT_SECRET_FILE"  # noqa: S105
OIDC_NAME = "LEAFLEDGER_OIDC_NAME"
OIDC_ONLY = "LEAFLEDGER_OIDC_ONLY"


class WrongSetting(ValueError):
    """An environment variable holds something that cannot be used."""


@dataclass(frozen=True, slots=True)
class OpenIdSettings:
    """The identity provider people may sign in at. `issuer` as it calls itself.

    `name` is what the button calls it; `only` leaves passwords to owners.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str = ""
    only: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how often they happen.

    `home` holds the database (unless `database_url` says otherwise), the key file and the
    policy files. `pace_factor` multiplies both APIs' documented rates; above 1 only against
    simulators whose limits are scaled the same way. `poll_seconds` is how often LeafLink is
    polled behind its webhooks. `worker_name` tells this machine's workers apart. `openid` None
    while people sign in with passwords alone.
    """

    home: Path
    database_url: str
    key_file: Path
    pace_factor: float = 1.0
    poll_seconds: float = 60.0
    call_timeout_seconds: float = 30.0
    worker_name: str = "main"
    openid: OpenIdSettings | None = None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Raises: WrongSetting, naming the variable and what it takes.
    """
    surroundings = os.environ if environment is None else environment
    home = Path(surroundings.get(HOME, "") or Path.home() / ".leafledger").expanduser()
    return Settings(
        home=home,
        database_url=surroundings.get(DATABASE_URL, "")
        or f"sqlite:///{home / 'leafledger.sqlite'}",
        key_file=Path(surroundings.get(KEY_FILE, "") or home / "secret.key").expanduser(),
        pace_factor=_above_zero(surroundings, PACE_FACTOR, 1.0),
        poll_seconds=_above_zero(surroundings, POLL_SECONDS, 60.0),
        call_timeout_seconds=_above_zero(surroundings, CALL_TIMEOUT_SECONDS, 30.0),
        worker_name=surroundings.get(WORKER_NAME, "") or "main",
        openid=_openid(surroundings),
    )


def _openid(surroundings: Mapping[str, str]) -> OpenIdSettings | None:
    """Raises: WrongSetting for a provider that is named in part, or without TLS."""
    issuer, client_id = surroundings.get(OIDC_ISSUER, ""), surroundings.get(OIDC_CLIENT_ID, "")
    secret, file = (
        surroundings.get(OIDC_CLIENT_SECRET, ""),
        surroundings.get(OIDC_CLIENT_SECRET_FILE, ""),
    )
    if not any((issuer, client_id, secret, file)):
        return None
    if file and not secret:
        try:
            secret = Path(file).expanduser().read_text("utf-8").strip()
        except OSError as error:
            raise WrongSetting(
                f"{OIDC_CLIENT_SECRET_FILE} names a file that cannot be read"
            ) from error
    if not (issuer and client_id and secret):
        raise WrongSetting(
            f"signing in by OpenID takes {OIDC_ISSUER}, {OIDC_CLIENT_ID} and {OIDC_CLIENT_SECRET} "
            f"(or {OIDC_CLIENT_SECRET_FILE}) together"
        )
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise WrongSetting(f"{OIDC_ISSUER} takes an address that begins with https://")
    only = surroundings.get(OIDC_ONLY, "")
    if only not in {"", "0", "1"}:
        raise WrongSetting(f"{OIDC_ONLY} takes 0 or 1, not {only!r}")
    return OpenIdSettings(issuer, client_id, secret, surroundings.get(OIDC_NAME, ""), only == "1")


def _above_zero(surroundings: Mapping[str, str], name: str, default: float) -> float:
    written = surroundings.get(name, "")
    if not written:
        return default
    try:
        value = float(written)
    except ValueError as error:
        raise WrongSetting(f"{name} takes a number, not {written!r}") from error
    if not value > 0:
        raise WrongSetting(f"{name} takes a number above zero, not {written!r}")
    return value
