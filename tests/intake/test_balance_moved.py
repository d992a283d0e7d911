"""What a payment settles is kept with its new balance, and never moved twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from leafledger.database.connection import Database
from leafledger.intake.balances import MOVED_AT, forget_document, keep_receipts
from leafledger.intake.seen import SeenRecords, System

SIDE = ("mesa", System.QUICKBOOKS)
NOON, LATER = "2026-11-02T12:00:00-07:00", "2026-11-02T12:00:09-07:00"


def _document(
    balance: str, *payments: str, at: str = NOON, name: str = "Balance"
) -> dict[str, Any]:
    links = [{"TxnId": one, "TxnType": "Payment"} for one in payments]
    meta = {"LastUpdatedTime": at}
    return {"Id": "145", name: Decimal(balance), "LinkedTxn": links, "MetaData": meta}


def _payment(amount: str, *, kind: str = "Invoice", at: str = NOON) -> dict[str, Any]:
    links = [{"TxnId": "145", "TxnType": kind}]
    lines = [{"Amount": Decimal(amount), "LinkedTxn": links}] if Decimal(amount) else []
    return {"Id": "7", "Line": lines, "MetaData": {"LastUpdatedTime": at}}


class Ledger:
    """One invoice and one payment as last seen."""

    def __init__(self, database: Database, invoice: dict[str, Any]) -> None:
        self._database = database
        self._seen = SeenRecords(database)
        self._seen.keep(*SIDE, "Invoice", {"145": invoice})

    def paid(self, payment: dict[str, Any], *, ours: bool = False) -> None:
        """The payment is seen, or answered to a write of ours."""
        with self._database.writing() as connection:
            keep_receipts(self._seen, connection, "mesa", {"7": payment}, ours=ours)

    def deleted(self) -> None:
        """The payment is gone."""
        with self._database.writing() as connection:
            forget_document(self._seen, connection, "mesa", "Payment", "7")

    def read(self, invoice: dict[str, Any]) -> None:
        """The invoice is read again."""
        self._seen.keep(*SIDE, "Invoice", {"145": invoice})

    @property
    def invoice(self) -> dict[str, Any]:
        wire: dict[str, Any] = self._seen.all(*SIDE, "Invoice")["145"].wire
        return wire

    @property
    def balance(self) -> Decimal:
        return Decimal(self.invoice["Balance"])


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, _document("100.00"))


@pytest.mark.parametrize("ours", [True, False])
def test_a_new_payment_lowers_the_balance_once(ledger: Ledger, *, ours: bool) -> None:
    for _ in range(2):
        ledger.paid(_payment("30.00"), ours=ours)
    assert ledger.balance == 70


@pytest.mark.parametrize("ours", [True, False])
def test_an_invoice_seen_after_the_payment_is_left_alone(ledger: Ledger, *, ours: bool) -> None:
    """A sweep may read the invoice before the answer to our write is kept."""
    ledger.read(_document("70.00", "7"))
    ledger.paid(_payment("30.00"), ours=ours)
    assert ledger.balance == 70


@pytest.mark.parametrize("ours", [True, False])
def test_a_payment_taken_off_gives_the_balance_back_once(ledger: Ledger, *, ours: bool) -> None:
    ledger.paid(_payment("30.00"))
    ledger.paid(_payment("0.00"), ours=ours)
    assert ledger.balance == 100
    assert ledger.invoice["LinkedTxn"] == []


def test_an_invoice_seen_after_the_payment_went_is_left_alone(ledger: Ledger) -> None:
    ledger.paid(_payment("30.00"))
    ledger.read(_document("100.00"))
    ledger.deleted()
    assert ledger.balance == 100


def test_a_deleted_payment_gives_back_what_it_settled(ledger: Ledger) -> None:
    ledger.paid(_payment("30.00"))
    ledger.deleted()
    assert ledger.balance == 100


@pytest.mark.parametrize("ours", [True, False])
def test_a_payment_that_was_lowered_moves_the_difference(ledger: Ledger, *, ours: bool) -> None:
    ledger.paid(_payment("30.00"))
    ledger.paid(_payment("10.00", at=LATER), ours=ours)
    assert ledger.balance == 90


def test_an_invoice_of_the_same_second_as_a_lowered_payment_shows_it_already(
    ledger: Ledger,
) -> None:
    """A sweep reads both, the invoice first; a second is all that QuickBooks tells."""
    ledger.paid(_payment("30.00"))
    ledger.read(_document("90.00", "7", at=LATER))
    ledger.paid(_payment("10.00", at=LATER))
    assert ledger.balance == 90


def test_a_payment_linked_in_the_second_of_the_invoice_still_moves_it(database: Database) -> None:
    ledger = Ledger(database, _document("100.00", at=LATER))
    ledger.paid(_payment("30.00", at=LATER))
    assert ledger.balance == 70


def test_a_credit_memo_loses_what_is_used_of_it(database: Database) -> None:
    seen = SeenRecords(database)
    memo = {**_document("25.00"), "RemainingCredit": Decimal("25.00")}
    seen.keep(*SIDE, "CreditMemo", {"145": memo})
    with database.writing() as connection:
        keep_receipts(seen, connection, "mesa", {"7": _payment("20.00", kind="CreditMemo")})
    wire = seen.all(*SIDE, "CreditMemo")["145"].wire
    assert (wire["RemainingCredit"], wire["Balance"]) == (5, 5)


def test_only_our_own_write_tells_when_quickbooks_moved_the_balance(ledger: Ledger) -> None:
    ledger.paid(_payment("30.00"))
    assert MOVED_AT not in ledger.invoice
    ledger.paid(_payment("10.00", at=LATER), ours=True)
    assert ledger.invoice[MOVED_AT] == LATER
