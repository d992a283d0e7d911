"""Records by hand, as reference/leaflink.md 1.10 and 2 show them: types mixed as LeafLink mixes."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec

from leafledger.commerce.orders import Order, Unreadable
from leafledger.leaflink.orders import read_order

SEEN = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
NUMBER = "aec108ac-a1f4-40fa-966e-a12fa9bf6e2f"

LINE = b"""{
  "id": 881, "product": 2093, "position": 1, "quantity": "24.0000", "unit_multiplier": 24,
  "ordered_unit_price": {"amount": "114.00", "currency": "USD"},
  "sale_price": {"amount": "0.00", "currency": "USD"},
  "is_sample": false, "is_medical_line_item": false, "notes": null, "package_tags": ""
}"""

ORDER = b"""{
  "number": "aec108ac-a1f4-40fa-966e-a12fa9bf6e2f", "short_id": "a9bf6e2f",
  "external_id_seller": null, "order_seller_number": "a9bf6e2f",
  "created_on": "2026-10-29T15:15:03.776119-06:00", "modified": "2026-11-01T09:00:00.5-07:00",
  "customer": {"id": 148515, "display_name": "Good Vibrations", "ext_acct_id": null},
  "brand": null, "status": "Accepted", "manual": false,
  "discount": 0, "discount_type": "%", "tax_amount": 0, "tax_type": "%", "final_tax": "0.00",
  "shipping_charge": {"amount": 0, "currency": "USD"},
  "total": {"amount": 342, "currency": "USD"}, "payment_balance": 342, "credits": "0.00",
  "payment_term": "Net 7", "payment_due_date": null, "ship_date": null, "order_taxes": [],
  "selected_payment_option": {
    "payment_method": {"id": 4, "method": "ACH"},
    "payment_term": {"id": 3, "term": "Net 15", "days": 15, "code": "net15"}},
  "delivery_address": {"address": "17034 Highway 17", "unit_number": "1A", "city": "Moffat",
    "state": "CO", "zipcode": "81143"},
  "field_of_the_future": {"unknown": true}
}"""

CUSTOMER = b"""{
  "id": 148515, "name": "Good Vibrations LLC", "nickname": "Good Vibrations", "state": "CO",
  "ext_acct_id": 58, "license_number": "402R-00123", "email": "ap@good.example",
  "phone": "(303) 555-0100", "address": "17034 Highway 10", "unit_number": "", "city": "Moffat",
  "zipcode": "81143", "country": "US", "archived": false, "leaflink_source": true,
  "delivery_address": {"address": "", "city": "", "state": "", "zipcode": ""}
}"""

PRODUCT = b"""{
  "id": 2093, "name": "Dark", "sku": "SWI-BAR-DAR-100", "unit_multiplier": 12,
  "description": "<p>Dark &amp; rich,<br/>100mg</p>",
  "wholesale_price": {"amount": 108, "currency": "USD"}, "sale_price": {"amount": 0},
  "parent": {"id": 2000, "name": "Chocolate Bar"}, "listing_state": "Available",
  "category": 7, "product_line": 164, "brand": null, "extern_acct_id": null,
  "extern_income_acct_id": ""
}"""


def decoded(raw: bytes, **changes: Any) -> dict[str, Any]:
    """A record as the client gives it, with some fields otherwise."""
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=Decimal)
    record: dict[str, Any] = decoder.decode(raw)
    return record | changes


def line(**changes: Any) -> dict[str, Any]:
    """A line, with some fields otherwise."""
    return decoded(LINE, **changes)


def order(**changes: Any) -> dict[str, Any]:
    """An order of three like lines, with some fields otherwise."""
    lines = [line(id=880 + place, position=place) for place in (1, 2, 3)]
    return decoded(ORDER, **{"line_items": lines, **changes})


def read(**changes: Any) -> Order:
    """The facts of that order."""
    facts = read_order(order(**changes), [], SEEN)
    assert isinstance(facts, Order), facts
    return facts


def unreadable(**changes: Any) -> Unreadable:
    """Why that order cannot be read."""
    facts = read_order(order(**changes), [], SEEN)
    assert isinstance(facts, Unreadable), facts
    return facts
