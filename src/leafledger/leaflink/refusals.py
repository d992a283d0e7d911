"""What LeafLink's refusals mean, by who acts (reference/leaflink.md 1.2, 1.7 and 1.8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from leafledger.errors import (
    TRIED_AGAIN,
    Evidence,
    OurBug,
    Reconnect,
    Refused,
    Trouble,
    TryAgain,
    throttle_wait,
    what_became,
)

SYSTEM = "LeafLink"
# Enough of the other side's words for support to recognise the case.
DETAIL_LENGTH_MAX = 500

# Which permission of an application key opens which part of the API (reference 1.2).
_PERMISSIONS = {
    "Orders": (
        "orders-received", "order-", "line-items", "order-payments", "companies", "company-staff",
    ),
    "Products": ("products", "product-", "brands", "batches", "strains", "licenses"),
    "Customers": ("customers", "customer-", "contacts", "activity-entries", "credits"),
}  # fmt: skip


def refusal(
    status: int, raw: bytes, headers: Mapping[str, str], *, path: str, writes: bool
) -> Trouble:
    """The error for an answer outside 2xx."""
    words = spoken_words(raw)
    evidence = Evidence(SYSTEM, status, str(status), words)
    if status in {401, 403}:
        return _not_let_in(evidence, path, writes=writes)
    if status == 404:
        return Refused(
            "LeafLink does not have this record any more, or it belongs to another company. "
            "Nothing was changed. Look it up on LeafLink; if it is there, connect again with a "
            "key of the company it belongs to.",
            evidence,
        )
    if status == 429:
        wait = throttle_wait(headers.get("Retry-After", ""))
        return TryAgain(
            "LeafLink asks us to slow down. Nothing was changed.",
            evidence,
            maybe_done=False,
            wait_seconds=wait,
            goes_on="It goes on by itself shortly.",
        )
    if status >= 500 or status == 408:
        return out_of_order(evidence, writes=writes)
    if writes and status in {400, 409}:
        return Refused(
            f'LeafLink did not accept the change; it says: "{words}". Nothing was changed. '
            "Correct the record on LeafLink; LeafLedger then looks again.",
            evidence,
        )
    return OurBug(
        "LeafLink did not understand what LeafLedger asked. Nothing was changed. Please report "
        "this to the developers with the details below.",
        evidence,
    )


def out_of_order(evidence: Evidence, *, writes: bool) -> TryAgain:
    """LeafLink answered, but with a failure of its own or with something that is no data."""
    became = what_became(writes=writes)
    return TryAgain(
        f"LeafLink is out of order at the moment. {became}",
        evidence,
        maybe_done=writes,
        goes_on=TRIED_AGAIN,
    )


def no_answer(what: str, *, writes: bool) -> TryAgain:
    """The call went out, and no whole answer came back."""
    became = what_became(writes=writes)
    return TryAgain(
        f"LeafLink did not answer in time. {became}",
        Evidence(SYSTEM, detail=what),
        maybe_done=writes,
        goes_on=TRIED_AGAIN,
    )


def unreachable(what: str) -> TryAgain:
    """No connection came about, so nothing was sent."""
    return TryAgain(
        "LeafLink cannot be reached. Nothing was changed. Check the internet connection of this "
        "machine.",
        Evidence(SYSTEM, code="unreachable", detail=what),
        maybe_done=False,
        goes_on=TRIED_AGAIN,
    )


def not_a_key() -> Reconnect:
    """What was given as key cannot be one."""
    return Reconnect(
        "What was entered as LeafLink key contains blanks or characters no key has. Nothing was "
        "changed. Copy the application key again from Settings > Applications on LeafLink.",
        Evidence(SYSTEM, code="key"),
    )


def moved_while_read(path: str) -> TryAgain:
    """A list changed so much while it was read that rows were skipped."""
    return TryAgain(
        "LeafLink's records changed while they were being read, so some may be missing. Nothing "
        "was changed.",
        Evidence(SYSTEM, code="moving", detail=path),
        maybe_done=False,
        goes_on="They are read again by themselves.",
    )


def not_as_agreed(what: str) -> OurBug:
    """An answer of a form that the documents do not know."""
    return OurBug(
        "LeafLink answered in a form LeafLedger does not know. Nothing was changed. Please report "
        "this to the developers with the details below.",
        Evidence(SYSTEM, 200, "form", what[:DETAIL_LENGTH_MAX]),
    )


def spoken_words(raw: bytes) -> str:
    """The words in an error body: `detail`, field messages, JSON:API errors, or plain text."""
    try:
        body: Any = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        plain = re.sub(r"<[^>]*>", " ", raw.decode("utf-8", "replace"))
        return " ".join(plain.split())[:DETAIL_LENGTH_MAX]
    return "; ".join(_said(body))[:DETAIL_LENGTH_MAX]


def _said(body: Any, about: str = "") -> list[str]:
    if isinstance(body, dict):
        return [
            words
            for name, member in body.items()
            for words in _said(member, about if name in {"detail", "errors"} else str(name))
        ]
    if isinstance(body, list):
        return [words for member in body for words in _said(member, about)]
    return [f"{about}: {body}" if about else str(body)] if body not in {None, ""} else []


def _not_let_in(evidence: Evidence, path: str, *, writes: bool) -> Reconnect:
    group = _permission(path)
    if evidence.status == 403 and group and "permission" in evidence.detail.lower():
        right = "Read & Write" if writes else "Read"
        return Reconnect(
            f'The LeafLink key lacks the permission "{group}: {right}". Nothing was changed. An '
            "administrator grants it on LeafLink under Settings > Applications; the key stays "
            "the same.",
            evidence,
        )
    return Reconnect(
        "LeafLink no longer accepts the key. Nothing was changed. Make a new application key on "
        "LeafLink under Settings > Applications, and connect LeafLink again.",
        evidence,
    )


def _permission(path: str) -> str:
    for group, beginnings in _PERMISSIONS.items():
        if path.lstrip("/").startswith(beginnings):
            return group
    return ""
