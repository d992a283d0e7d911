"""An order's event log: when it reached which status (reference/leaflink.md 2.7)."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.commerce.orders import OrderStatus, StatusChange
from leafledger.leaflink.client import LeafLink, Wire
from leafledger.leaflink.fields import moment, text
from leafledger.leaflink.growing_lists import Reached, Tail, rows_after

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


def status_events_after(client: LeafLink, known: Reached) -> Tail:
    """The events of the whole log that came after those known, and how far it is read."""
    return rows_after(client, EVENT_LOG, known)
