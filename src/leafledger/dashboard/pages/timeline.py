"""The timeline of an order: what happened on LeafLink beside what QuickBooks shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from leafledger.clerk.known_payments import Paid
from leafledger.commerce.orders import Order
from leafledger.commerce.remittances import Credit, CreditStatus, PaymentMethod
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money

_METHODS = {
    PaymentMethod.OTHER: "",
    PaymentMethod.CASH: " in cash",
    PaymentMethod.CHECK: " by check",
    PaymentMethod.CREDIT: " by credit",
    PaymentMethod.TRADE: " in goods",
    PaymentMethod.ACH: " by ACH",
    PaymentMethod.WIRE: " by wire",
    PaymentMethod.CASHIER: " by cashier's check",
}
_WRITTEN = {"create": "", "amend": ", changed", "void": ", made void", "delete": ", deleted"}
_KINDS = {
    "Invoice": "Invoice",
    "CreditMemo": "Credit memo",
    "Payment": "Payment",
    "JournalEntry": "Journal entry",
    "Deposit": "Bank deposit",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `day` in the company's time zone, or the books' own date."""

    day: date
    is_quickbooks: bool
    words: str
    amount: Money | None = None


def timeline(
    order: Order | None, paid: Paid, credits_: Iterable[Credit],
    plans: Iterable[Mapping[str, Any]], zone: str,
) -> list[Event]:  # fmt: skip
    """Both sides by day; of one day LeafLink first, since the books follow it."""
    found = [*_of_order(order, zone), *_of_payments(paid, zone), *_of_credits(credits_)]
    found += [event for plan in plans for event in _of_plan(plan, zone)]
    return sorted(found, key=lambda one: (one.day, one.is_quickbooks))


def _of_order(order: Order | None, zone: str) -> list[Event]:
    if order is None:
        return []
    events = [Event(business_day(order.created_at, zone), False, "Order placed", order.total)]
    events += [
        Event(business_day(change.at, zone), False, change.status.value) for change in order.history
    ]
    if order.paid and order.paid_on is not None:
        events.append(Event(order.paid_on, False, "Marked as paid"))
    return events


def _of_payments(paid: Paid, zone: str) -> list[Event]:
    return [
        Event(
            business_day(one.paid_at, zone), False,
            ("Payment taken back" if one.amount.amount < 0 else "Payment") + _METHODS[one.method],
            one.amount,
        )
        for one in paid.payments
    ]  # fmt: skip


def _of_credits(credits_: Iterable[Credit]) -> list[Event]:
    found = []
    for one in credits_:
        reason = one.reason_shown or one.reason
        used = {CreditStatus.USED: ", used", CreditStatus.CANCELLED: ", cancelled"}
        words = f"Credit {one.id}{f' ({reason})' if reason else ''}{used.get(one.status, '')}"
        found.append(Event(one.dated, False, words, one.amount))
    return found


def _of_plan(plan: Mapping[str, Any], zone: str) -> list[Event]:
    done = {
        (one["step"], one["record"]): one["outcomes"][-1]["at"]
        for one in plan["carried_out"]
        if one["outcomes"] and one["outcomes"][-1]["state"] == "done"
    }
    events = []
    for step in plan["steps"]:
        at = done.get((step["step"], step["record"]))
        if at is None or step["operation"] not in _WRITTEN:
            continue
        document = step["document"] or {}
        kind = _KINDS.get(step["kind"])
        if kind is None:
            continue
        if step["kind"] == "Payment" and "invoice" in document:
            kind = "Credit applied"
        dated = document.get("date")
        day = date.fromisoformat(dated) if dated else _day(at, zone)
        words = f"{kind} {document.get('number') or ''}".rstrip() + _WRITTEN[step["operation"]]
        events.append(Event(day, True, words, _amount(document)))
    return events


def _amount(document: Mapping[str, Any]) -> Money | None:
    said = document.get("total") or document.get("amount")
    return Money.of(said) if said else None


def _day(at: str, zone: str) -> date:
    return business_day(datetime.fromisoformat(at), zone)


def beside(events: Sequence[Event]) -> list[tuple[date, Event | None, Event | None]]:
    """Rows of a table: the day, LeafLink's event and QuickBooks's of the same day beside it."""
    rows: list[tuple[date, Event | None, Event | None]] = []
    for day in sorted({one.day for one in events}):
        left = [one for one in events if one.day == day and not one.is_quickbooks]
        right = [one for one in events if one.day == day and one.is_quickbooks]
        rows += [
            (day, left[at] if at < len(left) else None, right[at] if at < len(right) else None)
            for at in range(max(len(left), len(right)))
        ]
    return rows
