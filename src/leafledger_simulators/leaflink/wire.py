"""How values look on LeafLink's wire: the mixed numbers, strings and stamps of reference 1.10."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from leafledger_simulators.leaflink.records import CURRENCY, Row
from leafledger_simulators.leaflink.refusals import wrong_field

# The seller's zone: stamps carry its offset, never Z (reference/leaflink.md 1.9).
SELLER_ZONE = ZoneInfo("America/Denver")

CENT = Decimal("0.01")
FOUR_PLACES = Decimal("0.0001")
SIX_PLACES = Decimal("0.000001")
# A database integer; amounts stay far below, so that cents are never lost.
WHOLE_MAX = 2**31
AMOUNT_MAX = Decimal(10) ** 12


def number(amount: Decimal) -> Decimal | int:
    """A JSON number without idle zeros: 594, 210.4."""
    whole = int(amount)
    return whole if amount == whole else amount.normalize()


def number_money(amount: Decimal) -> Row:
    """A money object whose amount is a number, as orders and products show it."""
    return {"amount": number(amount), "currency": CURRENCY}


def text_money(amount: Decimal) -> Row:
    """A money object whose amount is a string, as lines show it."""
    return {"amount": text_2(amount), "currency": CURRENCY}


def text_2(amount: Decimal) -> str:
    """Two places, as a string."""
    return f"{amount:.2f}"


def text_4(amount: Decimal) -> str:
    """Four places, as a string: quantities."""
    return f"{amount:.4f}"


def text_6(amount: Decimal) -> str:
    """Six places, as a string: webhook tax percentages."""
    return f"{amount:.6f}"


def stamp(instant: datetime | None) -> str | None:
    """Microseconds and the seller's own offset: 2026-10-31T09:15:00.250119-06:00."""
    if instant is None:
        return None
    return instant.astimezone(SELLER_ZONE).isoformat(timespec="microseconds")


def day(value: date | None) -> str | None:
    """A date without a time: paid_date, credit_date."""
    return None if value is None else value.isoformat()


def read_decimal(name: str, value: Any) -> Decimal:
    """A number that may come as number or string. Raises: Refusal naming the field."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise wrong_field(name, "A valid number is required.")
    try:
        read = Decimal(value)
    except InvalidOperation:
        raise wrong_field(name, "A valid number is required.") from None
    if not read.is_finite() or abs(read) >= AMOUNT_MAX or read != read.quantize(SIX_PLACES):
        raise wrong_field(name, "A valid number is required.")
    return read


def read_money(name: str, value: Any) -> Decimal:
    """A money object, or a bare amount. Raises: Refusal for another currency or shape."""
    if isinstance(value, Mapping):
        if value.get("currency", CURRENCY) != CURRENCY:
            raise wrong_field(name, f'"{value.get("currency")}" is not a valid choice.')
        if "amount" not in value:
            raise wrong_field(name, "amount: This field is required.")
        value = value["amount"]
    amount = read_decimal(name, value)
    if amount != amount.quantize(CENT):
        raise wrong_field(name, "Ensure that there are no more than 2 decimal places.")
    return amount


def read_instant(name: str, value: Any) -> datetime:
    """A date-time; without an offset it is read as UTC (reference 1.9)."""
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise wrong_field(name, "Datetime has wrong format. Use ISO 8601.") from None
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)


def read_day(name: str, value: Any) -> date:
    """A date. Raises: Refusal naming the field."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise wrong_field(name, "Date has wrong format. Use YYYY-MM-DD.") from None


def read_flag(name: str, value: Any) -> bool:
    """A boolean. Raises: Refusal naming the field."""
    if not isinstance(value, bool):
        raise wrong_field(name, "Must be a valid boolean.")
    return value


def read_text(name: str, value: Any, longest: int, *, nullable: bool = True) -> str | None:
    """A string up to a length. Raises: Refusal naming the field."""
    if value is None and nullable:
        return None
    if not isinstance(value, str):
        raise wrong_field(name, "Not a valid string.")
    if len(value) > longest:
        raise wrong_field(name, f"Ensure this field has no more than {longest} characters.")
    return value


def read_whole(name: str, value: Any) -> int:
    """A whole number from zero up. Raises: Refusal naming the field."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < WHOLE_MAX:
        raise wrong_field(name, "A valid integer is required.")
    return value


def read_whole_or_none(name: str, value: Any) -> int | None:
    """A whole number, or null. Raises: Refusal naming the field."""
    return None if value is None else read_whole(name, value)
