"""A whole season of the imitated LeafLink is read without one guess."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Order
from leafledger.errors import Reconnect
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.company import check_key, company_name
from leafledger.leaflink.customers import all_customers, customer_by_id, read_customer
from leafledger.leaflink.growing_lists import Reached
from leafledger.leaflink.orders import (
    event_order,
    order_by_any_number,
    order_by_number,
    orders_modified_since,
    read_order,
    status_events_after,
)
from leafledger.leaflink.products import all_products, product_by_id, read_product
from tests.running import StartSimulators

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def connect(simulators: StartSimulators) -> Iterator[Callable[..., LeafLink]]:
    """A client of the imitated LeafLink, with its key or another."""
    clients = []
    told = simulators("season").leaflink

    def connected(key: str = "") -> LeafLink:
        client = LeafLink(
            base_url=told["base_url"],
            key=key or told["api_key"],
            pace=lambda: None,
            on_throttle=lambda _: None,
            user_agent="LeafLedger/test",
        )
        clients.append(client)
        return client

    yield connected
    for client in clients:
        client.close()


def test_every_order_of_a_season_is_read_with_its_history(connect: Callable[..., LeafLink]) -> None:
    client = connect()
    wires = orders_modified_since(client, LONG_AGO)
    events, reached = status_events_after(client, Reached())
    assert len(events) == reached.rows
    facts = [
        read_order(wire, [row for row in events if event_order(row) == wire["number"]], LONG_AGO)
        for wire in wires
    ]
    assert len(facts) == check_key(client) >= 200
    assert all(isinstance(order, Order) for order in facts), facts
    first = facts[0]
    assert isinstance(first, Order)
    assert first.history
    assert order_by_number(client, NOBODY) is None
    for spoken in (first.number, first.spoken_name, first.short_id, f"LL-{first.short_id}"):
        found = order_by_any_number(client, spoken)
        assert first.number in {wire["number"] for wire in found}


def test_every_customer_and_product_of_a_season_is_read(connect: Callable[..., LeafLink]) -> None:
    client = connect()
    assert company_name(client)
    customers = [read_customer(wire) for wire in all_customers(client)]
    products = [read_product(wire) for wire in all_products(client)]
    assert customers
    assert products
    assert all(isinstance(customer, Customer) for customer in customers)
    assert all(isinstance(product, Product) for product in products)
    known = customers[0]
    wire = customer_by_id(client, known.id)
    assert wire is not None
    assert read_customer(wire) == known
    assert product_by_id(client, "999999999") is None


def test_a_wrong_key_asks_the_owner_to_connect_again(connect: Callable[..., LeafLink]) -> None:
    client = connect("0" * 64)
    with pytest.raises(Reconnect):
        check_key(client)
