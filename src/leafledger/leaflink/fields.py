"""Reading fields as tolerantly as LeafLink writes them (reference/leaflink.md 1.9 and 1.10).

Amounts come as numbers, as text, or as `{amount, currency}`; times with a local offset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from leafledger.figures.money import US_DOLLAR, FractionOfACent, Money

# Far above any order, far below where arithmetic on Decimals loses digits.
AMOUNT_MAX = Decimal(10) ** 15
# Digits as a machine writes them, and no more of them than LeafLink's longest (reference 1.10).
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{0,40})?([eE][+-]?[0-9]{1,3})?")

T = TypeVar("T")


class CannotRead(Exception):
    """A field says something no books can follow from. Its text is for a bookkeeper."""


def text(value: Any) -> str:
    """Text or a number as text; empty for nothing."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    return str(value).strip()


def name_of(value: Any) -> str:
    """A thing given by its name, by its id, or as an object with either."""
    if isinstance(value, Mapping):
        return text(value.get("name")) or text(value.get("id"))
    return text(value)


def number(value: Any, what: str) -> Decimal:
    """An exact number from a JSON number or its text.

    Raises: CannotRead for anything else, naming `what`: "its total is not a number".
    """
    written = value.strip() if isinstance(value, str) else value
    if written is None or written == "":
        raise CannotRead(f"{what} is missing.")
    if isinstance(written, str) and not _NUMBER.fullmatch(written):
        raise CannotRead(_no_number(what))
    if isinstance(written, bool) or not isinstance(written, str | int | Decimal):
        raise CannotRead(_no_number(what))
    exact = Decimal(written)
    if not exact.is_finite() or abs(exact) >= AMOUNT_MAX or exact.adjusted() < -40:
        raise CannotRead(_no_number(what))
    return exact


def price(value: Any, what: str) -> Decimal:
    """An amount that may be finer than a cent: plain, or `{amount, currency}` in US dollars.

    Raises: CannotRead for no number or another currency.
    """
    if not isinstance(value, Mapping):
        return number(value, what)
    currency = text(value.get("currency")) or US_DOLLAR
    if currency.upper() != US_DOLLAR:
        raise CannotRead(f"{what} is in {currency[:10]}; LeafLedger keeps books in US dollars.")
    return number(value.get("amount"), what)


def money(value: Any, what: str) -> Money:
    """An amount in whole cents. Raises: CannotRead also for a fraction of a cent."""
    exact = price(value, what)
    try:
        return Money(exact)
    except FractionOfACent:
        raise CannotRead(f"{what} of {exact:f} is finer than a cent.") from None


def or_none(read: Callable[[Any, str], T], value: Any, what: str) -> T | None:
    """What the reader makes of the value, or None where LeafLink left it empty."""
    inner = value.get("amount") if isinstance(value, Mapping) else value
    empty = inner is None or (isinstance(inner, str) and not inner.strip())
    return None if empty else read(value, what)


def moment(value: Any, what: str) -> datetime:
    """An instant. Raises: CannotRead for no time, or a time without its offset."""
    try:
        instant = datetime.fromisoformat(text(value))
    except ValueError:
        raise CannotRead(f"{what} is not a time.") from None
    if instant.tzinfo is None:
        raise CannotRead(f"{what} does not say in which time zone it is.")
    return instant


def modified_of(wire: Mapping[str, Any]) -> datetime:
    """When LeafLink last changed a row; the beginning of time where it does not say."""
    try:
        instant = datetime.fromisoformat(text(wire.get("modified")))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def agreed_day(value: Any, what: str) -> date:
    """The day meant by a due date.

    LeafLink reads a date that was sent without a time as midnight UTC and shows it in the
    seller's zone, where it can be the evening before (reference 1.9): so midnight UTC means the
    day in UTC, any other time the day in the offset it is shown with.
    Example: 2026-11-14T17:00:00-07:00 -> 2026-11-15; 2026-11-14T09:30:00-07:00 -> 2026-11-14
    """
    written = text(value)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        return date.fromisoformat(written)
    instant = moment(value, what)
    in_utc = instant.astimezone(UTC)
    return in_utc.date() if in_utc.timetz().replace(tzinfo=None) == time(0) else instant.date()


def _no_number(what: str) -> str:
    return f"{what} is not a number."
