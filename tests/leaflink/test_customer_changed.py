"""What LeafLink shows of a customer for both sides, and what of it we may change there."""

from __future__ import annotations

from typing import Any

import pytest

from leafledger.commerce.customers import Address, Contact, ContactChange, Customer, CustomerChange
from leafledger.commerce.terms import PaymentTerm
from leafledger.leaflink.contacts import wire_contact
from leafledger.leaflink.customers import read_customer, wire_change
from tests.leaflink.wires import CUSTOMER, decoded


def read(**changes: Any) -> Customer:
    """The customer of the wire with some fields otherwise."""
    customer = read_customer(decoded(CUSTOMER, **changes))
    assert isinstance(customer, Customer)
    return customer


def test_the_default_payment_option_gives_the_terms() -> None:
    options = [
        {"is_default": False, "payment_term": {"term": "COD", "days": None}},
        {"is_default": True, "payment_term": {"id": 3, "term": "Net 15", "days": 15}},
    ]
    assert read(available_payment_options=options).term == PaymentTerm("Net 15", 15)


@pytest.mark.parametrize("options", [None, [], "Net 15", [{"is_default": True}], [None]])
def test_terms_that_are_not_there_are_no_terms(options: Any) -> None:
    assert read(available_payment_options=options).term is None


def test_the_primary_contact_is_read_where_it_is_shown() -> None:
    sam = {"id": 1, "contact": 71, "first_name": "Sam", "is_primary": False}
    alex = {"id": 2, "contact": 72, "first_name": "Alex", "last_name": "Nguyen",
            "is_primary": True, "phone": "3035550100", "phone_extension": "4"}  # fmt: skip
    found = read(contacts=[sam, alex]).contact
    assert found == Contact("Alex", "Nguyen", phone="3035550100 x4", id="72")
    assert read(contacts=[sam, {**alex, "delete": True}]).contact == Contact("Sam", id="71")
    assert not read(contacts=[{"id": 2, "contact": 72, "is_primary": True}]).contact


def test_a_contact_stands_in_for_what_the_customer_lacks() -> None:
    rows = [{"contact": 71, "first_name": "Sam", "email": "sam@x.example", "phone": "303 555 0111"}]
    plain = read(contacts=rows)
    assert (plain.known_email, plain.known_phone) == (plain.email, plain.phone)
    bare = read(contacts=rows, email="", phone=None)
    assert (bare.known_email, bare.known_phone) == ("sam@x.example", "303 555 0111")


@pytest.mark.parametrize(
    ("given", "family", "first", "last"),
    [
        ("Alex", "Nguyen", "Alex", "Nguyen"),
        ("", "Nguyen", "Nguyen", ""),
        ("A" * 40, "", "A" * 30, ""),
    ],
)
def test_a_contact_keeps_a_first_name_and_thirty_letters(
    given: str, family: str, first: str, last: str
) -> None:
    told = wire_contact(ContactChange("71", "Sam", given, family))
    assert told == {"first_name": first, "last_name": last}


@pytest.mark.parametrize(
    ("ids", "found"),
    [({"quickbooks_id": "71"}, "71"), ({"QBO": 71}, "71"), ({"metrc": "71"}, ""), (None, "")],
)
def test_the_sellers_own_quickbooks_id_counts_where_leaflink_has_none(ids: Any, found: str) -> None:
    assert read(ext_acct_id=None, external_ids=ids).books_id == found


def test_the_buyers_company_and_the_status_come_as_ids_or_as_objects() -> None:
    assert (read(partner=6001, status={"id": 3}).partner, read(status={"id": 3}).status) == (
        "6001", "3",
    )  # fmt: skip


def test_only_what_changes_is_sent_to_leaflink() -> None:
    change = CustomerChange("148515", "Good Vibrations", email="ap@new.example")
    assert wire_change(change) == {"email": "ap@new.example"}


def test_a_postal_code_is_cut_to_what_leaflink_takes() -> None:
    address = Address("1 New St", "", "Reno", "NV", "89501-1234")
    assert wire_change(CustomerChange("1", "x", address=address))["zipcode"] == "89501"


def test_noting_the_quickbooks_id_is_known_from_other_changes() -> None:
    assert CustomerChange("1", "x", books_id="58").only_notes_the_id
    assert not CustomerChange("1", "x", books_id="58", phone="1").only_notes_the_id
    assert not CustomerChange("1", "x").only_notes_the_id
