"""Where QuickBooks has more items than a list can show, a person types the name of one."""

from __future__ import annotations

import pytest

from leafledger.bookkeeping.policy import Accounts, Chosen, Orders, Policy
from leafledger.clerk.policy_choices import (
    ITEMS_LISTED_MAX,
    NAMES_OFFERED_MAX,
    Answered,
    Books,
    WrongChoice,
    answered,
    names_offered,
    read_choices,
)
from leafledger.clerk.policy_fields import GROUPS, Field, Form
from leafledger.ledger.items import ItemType, KnownItem

FIELD = next(one for group in GROUPS for one in group.fields if one.form is Form.ITEM)
MANY = ITEMS_LISTED_MAX + 1


def books(items: int, **named: str) -> Books:
    """A company with so many items, ids from 1 on; `named` gives some of them their names."""
    names = {str(n): f"Item {n}" for n in range(1, items + 1)} | {
        key.removeprefix("id_"): name for key, name in named.items()
    }
    return Books(
        {},
        {
            id_: KnownItem(id_, "0", name, f"Freight:{name}", "", ItemType.SERVICE, "79", "Sales")
            for id_, name in names.items()
        },
    )


def question(books_: Books) -> Answered:
    """The question for an item, as a form asks it."""
    group = next(group for group in GROUPS if FIELD in group.fields)
    return next(one for one in answered(group, policy(), books_) if one.field is FIELD)


def policy() -> Policy:
    """One in which nothing was chosen yet."""
    accounts = Accounts(
        sales=Chosen(id="79", name="Sales"), discounts=Chosen(id="86", name="Discounts given")
    )
    return Policy(orders=Orders(time_zone="America/Denver"), accounts=accounts)


def chosen(typed: str, books_: Books, field: Field = FIELD) -> object:
    """The id of the item that a form's words choose."""
    choices = read_choices([field], {field.name: typed}, policy(), books_)
    choice = choices[field.place]
    assert isinstance(choice, dict)
    return choice["id"]


def test_few_items_stand_in_a_list_and_many_are_typed() -> None:
    assert not question(books(ITEMS_LISTED_MAX - 1)).is_typed
    assert question(books(MANY)).is_typed


def test_no_more_names_are_offered_than_a_page_can_carry() -> None:
    assert names_offered([question(books(10))]) == []
    offered = names_offered([question(books(NAMES_OFFERED_MAX + 500))])
    assert len(offered) == NAMES_OFFERED_MAX
    assert offered[0] == "Item 1 (posts to Sales)"


@pytest.mark.parametrize(
    "typed", ["Shipping", "shipping", "Freight:Shipping", "Shipping (posts to Sales)"]
)
def test_an_item_is_chosen_by_its_name(typed: str) -> None:
    assert chosen(typed, books(MANY, id_7="Shipping")) == "7"


def test_an_item_of_a_list_is_chosen_by_its_place_in_it() -> None:
    assert chosen("7", books(10, id_3="7")) == "7"


def test_a_name_that_no_item_has_chooses_nothing() -> None:
    with pytest.raises(WrongChoice, match="choose one of what the list offers"):
        chosen("Shipping", books(MANY))


def test_a_name_that_two_items_have_chooses_neither() -> None:
    with pytest.raises(WrongChoice, match='several items are called "Shipping"'):
        chosen("Shipping", books(MANY, id_7="Shipping", id_8="Shipping"))


def test_a_name_that_is_the_number_of_another_chooses_neither() -> None:
    with pytest.raises(WrongChoice, match='several items are called "7"'):
        chosen("7", books(MANY, id_8="7"))
    assert chosen("7 (posts to Sales)", books(MANY, id_8="7")) == "8"


def test_what_was_chosen_before_stays_as_it_is_shown() -> None:
    many = books(MANY, id_7="Shipping")
    group = next(group for group in GROUPS if FIELD in group.fields)
    said = policy().model_dump(mode="json")
    inside = said
    for part in FIELD.place[:-1]:
        inside = inside[part]
    inside[FIELD.place[-1]] = {"id": "7000", "name": "Old freight", "account": "Sales"}
    before = Policy.model_validate(said)
    shown = next(one for one in answered(group, before, many) if one.field is FIELD)
    assert shown.words == "Old freight (not in QuickBooks any more)"
    assert read_choices([FIELD], {FIELD.name: shown.words}, before, many) == {}
