"""An invoice, a credit memo and its application as QuickBooks wants them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import msgspec

from leafledger.figures.money import Money
from leafledger.ledger.documents import Application, DocumentKind
from leafledger.ledger.parties import PostalAddress
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.quickbooks.payments import wire_application
from leafledger.quickbooks.sales_documents import wire_amendment, wire_document, wire_void
from tests.quickbooks.documents import INVOICE, NOTE, TAX, ids


def test_an_invoice_is_written_line_by_line_to_the_cent() -> None:
    assert wire_document(INVOICE, ids) == {
        "CustomerRef": {"value": "58"},
        "TxnDate": "2026-11-02",
        "DueDate": "2026-11-17",
        "SalesTermRef": {"value": "3"},
        "DocNumber": "10492",
        "PrivateNote": NOTE,
        "CustomerMemo": {"value": "Licence 402R-00123"},
        "ShipAddr": {
            "Line1": "17034 Highway 17",
            "Line2": "1A",
            "City": "Moffat",
            "CountrySubDivisionCode": "CO",
            "PostalCode": "81143",
        },
        "AllowOnlineCreditCardPayment": False,
        "AllowOnlineACHPayment": False,
        "Line": [
            {
                "DetailType": "SalesItemLineDetail",
                "Description": "Blue Dream 1g, Metrc 1A40",
                "Amount": Decimal("90.00"),
                "SalesItemLineDetail": {
                    "ItemRef": {"value": "11"},
                    "Qty": Decimal(10),
                    "UnitPrice": Decimal("9.00"),
                    "ClassRef": {"value": "5"},
                    "TaxCodeRef": {"value": "NON"},
                },
            },
            {
                "DetailType": "SalesItemLineDetail",
                "Description": "Excise 15%",
                "Amount": Decimal("13.00"),
                "SalesItemLineDetail": {
                    "ItemRef": {"value": "12"},
                    "Qty": Decimal(3),
                    "TaxCodeRef": {"value": "NON"},
                },
            },
            {
                "DetailType": "SalesItemLineDetail",
                "Amount": Decimal("25.00"),
                "SalesItemLineDetail": {
                    "ItemRef": {"value": "SHIPPING_ITEM_ID"},
                    "TaxCodeRef": {"value": "NON"},
                },
            },
            {
                "DetailType": "DiscountLineDetail",
                "Amount": Decimal("4.50"),
                "DiscountLineDetail": {
                    "PercentBased": False,
                    "DiscountAccountRef": {"value": "44"},
                },
            },
        ],
    }


def test_the_lines_add_up_to_the_total_of_the_document() -> None:
    lines = wire_document(INVOICE, ids)["Line"]
    signs = [-1 if line["DetailType"] == "DiscountLineDetail" else 1 for line in lines]
    total = sum(sign * line["Amount"] for sign, line in zip(signs, lines, strict=True))
    assert Money(total) == INVOICE.total == Money.of("123.50")


def test_no_line_is_ever_taxable_by_quickbooks() -> None:
    lines = wire_document(INVOICE, ids)["Line"]
    sold = [line["SalesItemLineDetail"] for line in lines if "SalesItemLineDetail" in line]
    assert {line["TaxCodeRef"]["value"] for line in sold} == {"NON"}


def test_amounts_go_out_as_numbers_with_every_digit() -> None:
    line = replace(TAX, quantity=Decimal("1E+1"), amount=Money.of("0.10"))
    wire = wire_document(replace(INVOICE, lines=(line,)), ids)
    sent = msgspec.json.Encoder(decimal_format="number").encode(wire)
    assert b'"Amount":0.10' in sent
    assert b'"Qty":10,' in sent


def test_a_credit_memo_has_neither_terms_nor_online_payment() -> None:
    memo = replace(INVOICE, kind=DocumentKind.CREDIT_MEMO)
    wire = wire_document(memo, ids)
    assert wire.keys().isdisjoint(
        {"DueDate", "SalesTermRef", "AllowOnlineCreditCardPayment", "AllowOnlineACHPayment"}
    )
    assert wire["Line"] == wire_document(INVOICE, ids)["Line"]


def test_what_is_not_wanted_is_left_out() -> None:
    bare = replace(
        INVOICE, number=None, due=None, term=None, discount=None, shipping=None,
        delivery_address=None, customer_memo="",
    )  # fmt: skip
    wire = wire_document(bare, ids)
    assert wire.keys() == {
        "CustomerRef", "TxnDate", "PrivateNote", "Line", "AllowOnlineCreditCardPayment",
        "AllowOnlineACHPayment",
    }  # fmt: skip
    assert len(wire["Line"]) == 2


def test_long_texts_are_cut_to_what_quickbooks_takes() -> None:
    long = "x" * 5000
    line = replace(TAX, description=long)
    address = PostalAddress(("a", "b", "c", "d", "e", "f"), long, long, long)
    wire = wire_document(
        replace(INVOICE, note=long, customer_memo=long, lines=(line,), delivery_address=address),
        ids,
    )
    assert len(wire["PrivateNote"]) == len(wire["Line"][0]["Description"]) == 4000
    assert len(wire["CustomerMemo"]["value"]) == 1000
    assert wire["ShipAddr"]["Line5"] == "e, f"
    assert len(wire["ShipAddr"]["City"]) == 255


def test_an_amendment_replaces_lines_and_leaves_the_rest() -> None:
    wire = wire_amendment(INVOICE, ids, "145", "2")
    assert (wire["Id"], wire["SyncToken"], wire["sparse"]) == ("145", "2", True)
    assert {**wire_document(INVOICE, ids), "Id": "145", "SyncToken": "2", "sparse": True} == wire


def test_a_void_takes_only_the_id_and_the_token() -> None:
    assert wire_void("145", "2") == {"Id": "145", "SyncToken": "2"}


def test_a_credit_is_applied_by_a_payment_of_nothing() -> None:
    application = Application(
        customer=Known(RecordKind.CUSTOMER, "58"),
        invoice=Known(RecordKind.INVOICE, "145"),
        credit_memo=Known(RecordKind.CREDIT_MEMO, "90"),
        amount=Money.of("25.00"),
        dated=date(2026, 11, 3),
        note="LeafLink credit 7",
    )
    assert wire_application(application, ids) == {
        "CustomerRef": {"value": "58"},
        "TxnDate": "2026-11-03",
        "TotalAmt": 0,
        "PrivateNote": "LeafLink credit 7",
        "Line": [
            {
                "Amount": Decimal("25.00"),
                "LinkedTxn": [{"TxnId": "145", "TxnType": "Invoice"}],
            },
            {
                "Amount": Decimal("25.00"),
                "LinkedTxn": [{"TxnId": "90", "TxnType": "CreditMemo"}],
            },
        ],
    }
