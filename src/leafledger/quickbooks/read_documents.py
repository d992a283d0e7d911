"""Invoices and credit memos as QuickBooks shows them (reference/quickbooks.md 3, 10.3 and 10.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.documents import (
    DocumentDiscount,
    DocumentKind,
    KnownDocument,
    SalesDocument,
    SalesLine,
)
from leafledger.ledger.items import KnownItem
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import (
    day,
    moment_or_none,
    money,
    number_or_none,
    part,
    reference,
    required_id,
    text,
)

SENT = "EmailSent"
# The item that stands for the shipping line; QuickBooks knows its account.
SHIPPING_ITEM = "SHIPPING_ITEM_ID"
# What an invoice or credit memo is settled with; a linked estimate settles nothing.
_SETTLING = frozenset({"Payment", "CreditMemo", "Invoice"})


def read_document(wire: Wire, kind: DocumentKind) -> KnownDocument:
    """A document as it stands. Raises: OurBug where its figures cannot be read."""
    total = money(wire.get("TotalAmt"), f"{kind}.TotalAmt")
    note = text(wire.get("PrivateNote"))
    return KnownDocument(
        kind=kind,
        id=required_id(wire, kind.value),
        sync_token=text(wire.get("SyncToken")),
        number=text(wire.get("DocNumber")),
        customer_id=reference(wire, "CustomerRef"),
        dated=day(wire.get("TxnDate"), f"{kind}.TxnDate"),
        note=note,
        total=total,
        open=money(_open(wire, kind), f"{kind} open balance"),
        content=content_of(wire),
        linked=_is_linked(wire),
        sent=text(wire.get("EmailStatus")) == SENT,
        # A void leaves the document at zero and says so in the note (reference 3).
        voided=not total and "voided" in note.lower(),
        settled_by=_settled_by(wire),
    )


def read_sales_document(
    wire: Wire, kind: DocumentKind, items: Mapping[str, KnownItem]
) -> SalesDocument | None:
    """What a document says, in our words; None where it says more than we can.

    `items` by QuickBooks id: a line's account is its item's. Bundles and taxes of QuickBooks's own
    are what we cannot say; then the sum of what we read would not be the document's total.
    """
    lines = wire.get("Line")
    rows = [row for row in lines if isinstance(row, dict)] if isinstance(lines, list) else []
    said, discount, shipping = [], None, None
    for row in rows:
        detail_type = text(row.get("DetailType"))
        if detail_type == "DiscountLineDetail":
            id_ = reference(row[detail_type], "DiscountAccountRef")
            name = text(part(row, detail_type, "DiscountAccountRef", "name"))
            account = Known(RecordKind.ACCOUNT, id_, name)
            discount = DocumentDiscount(money(row.get("Amount"), "Line.Amount"), account)
        elif detail_type == "SalesItemLineDetail":
            line = _read_line(row, items)
            if line is None:
                shipping = money(row.get("Amount"), "Line.Amount")
            else:
                said.append(line)
    document = SalesDocument(
        kind=kind,
        customer=Known(RecordKind.CUSTOMER, reference(wire, "CustomerRef"),
                       text(part(wire, "CustomerRef", "name"))),
        number=text(wire.get("DocNumber")) or None,
        dated=day(wire.get("TxnDate"), f"{kind}.TxnDate"),
        note=text(wire.get("PrivateNote")),
        lines=tuple(said),
        discount=discount,
        shipping=shipping,
        customer_memo=text(part(wire, "CustomerMemo", "value")),
    )  # fmt: skip
    total = money(wire.get("TotalAmt"), f"{kind}.TotalAmt")
    return document if document.total == total else None


def _read_line(row: Wire, items: Mapping[str, KnownItem]) -> SalesLine | None:
    """A line that sells an item; None for the shipping line."""
    detail = row["SalesItemLineDetail"]
    id_ = reference(detail, "ItemRef")
    if id_ == SHIPPING_ITEM:
        return None
    item = items.get(id_)
    amount = money(row.get("Amount"), "Line.Amount")
    quantity = number_or_none(detail.get("Qty"), "Line.Qty")
    price = number_or_none(detail.get("UnitPrice"), "Line.UnitPrice")
    if quantity is None or price is None or Money.rounded(quantity * price) != amount:
        price = None
    class_ = text(part(detail, "ClassRef", "value"))
    return SalesLine(
        item=Known(RecordKind.ITEM, id_, item.name if item is not None else ""),
        description=text(row.get("Description")),
        quantity=Decimal(0) if quantity is None else quantity,
        unit_price=price,
        amount=amount,
        income_account=item.income_account if item is not None else "",
        class_=Known(RecordKind.CLASS, class_) if class_ else None,
    )


def created_at(wire: Wire) -> datetime | None:
    """When QuickBooks made the record, by its own clock."""
    return moment_or_none(part(wire, "MetaData", "CreateTime"))


def content_of(wire: Wire) -> str:
    """A name for what a person could edit on a document: equal content, equal name.

    What QuickBooks adds or rewrites by itself (subtotal line, line ids, names behind ids,
    balances, addresses, the private note) is not part of it, so the answer to a write and a later
    read of the same document have the same name.
    """
    lines = wire.get("Line")
    rows = [row for row in lines if isinstance(row, dict)] if isinstance(lines, list) else []
    head = [reference(wire, "CustomerRef")]
    head += [text(wire.get(name)) for name in ("DocNumber", "TxnDate", "DueDate")]
    head.append(text(part(wire, "CustomerMemo", "value")))
    total = number_or_none(wire.get("TotalAmt"), "TotalAmt")
    return fingerprint((head, [_content(row) for row in rows if not _is_subtotal(row)], total))


def _open(wire: Wire, kind: DocumentKind) -> Any:
    if kind is DocumentKind.CREDIT_MEMO and wire.get("RemainingCredit") is not None:
        return wire["RemainingCredit"]
    return wire.get("Balance", 0)


def _is_linked(wire: Wire) -> bool:
    links = wire.get("LinkedTxn")
    return isinstance(links, list) and any(
        text(part(link, "TxnType")) in _SETTLING for link in links
    )


def _settled_by(wire: Wire) -> tuple[str, ...]:
    links = wire.get("LinkedTxn")
    rows = links if isinstance(links, list) else []
    payments = (row for row in rows if text(part(row, "TxnType")) == "Payment")
    return tuple(text(part(row, "TxnId")) for row in payments)


def _is_subtotal(row: Wire) -> bool:
    return text(row.get("DetailType")) == "SubTotalLineDetail"


def _content(row: Wire) -> list[Any]:
    detail_type = text(row.get("DetailType"))
    detail = row.get(detail_type)
    percent_based = part(detail, "PercentBased") is True
    return [
        detail_type,
        _words(row.get("Description")),
        number_or_none(row.get("Amount"), "Line.Amount"),
        reference(detail, "ItemRef") if isinstance(detail, dict) else "",
        number_or_none(part(detail, "Qty"), "Line.Qty"),
        number_or_none(part(detail, "UnitPrice"), "Line.UnitPrice"),
        text(part(detail, "ClassRef", "value")),
        text(part(detail, "DiscountAccountRef", "value")),
        number_or_none(part(detail, "DiscountPercent"), "DiscountPercent")
        if percent_based
        else None,
    ]


def _words(value: Any) -> str:
    """The same words whatever their line ends and outer blanks."""
    return "\n".join(text(value).splitlines()).strip()
