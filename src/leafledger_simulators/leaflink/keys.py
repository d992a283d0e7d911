"""Who may ask for what: keys, their schemes, their permissions and their counted calls.

Source: reference/leaflink.md 1.2 (authentication, permissions), 1.7 (rate limits).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from leafledger_simulators.leaflink.refusals import Refusal, detail
from leafledger_simulators.limits import Limits
from leafledger_simulators.switches import SwitchBoard

GROUPS = ("orders", "products", "customers")
LEVELS = ("none", "read", "write")
# Groups of the endpoints that any of several permissions opens: brands, companies, staff.
SHARED = "shared"
# The user who made the first seller's keys.
FIRST_OWNER = "integration owner"


@dataclass(slots=True)
class ApiKey:
    """A key with its scheme (`App` or `Token`), its owner and its level per resource group."""

    value: str
    scheme: str
    owner: str
    levels: dict[str, str] = field(default_factory=lambda: dict.fromkeys(GROUPS, "write"))
    revoked: bool = False


class KeyRing:
    """The keys of one seller company. Two keys of one owner share their rate limit."""

    def __init__(self, seed: int | str, owner: str = FIRST_OWNER) -> None:
        draw = random.Random(f"keys {seed}")  # noqa: S311 (a repeatable draw, guards nothing)
        self.owner = owner
        self.app = ApiKey(f"{draw.getrandbits(256):064x}", "App", owner)
        self.token = ApiKey(f"{draw.getrandbits(160):040x}", "Token", owner)
        self.webhook_key = f"{draw.getrandbits(160):040x}"

    def restore(self) -> None:
        """Give every key its full permissions again."""
        for key in (self.app, self.token):
            key.levels, key.revoked = dict.fromkeys(GROUPS, "write"), False

    def known(self, authorization: str | None) -> ApiKey | None:
        """The key an `Authorization` header shows, if it is one of these and not revoked."""
        for key in (self.app, self.token):
            # Exactly one space between scheme and key.
            if authorization == f"{key.scheme} {key.value}" and not key.revoked:
                return key
        return None


def throttle(key: ApiKey, switches: SwitchBoard, limits: Limits) -> None:
    """Count a call of the key's owner. Raises: Refusal 429 when there were too many."""
    wait = limits[switches["rate_limit"]].admit(key.owner)
    if wait is not None:
        seconds = max(1, round(wait + 0.5))
        headers = {"Retry-After": str(seconds)} if switches["retry_after_header"] else {}
        sentence = f"Request was throttled. Expected available in {seconds} seconds."
        raise Refusal(429, {"detail": sentence}, headers)


def check_permission(key: ApiKey, group: str, method: str) -> None:
    """Refuse with 403 what the key's resource groups do not open.

    Licences are the table's odd row: reading them needs Read & Write on products.
    """
    if group == "licenses":
        group, needed = "products", "write"
    else:
        needed = "read" if method == "GET" else "write"
    groups = GROUPS if group == SHARED else (group,)
    if not any(LEVELS.index(key.levels[one]) >= LEVELS.index(needed) for one in groups):
        raise detail(403, "You do not have permission to perform this action.")
