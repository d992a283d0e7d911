"""Notifications of changes: gathered for a moment, signed, and handed to the courier.

Reference: reference/quickbooks.md 8 (both payloads, signature, retries).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import random
import uuid
from datetime import UTC
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from leafledger_simulators.control_room import json_body, to_json
from leafledger_simulators.courier import Courier
from leafledger_simulators.quickbooks.company import Change
from leafledger_simulators.quickbooks.wire import Body, encode
from leafledger_simulators.switches import SwitchBoard

# The waits of the current page: 10 s, 20 s, 30 s, 5 min, 20 min, 2 h, 4 h, 6 h.
RETRY_SECONDS = (10.0, 20.0, 30.0, 300.0, 1200.0, 7200.0, 14400.0, 21600.0)
ANSWER_SECONDS_MAX = 3.0
FORMATS = ("cloudevents", "legacy")
VERBS = {
    "Create": "created",
    "Update": "updated",
    "Delete": "deleted",
    "Merge": "merged",
    "Void": "voided",
    "Emailed": "emailed",
}


class Webhooks:
    """The app's one webhook endpoint and what waits to be told to it."""

    def __init__(self, switches: SwitchBoard, verifier_token: str, seed: int) -> None:
        self.courier = Courier(
            user_agent="Intuit-Webhooks",
            retry_seconds=RETRY_SECONDS,
            timeout_seconds=ANSWER_SECONDS_MAX,
            seed=seed,
        )
        self.url = ""
        self.format = "cloudevents"
        self.enabled = False
        self._switches = switches
        self._key = verifier_token.encode()
        self._random = random.Random(f"webhooks-{seed}")  # noqa: S311 (repeatable, no secret)
        self._waiting: list[Change] = []
        self._timer: asyncio.TimerHandle | None = None

    def tell(self, change: Change) -> None:
        """Take a change; it leaves with the others of its moment."""
        if not self.enabled or not self.url:
            return
        self._waiting.append(change)
        if self._timer is None:
            delay = float(self._switches["webhook_delay_seconds"])
            self._timer = asyncio.get_running_loop().call_later(delay, self.flush)

    def flush(self) -> None:
        """Send what waits, as one signed body, or one for each company."""
        self._timer = None
        changes, self._waiting = self._waiting, []
        if self._switches["webhooks_join_realms"]:
            self._send(changes)
            return
        for own in _by_realm(changes).values():
            self._send(own)

    def _send(self, changes: list[Change]) -> None:
        if not changes:
            return
        body = encode(self._legacy(changes) if self.format == "legacy" else self._events(changes))
        signature = hmac.new(self._key, body, hashlib.sha256).digest()
        headers = {
            "content-type": "application/json",
            "intuit-signature": base64.b64encode(signature).decode(),
            "intuit-created-time": changes[-1].instant.isoformat(),
            "intuit-t-id": self._uuid(),
            "intuit-notification-schema-version": "1.0" if self.format == "legacy" else "2.0",
        }
        subject = f"{changes[0].entity} {changes[0].entity_id} and {len(changes) - 1} more"
        self.courier.send(self.url, body, headers, subject=subject)

    def _uuid(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def _events(self, changes: list[Change]) -> list[Body]:
        return [
            {
                "specversion": "1.0",
                "id": self._uuid(),
                "source": "intuit.dsnBgbseACLLRZNxo2dfc4evmEJdxde58xeeYcZliOU=",
                "type": f"qbo.{change.entity.lower()}.{VERBS[change.operation]}.v1",
                "datacontenttype": "application/json",
                "time": change.instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f000Z"),
                "intuitentityid": change.entity_id,
                "intuitaccountid": change.realm_id,
                "data": {"deletedid": change.deleted_id} if change.deleted_id else {},
            }
            for change in changes
        ]

    def _legacy(self, changes: list[Change]) -> Body:
        return {
            "eventNotifications": [
                {
                    "realmId": realm_id,
                    "dataChangeEvent": {"entities": [_legacy_entity(one) for one in own]},
                }
                for realm_id, own in _by_realm(changes).items()
            ]
        }

    async def control(self, request: Request) -> Response:
        """`/control/webhooks`: set or look. Unknown words are refused with a sentence."""
        if request.method == "POST":
            self._set(await json_body(request))
        return to_json(self.described())

    def _set(self, wanted: dict[str, Any]) -> None:
        known = {"url", "format", "enabled", "double", "drop", "delay_seconds_max", "time_scale"}
        unknown = set(wanted) - known
        if unknown:
            raise ValueError(f"webhooks have no {', '.join(sorted(unknown))}")
        if wanted.get("format", self.format) not in FORMATS:
            raise ValueError(f"format is one of {', '.join(FORMATS)}")
        self.url = str(wanted.get("url", self.url))
        self.format = str(wanted.get("format", self.format))
        self.enabled = bool(wanted.get("enabled", self.enabled or "url" in wanted))
        weather = self.courier.weather
        weather.double = float(wanted.get("double", weather.double))
        weather.drop = float(wanted.get("drop", weather.drop))
        weather.delay_seconds_max = float(
            wanted.get("delay_seconds_max", weather.delay_seconds_max)
        )
        self.courier.time_scale = float(wanted.get("time_scale", self.courier.time_scale))

    def described(self) -> Body:
        """The settings and what became of the deliveries."""
        log = self.courier.log
        return {
            "url": self.url,
            "format": self.format,
            "enabled": self.enabled,
            "double": self.courier.weather.double,
            "drop": self.courier.weather.drop,
            "delay_seconds_max": self.courier.weather.delay_seconds_max,
            "time_scale": self.courier.time_scale,
            "waiting": len(self._waiting),
            "deliveries": {
                "all": len(log),
                "delivered": sum(1 for one in log if one.delivered),
                "given_up": sum(1 for one in log if one.given_up),
                "attempts": sum(len(one.statuses) for one in log),
            },
        }

    def forget(self) -> None:
        """Drop what waits and what is on its way; the endpoint stays."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._waiting.clear()
        self.courier.forget()


def _by_realm(changes: list[Change]) -> dict[str, list[Change]]:
    """The changes of each company, in their order."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.realm_id, []).append(change)
    return found


def _legacy_entity(change: Change) -> Body:
    return {
        "name": change.entity,
        "id": change.entity_id,
        "operation": change.operation,
        "lastUpdated": change.instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        **({"deletedId": change.deleted_id} if change.deleted_id else {}),
    }
