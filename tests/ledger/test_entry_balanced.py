"""Wrong books cannot be built: entries balance, lines multiply, periods close."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.money import Money
from leafledger.ledger.documents import (
    DocumentDiscount,
    DocumentKind,
    NotAProduct,
    SalesDocument,
    SalesLine,
)
from leafledger.ledger.entries import Entry, Posting, Unbalanced
from leafledger.ledger.items import ItemType
from leafledger.ledger.periods import OPEN, Period
from leafledger.ledger.pointers import Known, RecordKind

DAY = date(2026, 11, 2)
ITEM = Known(RecordKind.ITEM, "21", "Flower")
MESA = Known(RecordKind.CUSTOMER, "58", "Green Mesa")
amounts = st.integers(-(10**9), 10**9).map(lambda cents: Money(Decimal(cents).scaleb(-2)))


def line(amount: Money, account: str = "Sales") -> SalesLine:
    """A line of one sold unit."""
    return SalesLine(ITEM, "Flower", Decimal(1), amount.amount, amount, account)


def document(
    kind: DocumentKind,
    lines: tuple[SalesLine, ...],
    discount: DocumentDiscount | None = None,
    shipping: Money | None = None,
) -> SalesDocument:
    """A document of these lines."""
    note = "LeafLink order 7f1c\nmore"
    return SalesDocument(
        kind, MESA, "10492", DAY, note, lines, discount=discount, shipping=shipping
    )


@given(st.lists(amounts, min_size=1, max_size=6))
def test_an_entry_that_does_not_balance_cannot_be(parts: list[Money]) -> None:
    off = Money.total(parts)
    postings = tuple(Posting(f"account {n}", part) for n, part in enumerate(parts))
    if off:
        with pytest.raises(Unbalanced):
            Entry(DAY, postings)
    balanced = Entry(DAY, (*postings, Posting("the rest", -off)))
    assert balanced.debits == Money.total(
        abs(posting.amount) for posting in balanced.postings if posting.amount.amount < 0
    )


@given(st.lists(amounts, max_size=6), amounts, amounts)
def test_a_credit_memo_is_its_invoice_turned_round(
    parts: list[Money], shipping: Money, off: Money
) -> None:
    lines = tuple(line(part, f"account {n % 2}") for n, part in enumerate(parts))
    discount = DocumentDiscount(off, Known(RecordKind.ACCOUNT, "86", "Discounts"))
    invoice, memo = (
        document(kind, lines, discount=discount, shipping=shipping)
        for kind in (DocumentKind.INVOICE, DocumentKind.CREDIT_MEMO)
    )
    assert invoice.total == Money.total(parts) + shipping - off
    assert [-posting.amount for posting in memo.entry().postings] == [
        posting.amount for posting in invoice.entry().postings
    ]


def test_one_account_stands_once_in_an_entry() -> None:
    lines = (line(Money.of(5)), line(Money.of(7), "Samples"), line(Money.of(-2)))
    postings = document(DocumentKind.INVOICE, lines).entry().postings
    assert [(posting.account, posting.amount.plain) for posting in postings] == [
        ("Accounts Receivable", "10.00"),
        ("Sales", "-3.00"),
        ("Samples", "-7.00"),
    ]


def test_the_entry_is_known_by_the_marker() -> None:
    assert document(DocumentKind.INVOICE, (line(Money.of(5)),)).entry().memo == (
        "LeafLink order 7f1c"
    )


@pytest.mark.parametrize(("quantity", "price"), [("2", "9.99"), ("1", "20.01"), ("0.5", "39.98")])
def test_a_line_that_does_not_multiply_cannot_be(quantity: str, price: str) -> None:
    with pytest.raises(NotAProduct):
        SalesLine(ITEM, "", Decimal(quantity), Decimal(price), Money.of(20), "Sales")


def test_a_line_with_its_amount_alone_needs_no_price() -> None:
    assert SalesLine(ITEM, "", Decimal(3), None, Money.of(20), "Sales").amount == Money.of(20)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_the_day_of_the_close_is_closed(through: date) -> None:
    period = Period(through)
    assert period.is_closed(through)
    assert not period.is_closed(period.first_open_day)
    assert period.first_open_day - through == timedelta(days=1)


def test_books_that_were_never_closed_are_open() -> None:
    assert not OPEN.is_closed(date(1900, 1, 1))
    with pytest.raises(ValueError, match="never closed"):
        _ = OPEN.first_open_day


def test_a_category_and_a_group_are_never_sold() -> None:
    sold = {kind for kind in ItemType if kind.can_be_sold}
    assert sold == {ItemType.INVENTORY, ItemType.NON_INVENTORY, ItemType.SERVICE}
