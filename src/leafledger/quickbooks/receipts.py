"""Payments received, to and from QuickBooks (reference/quickbooks.md 10.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.pointers import Known, Pointer, RecordKind
from leafledger.ledger.receipts import KnownReceipt, Receipt, Settled
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import (
    day,
    money,
    number_or_none,
    part,
    pointing_to,
    reference,
    required_id,
    text,
)
from leafledger.quickbooks.read_documents import created_at
from leafledger.quickbooks.sales_documents import PRIVATE_NOTE_LENGTH_MAX, wire_void

ENTITY = "Payment"
# The Payment page names no length; the sales receipt's is 21 (reference 10.4).
REFERENCE_LENGTH_MAX = 21
DEPOSIT = "Deposit"
_SETTLED = {
    "Invoice": RecordKind.INVOICE,
    "CreditMemo": RecordKind.CREDIT_MEMO,
    "JournalEntry": RecordKind.JOURNAL_ENTRY,
}

Ids = Callable[[Pointer], str]


def wire_receipt(receipt: Receipt, ids: Ids) -> Wire:
    """A new payment; what it settles in lines, the rest is left unapplied.

    Example: 100.00 of which 80.00 settle invoice 145 -> one line of 80.00, total 100.00
    """
    wire: Wire = {
        "CustomerRef": pointing_to(ids(receipt.customer)),
        "TxnDate": receipt.dated.isoformat(),
        "TotalAmt": receipt.amount.amount,
        "PrivateNote": receipt.note[:PRIVATE_NOTE_LENGTH_MAX],
        "Line": [_line(one, ids) for one in receipt.settles],
    }
    if receipt.deposit_to is not None:
        wire["DepositToAccountRef"] = pointing_to(ids(receipt.deposit_to))
    if receipt.method is not None:
        wire["PaymentMethodRef"] = pointing_to(ids(receipt.method))
    if receipt.reference:
        wire["PaymentRefNum"] = receipt.reference[:REFERENCE_LENGTH_MAX]
    return wire


def wire_receipt_amendment(receipt: Receipt, ids: Ids, id: str, sync_token: str) -> Wire:  # noqa: A002
    """The payment in place of what stands: its lines replace all lines."""
    return {**wire_receipt(receipt, ids), **wire_void(id, sync_token), "sparse": True}


def read_receipt(wire: Wire) -> KnownReceipt:
    """A payment as it stands. Raises: OurBug where its figures cannot be read.

    A line to something that receivables do not know (a check, an expense) is left out.
    """
    total = money(wire.get("TotalAmt"), "Payment.TotalAmt")
    note = text(wire.get("PrivateNote"))
    settles = tuple(Settled(kind, Known(kind, id_), amount) for kind, id_, amount in _settled(wire))
    return KnownReceipt(
        id=required_id(wire, "a payment"),
        sync_token=text(wire.get("SyncToken")),
        customer_id=reference(wire, "CustomerRef"),
        dated=day(wire.get("TxnDate"), "Payment.TxnDate"),
        note=note,
        total=total,
        unapplied=money(wire.get("UnappliedAmt", 0), "Payment.UnappliedAmt"),
        settles=settles,
        deposited=_is_deposited(wire),
        voided=not total and not settles and "voided" in note.lower(),
        deposit_account_id=reference(wire, "DepositToAccountRef"),
        deposit_account=text(part(wire, "DepositToAccountRef", "name")),
        content=content_of_receipt(wire),
        reference=text(wire.get("PaymentRefNum")),
        made_at=created_at(wire),
    )


def content_of_receipt(wire: Wire, more: Sequence[Settled] = ()) -> str:
    """A name for what a person could change on a payment, whom it settles too.

    `more`: as if it settled these as well.
    """
    lines = [(kind.value, id_, amount.plain) for kind, id_, amount in _settled(wire)]
    lines += [
        (one.kind.value, one.pointer.id, one.amount.plain)
        for one in more
        if isinstance(one.pointer, Known)
    ]
    settled = sorted(lines)
    return fingerprint(
        (
            reference(wire, "CustomerRef"), text(wire.get("TxnDate")),
            number_or_none(wire.get("TotalAmt"), "Payment.TotalAmt"), settled,
        )
    )  # fmt: skip


def deposited(wire: Wire) -> Wire:
    """The payment as part of a bank deposit, which its own record need not tell."""
    links: Any = wire.get("LinkedTxn")
    others = links if isinstance(links, list) else []
    return wire if _is_deposited(wire) else {**wire, "LinkedTxn": [*others, {"TxnType": DEPOSIT}]}


def settled_amounts(wire: Wire | None) -> dict[tuple[str, str], Decimal]:
    """How much of each document a payment settles, by (QuickBooks's entity, id)."""
    found: dict[tuple[str, str], Decimal] = {}
    for kind, id_, amount in _settled(wire or {}):
        key = (kind.value, id_)
        found[key] = found.get(key, Decimal(0)) + amount.amount
    return found


def _settled(wire: Wire) -> list[tuple[RecordKind, str, Money]]:
    rows = wire.get("Line")
    found = []
    for row in rows if isinstance(rows, list) else []:
        links = part(row, "LinkedTxn")
        for link in links if isinstance(links, list) else []:
            kind = _SETTLED.get(text(part(link, "TxnType")))
            if kind is not None:
                amount = money(part(row, "Amount"), "Payment.Line.Amount")
                found.append((kind, text(part(link, "TxnId")), amount))
    return found


def _is_deposited(wire: Wire) -> bool:
    links: Any = wire.get("LinkedTxn")
    return isinstance(links, list) and any(text(part(o, "TxnType")) == DEPOSIT for o in links)


def _line(settled: Settled, ids: Ids) -> Wire:
    link = {"TxnId": ids(settled.pointer), "TxnType": settled.kind.value}
    return {"Amount": settled.amount.amount, "LinkedTxn": [link]}
