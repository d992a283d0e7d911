"""Invoices and credit memos on their way to QuickBooks (reference/quickbooks.md 10.3 and 10.5)."""

from __future__ import annotations

from collections.abc import Callable

from leafledger.ledger.documents import (
    DocumentDiscount,
    DocumentKind,
    SalesDocument,
    SalesLine,
)
from leafledger.ledger.pointers import Pointer
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import plain, pointing_to, wire_address
from leafledger.quickbooks.read_documents import SHIPPING_ITEM, created_at, read_document

__all__ = [
    "created_at",
    "read_document",
    "wire_amendment",
    "wire_document",
    "wire_void",
]

DESCRIPTION_LENGTH_MAX = 4000
PRIVATE_NOTE_LENGTH_MAX = 4000
CUSTOMER_MEMO_LENGTH_MAX = 1000
# LeafLink's tax is a line of its own, so QuickBooks has nothing to compute on any line.
NOT_TAXED = "NON"

Ids = Callable[[Pointer], str]


def wire_document(document: SalesDocument, ids: Ids) -> Wire:
    """A new invoice or credit memo; `ids` gives the QuickBooks id of what it points to.

    Lines in the document's order, then the shipping line, then the discount line.
    Money: amounts as they are; where a line has no unit price, quantity and amount go alone, so
        that QuickBooks does not check their product (fault 6070).
    """
    is_invoice = document.kind is DocumentKind.INVOICE
    wire: Wire = {
        "CustomerRef": pointing_to(ids(document.customer)),
        "TxnDate": document.dated.isoformat(),
        "PrivateNote": document.note[:PRIVATE_NOTE_LENGTH_MAX],
        "Line": _lines(document, ids),
    }
    if document.number is not None:
        wire["DocNumber"] = document.number
    if document.customer_memo:
        wire["CustomerMemo"] = {"value": document.customer_memo[:CUSTOMER_MEMO_LENGTH_MAX]}
    if document.delivery_address is not None:
        wire["ShipAddr"] = wire_address(document.delivery_address)
    if is_invoice and document.due is not None:
        wire["DueDate"] = document.due.isoformat()
    if is_invoice and document.term is not None:
        wire["SalesTermRef"] = pointing_to(ids(document.term))
    if is_invoice:
        # Cannabis sellers cannot have QuickBooks Payments (accounting.md A3.6).
        wire["AllowOnlineCreditCardPayment"] = False
        wire["AllowOnlineACHPayment"] = False
    return wire


def wire_amendment(
    document: SalesDocument,
    ids: Ids,
    id: str,  # noqa: A002 (QuickBooks's word)
    sync_token: str,
) -> Wire:
    """The document in place of what stands: a sparse update whose lines replace all lines."""
    return {**wire_document(document, ids), **wire_void(id, sync_token), "sparse": True}


def wire_void(id: str, sync_token: str) -> Wire:  # noqa: A002 (QuickBooks's word)
    """All that a void or a deletion takes."""
    return {"Id": id, "SyncToken": sync_token}


def _lines(document: SalesDocument, ids: Ids) -> list[Wire]:
    lines = [_sales_line(line, ids) for line in document.lines]
    if document.shipping is not None:
        detail = {"ItemRef": pointing_to(SHIPPING_ITEM), "TaxCodeRef": pointing_to(NOT_TAXED)}
        lines.append(
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": document.shipping.amount,
                "SalesItemLineDetail": detail,
            }
        )
    if document.discount is not None:
        lines.append(_discount_line(document.discount, ids))
    return lines


def _sales_line(line: SalesLine, ids: Ids) -> Wire:
    detail: Wire = {"ItemRef": pointing_to(ids(line.item))}
    # A line without price and quantity is an amount; a quantity of nothing would contradict it.
    if line.quantity or line.unit_price is not None:
        detail["Qty"] = plain(line.quantity)
    detail["TaxCodeRef"] = pointing_to(NOT_TAXED)
    if line.unit_price is not None:
        detail["UnitPrice"] = plain(line.unit_price)
    if line.class_ is not None:
        detail["ClassRef"] = pointing_to(ids(line.class_))
    wire: Wire = {
        "DetailType": "SalesItemLineDetail",
        "Amount": line.amount.amount,
        "SalesItemLineDetail": detail,
    }
    if line.description:
        wire["Description"] = line.description[:DESCRIPTION_LENGTH_MAX]
    return wire


def _discount_line(discount: DocumentDiscount, ids: Ids) -> Wire:
    return {
        "DetailType": "DiscountLineDetail",
        "Amount": discount.amount.amount,
        "DiscountLineDetail": {
            "PercentBased": False,
            "DiscountAccountRef": pointing_to(ids(discount.account)),
        },
    }
