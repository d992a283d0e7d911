"""Deposits at the bank (reference/quickbooks.md 10.9): a total that equals the bank's line."""

from __future__ import annotations

from collections.abc import Callable

from leafledger.ledger.pointers import Pointer
from leafledger.ledger.receipts import BankDeposit, DepositLine
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import pointing_to
from leafledger.quickbooks.sales_documents import PRIVATE_NOTE_LENGTH_MAX

ENTITY = "Deposit"
LINE = "DepositLineDetail"


def wire_deposit(deposit: BankDeposit, ids: Callable[[Pointer], str]) -> Wire:
    """A new deposit; an amount below zero is a cost that was kept back.

    Example: 1000.00 from clearing and -35.00 of fees -> 965.00 at the bank
    """
    return {
        "TxnDate": deposit.dated.isoformat(),
        "PrivateNote": deposit.note[:PRIVATE_NOTE_LENGTH_MAX],
        "DepositToAccountRef": pointing_to(ids(deposit.to)),
        "Line": [_line(one, ids) for one in deposit.lines],
    }


def _line(line: DepositLine, ids: Callable[[Pointer], str]) -> Wire:
    return {
        "DetailType": LINE,
        "Amount": line.amount.amount,
        "Description": line.description,
        LINE: {"AccountRef": pointing_to(ids(line.account))},
    }
