"""The people at customers, joined to the customers' rows however those came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from leafledger.database.connection import Database
from leafledger.intake.contacts import CUSTOMER, keep_contacts, keep_customers
from leafledger.intake.seen import SeenRecords, System

COMPANY = "mesa"
TIE = {"id": 5, "contact": 71, "company": 8841, "is_primary": True}
ALEX = {"id": 71, "first_name": "Alex", "last_name": "Nguyen", "email": "a@x.example",
        "delete": False}  # fmt: skip
STORE: dict[str, Any] = {"id": 8841, "name": "Green Mesa"}


class Rows:
    """What is kept of one company's customers."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.seen = SeenRecords(database)

    def customers(self, *wires: Mapping[str, Any]) -> list[str]:
        """Customers came; the ids of those that changed."""
        with self.database.writing() as connection:
            rows = {str(wire["id"]): dict(wire) for wire in wires}
            return keep_customers(self.seen, connection, COMPANY, rows)

    def contacts(self, *wires: Mapping[str, Any]) -> list[str]:
        """Contacts came; the ids of the customers that changed."""
        with self.database.writing() as connection:
            rows = {str(wire["id"]): dict(wire) for wire in wires}
            return keep_contacts(self.seen, connection, COMPANY, rows)

    def people(self) -> list[Any]:
        """The contacts of the one customer, as it stands."""
        (store,) = self.seen.all(COMPANY, System.LEAFLINK, CUSTOMER).values()
        rows: list[Any] = store.wire["contacts"]
        return [(row["id"], row.get("first_name"), row["is_primary"]) for row in rows]


@pytest.fixture
def rows(database: Database) -> Rows:
    """Nothing seen yet."""
    return Rows(database)


def test_whoever_comes_first_the_person_stands_in_the_customers_row(rows: Rows) -> None:
    assert rows.customers({**STORE, "contacts": [TIE]}) == ["8841"]
    assert rows.people() == [(5, None, True)]
    assert rows.contacts(ALEX) == ["8841"]
    assert rows.people() == [(5, "Alex", True)]


def test_a_customer_from_the_list_takes_over_a_person_known_already(rows: Rows) -> None:
    assert rows.contacts(ALEX) == []
    rows.customers({**STORE, "contacts": [TIE]})
    assert rows.people() == [(5, "Alex", True)]
    assert rows.customers({**STORE, "contacts": [TIE]}) == []


def test_a_customer_that_comes_without_its_contacts_keeps_them(rows: Rows) -> None:
    rows.contacts(ALEX)
    rows.customers({**STORE, "contacts": [TIE]})
    assert rows.customers(STORE) == []
    assert rows.customers({**STORE, "phone": "303 555 0100"}) == ["8841"]
    assert rows.people() == [(5, "Alex", True)]


def test_a_customer_whose_contacts_were_taken_off_has_none(rows: Rows) -> None:
    rows.contacts(ALEX)
    rows.customers({**STORE, "contacts": [TIE]})
    assert rows.customers({**STORE, "contacts": []}) == ["8841"]
    assert rows.people() == []


def test_a_person_nobody_knows_changes_no_customer(rows: Rows) -> None:
    rows.customers({**STORE, "contacts": [TIE]})
    assert rows.contacts({**ALEX, "id": 99}) == []
    assert rows.contacts({**ALEX, "role": "Owner"}) == ["8841"]
    assert rows.contacts({**ALEX, "role": "Owner"}) == []
