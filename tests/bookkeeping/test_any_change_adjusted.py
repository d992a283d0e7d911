"""Whatever changes after posting, the documents together say what LeafLink says, by account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leafledger.bookkeeping.differences import (
    Charges,
    difference,
    needs_discount_item,
    net_document,
)
from leafledger.bookkeeping.rules.contract import SoldItem
from leafledger.figures.money import Money
from leafledger.ledger.documents import (
    DocumentDiscount,
    DocumentKind,
    SalesDocument,
    SalesLine,
)
from leafledger.ledger.pointers import Known, Pointer, RecordKind

CUSTOMER = Known(RecordKind.CUSTOMER, "58", "Green Mesa")
DISCOUNTS = Known(RecordKind.ACCOUNT, "86", "Discounts given")
TAX, DISCOUNT = "301", "303"
CHARGES = Charges(frozenset({TAX}), frozenset({DISCOUNT}))
DISCOUNT_ITEM = SoldItem(Known(RecordKind.ITEM, DISCOUNT, "Order discount"), DISCOUNTS.name)
cents = st.integers(0, 50_000).map(lambda number: Decimal(number) / 100)


@st.composite
def lines(draw: st.DrawFn) -> SalesLine:
    """A line of one of three products at one of a few prices, some with an amount only."""
    item = draw(st.sampled_from(["21", "22", "23"]))
    quantity = Decimal(draw(st.integers(1, 12)))
    price = draw(st.sampled_from(["108.00", "99.95", "0.01", "33.3333333"]).map(Decimal))
    amount = Money.rounded(quantity * price)
    known = price if draw(st.booleans()) else None
    words = f"Product {item} | {quantity} units"
    return SalesLine(Known(RecordKind.ITEM, item), words, quantity, known, amount, f"Sales {item}")


@st.composite
def invoices(draw: st.DrawFn) -> SalesDocument:
    """An invoice as an order wants it: lines, tax, discount up to the lines, shipping."""
    sold = draw(st.lists(lines(), min_size=1, max_size=4))
    subtotal = Money.total(line.amount for line in sold)
    tax = Money(draw(cents))
    if tax:
        item = Known(RecordKind.ITEM, TAX)
        sold.append(SalesLine(item, "Tax", Decimal(1), tax.amount, tax, "Tax payable"))
    off = Money(min(draw(cents), subtotal.amount))
    shipping = Money(draw(cents))
    return SalesDocument(
        DocumentKind.INVOICE, CUSTOMER, "10492", date(2026, 11, 2), "LeafLink order 7f1c",
        tuple(sold), discount=DocumentDiscount(off, DISCOUNTS) if off else None,
        shipping=shipping or None,
    )  # fmt: skip


def identity(pointer: Pointer) -> str:
    """Everything here is known."""
    assert isinstance(pointer, Known)
    return pointer.id


def adjusted(wanted: SalesDocument | None, books: Sequence[SalesDocument]) -> list[SalesDocument]:
    """The documents that a change brings."""
    moved = difference(wanted, books, identity, CHARGES)
    item = DISCOUNT_ITEM if needs_discount_item(moved) else None
    return net_document(moved, wanted or books[0], item)


def by_account(documents: Sequence[SalesDocument]) -> dict[str, Decimal]:
    """What documents post, account by account; nothing where nothing is left."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for document in documents:
        for posting in document.entry().postings:
            sums[posting.account] += posting.amount.amount
    return {account: amount for account, amount in sums.items() if amount}


@given(st.lists(invoices(), min_size=2, max_size=5))
def test_the_documents_of_any_changes_say_together_what_is_wanted(
    states: list[SalesDocument],
) -> None:
    books = [states[0]]
    for wanted in states[1:]:
        books += adjusted(wanted, books)
        assert by_account(books) == by_account([wanted])


@given(st.lists(invoices(), min_size=2, max_size=4))
def test_no_adjustment_is_below_zero_and_each_has_a_line(states: list[SalesDocument]) -> None:
    books = [states[0]]
    for wanted in states[1:]:
        made = adjusted(wanted, books)
        books += made
        assert len(made) <= 2
        for document in made:
            assert document.total.amount >= 0
            assert document.lines
            assert document.shipping is None or document.shipping.amount > 0
            assert document.discount is None or document.discount.amount.amount > 0


@given(st.lists(invoices(), min_size=2, max_size=4))
def test_a_change_that_was_written_needs_nothing_more(states: list[SalesDocument]) -> None:
    books = [states[0]]
    for wanted in states[1:]:
        books += adjusted(wanted, books)
        assert adjusted(wanted, books) == []


@given(st.lists(invoices(), min_size=1, max_size=4))
def test_an_order_that_ends_after_any_changes_leaves_nothing(states: list[SalesDocument]) -> None:
    books = [states[0]]
    for wanted in states[1:]:
        books += adjusted(wanted, books)
    books += adjusted(None, books)
    assert by_account(books) == {}
    assert adjusted(None, books) == []
