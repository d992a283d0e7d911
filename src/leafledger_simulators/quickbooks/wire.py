"""Numbers, times and JSON as QuickBooks Online puts them on the wire.

Reference: reference/quickbooks.md 2 (envelopes: numbers without trailing zeros, Pacific times).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from starlette.responses import Response

Body = dict[str, Any]

ZERO = Decimal(0)
ONE = Decimal(1)
CENT = Decimal("0.01")
# UnitPrice and Qty are stored with at least seven places (reference/quickbooks.md 10.3).
SEVENTH_PLACE = Decimal("0.0000001")
PACIFIC = ZoneInfo("America/Los_Angeles")

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


def plain(number: Decimal) -> Decimal:
    """The same number without trailing zeros: 47.60 is 47.6, 594.00 is 594."""
    whole = number.to_integral_value()
    if number == whole:
        return whole.quantize(ONE) if whole else ZERO
    return number.normalize()


def money(number: Decimal) -> Decimal:
    """Half-up to the cent, without trailing zeros."""
    return plain(number.quantize(CENT, ROUND_HALF_UP))


def rate(number: Decimal) -> Decimal:
    """Half-up to seven places, for unit prices, quantities and percentages."""
    return plain(number.quantize(SEVENTH_PLACE, ROUND_HALF_UP))


def decode(raw: bytes) -> Any:
    """JSON to Python, fractions as Decimal. Raises: ValueError when it is not JSON."""
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def encode(value: object) -> bytes:
    """Python to JSON; Decimal leaves as a number, digit for digit."""
    return _encoder.encode(value)


def answer(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An HTTP answer in JSON."""
    return Response(encode(value), status, headers, "application/json;charset=UTF-8")


def pacific(instant: datetime) -> str:
    """A MetaData time: whole seconds with the Pacific offset, whatever the company's zone."""
    return instant.astimezone(PACIFIC).replace(microsecond=0).isoformat()


def pacific_exact(instant: datetime) -> str:
    """The `time` of an envelope: Pacific, with milliseconds."""
    return instant.astimezone(PACIFIC).isoformat(timespec="milliseconds")


def server_day(instant: datetime) -> date:
    """The date on the server, which a transaction without TxnDate takes."""
    return instant.astimezone(PACIFIC).date()


def read_instant(text: str) -> datetime:
    """A time from a query or a parameter; without an offset it is Pacific.

    Raises: ValueError.
    """
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=PACIFIC)


def read_day(text: str) -> date:
    """A date, taken from the front of a time if one is given. Raises: ValueError."""
    return date.fromisoformat(text[:10])
