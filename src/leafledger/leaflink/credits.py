"""Credits (reference/leaflink.md 8): read-only, without stamps, so the list is read whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit, CreditStatus
from leafledger.leaflink.client import LeafLink, Wire
from leafledger.leaflink.fields import CannotRead, money, text

CREDITS = "credits/"
_STATUSES = {status.value: status for status in CreditStatus}


def all_credits(client: LeafLink) -> list[Wire]:
    """Every credit the company gave."""
    return client.all_rows(CREDITS, key="id")


def read_credit(wire: Wire) -> Credit | Unreadable:
    """The credit's facts, or why they cannot be read. Money: above zero, in US dollars."""
    id_ = text(wire.get("id"))
    try:
        return _read(wire, id_)
    except CannotRead as reason:
        said = str(reason)
        return Unreadable("credit", id_, f"Credit {id_}".strip(), said[:1].upper() + said[1:])


def _read(wire: Wire, id_: str) -> Credit:
    status = _STATUSES.get(text(wire.get("status")).lower())
    if status is None:
        raise CannotRead(f'its status "{text(wire.get("status"))[:40]}" is not known.')
    customer = _id_of(wire.get("customer"))
    if not customer:
        raise CannotRead("it names no customer.")
    return Credit(
        id=id_,
        customer=customer,
        amount=money(wire.get("amount"), "its amount"),
        dated=_day(wire.get("credit_date")),
        status=status,
        reason=text(wire.get("reason")),
        reason_shown=text(wire.get("reason_display")),
        order=_id_of(wire.get("order")),
        applied_to=_id_of(wire.get("applied_to")),
        notes=text(wire.get("notes")),
    )


def _id_of(value: Any) -> str:
    if isinstance(value, dict):
        return text(value.get("number")) or text(value.get("id"))
    return text(value)


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        raise CannotRead("its date is not a date.") from None
