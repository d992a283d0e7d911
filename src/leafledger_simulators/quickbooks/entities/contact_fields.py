"""Fields that several entities share: addresses, e-mail, telephone, currency, custom fields.

Reference: reference/quickbooks.md 10.1 and 10.3 (lengths).
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.shapes import Field, block, flag, opaque, ref, rows, text
from leafledger_simulators.quickbooks.wire import Body


def address(name: str) -> Field:
    """A postal address; Lat and Long are taken and no longer returned (reference 2)."""
    return block(
        name,
        text("Id", read_only=True),
        *(text(f"Line{number}", 500) for number in range(1, 6)),
        text("City", 255),
        text("Country", 255),
        text("CountryCode", 255),
        text("CountrySubDivisionCode", 255),
        text("PostalCode", 30),
        text("PostalCodeSuffix", 30),
        text("County", 255),
        text("Lat", read_only=True),
        text("Long", read_only=True),
        *opaque("Tag", "Note"),
    )


def email(name: str) -> Field:
    """An e-mail address."""
    return block(name, text("Address", 100), *opaque("Id", "Default", "Tag"))


def phone(name: str) -> Field:
    """A telephone number."""
    return block(
        name,
        text("FreeFormNumber", 30),
        *opaque(
            "Id",
            "DeviceType",
            "CountryCode",
            "AreaCode",
            "ExchangeCode",
            "Extension",
            "Default",
            "Tag",
        ),
    )


def web(name: str) -> Field:
    """A web address."""
    return block(name, text("URI", 1000), *opaque("Id", "Default", "Tag"))


CURRENCY = ref("CurrencyRef")

CUSTOM_FIELD = rows(
    "CustomField",
    text("DefinitionId"),
    text("Name"),
    text("Type"),
    text("StringValue", 31),
    *opaque("BooleanValue", "DateValue", "NumberValue"),
)

LINKED_TXN = rows("LinkedTxn", text("TxnId"), text("TxnType"), text("TxnLineId"))

ACTIVE = flag("Active", queryable=True, default=True)


def dollars() -> Body:
    """The currency reference of a US company."""
    return {"value": "USD", "name": "United States Dollar"}
