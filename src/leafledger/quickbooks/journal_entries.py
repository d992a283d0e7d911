"""Journal entries on a customer's account (reference/quickbooks.md 10.7)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from leafledger.figures.money import Money
from leafledger.ledger.pointers import Pointer
from leafledger.ledger.receipts import KnownEntry, Reversal
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import (
    day,
    money,
    part,
    pointing_to,
    reference,
    required_id,
    text,
)
from leafledger.quickbooks.sales_documents import PRIVATE_NOTE_LENGTH_MAX

ENTITY = "JournalEntry"
LINE = "JournalEntryLineDetail"
DEBIT, CREDIT = "Debit", "Credit"


def wire_reversal(reversal: Reversal, ids: Callable[[Pointer], str]) -> Wire:
    """The entry: debit the receivable of the customer, credit where the money had come to."""
    customer = {"Type": "Customer", "EntityRef": pointing_to(ids(reversal.customer))}
    words = reversal.note.splitlines()[0]
    return {
        "TxnDate": reversal.dated.isoformat(),
        "PrivateNote": reversal.note[:PRIVATE_NOTE_LENGTH_MAX],
        "Line": [
            _with_entity(_line(DEBIT, reversal.amount, ids(reversal.receivable), words), customer),
            _line(CREDIT, reversal.amount, ids(reversal.account), words),
        ],
    }


def read_entry(wire: Wire, receivables: Collection[str]) -> KnownEntry:
    """An entry as it stands; `receivables` are the ids of the receivable accounts.

    Money: `receivable` is debits less credits on those accounts.
    """
    rows = wire.get("Line")
    lines = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    mine = [row for row in lines if reference(row.get(LINE), "AccountRef") in receivables]
    customers = [text(part(row, LINE, "Entity", "EntityRef", "value")) for row in mine]
    return KnownEntry(
        id=required_id(wire, "a journal entry"),
        sync_token=text(wire.get("SyncToken")),
        customer_id=next((one for one in customers if one), ""),
        dated=day(wire.get("TxnDate"), "JournalEntry.TxnDate"),
        note=text(wire.get("PrivateNote")),
        receivable=Money.total(_signed(row) for row in mine),
    )


def _signed(row: Wire) -> Money:
    amount = money(row.get("Amount"), "JournalEntry.Line.Amount")
    return amount if text(part(row, LINE, "PostingType")) == DEBIT else -amount


def _line(side: str, amount: Money, account: str, words: str) -> Wire:
    detail: dict[str, Any] = {"PostingType": side, "AccountRef": pointing_to(account)}
    return {
        "DetailType": LINE,
        "Amount": amount.amount,
        "Description": words,
        LINE: detail,
    }


def _with_entity(line: Wire, customer: Wire) -> Wire:
    return {**line, LINE: {**line[LINE], "Entity": customer}}
