"""The questions about credits name the order and the customer they are about."""

from __future__ import annotations

from datetime import date

from leafledger.bookkeeping.credit_questions import no_customer, no_invoice
from leafledger.commerce.remittances import Credit, CreditStatus
from leafledger.figures.money import Money
from leafledger.ledger.documents import DocumentKind, KnownDocument

AMOUNT = Money.of("25.00")
GIVEN = date(2026, 11, 3)
CREDIT = Credit("31", "3", AMOUNT, GIVEN, CreditStatus.USED, "damaged", "", "u", "u")
MEMO = KnownDocument(
    DocumentKind.CREDIT_MEMO, "400", "0", "LLC-31", "58", GIVEN, "", AMOUNT, AMOUNT, ""
)


def test_the_order_to_be_posted_is_named() -> None:
    assert "leafledger sync --order 10492, or apply" in no_invoice(CREDIT, "10492", MEMO).cure


def test_nobody_is_told_to_post_an_order_that_is_not_accepted_yet() -> None:
    """The command would post nothing of it."""
    cure = no_invoice(CREDIT, "10492", MEMO).cure
    assert cure.startswith("An order that is not accepted yet uses it by itself later.")


def test_an_order_without_a_name_is_not_told_to_be_posted() -> None:
    ended = no_invoice(CREDIT, "10492", MEMO, ended=True).cure
    assert "Take the credit off it on LeafLink" in ended
    assert "--order" not in ended
    assert no_invoice(CREDIT, "", MEMO).cure == "Apply the memo by hand in QuickBooks."


def test_the_customer_is_named_where_the_name_is_known() -> None:
    assert 'its customer "Green Mesa" is not' in no_customer(CREDIT, "Green Mesa").happened
    assert "its customer, whom LeafLink names nowhere, is not" in no_customer(CREDIT, "").happened
