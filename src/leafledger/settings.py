"""Settings: what the surroundings decide. Read once, handed on as arguments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = "LEAFLEDGER_HOME"
DATABASE_URL = "LEAFLEDGER_DATABASE_URL"
PACE_FACTOR = "LEAFLEDGER_PACE_FACTOR"
KEY_FILE = "LEAFLEDGER_KEY_FILE"
POLL_SECONDS = "LEAFLEDGER_POLL_SECONDS"
CALL_TIMEOUT_SECONDS = "LEAFLEDGER_CALL_TIMEOUT_SECONDS"
WORKER_NAME = "LEAFLEDGER_WORKER_NAME"


class WrongSetting(ValueError):
    """An environment variable holds something that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how often they happen.

    `home` holds the database (unless `database_url` says otherwise), the key file and the
    policy files. `pace_factor` multiplies both APIs' documented rates; above 1 only against
    simulators whose limits are scaled the same way. `poll_seconds` is how often LeafLink is
    polled behind its webhooks. `worker_name` tells this machine's workers apart.
    """

    home: Path
    database_url: str
    key_file: Path
    pace_factor: float = 1.0
    poll_seconds: float = 60.0
    call_timeout_seconds: float = 30.0
    worker_name: str = "main"


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
    )


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
