"""A document of QuickBooks: what it says, and whether a person edited it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from leafledger.errors import OurBug
from leafledger.figures.money import Money
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.quickbooks.sales_documents import created_at, read_document
from tests.quickbooks.documents import NOTE, answered, with_line


def known(wire: dict[str, Any], kind: DocumentKind = DocumentKind.INVOICE) -> KnownDocument:
    """The document as we know it."""
    return read_document(wire, kind)


def test_an_invoice_says_what_is_open_and_what_it_came_to() -> None:
    document = known(answered())
    assert document == KnownDocument(
        kind=DocumentKind.INVOICE,
        id="145",
        sync_token="2",
        number="10492",
        customer_id="58",
        dated=date(2026, 11, 2),
        note=NOTE,
        total=Money.of("123.50"),
        open=Money.of("100.25"),
        content=document.content,
    )
    assert created_at(answered()) == datetime(2026, 11, 2, 12, 0, 1, tzinfo=UTC)
    assert created_at({}) is None


def test_a_credit_memos_open_part_is_its_remaining_credit() -> None:
    wire = answered(Balance=0, RemainingCredit=17)
    assert known(wire, DocumentKind.CREDIT_MEMO).open == Money.of(17)
    assert known(answered(), DocumentKind.CREDIT_MEMO).open == Money.of("100.25")


@pytest.mark.parametrize(
    "wire",
    [
        answered(SyncToken="9", Balance=0, EmailStatus="EmailSent"),
        answered(MetaData={}, invoiceStatus="PAID", TxnTaxDetail={"TotalTax": 0}),
        answered(CustomerRef={"value": "58", "name": "Renamed"}),
        answered(LinkedTxn=[{"TxnId": "7", "TxnType": "Payment"}]),
        answered(TotalAmt="123.500"),
        answered(PrivateNote="Voided"),
        answered(ShipAddr={"Line1": "reflowed"}),
        with_line(0, Id="77", LineNum=4),
        with_line(0, Amount="90.0"),
        with_line(0, Description="Blue Dream 1g, Metrc 1A40\r\n"),
    ],
)
def test_what_quickbooks_changes_by_itself_is_no_edit(wire: dict[str, Any]) -> None:
    assert known(wire).content == known(answered()).content


def _item(**changes: Any) -> dict[str, Any]:
    detail = answered()["Line"][0]["SalesItemLineDetail"] | changes
    return with_line(0, SalesItemLineDetail=detail)


@pytest.mark.parametrize(
    "wire",
    [
        answered(CustomerRef={"value": "59"}),
        answered(DocNumber="10493"),
        answered(TxnDate="2026-11-03"),
        answered(DueDate="2026-11-30"),
        answered(TotalAmt=124),
        answered(Line=answered()["Line"][:-1]),
        answered(Line=list(reversed(answered()["Line"]))),
        with_line(0, Description="Blue Dream 1g"),
        with_line(0, Amount=91),
        _item(Qty=9),
        _item(UnitPrice=10),
        _item(ItemRef={"value": "13"}),
        _item(ClassRef={"value": "6"}),
        with_line(3, Amount=30),
        with_line(4, Amount=5),
        with_line(4, DiscountLineDetail={"DiscountAccountRef": {"value": "45"}}),
        with_line(4, DiscountLineDetail={"PercentBased": True, "DiscountPercent": 5}),
    ],
)
def test_what_a_person_can_edit_changes_the_content(wire: dict[str, Any]) -> None:
    assert known(wire).content != known(answered()).content


@pytest.mark.parametrize("kind", ["Payment", "CreditMemo"])
def test_an_applied_payment_or_credit_makes_it_linked(kind: str) -> None:
    assert known(answered(LinkedTxn=[{"TxnId": "7", "TxnType": kind}])).linked


@pytest.mark.parametrize("links", [None, [], [{"TxnId": "7", "TxnType": "Estimate"}], [{}]])
def test_nothing_applied_is_not_linked(links: Any) -> None:
    assert not known(answered(LinkedTxn=links)).linked


def test_an_emailed_invoice_is_sent() -> None:
    assert known(answered(EmailStatus="EmailSent")).sent
    assert not known(answered(EmailStatus="NeedToSend")).sent


@pytest.mark.parametrize(
    ("total", "note", "voided"),
    [
        (0, "Voided", True),
        (0, "Voided - LeafLink order x", True),
        (0, NOTE, False),
        (5, "Voided", False),
    ],
)
def test_a_void_is_zero_and_says_so(total: int, note: str, voided: bool) -> None:
    assert known(answered(TotalAmt=total, PrivateNote=note)).voided is voided


def test_a_document_without_number_or_note_has_empty_ones() -> None:
    wire = answered()
    for field in ("DocNumber", "PrivateNote", "LinkedTxn", "EmailStatus", "DueDate"):
        del wire[field]
    document = known(wire)
    assert (document.number, document.note, document.linked) == ("", "", False)


@pytest.mark.parametrize(
    "changes",
    [
        {"TotalAmt": None},
        {"TotalAmt": "x"},
        {"TxnDate": "soon"},
        {"Id": None},
        {"Balance": "1.005"},
    ],
)
def test_figures_that_cannot_be_read_are_our_bug(changes: dict[str, Any]) -> None:
    with pytest.raises(OurBug):
        known(answered(**changes))
