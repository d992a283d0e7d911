"""An order is found by whatever people call it, and by nothing that only looks like it."""

from __future__ import annotations

import pytest

from leafledger.database.connection import Database
from leafledger.intake.names_kept import NAME_LENGTH_MAX
from leafledger.intake.order_names import CANDIDATES_MAX, find_orders
from leafledger.intake.seen import SeenRecords, System

SIDE = ("one", System.LEAFLINK, "order")
FIRST = "f2ab7b7c-7b4e-4b59-9a7b-0001a9bf6e2f"
SECOND = "f2ab7b7c-7b4e-4b59-9a7b-0002c1d2e3f4"


@pytest.fixture
def seen(database: Database) -> SeenRecords:
    """Two orders of one company, the second with the newer spelling of its fields."""
    seen = SeenRecords(database)
    seen.keep(*SIDE, {
        FIRST: {"short_id": "a9bf6e2f", "external_id_seller": "SO_10492", "total": 1},
        SECOND: {"order_short_number": "c1d2e3f4", "order_seller_number": "10_93%", "total": 2},
    })  # fmt: skip
    return seen


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(
    "name", [FIRST, "a9bf6e2f", "LL-a9bf6e2f", "ll-A9BF6E2F", "SO_10492", " so_10492 "]
)
def test_an_order_is_found_by_each_of_its_names(database: Database, name: str) -> None:
    assert find_orders(database, "one", name) == [FIRST]


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("name", ["c1d2e3f4", "LL-c1d2e3f4", "10_93%"])
def test_an_order_is_found_by_the_other_spelling_of_the_fields(
    database: Database, name: str
) -> None:
    assert find_orders(database, "one", name) == [SECOND]


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("name", ["SO-10492", "SO_1049", "%", "10493", "", "  ", "LL-", "a\0b"])
def test_what_is_nobodys_name_finds_nothing(database: Database, name: str) -> None:
    assert find_orders(database, "one", name) == []


@pytest.mark.usefixtures("seen")
def test_a_name_is_one_companys_own(database: Database) -> None:
    assert find_orders(database, "two", "a9bf6e2f") == []
    assert find_orders(database, "two", FIRST) == []


def test_a_number_that_two_orders_carry_finds_both(database: Database, seen: SeenRecords) -> None:
    third = SECOND.replace("0002", "0003")
    seen.keep(*SIDE, {third: {"external_id_seller": "SO_10492"}})
    assert find_orders(database, "one", "SO_10492") == [FIRST, third]


def test_a_number_that_was_changed_finds_the_order_by_the_new_one_only(
    database: Database, seen: SeenRecords
) -> None:
    seen.keep(*SIDE, {FIRST: {"short_id": "a9bf6e2f", "external_id_seller": "SO_10500"}})
    assert find_orders(database, "one", "SO_10500") == [FIRST]
    assert find_orders(database, "one", "a9bf6e2f") == [FIRST]
    assert find_orders(database, "one", "SO_10492") == []


def test_no_more_are_found_than_a_person_can_choose_from(
    database: Database, seen: SeenRecords
) -> None:
    many = {f"{n:036}": {"external_id_seller": "same"} for n in range(CANDIDATES_MAX + 5)}
    seen.keep(*SIDE, many)
    assert find_orders(database, "one", "same") == sorted(many)[:CANDIDATES_MAX]


def test_an_odd_name_keeps_no_order_from_being_kept(database: Database, seen: SeenRecords) -> None:
    long = "x" * (NAME_LENGTH_MAX + 1)
    odd = {"short_id": "0dd0", "external_id_seller": long, "order_seller_number": "a\0b"}
    assert seen.keep(*SIDE, {"odd": odd, "odder": {"short_id": 7}}) == ["odd", "odder"]
    assert find_orders(database, "one", "0dd0") == ["odd"]
    assert find_orders(database, "one", long) == []


def test_a_record_of_the_other_side_is_called_nothing(
    database: Database, seen: SeenRecords
) -> None:
    seen.keep("one", System.QUICKBOOKS, "order", {"7": {"short_id": "b00c"}})
    seen.keep("one", System.LEAFLINK, "product", {"7": {"short_id": "b00c"}})
    assert find_orders(database, "one", "b00c") == []
