"""Payments of orders (reference/leaflink.md 5.1): read from the tail, written with care."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Payment, PaymentDraft, PaymentMethod
from leafledger.leaflink.client import LeafLink, Wire
from leafledger.leaflink.fields import CannotRead, moment, money, or_none, text
from leafledger.leaflink.growing_lists import Reached, Tail, rows_after
from leafledger.leaflink.orders import ORDERS

PAYMENTS = "order-payments/"
STAFF = "company-staff/"
_METHODS = {method.value: method for method in PaymentMethod}


def payments_after(client: LeafLink, known: Reached) -> Tail:
    """The payments of the company that came after those known, and how far they are read.

    One call where nothing is new. No filter and no webhook tells of payments (reference 5.1).
    """
    return rows_after(client, PAYMENTS, known)


def payments_of(client: LeafLink, order: str) -> list[Wire]:
    """The payments of one order."""
    path = f"{ORDERS}{quote(order, safe='')}/payments/"
    return [row for page in client.pages(path) for row in page.rows]


def order_of(wire: Wire) -> str:
    """The number of the order a payment belongs to."""
    return text(wire.get("order"))


def read_payment(wire: Wire) -> Payment | Unreadable:
    """The payment's facts, or why they cannot be read.

    Money: LeafLink's own amount, signed, in US dollars.
    """
    id_ = text(wire.get("id"))
    try:
        paid_at = moment(wire.get("payment_date"), "its date")
        return Payment(
            id=id_,
            order=order_of(wire),
            amount=money(wire.get("total"), "its amount"),
            paid_at=paid_at,
            recorded_at=or_none(moment, wire.get("created_on"), "when it was recorded") or paid_at,
            method=_METHODS.get(text(wire.get("payment_type")).lower(), PaymentMethod.OTHER),
            reason=text(wire.get("reason")),
        )
    except CannotRead as reason:
        said = str(reason)
        return Unreadable("payment", id_, f"Payment {id_}", said[:1].upper() + said[1:])


def recorder(client: LeafLink) -> str:
    """The staff member under whose name payments are recorded: LeafLink asks for one.

    The first active one; an empty text where the company shows none.
    """
    rows = [row for page in client.pages(STAFF) for row in page.rows]
    active = [row for row in rows if row.get("active", row.get("is_active", True)) is not False]
    return text(active[0].get("id")) if active else ""


def record_payment(client: LeafLink, draft: PaymentDraft, recorded_by: str) -> Any:
    """Append a payment to an order. Not idempotent: look first, and look again when in doubt.

    Money: the amount as it is, below zero too.
    """
    return client.post(
        PAYMENTS,
        {
            "order": draft.order,
            "recorded_by": int(recorded_by) if recorded_by.isdigit() else recorded_by,
            "total": draft.amount.amount,
            # Noon in UTC is the same day in every American zone.
            "payment_date": f"{draft.paid_on.isoformat()}T12:00:00+00:00",
            "payment_type": draft.method.value,
            "reason": draft.reason,
        },
    )
