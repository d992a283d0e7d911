"""A webhook of QuickBooks, old or new, of one company or several."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.quickbooks.notices import Change, changes_in, is_signed

TOKEN = "verifier-token"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def signed(raw: bytes, token: str = TOKEN) -> str:
    """The header Intuit sends with a body."""
    return base64.b64encode(hmac.new(token.encode(), raw, hashlib.sha256).digest()).decode()


@given(st.binary())
def test_only_the_very_bytes_that_were_signed_are_believed(raw: bytes) -> None:
    assert is_signed(raw, signed(raw), TOKEN)
    assert not is_signed(raw + b"\n", signed(raw), TOKEN)
    assert not is_signed(raw, signed(raw, "another"), TOKEN)


@pytest.mark.parametrize("header", [None, "", "abc", "schlüssel"])
def test_a_missing_or_strange_signature_proves_nothing(header: str | None) -> None:
    assert not is_signed(b"[]", header, TOKEN)
    assert not is_signed(b"[]", signed(b"[]", ""), "")


def event(kind: str, record: str, realm: str = "934", **more: Any) -> dict[str, Any]:
    """One CloudEvent (reference/quickbooks.md 8)."""
    return {
        "specversion": "1.0", "id": "u", "source": "intuit.x", "type": f"qbo.{kind}.v1",
        "time": "2026-11-02T12:00:00.000000001Z", "intuitentityid": record,
        "intuitaccountid": realm, **more,
    }  # fmt: skip


def test_cloud_events_of_several_companies_are_told_apart() -> None:
    body = [
        event("invoice.updated", "145"),
        event("creditmemo.voided", "9", realm="777"),
        event("customer.created", "5e2a-Customer-123"),
        event("customer.merged", "58", data={"deletedid": "59"}),
        event("thing.from.future", "1"),
        {"type": 5},
    ]
    assert changes_in(json.dumps(body).encode()) == [
        Change("934", "Invoice", "145", "updated", at=NOON),
        Change("777", "CreditMemo", "9", "voided", at=NOON),
        Change("934", "Customer", "123", "created", at=NOON),
        Change("934", "Customer", "58", "merged", at=NOON),
        Change("934", "Customer", "59", "deleted", "58", NOON),
    ]


def test_the_old_body_says_the_same_in_other_words() -> None:
    entities = [
        {"name": "Invoice", "id": "145", "operation": "Update"},
        {"name": "Payment", "id": "7", "operation": "Delete"},
        {"name": "Customer", "id": "58", "operation": "Merge", "deletedId": "59"},
    ]
    notification = {"realmId": "934", "dataChangeEvent": {"entities": entities}}
    raw = json.dumps({"eventNotifications": [notification]}).encode()
    assert changes_in(raw) == [
        Change("934", "Invoice", "145", "updated"),
        Change("934", "Payment", "7", "deleted"),
        Change("934", "Customer", "58", "merged"),
        Change("934", "Customer", "59", "deleted", "58"),
    ]


@pytest.mark.parametrize(
    "body", [None, [], {}, "x", 5, {"eventNotifications": None}, [event("invoice.updated", "")]]
)
def test_a_body_about_nothing_says_nothing(body: Any) -> None:
    assert changes_in(json.dumps(body).encode()) == []


@given(st.binary())
def test_no_body_whatsoever_breaks_the_doorbell(raw: bytes) -> None:
    assert isinstance(changes_in(raw), list)


def test_a_body_nested_without_end_says_nothing() -> None:
    assert not changes_in(b"[" * 100_000)


def test_both_bodies_tell_when_it_happened() -> None:
    new = json.dumps([event("payment.updated", "7")]).encode()
    entity = {"name": "Payment", "id": "7", "operation": "Update",
              "lastUpdated": "2026-11-02T05:00:00-07:00"}  # fmt: skip
    notification = {"realmId": "934", "dataChangeEvent": {"entities": [entity]}}
    old = json.dumps({"eventNotifications": [notification]}).encode()
    assert [change.at for raw in (new, old) for change in changes_in(raw)] == [NOON, NOON]


@pytest.mark.parametrize("time", ["", "yesterday", "2026-11-02T12:00:00", None])
def test_a_time_that_cannot_be_read_is_no_time(time: str | None) -> None:
    raw = json.dumps([event("payment.updated", "7") | {"time": time}]).encode()
    [change] = changes_in(raw)
    assert change.at is None
