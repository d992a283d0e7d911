"""The words of the marketplace: an order's way, a line's price, a product's SKU (A1.1, A2.1)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Address, Customer
from leafledger.commerce.orders import OrderLine, OrderStatus

WAY = ["Submitted", "Backorder", "Accepted", "Fulfilled", "Shipped", "Complete"]


def test_a_later_status_has_reached_every_earlier_one() -> None:
    for place, status in enumerate(WAY):
        reached = [step for step in WAY if OrderStatus(status).reached(OrderStatus(step))]
        assert reached == WAY[: place + 1]


@pytest.mark.parametrize("status", ["Draft", "Rejected", "Cancelled", "Combined"])
def test_a_status_beside_the_way_reaches_nothing(status: str) -> None:
    assert not any(OrderStatus(status).reached(OrderStatus(step)) for step in OrderStatus)


def test_three_statuses_end_without_a_sale() -> None:
    ended = [status for status in OrderStatus if status.ended_without_sale]
    assert ended == [OrderStatus.REJECTED, OrderStatus.CANCELLED, OrderStatus.COMBINED]


@pytest.mark.parametrize(
    ("sale", "price"), [("0", "108"), ("0.00", "108"), ("99", "99"), ("-1", "108")]
)
def test_only_a_sale_price_above_zero_counts(sale: str, price: str) -> None:
    line = OrderLine("1", "102", 1, Decimal(12), 12, Decimal(108), Decimal(sale))
    assert line.price == Decimal(price)


@pytest.mark.parametrize(
    ("sku", "own"),
    [
        ("BD-35", "BD-35"),
        ("0123456789abcdef0123", ""),
        ("0123456789ABCDEF0123", "0123456789ABCDEF0123"),
        ("0123456789abcdef012", "0123456789abcdef012"),
        ("0123456789abcdef01234", "0123456789abcdef01234"),
        ("", ""),
    ],
)
def test_twenty_hex_digits_are_no_sku_of_the_seller(sku: str, own: str) -> None:
    assert Product("102", "Blue Dream", sku=sku).own_sku == own


def test_a_variety_is_called_by_parent_and_name() -> None:
    assert Product("102", "3.5g", parent_name="Blue Dream").display_name == "Blue Dream 3.5g"
    assert Product("102", "Blue Dream").display_name == "Blue Dream"


def test_a_nickname_goes_before_the_name() -> None:
    assert Customer("1", "GM Holdings LLC", nickname="Green Mesa").display_name == "Green Mesa"
    assert Customer("1", "GM Holdings LLC").display_name == "GM Holdings LLC"


def test_a_country_alone_is_no_address() -> None:
    assert not Address(country="US")
    assert Address(city="Denver")
