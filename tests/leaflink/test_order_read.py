"""An order as LeafLink shows it becomes facts, or a sentence about what is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from leafledger.commerce.customers import Address
from leafledger.commerce.orders import (
    DiscountKind,
    Order,
    OrderDiscount,
    OrderStatus,
    OrderTax,
    PaymentTerm,
)
from leafledger.figures.money import Money
from leafledger.figures.quantities import line_total
from leafledger.leaflink.orders import read_order
from tests.leaflink.wires import NUMBER, SEEN, line, order, read, unreadable


def test_the_captured_order_says_what_leaflink_says() -> None:
    facts = read()
    assert facts.number == NUMBER
    assert (facts.short_id, facts.seller_number) == ("a9bf6e2f", "a9bf6e2f")
    assert facts.status is OrderStatus.ACCEPTED
    assert facts.created_at.utcoffset() is not None
    assert (facts.customer, facts.customer_name) == ("148515", "Good Vibrations")
    assert facts.total == facts.payment_balance == Money.of("342.00")
    assert facts.term == PaymentTerm("Net 15", 15)
    assert facts.delivery_address == Address("17034 Highway 17", "1A", "Moffat", "CO", "81143")
    assert facts.first_seen_at == SEEN
    assert facts.brand is None


# reference/leaflink.md 3.3: quantity, multiplier, ordered price, sale price, and the line's total.
WORKED_VECTORS = [
    ("24", 24, "114.00", "0", "114.00"),
    ("20", 10, "200", "0.00", "400.00"),
    ("120", 12, "108", "99", "990.00"),
    ("1.5", 1, "1200", "0", "1800.00"),
    ("7", 12, "108", "0", "63.00"),
    ("1", 1, "0.01", "0", "0.01"),
    ("1", 0, "0.00", "0", "0.00"),
    ("3", None, "2.50", None, "7.50"),
]


@pytest.mark.parametrize(("quantity", "multiplier", "ordered", "sale", "total"), WORKED_VECTORS)
def test_a_line_comes_to_the_total_of_the_worked_vectors(
    quantity: str, multiplier: int | None, ordered: str, sale: str | None, total: str
) -> None:
    row = line(
        quantity=quantity,
        unit_multiplier=multiplier,
        ordered_unit_price={"amount": ordered, "currency": "USD"},
        sale_price={"amount": sale, "currency": "USD"},
    )
    (read_line,) = read(line_items=[row]).lines
    assert line_total(read_line.quantity, read_line.unit_multiplier, read_line.price) == Money.of(
        total
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("total", 342),
        ("total", "342.00"),
        ("total", Decimal("342.0")),
        ("total", {"amount": "342.00"}),
        ("total", {"amount": 342, "currency": "usd"}),
        ("payment_balance", "342"),
        ("discount", "0.0000"),
        ("discount", None),
        ("final_tax", None),
        ("final_tax", "0.000000"),
        ("credits", None),
        ("shipping_charge", None),
        ("shipping_charge", {"amount": None, "currency": "USD"}),
        ("shipping_charge", "0"),
        ("modified", None),
        ("order_taxes", None),
    ],
)
def test_the_same_order_in_other_types_is_the_same_order(field: str, value: Any) -> None:
    facts = read(**{field: value})
    assert (facts.total, facts.payment_balance, facts.shipping) == (
        Money.of(342), Money.of(342), Money.zero(),
    )  # fmt: skip
    assert facts.final_tax == facts.credits == Money.zero()
    assert not facts.discount.value


def test_lines_come_in_the_order_they_are_shown() -> None:
    rows = [line(id=1, position=3), line(id=2, position=1), line(id=3, position=None)]
    assert [row.id for row in read(line_items=rows).lines] == ["2", "1", "3"]


def test_an_expanded_product_is_its_id_and_tags_come_as_text_or_list() -> None:
    rows = [
        line(product={"id": 77, "name": "x"}, package_tags="1A40, 1A41"),
        line(product="78", package_tags=["1A42"], is_sample=True),
    ]
    first, second = read(line_items=rows).lines
    assert (first.product, first.package_tags) == ("77", ("1A40", "1A41"))
    assert (second.product, second.package_tags, second.is_sample) == ("78", ("1A42",), True)


def test_the_old_name_of_the_discount_is_read_where_the_new_one_is_missing() -> None:
    wire = order(discount_amount="15.0000", discount_type="$")
    del wire["discount"]
    facts = read_order(wire, [], SEEN)
    assert isinstance(facts, Order)
    assert facts.discount == OrderDiscount(DiscountKind.AMOUNT, Decimal(15))


def test_taxes_are_read_as_objects_and_as_mere_ids() -> None:
    tax = {"id": 5, "order": 9, "tax": 31, "name": "Excise", "rate": "15.00000", "state": "CO"}
    taxes = read(order_taxes=[tax, 32]).taxes
    assert taxes == (
        OrderTax("31", "Excise", Decimal("15.00000"), "CO"),
        OrderTax("32", "", Decimal(0), ""),
    )


def test_the_customer_may_be_light_full_a_mere_id_or_missing() -> None:
    full = {"id": 7, "name": "Store LLC", "nickname": "Store", "license_number": "1"}
    assert (read(customer=full).customer, read(customer=full).customer_name) == ("7", "Store")
    assert (read(customer=7).customer, read(customer=7).customer_name) == ("7", "")
    assert (read(customer=None).customer, read(customer=None).customer_name) == ("", "")


@pytest.mark.parametrize(
    ("option", "text", "term"),
    [
        ({"payment_term": {"term": "COD", "days": None}}, "Net 7", PaymentTerm("COD", None)),
        ({"payment_term": {"term": "Net 30"}}, None, PaymentTerm("Net 30", 30)),
        (None, "Net 7", PaymentTerm("Net 7", 7)),
        (None, "COD", PaymentTerm("COD", None)),
        (None, None, None),
        ({"payment_term": None}, "", None),
    ],
)
def test_the_term_is_the_chosen_option_or_the_older_text(
    option: Any, text: Any, term: PaymentTerm | None
) -> None:
    assert read(selected_payment_option=option, payment_term=text).term == term


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-14T17:00:00-07:00", date(2026, 11, 15)),
        ("2026-11-14T09:30:00-07:00", date(2026, 11, 14)),
        ("2026-11-14", date(2026, 11, 14)),
        (None, None),
    ],
)
def test_a_due_date_sent_without_a_time_does_not_slip_a_day(
    written: str | None, day: date | None
) -> None:
    assert read(payment_due_date=written).payment_due == day


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"total": "abc"}, "Its total is not a number."),
        ({"total": None}, "Its total is missing."),
        ({"total": {"amount": "NaN", "currency": "USD"}}, "Its total is not a number."),
        ({"total": True}, "Its total is not a number."),
        ({"total": "1_000"}, "Its total is not a number."),
        ({"total": "594.005"}, "Its total of 594.005 is finer than a cent."),
        ({"payment_balance": {}}, "Its open balance is missing."),
        ({"final_tax": "1,50"}, "Its tax is not a number."),
        (
            {"total": {"amount": 5, "currency": "CAD"}},
            "Its total is in CAD; LeafLedger keeps books in US dollars.",
        ),
        ({"status": "delivered"}, 'Its status is "delivered", which LeafLedger does not know.'),
        ({"status": None}, "It has no status."),
        ({"line_items": None}, "LeafLink sent it without its lines."),
        ({"line_items": [5]}, "LeafLink sent it without its lines."),
        ({"number": None}, "LeafLink sent it without its number."),
        ({"created_on": "2026-10-29T15:15:03"}, "Its creation time does not say in which time"),
        ({"created_on": "soon"}, "Its creation time is not a time."),
        ({"discount": 5, "discount_type": "x"}, "Its discount is neither an amount nor a"),
        ({"order_taxes": "CA"}, "Its list of taxes is not a list."),
        ({"line_items": [line(product=None)]}, "Line 1 names no product."),
        ({"line_items": [line(quantity="two")]}, "The quantity of line 1 is not a number."),
        ({"line_items": [line(ordered_unit_price=None)]}, "The price of line 1 is missing."),
        ({"line_items": [line(unit_multiplier="1.5")]}, "The number of units in a case of line 1"),
    ],
)  # fmt: skip
def test_what_no_books_follow_from_is_named_in_plain_words(
    changes: dict[str, Any], why: str
) -> None:
    record = unreadable(**changes)
    assert record.why.startswith(why)
    assert record.kind == "order"
    assert record.what == "Order a9bf6e2f"


def test_the_history_holds_every_status_change_once_and_in_time() -> None:
    def event(id_: int, kind: str, at: str) -> dict[str, Any]:
        return {"id": id_, "order": NUMBER, "event_type": kind, "timestamp": at}

    accepted = event(2, "accepted", "2026-11-01T10:00:00-06:00")
    events = [
        event(4, "fulfilled", "2026-11-02T10:00:00-07:00"),
        accepted,
        event(3, "edited", "2026-11-01T11:00:00-06:00"),
        event(1, "submitted", "2026-11-01T09:00:00-06:00"),
        accepted,
        event(5, "unaccepted", "2026-11-03T09:00:00-07:00"),
    ]
    facts = read_order(order(), events, SEEN)
    assert isinstance(facts, Order)
    assert [change.status for change in facts.history] == [
        OrderStatus.SUBMITTED, OrderStatus.ACCEPTED, OrderStatus.FULFILLED, OrderStatus.SUBMITTED,
    ]  # fmt: skip
    assert facts.history[1].at == datetime(2026, 11, 1, 16, tzinfo=UTC)
