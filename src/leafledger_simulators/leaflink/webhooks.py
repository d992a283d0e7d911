"""Sends signed webhooks to the one address a seller has set (reference/leaflink.md 9.1, 9.2)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from leafledger_simulators.courier import Courier, Delivery
from leafledger_simulators.leaflink.records import Order, Product, Row
from leafledger_simulators.leaflink.webhook_bodies import webhook_body
from leafledger_simulators.leaflink.world import World

SUBSCRIPTIONS = ("orders", "products")

# About 14 attempts over roughly seven minutes on anything but 2xx (reference 9.2, claimed live).
RETRY_SECONDS = (32.0,) * 13
ANSWER_SECONDS_MAX = 10.0

# Auto-disabled after five straight days of failure only (reference 9.1).
DISABLED_AFTER = timedelta(days=5)

_encoder = msgspec.json.Encoder(decimal_format="number")


def signature(key: str, raw: bytes) -> str:
    """`LL-Signature`: base64 of the HMAC-SHA256 over the raw body, no prefix, no time."""
    return base64.b64encode(hmac.new(key.encode(), raw, hashlib.sha256).digest()).decode()


class Webhooks:
    """The webhook settings of the seller company and the courier that carries them out."""

    def __init__(self, key: str, seed: int) -> None:
        self._key = key
        self.courier = Courier(
            user_agent="python-requests/2.32.3",
            retry_seconds=RETRY_SECONDS,
            timeout_seconds=ANSWER_SECONDS_MAX,
            seed=seed,
        )
        self.forget()

    def forget(self) -> None:
        """Back to no address, nothing on its way."""
        self.url = ""
        self.subscriptions: tuple[str, ...] = SUBSCRIPTIONS
        self.enabled = False
        self.auto_disabled = False
        self.sent: Counter[str] = Counter()
        self._failing_since: datetime | None = None
        self._awaited: list[tuple[datetime, Delivery]] = []
        self.courier.forget()

    def announce(self, world: World, action: str, record: Order | Product) -> None:
        """Send an event to the address, if it is enabled and subscribed."""
        kind = "orders" if isinstance(record, Order) else "products"
        now = world.clock.now()
        self._judge(now)
        if not self.url or not self.enabled or kind not in self.subscriptions:
            return
        raw = _encoder.encode(webhook_body(world, action, record))
        headers = {
            "content-type": "application/json",
            "LL-Signature": signature(self._key, raw),
        }
        known = len(self.courier.log)
        subject = f"{kind[:-1]} {action}"
        self.courier.send(self.url, raw, headers, subject=subject)
        self.sent[subject] += 1
        # A full log drops its oldest rows; the judge then waits for the newest one only.
        fresh = max(len(self.courier.log) - known, 1)
        self._awaited += [(now, self.courier.log[-place]) for place in range(fresh, 0, -1)]

    def _judge(self, now: datetime) -> None:
        """Count what came back, and disable the webhook after five days of failure only."""
        waiting = []
        for sent_at, delivery in self._awaited:
            if delivery.delivered:
                self._failing_since = None
            elif delivery.given_up and delivery.statuses:
                self._failing_since = self._failing_since or sent_at
            elif not delivery.given_up:
                waiting.append((sent_at, delivery))
        self._awaited = waiting
        if (
            self.enabled
            and self._failing_since is not None
            and now - self._failing_since >= DISABLED_AFTER
        ):
            self.enabled, self.auto_disabled = False, True

    def set(self, wanted: Mapping[str, Any]) -> None:
        """Take settings from the control room. Raises: ValueError for unknown ones."""
        unknown = set(wanted) - SETTINGS
        if unknown:
            raise ValueError(f"webhooks have no {', '.join(sorted(unknown))}")
        subscriptions = tuple(wanted.get("subscriptions", self.subscriptions))
        if not set(subscriptions) <= set(SUBSCRIPTIONS):
            raise ValueError(f"subscriptions are of {', '.join(SUBSCRIPTIONS)}")
        self.subscriptions = subscriptions
        if "url" in wanted:
            self.url = str(wanted["url"] or "")
            self.enabled = bool(self.url)
        if "enabled" in wanted:
            self.enabled = bool(wanted["enabled"])
        if self.enabled and {"url", "enabled"} & wanted.keys():
            self.auto_disabled, self._failing_since = False, None
        weather = self.courier.weather
        weather.double = _number(wanted, "double", weather.double)
        weather.drop = _number(wanted, "drop", weather.drop)
        weather.delay_seconds_max = _number(wanted, "delay_seconds_max", weather.delay_seconds_max)
        self.courier.time_scale = _number(wanted, "time_scale", self.courier.time_scale)

    def described(self) -> Row:
        """Settings and counts, never the key."""
        weather, log = self.courier.weather, self.courier.log
        return {
            "url": self.url,
            "subscriptions": list(self.subscriptions),
            "enabled": self.enabled,
            "auto_disabled": self.auto_disabled,
            "double": weather.double,
            "drop": weather.drop,
            "delay_seconds_max": weather.delay_seconds_max,
            "time_scale": self.courier.time_scale,
            "sent": dict(self.sent),
            "deliveries": {
                "total": len(log),
                "delivered": sum(one.delivered for one in log),
                "given_up": sum(one.given_up for one in log),
                "dropped": sum(one.given_up and not one.statuses for one in log),
                "attempts": sum(len(one.statuses) for one in log),
            },
        }


SETTINGS = frozenset(
    {"url", "subscriptions", "enabled", "double", "drop", "delay_seconds_max", "time_scale"}
)


def _number(wanted: Mapping[str, Any], name: str, otherwise: float) -> float:
    value = wanted.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or value < 0:
        raise ValueError(f"{name} is a number from 0 up")
    return float(value)
