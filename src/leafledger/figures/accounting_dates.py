"""Accounting dates: the day something counts in the company's books."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def business_day(instant: datetime, zone: str) -> date:
    """The calendar day of an instant in the company's business time zone (accounting.md A2.2).

    Raises: ValueError for an instant without an offset.
    Example: 2026-11-02T03:30Z in America/Denver -> 2026-11-01
    """
    if instant.tzinfo is None:
        raise ValueError("an instant without an offset has no certain day")
    return instant.astimezone(ZoneInfo(zone)).date()


def due_date(invoiced: date, term_days: int | None, agreed: date | None) -> date | None:
    """When an invoice is due: the agreed day, else invoice date plus the term (accounting.md A3.5).

    None when neither is known; QuickBooks then falls back on the customer's own term.
    Example: invoiced 2026-11-02, Net 15 -> 2026-11-17
    """
    if agreed is not None:
        return agreed
    return None if term_days is None else invoiced + timedelta(days=term_days)
