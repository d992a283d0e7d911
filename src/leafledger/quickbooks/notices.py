"""Webhooks of QuickBooks: which record to look at again (reference/quickbooks.md 8).

The new body is an array of CloudEvents, the old one has `eventNotifications`; one delivery may
speak of several companies. What a notice says beyond that is not trusted.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from leafledger.quickbooks.fields import moment_or_none, part, text

_ENTITIES = (
    "Account", "Bill", "BillPayment", "Budget", "Class", "CompanyInfo", "CreditMemo", "Currency",
    "Customer", "Department", "Deposit", "Employee", "Estimate", "InventoryAdjustment", "Invoice",
    "Item", "JournalCode", "JournalEntry", "Payment", "PaymentMethod", "Preferences", "Purchase",
    "PurchaseOrder", "RefundReceipt", "SalesReceipt", "TaxAgency", "Term", "TimeActivity",
    "Transfer", "Vendor", "VendorCredit",
)  # fmt: skip
_BY_SMALL_NAME = {entity.lower(): entity for entity in _ENTITIES}
_OLD_OPERATIONS = {
    "create": "created",
    "update": "updated",
    "delete": "deleted",
    "merge": "merged",
    "void": "voided",
    "emailed": "emailed",
}
_TYPE = re.compile(r"qbo\.([a-z0-9]+)\.([a-z]+)\.v[0-9]+", re.IGNORECASE)
# Most ids are plain; one sample reads "<uuid>-Customer-123".
_TRAILING_ID = re.compile(r"[0-9]+$")


class Change(NamedTuple):
    """One record of one company that changed.

    `operation`: created, updated, deleted, merged, voided or emailed. A merge gives two: the
    record that stays is merged, the one that vanished deleted and `merged_into` the first. `at`
    is when it happened by QuickBooks's own clock, None where the notice does not say.
    """

    realm: str
    entity: str
    id: str
    operation: str
    merged_into: str = ""
    at: datetime | None = None


def is_signed(raw: bytes, header: str | None, verifier_token: str) -> bool:
    """Whether `intuit-signature` proves that these very bytes come from Intuit.

    Base64 of HMAC-SHA256 over the raw body, compared in constant time. Without a token nothing
    is proved.
    """
    if not header or not verifier_token:
        return False
    digest = hmac.new(verifier_token.encode(), raw, hashlib.sha256).digest()
    given = header.strip().encode("utf-8", "replace")
    return hmac.compare_digest(base64.b64encode(digest), given)


def changes_in(raw: bytes) -> list[Change]:
    """The changes a delivery speaks of, in its order; none where it cannot be read."""
    try:
        body: Any = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
    if isinstance(body, dict) and "eventNotifications" in body:
        return list(_old(body["eventNotifications"]))
    events = body if isinstance(body, list) else [body]
    return list(_new(events))


def _new(events: list[Any]) -> Iterator[Change]:
    for event in events:
        kind = _TYPE.fullmatch(text(part(event, "type")))
        if kind is None:
            continue
        vanished = text(part(event, "data", "deletedid"))
        realm, record = text(part(event, "intuitaccountid")), text(part(event, "intuitentityid"))
        at = moment_or_none(part(event, "time"))
        yield from _changes(realm, kind.group(1), record, kind.group(2).lower(), vanished, at)


def _old(notifications: Any) -> Iterator[Change]:
    for notification in notifications if isinstance(notifications, list) else []:
        entities = part(notification, "dataChangeEvent", "entities")
        for entity in entities if isinstance(entities, list) else []:
            said = text(part(entity, "operation")).lower()
            yield from _changes(
                text(part(notification, "realmId")),
                text(part(entity, "name")),
                text(part(entity, "id")),
                _OLD_OPERATIONS.get(said, said),
                text(part(entity, "deletedId")),
                moment_or_none(part(entity, "lastUpdated")),
            )


def _changes(
    realm: str, name: str, record: str, operation: str, vanished: str, at: datetime | None
) -> Iterator[Change]:
    entity = _BY_SMALL_NAME.get(name.lower(), name)
    stays = _TRAILING_ID.search(record)
    left = stays.group() if stays is not None else ""
    for id_, happened, into in ((record, operation, ""), (vanished, "deleted", left)):
        plain = _TRAILING_ID.search(id_)
        if realm and entity and plain is not None:
            yield Change(realm, entity, plain.group(), happened, into, at)
