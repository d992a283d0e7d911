"""A credit applied: a payment of nothing with two links (reference/quickbooks.md 10.4)."""

from __future__ import annotations

from collections.abc import Callable

from leafledger.ledger.documents import Application
from leafledger.ledger.pointers import Pointer
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import pointing_to

ENTITY = "Payment"
PRIVATE_NOTE_LENGTH_MAX = 4000


def wire_application(application: Application, ids: Callable[[Pointer], str]) -> Wire:
    """The payment of 0.00 that applies a credit memo to what is owed, with the same amount twice.

    Money: moves open balances only; nothing is posted to the ledger.
    Example: 25.00 of memo 90 on invoice 145 -> two lines of 25.00, total 0
    """
    amount = application.amount.amount
    links = (application.invoice, application.credit_memo)
    return {
        "CustomerRef": pointing_to(ids(application.customer)),
        "TxnDate": application.dated.isoformat(),
        "TotalAmt": 0,
        "PrivateNote": application.note[:PRIVATE_NOTE_LENGTH_MAX],
        "Line": [
            {"Amount": amount, "LinkedTxn": [{"TxnId": ids(one), "TxnType": one.kind.value}]}
            for one in links
        ],
    }
