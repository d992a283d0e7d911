"""Which of two states of a record is the older one: answers may arrive in another order than given.

A slow page of a poll or a sweep may come in after a newer state of the same record was read.
Source: reference/quickbooks.md 3 (SyncToken counts up with every change)
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from leafledger.quickbooks.fields import moment_or_none, part, text


def is_older_in_quickbooks(wire: Any, kept: Any) -> bool:
    """Whether a QuickBooks record is older than the one kept: its SyncToken, then its time.

    A payment moves an invoice's balance and perhaps not its token, so that equal tokens leave it
    to the time. Whatever does not tell its age counts as new.
    """
    token, token_kept = _token(wire), _token(kept)
    if token is not None and token_kept is not None and token != token_kept:
        return token < token_kept
    return _before(_changed(wire), _changed(kept))


def is_older_on_leaflink(wire: Any, kept: Any) -> bool:
    """Whether an order is older than the one kept, by when LeafLink says it was modified."""
    return _before(_modified(wire), _modified(kept))


def _before(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def _token(wire: Any) -> int | None:
    written = text(part(wire, "SyncToken"))
    return int(written) if written.isascii() and written.isdigit() else None


def _changed(wire: Any) -> datetime | None:
    return moment_or_none(part(wire, "MetaData", "LastUpdatedTime"))


def _modified(wire: Any) -> datetime | None:
    return moment_or_none(part(wire, "modified"))
