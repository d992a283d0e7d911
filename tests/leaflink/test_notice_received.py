"""A webhook of LeafLink: believed only when signed, and only about what it is about."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.leaflink.notices import Subject, is_signed, subject_of

KEY = "company-webhook-key"
ENVELOPE = {"action": "edit", "type": "order", "data": {"id": 7, "number": "aec108ac"}}


def signed(raw: bytes, key: str = KEY) -> str:
    """The header LeafLink sends with a body."""
    return base64.b64encode(hmac.new(key.encode(), raw, hashlib.sha256).digest()).decode()


@given(st.binary())
def test_only_the_very_bytes_that_were_signed_are_believed(raw: bytes) -> None:
    assert is_signed(raw, signed(raw), KEY)
    assert not is_signed(raw + b" ", signed(raw), KEY)
    assert not is_signed(raw, signed(raw, "another"), KEY)


@pytest.mark.parametrize("header", [None, "", "abc", "schlüssel", "t=1,v1=abc"])
def test_a_missing_or_strange_signature_proves_nothing(header: str | None) -> None:
    assert not is_signed(b"{}", header, KEY)


def test_without_a_key_nothing_is_proved() -> None:
    assert not is_signed(b"{}", signed(b"{}", ""), "")


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        (ENVELOPE, Subject("order", "aec108ac")),
        ({**ENVELOPE, "action": "delete"}, Subject("order", "aec108ac")),
        (ENVELOPE["data"], Subject("order", "aec108ac")),
        (
            {"action": "edit", "type": "product", "data": {"id": 2093, "name": "x"}},
            Subject("product", "2093"),
        ),
        ({"id": 2093, "sku": "A", "name": "x"}, Subject("product", "2093")),
        ({"action": "create", "type": "order", "data": {}}, None),
        ({"action": "create", "type": "company", "data": {"id": 5}}, None),
        ({"id": 5}, None),
        ([], None),
        ("order", None),
        (None, None),
    ],
)
def test_a_notice_says_what_to_look_at_again(body: object, subject: Subject | None) -> None:
    assert subject_of(json.dumps(body).encode()) == subject


@given(st.binary())
def test_no_body_whatsoever_breaks_the_doorbell(raw: bytes) -> None:
    assert subject_of(raw) is None or raw


def test_a_body_nested_without_end_says_nothing() -> None:
    assert not subject_of(b"[" * 100_000)
