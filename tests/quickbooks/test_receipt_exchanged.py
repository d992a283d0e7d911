"""Payments and reversals on the wire, and what a person's hand on them is told by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, Pending, Pointer, RecordKind
from leafledger.ledger.receipts import Receipt, Reversal, Settled
from leafledger.quickbooks.journal_entries import read_entry, wire_reversal
from leafledger.quickbooks.receipts import (
    content_of_receipt,
    deposited,
    read_receipt,
    wire_receipt,
    wire_receipt_amendment,
)

CUSTOMER = Known(RecordKind.CUSTOMER, "58", "Green Mesa")
INVOICE = Known(RecordKind.INVOICE, "145", "10492")
ENTRY = Pending(RecordKind.JOURNAL_ENTRY, "order:x:payment:72")
DAY = date(2026, 11, 5)


def _ids(pointer: Pointer) -> str:
    return pointer.id if isinstance(pointer, Known) else {ENTRY.key: "99"}[pointer.key]


def _receipt(*settles: Settled, **more: Any) -> Receipt:
    note = "LeafLink payment 71\nOrder 10492 on LeafLink (a9bf6e2f)"
    return Receipt(CUSTOMER, DAY, Money.of("100.00"), note, settles, **more)


def _on(pointer: Pointer, amount: str) -> Settled:
    return Settled(pointer.kind, pointer, Money.of(amount))


def _answered(receipt: Receipt) -> dict[str, Any]:
    """What QuickBooks would show of it."""
    shown = {"Id": "77", "SyncToken": "0", "UnappliedAmt": receipt.unapplied.amount}
    return {**wire_receipt(receipt, _ids), **shown}


def test_a_payment_is_read_as_it_was_written() -> None:
    receipt = _receipt(_on(INVOICE, "80.00"), deposit_to=Known(RecordKind.ACCOUNT, "35", ""))
    read = read_receipt(_answered(receipt))
    assert (read.total, read.unapplied) == (Money.of("100.00"), Money.of("20.00"))
    assert read.settled_of(RecordKind.INVOICE, "145") == Money.of("80.00")
    assert (read.deposit_account_id, read.dated, read.note) == ("35", DAY, receipt.note)
    assert not read.deposited
    assert not read.voided


def test_what_settles_its_reversal_names_the_entry_just_made() -> None:
    wire = wire_receipt(_receipt(_on(ENTRY, "100.00")), _ids)
    [line] = wire["Line"]
    assert line["LinkedTxn"] == [{"TxnId": "99", "TxnType": "JournalEntry"}]


def test_a_check_number_is_cut_to_what_quickbooks_takes() -> None:
    wire = wire_receipt(_receipt(reference="1" * 40), _ids)
    assert wire["PaymentRefNum"] == "1" * 21
    assert "DepositToAccountRef" not in wire


def test_an_amendment_names_what_it_changes_and_leaves_the_rest() -> None:
    wire = wire_receipt_amendment(_receipt(_on(INVOICE, "80.00")), _ids, "77", "3")
    assert (wire["Id"], wire["SyncToken"], wire["sparse"]) == ("77", "3", True)
    assert "PaymentMethodRef" not in wire


@pytest.mark.parametrize(
    "change", [{"TotalAmt": Decimal(90)}, {"TxnDate": "2026-11-06"}, {"Line": []}]
)
def test_a_hand_on_a_payment_changes_its_content(change: dict[str, Any]) -> None:
    wire = _answered(_receipt(_on(INVOICE, "80.00")))
    assert content_of_receipt(wire | change) != content_of_receipt(wire)


def test_another_note_or_version_is_the_same_content() -> None:
    wire = _answered(_receipt(_on(INVOICE, "80.00")))
    other = wire | {"PrivateNote": "paid at the fair", "SyncToken": "7"}
    assert content_of_receipt(other) == content_of_receipt(wire)


def test_a_line_to_what_receivables_do_not_know_is_left_out() -> None:
    wire = _answered(_receipt(_on(INVOICE, "80.00")))
    check = {"Amount": Decimal(5), "LinkedTxn": [{"TxnId": "3", "TxnType": "Check"}]}
    assert len(read_receipt(wire | {"Line": [*wire["Line"], check]}).settles) == 1


def test_a_payment_noted_as_deposited_is_read_so() -> None:
    wire = _answered(_receipt())
    assert read_receipt(deposited(wire)).deposited
    assert deposited(deposited(wire)) == deposited(wire)
    assert read_receipt(deposited(wire)).content == read_receipt(wire).content


def test_a_void_payment_is_one_of_nothing_that_says_so() -> None:
    wire = _answered(_receipt()) | {"TotalAmt": 0, "UnappliedAmt": 0, "Line": []}
    assert not read_receipt(wire).voided
    assert read_receipt(wire | {"PrivateNote": "Voided"}).voided


def test_a_reversal_makes_its_customer_owe_again() -> None:
    reversal = Reversal(
        CUSTOMER, DAY, Money.of("100.00"), Known(RecordKind.ACCOUNT, "4", "Undeposited Funds"),
        "LeafLink payment 72", Known(RecordKind.ACCOUNT, "84", "Accounts Receivable"),
    )  # fmt: skip
    wire = wire_reversal(reversal, _ids)
    sides = [line["JournalEntryLineDetail"] for line in wire["Line"]]
    assert [side["PostingType"] for side in sides] == ["Debit", "Credit"]
    assert "Entity" not in sides[1]
    read = read_entry({**wire, "Id": "99", "SyncToken": "0"}, {"84"})
    assert (read.customer_id, read.receivable) == ("58", Money.of("100.00"))
    assert read_entry({**wire, "Id": "99"}, {"none"}).receivable == Money.zero()
