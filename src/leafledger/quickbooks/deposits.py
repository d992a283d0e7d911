"""Deposits at the bank (reference/quickbooks.md 10.9): a total that equals the bank's line."""

from __future__ import annotations

from collections.abc import Callable

from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, Pointer, RecordKind
from leafledger.ledger.receipts import BankDeposit, DepositLine, KnownDeposit
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import day, money, part, pointing_to, reference, required_id, text
from leafledger.quickbooks.journal_entries import CREDIT, DEBIT
from leafledger.quickbooks.journal_entries import LINE as ENTRY_LINE
from leafledger.quickbooks.sales_documents import PRIVATE_NOTE_LENGTH_MAX

ENTITY = "Deposit"
LINE = "DepositLineDetail"
TO = "DepositToAccountRef"


def wire_deposit(deposit: BankDeposit, ids: Callable[[Pointer], str]) -> Wire:
    """A new deposit; an amount below zero is a cost that was kept back.

    Example: 1000.00 from clearing and -35.00 of fees -> 965.00 at the bank
    """
    return {
        "TxnDate": deposit.dated.isoformat(),
        "PrivateNote": deposit.note[:PRIVATE_NOTE_LENGTH_MAX],
        TO: pointing_to(ids(deposit.to)),
        "Line": [_line(one, ids) for one in deposit.lines],
    }


def wire_bank_entry(deposit: BankDeposit, ids: Callable[[Pointer], str]) -> Wire:
    """The same as a journal entry, for what brings nothing to the bank or takes from it.

    QuickBooks refuses a deposit below zero.
    Example: -25.00 of fees alone -> debit fees 25.00, credit bank 25.00
    """
    words = deposit.note.splitlines()[0]
    sides = [(deposit.to, deposit.total, words)]
    sides += [(one.account, -one.amount, one.description) for one in deposit.lines]
    return {
        "TxnDate": deposit.dated.isoformat(),
        "PrivateNote": deposit.note[:PRIVATE_NOTE_LENGTH_MAX],
        "Line": [
            {
                "DetailType": ENTRY_LINE,
                "Amount": abs(amount).amount,
                "Description": said,
                ENTRY_LINE: {
                    "PostingType": DEBIT if amount > Money.zero() else CREDIT,
                    "AccountRef": pointing_to(ids(account)),
                },
            }
            for account, amount, said in sides
            if amount
        ],
    }


def read_deposit(wire: Wire) -> KnownDeposit:
    """A deposit as it stands. Raises: OurBug where its figures cannot be read."""
    return KnownDeposit(
        id=required_id(wire, "a deposit"),
        dated=day(wire.get("TxnDate"), "Deposit.TxnDate"),
        note=text(wire.get("PrivateNote")),
        total=money(wire.get("TotalAmt"), "Deposit.TotalAmt"),
        sync_token=text(wire.get("SyncToken")),
        holds=deposited(wire),
    )


def banked_in(wire: Wire) -> Known:
    """The account that a deposit brings its money to."""
    words = text(part(wire, TO, "name"))
    return Known(RecordKind.ACCOUNT, reference(wire, TO), words)


def deposited(wire: Wire) -> frozenset[tuple[str, str]]:
    """The transactions that a deposit holds, as (entity, id): from then on they are locked.

    A payment itself does not tell of its deposit (reference/quickbooks.md 10.4 and 10.9).
    """
    lines = wire.get("Line")
    links = [part(row, "LinkedTxn") for row in lines] if isinstance(lines, list) else []
    return frozenset(
        (text(part(link, "TxnType")), text(part(link, "TxnId")))
        for row in links
        for link in (row if isinstance(row, list) else [])
    )


def _line(line: DepositLine, ids: Callable[[Pointer], str]) -> Wire:
    if line.receipt is not None:
        # The documentation wants a line's number of the payment too; it has none, so nought.
        link = {"TxnId": ids(line.receipt), "TxnType": "Payment", "TxnLineId": "0"}
        return {"Amount": line.amount.amount, "LinkedTxn": [link]}
    return {
        "DetailType": LINE,
        "Amount": line.amount.amount,
        "Description": line.description,
        LINE: {"AccountRef": pointing_to(ids(line.account))},
    }
