"""Reading and writing fields of QuickBooks's records (reference/quickbooks.md 2 and 10).

QuickBooks leaves out what has no value; what is there and cannot be read is our bug.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from leafledger.figures.money import FractionOfACent, Money
from leafledger.ledger.parties import PostalAddress
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.refusals import not_as_agreed

# Street lines of an address: Line1 to Line5, 500 characters each (reference 10.1).
ADDRESS_LINES_MAX = 5
ADDRESS_LINE_LENGTH_MAX = 500
PLACE_LENGTH_MAX = 255
POSTAL_CODE_LENGTH_MAX = 30


def text(value: Any) -> str:
    """Text, or a number as text; empty for nothing."""
    return "" if value is None or isinstance(value, bool | dict | list) else str(value)


def part(wire: Any, *names: str) -> Any:
    """What stands at the end of a path of names; None where the path ends before."""
    for name in names:
        wire = wire.get(name) if isinstance(wire, dict) else None
    return wire


def reference(wire: Any, name: str) -> str:
    """The id a reference points to; empty for none."""
    return text(part(wire, name, "value"))


def pointing_to(id: str) -> Wire:  # noqa: A002 (QuickBooks's word)
    """A reference to an id."""
    return {"value": id}


def number(value: Any, what: str) -> Decimal:
    """An exact number. Raises: OurBug for anything else, naming the field."""
    if isinstance(value, int | Decimal | str) and not isinstance(value, bool):
        try:
            exact = Decimal(value)
        except InvalidOperation:
            raise not_as_agreed(f"{what} is no number") from None
        if exact.is_finite():
            return exact
    raise not_as_agreed(f"{what} is no number")


def number_or_none(value: Any, what: str) -> Decimal | None:
    """An exact number, or None where there is none."""
    return None if value is None or value == "" else number(value, what)


def money(value: Any, what: str) -> Money:
    """An amount in whole cents. Raises: OurBug."""
    try:
        return Money(number(value, what))
    except (FractionOfACent, InvalidOperation):
        raise not_as_agreed(f"{what} is finer than a cent") from None


def day(value: Any, what: str) -> date:
    """A date without a zone. Raises: OurBug."""
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        raise not_as_agreed(f"{what} is no date") from None


def moment_or_none(value: Any) -> datetime | None:
    """An instant with its offset; None where there is none or it cannot be read."""
    try:
        instant = datetime.fromisoformat(text(value))
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else None


def plain(value: Decimal) -> Decimal:
    """The same number written out, without an exponent."""
    return Decimal(format(value, "f"))


def required_id(wire: Wire, what: str) -> str:
    """The record's id. Raises: OurBug for a record without one."""
    found = text(wire.get("Id"))
    if not found:
        raise not_as_agreed(f"{what} without its Id")
    return found


def wire_address(address: PostalAddress) -> Wire:
    """An address as QuickBooks takes it; more lines than it has are joined in the last."""
    lines = [line for line in address.lines if line]
    if len(lines) > ADDRESS_LINES_MAX:
        lines = [*lines[: ADDRESS_LINES_MAX - 1], ", ".join(lines[ADDRESS_LINES_MAX - 1 :])]
    wire: Wire = {
        f"Line{place}": line[:ADDRESS_LINE_LENGTH_MAX] for place, line in enumerate(lines, start=1)
    }
    if address.city:
        wire["City"] = address.city[:PLACE_LENGTH_MAX]
    if address.state:
        wire["CountrySubDivisionCode"] = address.state[:PLACE_LENGTH_MAX]
    if address.postal_code:
        wire["PostalCode"] = address.postal_code[:POSTAL_CODE_LENGTH_MAX]
    return wire
