"""Customers and products as LeafLink shows them become facts, or a sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Address, Customer
from leafledger.commerce.orders import Unreadable
from leafledger.leaflink.customers import read_customer
from leafledger.leaflink.products import read_product
from tests.leaflink.wires import CUSTOMER, PRODUCT, decoded


def test_a_customer_says_who_and_where_it_is() -> None:
    assert read_customer(decoded(CUSTOMER)) == Customer(
        id="148515",
        name="Good Vibrations LLC",
        nickname="Good Vibrations",
        licence="402R-00123",
        email="ap@good.example",
        phone="(303) 555-0100",
        address=Address("17034 Highway 10", "", "Moffat", "CO", "81143", "US"),
        delivery_address=Address(),
        books_id="58",
    )


@pytest.mark.parametrize("books_id", ["58", 58])
def test_the_quickbooks_id_is_read_as_number_and_as_text(books_id: Any) -> None:
    customer = read_customer(decoded(CUSTOMER, ext_acct_id=books_id))
    assert isinstance(customer, Customer)
    assert customer.books_id == "58"


def test_a_customer_with_nulls_everywhere_is_still_a_customer() -> None:
    empty = dict.fromkeys(decoded(CUSTOMER)) | {"id": 1, "name": "Store"}
    assert read_customer(empty) == Customer(id="1", name="Store")


def test_a_customer_without_a_name_cannot_be_read() -> None:
    record = read_customer({"id": 9, "name": "", "nickname": None})
    assert record == Unreadable("customer", "9", "Customer 9", "LeafLink sent it without its name.")


def test_a_product_says_what_it_is_and_what_a_case_costs() -> None:
    product = read_product(decoded(PRODUCT))
    assert product == Product(
        id="2093",
        name="Dark",
        parent_name="Chocolate Bar",
        sku="SWI-BAR-DAR-100",
        description="Dark & rich, 100mg",
        wholesale_price=Decimal(108),
        category="7",
        product_line="164",
    )
    assert product.display_name == "Chocolate Bar Dark"


@pytest.mark.parametrize("changes", [{"listing_state": "Archived"}, {"archived": True}])
def test_an_archived_product_is_known_by_its_state_or_its_flag(changes: dict[str, Any]) -> None:
    product = read_product(decoded(PRODUCT, **changes))
    assert isinstance(product, Product)
    assert product.archived


def test_a_product_in_another_currency_cannot_be_read() -> None:
    record = read_product(decoded(PRODUCT, wholesale_price={"amount": 1, "currency": "CAD"}))
    assert isinstance(record, Unreadable)
    assert record.what == 'Product "Dark"'
    assert record.why == ("Its wholesale price is in CAD; LeafLedger keeps books in US dollars.")


def test_a_product_without_a_number_cannot_be_read() -> None:
    record = read_product(decoded(PRODUCT, id=None))
    assert isinstance(record, Unreadable)
    assert record.why == "LeafLink sent it without its number."
