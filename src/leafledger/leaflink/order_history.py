"""An order's event log: when it reached which status (reference/leaflink.md 2.7)."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.commerce.orders import OrderStatus, StatusChange
from leafledger.leaflink.client import PAGE_ROWS_MAX, LeafLink, Page, Wire
from leafledger.leaflink.fields import CannotRead, moment, text

EVENT_LOG = "order-event-logs/"

# `created`, `edited` and the like change no status.
_REACHED = {
    "submitted": OrderStatus.SUBMITTED,
    "unaccepted": OrderStatus.SUBMITTED,
    "backordered": OrderStatus.BACKORDER,
    "accepted": OrderStatus.ACCEPTED,
    "fulfilled": OrderStatus.FULFILLED,
    "shipped": OrderStatus.SHIPPED,
    "completed": OrderStatus.COMPLETE,
    "rejected": OrderStatus.REJECTED,
    "cancelled": OrderStatus.CANCELLED,
    "combined": OrderStatus.COMBINED,
}


def history_of(events: Sequence[Wire]) -> tuple[StatusChange, ...]:
    """The status changes among an order's events, oldest first, each event once.

    Raises: CannotRead for a status change without a time.
    """
    changes: dict[tuple[str, OrderStatus, str], StatusChange] = {}
    for event in events:
        status = _REACHED.get(text(event.get("event_type")).casefold())
        if status is None:
            continue
        written = event.get("timestamp") or event.get("created_on")
        at = moment(written, f"the time it became {status}")
        changes[text(event.get("id")), status, at.isoformat()] = StatusChange(status, at)
    return tuple(sorted(changes.values(), key=lambda change: change.at))


def event_order(wire: Wire) -> str:
    """The number of the order an event belongs to."""
    return text(wire.get("order"))


def status_events_of(client: LeafLink, number: str) -> list[Wire]:
    """The event log of one order."""
    return client.all_rows(EVENT_LOG, key="id", order=number)


def status_events_after(client: LeafLink, offset: int) -> tuple[list[Wire], int]:
    """The events that came after the first `offset` of the whole log, and the new offset.

    The log only grows, so its tail is read by offset; in which direction LeafLink lists it is
    not documented. So the event before the tail is read too: it tells the direction. A log that
    is listed newest first is read from its beginning; one that shrank, or is seen to be in
    neither order, is read whole. Events may come twice, never not at all.
    """
    before = max(offset - 1, 0)
    first, *_ = pages = _some_pages(client, before)
    if first.count < offset:
        return _whole_log(client)
    rows = [row for page in pages for row in page.rows]
    if offset == 0:
        return rows, first.count
    direction = _direction(rows)
    if direction is None:
        return _whole_log(client)
    if direction > 0:
        return rows[1:], before + len(rows)
    return _newest(client, first.count - offset), first.count


def _some_pages(client: LeafLink, offset: int) -> list[Page]:
    return list(client.pages(EVENT_LOG, offset=offset))


def _whole_log(client: LeafLink) -> tuple[list[Wire], int]:
    rows = client.all_rows(EVENT_LOG, key="id")
    return rows, len(rows)


def _newest(client: LeafLink, wanted: int) -> list[Wire]:
    """The first `wanted` rows of a log that is listed newest first.

    An event that arrives meanwhile shifts the rows; the caller's offset then leaves it for the
    next look.
    """
    rows: list[Wire] = []
    for page in client.pages(EVENT_LOG, limit=min(wanted, PAGE_ROWS_MAX) or 1):
        rows += page.rows
        if len(rows) >= wanted:
            break
    return rows


def _direction(rows: Sequence[Wire]) -> int | None:
    """1 for oldest first (or too few rows to tell), -1 for newest first, None for neither."""
    try:
        times = [moment(row.get("timestamp") or row.get("created_on"), "") for row in rows]
        ids = [int(text(row.get("id"))) for row in rows]
    except (CannotRead, ValueError):
        return None
    ages = list(zip(times, ids, strict=True))
    if ages == sorted(ages):
        return 1
    return -1 if ages == sorted(ages, reverse=True) else None
