"""Asking LeafLink for orders (reference/leaflink.md 1.5, 1.6 and 2).

The readers of what comes are `order_facts` and `order_history`; their names are given here too,
so that everything about orders has one address.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import quote

from leafledger.errors import Refused
from leafledger.leaflink.client import LeafLink, Wire
from leafledger.leaflink.fields import text
from leafledger.leaflink.order_facts import read_order
from leafledger.leaflink.order_history import event_order, status_events_after, status_events_of

__all__ = [
    "event_order",
    "order_by_any_number",
    "order_by_number",
    "orders_modified_since",
    "read_order",
    "status_events_after",
    "status_events_of",
]

ORDERS = "orders-received/"
# Orders come without their lines unless asked (reference 1.5).
WITH_CHILDREN = "line_items,customer"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SHORT_ID = re.compile(r"(LL-)?([0-9a-z]{8})", re.IGNORECASE)
# Looking through the numbers of five thousand orders; beyond that a short id is not searched.
SHORT_ID_PAGES_MAX = 50


def orders_modified_since(client: LeafLink, since: datetime) -> list[Wire]:
    """Every order that changed at or after an instant, with lines and customer.

    Raises: ValueError for an instant without an offset, which LeafLink would read as its own.
    """
    return client.all_rows(
        ORDERS, key="number", include_children=WITH_CHILDREN, modified__gte=wire_moment(since)
    )


def order_by_number(client: LeafLink, number: str) -> Wire | None:
    """The order of a number (its UUID), or None where LeafLink has none."""
    return one_or_none(client, f"{ORDERS}{quote(number, safe='')}/", WITH_CHILDREN)


def order_by_any_number(client: LeafLink, spoken: str) -> list[Wire]:
    """The orders a person may mean: by UUID, by the seller's own number, by short id.

    The seller's number is not surely unique, so several may come. LeafLink filters by UUID and
    seller's number (`order_id`) but not by short id: only when nothing else is found, the bare
    numbers of all orders are looked through for it.
    Source: reference/leaflink.md 1.6 and 2.1
    """
    wanted = spoken.strip()
    if _UUID.fullmatch(wanted):
        found = order_by_number(client, wanted.lower())
        return [found] if found is not None else []
    if not wanted:
        return []
    rows = client.all_rows(ORDERS, key="number", include_children=WITH_CHILDREN, order_id=wanted)
    called = [row for row in rows if _is_called(row, wanted)]
    short = _SHORT_ID.fullmatch(wanted)
    if called or short is None:
        return called
    return _by_short_id(client, short.group(2).casefold())


def _by_short_id(client: LeafLink, short: str) -> list[Wire]:
    pages = client.pages(ORDERS, fields_include="number,short_id")
    numbers = {
        text(row.get("number"))
        for page in islice(pages, SHORT_ID_PAGES_MAX)
        for row in page.rows
        if text(row.get("short_id")).casefold() == short
    }
    found = (order_by_number(client, number) for number in sorted(numbers))
    return [wire for wire in found if wire is not None]


def one_or_none(client: LeafLink, path: str, children: str = "") -> Wire | None:
    """One record by its path; None where LeafLink answers that it has none."""
    try:
        found = client.get(path, **({"include_children": children} if children else {}))
    except Refused as refused:
        if refused.evidence.code == "404":
            return None
        raise
    return found if isinstance(found, dict) else None


def wire_moment(instant: datetime) -> str:
    """An instant as a filter takes it, in UTC. Raises: ValueError without an offset."""
    if instant.tzinfo is None:
        raise ValueError("an instant without an offset has no certain meaning")
    return instant.astimezone(UTC).isoformat()


def _is_called(row: Wire, name: str) -> bool:
    """Whether one of the order's names is the one asked for: filters may ignore what they like."""
    fields = ("number", "short_id", "external_id_seller", "order_seller_number")
    return name.casefold() in {text(row.get(field)).casefold() for field in fields}
