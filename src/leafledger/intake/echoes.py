"""Echoes: QuickBooks announces our own writes to us; what was seen already is not read again.

Each read is metered, so a notice that tells of nothing new costs none. In doubt it is read:
content decides, and the hourly sweep compares the content of whatever changed.
Source: reference/quickbooks.md 8 ("your own API writes come back as webhooks too")
"""

from __future__ import annotations

from leafledger.intake.balances import MOVED_AT
from leafledger.intake.seen import SeenRecords, System
from leafledger.quickbooks.fields import moment_or_none, part
from leafledger.quickbooks.notices import Change


def is_echo(seen: SeenRecords, company: str, change: Change) -> bool:
    """Whether a notice tells of a state that was seen already.

    QuickBooks writes times to the second. A document whose balance our own payment moved was
    changed by QuickBooks in the payment's second; an earlier notice of it is somebody else's.
    Example: notice of 12:00:07.4, record last changed 12:00:07 -> an echo
    """
    known = seen.some(company, System.QUICKBOOKS, change.entity, [change.id]).get(change.id)
    if change.operation == "deleted":
        return known is None
    if known is None or change.at is None or change.operation == "merged":
        return False
    second = change.at.replace(microsecond=0)
    changed = moment_or_none(part(known.wire, "MetaData", "LastUpdatedTime"))
    moved = moment_or_none(part(known.wire, MOVED_AT))
    return (changed is not None and second <= changed) or second == moved
