"""An invoice by hand: as we want it, and as QuickBooks answers (reference/quickbooks.md 10.3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from leafledger.figures.money import Money
from leafledger.ledger.documents import (
    DocumentDiscount,
    DocumentKind,
    SalesDocument,
    SalesLine,
)
from leafledger.ledger.parties import PostalAddress
from leafledger.ledger.pointers import Known, Pending, Pointer, RecordKind

NOTE = "LeafLink order aec108ac\nOrder 10492 on LeafLink (a9bf6e2f)"
BLUE_DREAM = SalesLine(
    item=Known(RecordKind.ITEM, "11", "Blue Dream 1g"),
    description="Blue Dream 1g, Metrc 1A40",
    quantity=Decimal("10"),
    unit_price=Decimal("9.00"),
    amount=Money.of("90.00"),
    income_account="Sales",
    class_=Known(RecordKind.CLASS, "5", "Medical"),
)
TAX = SalesLine(
    item=Known(RecordKind.ITEM, "12", "Excise"),
    description="Excise 15%",
    quantity=Decimal("3"),
    unit_price=None,
    amount=Money.of("13.00"),
    income_account="Excise payable",
)
INVOICE = SalesDocument(
    kind=DocumentKind.INVOICE,
    customer=Pending(RecordKind.CUSTOMER, "customer:8841", "Good Vibrations"),
    number="10492",
    dated=date(2026, 11, 2),
    note=NOTE,
    lines=(BLUE_DREAM, TAX),
    due=date(2026, 11, 17),
    term=Known(RecordKind.TERM, "3", "Net 15"),
    discount=DocumentDiscount(Money.of("4.50"), Known(RecordKind.ACCOUNT, "44", "Discounts")),
    shipping=Money.of("25.00"),
    delivery_address=PostalAddress(("17034 Highway 17", "1A"), "Moffat", "CO", "81143"),
    customer_memo="Licence 402R-00123",
)

ANSWER = b"""{
  "domain": "QBO", "sparse": false, "Id": "145", "SyncToken": "2",
  "MetaData": {"CreateTime": "2026-11-02T04:00:01-08:00",
    "LastUpdatedTime": "2026-11-02T04:00:01-08:00"},
  "DocNumber": "10492", "TxnDate": "2026-11-02", "DueDate": "2026-11-17",
  "CustomerRef": {"value": "58", "name": "Good Vibrations"},
  "PrivateNote": "LeafLink order aec108ac\\nOrder 10492 on LeafLink (a9bf6e2f)",
  "EmailStatus": "NotSet", "LinkedTxn": [],
  "Line": [
    {"Id": "1", "LineNum": 1, "Description": "Blue Dream 1g, Metrc 1A40", "Amount": 90.0,
      "DetailType": "SalesItemLineDetail",
      "SalesItemLineDetail": {"ItemRef": {"value": "11", "name": "Blue Dream 1g"}, "Qty": 10,
        "UnitPrice": 9, "ClassRef": {"value": "5"}, "TaxCodeRef": {"value": "NON"}}},
    {"Id": "2", "LineNum": 2, "Description": "Excise 15%", "Amount": 13,
      "DetailType": "SalesItemLineDetail",
      "SalesItemLineDetail": {"ItemRef": {"value": "12"}, "Qty": 3,
        "TaxCodeRef": {"value": "NON"}}},
    {"Amount": 103.0, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}},
    {"Amount": 25.0, "DetailType": "SalesItemLineDetail",
      "SalesItemLineDetail": {"ItemRef": {"value": "SHIPPING_ITEM_ID"},
        "TaxCodeRef": {"value": "NON"}}},
    {"Amount": 4.5, "DetailType": "DiscountLineDetail",
      "DiscountLineDetail": {"PercentBased": false, "DiscountAccountRef": {"value": "44"}}}
  ],
  "TotalAmt": 123.5, "Balance": 100.25
}"""


def answered(**changes: Any) -> dict[str, Any]:
    """The invoice as QuickBooks answers it, with some fields otherwise."""
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=Decimal)
    record: dict[str, Any] = decoder.decode(ANSWER)
    return record | changes


def with_line(place: int, **changes: Any) -> dict[str, Any]:
    """The invoice with one line otherwise."""
    record = answered()
    record["Line"][place] |= changes
    return record


def ids(pointer: Pointer) -> str:
    """The QuickBooks id of what a document points to; the customer was made a step before."""
    return pointer.id if isinstance(pointer, Known) else {"customer:8841": "58"}[pointer.key]
