"""Webhooks of LeafLink: doorbells, not messages (reference/leaflink.md 9).

A notice has no stamp by which it could be put in order, and an order in it has another shape
than the one asked for; so only what it is about is read, and LeafLink is asked again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any, Literal, NamedTuple

import msgspec

from leafledger.leaflink.fields import text


class Subject(NamedTuple):
    """What a notice is about: an order by its number, or a product by its id."""

    kind: Literal["order", "product"]
    id: str


def is_signed(raw: bytes, header: str | None, key: str) -> bool:
    """Whether `LL-Signature` proves that these very bytes come from who has the webhook key.

    Base64 of HMAC-SHA256 over the raw body, compared in constant time (reference 9.1). Without
    a key nothing is proved.
    """
    if not header or not key:
        return False
    expected = base64.b64encode(hmac.new(key.encode(), raw, hashlib.sha256).digest())
    return hmac.compare_digest(expected, header.strip().encode("utf-8", "replace"))


def subject_of(raw: bytes) -> Subject | None:
    """The order or product to look at again; None for a notice about anything else.

    Takes the envelope `{action, type, data}` and, as one consumer met it, the bare record.
    """
    try:
        body: Any = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    data = body.get("data")
    kind = text(body.get("type")).lower()
    if not isinstance(data, dict) or kind not in {"order", "product"}:
        data = body
        kind = "order" if "number" in body else "product"
    if kind == "order":
        number = text(data.get("number"))
        return Subject("order", number) if number else None
    product = text(data.get("id"))
    is_product = data is not body or "sku" in body or "wholesale_price" in body
    return Subject("product", product) if product and is_product else None
