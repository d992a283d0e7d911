"""Accounts, terms, items and customers, to and from QuickBooks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leafledger.errors import OurBug
from leafledger.figures.money import Money
from leafledger.ledger.accounts import Account, AccountType
from leafledger.ledger.items import Item, ItemType, KnownItem, Term
from leafledger.ledger.parties import KnownParty, Party, PartyChange, PostalAddress
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.quickbooks.accounts import read_account, wire_account
from leafledger.quickbooks.customers import read_party, wire_party, wire_party_change
from leafledger.quickbooks.items import read_item, wire_item
from leafledger.quickbooks.terms import read_term, wire_term
from tests.quickbooks.documents import ids

PARTY = Party(
    display_name="Good Vibrations",
    company_name="Good Vibrations LLC",
    licence="402R-00123",
    email=" ap@good.example ",
    phone="(303) 555-0100",
    billing=PostalAddress(("17034 Highway 10",), "Moffat", "CO", "81143"),
    note="LeafLink customer 148515\nLicence 402R-00123",
)


def test_a_new_customer_resells_and_so_is_not_taxed() -> None:
    assert wire_party(PARTY, ids) == {
        "DisplayName": "Good Vibrations",
        "CompanyName": "Good Vibrations LLC",
        "Taxable": False,
        "TaxExemptionReasonId": "9",
        "ResaleNum": "402R-00123",
        "Notes": "LeafLink customer 148515\nLicence 402R-00123",
        "PrimaryEmailAddr": {"Address": "ap@good.example"},
        "PrimaryPhone": {"FreeFormNumber": "(303) 555-0100"},
        "BillAddr": {
            "Line1": "17034 Highway 10",
            "City": "Moffat",
            "CountrySubDivisionCode": "CO",
            "PostalCode": "81143",
        },
    }


@pytest.mark.parametrize("email", ["", "none", "a@b", "a@b.c, d@e.f", "two words@x.y"])
def test_what_is_no_e_mail_does_not_hold_up_the_customer(email: str) -> None:
    assert "PrimaryEmailAddr" not in wire_party(Party("x", "", "", email=email), ids)


def test_a_licence_too_long_for_its_field_stays_in_the_notes() -> None:
    licence = "C11-0000123-LIC-2026"
    wire = wire_party(Party("x", "", licence, note=f"Licence {licence}"), ids)
    assert "ResaleNum" not in wire
    assert licence in wire["Notes"]


def test_a_customer_needs_no_more_than_a_name() -> None:
    assert wire_party(Party("x", "", ""), ids).keys() == {
        "DisplayName", "Taxable", "TaxExemptionReasonId",
    }  # fmt: skip


def test_a_known_customer_shows_all_text_where_a_licence_may_stand() -> None:
    wire = {
        "Id": "58", "SyncToken": "1", "DisplayName": "Good Vibrations", "CompanyName": "GV LLC",
        "Notes": "licence 402R-00123", "ResaleNum": "R-1", "Active": True,
        "PrimaryEmailAddr": {"Address": "ap@good.example"}, "BillAddr": {"City": "Moffat"},
        "PrimaryPhone": {"FreeFormNumber": "303"},
    }  # fmt: skip
    assert read_party(wire) == KnownParty(
        "58", "1", "Good Vibrations", "ap@good.example", "303", "Moffat",
        "licence 402R-00123\nR-1\nGV LLC", company_name="GV LLC", licence="R-1",
        notes="licence 402R-00123", billing=PostalAddress(city="Moffat"),
    )  # fmt: skip
    assert read_party({"Id": "1", "DisplayName": "x (deleted)", "Active": False}).active is False


def test_an_item_is_made_with_its_price_and_account() -> None:
    income = Known(RecordKind.ACCOUNT, "9", "Sales")
    item = Item("Blue Dream 1g", "BD-1", "Flower", Decimal("108.50"), ItemType.SERVICE, income)
    assert wire_item(item, ids) == {
        "Name": "Blue Dream 1g",
        "Sku": "BD-1",
        "Description": "Flower",
        "UnitPrice": Decimal("108.50"),
        "Type": "Service",
        "IncomeAccountRef": {"value": "9"},
    }
    long = Item("x" * 150, "s" * 101, "", Decimal(0), ItemType.NON_INVENTORY, income)
    wire = wire_item(long, ids)
    assert len(wire["Name"]) == 100
    assert wire.keys().isdisjoint({"Sku", "Description"})


def test_a_known_item_is_read_with_its_whole_name() -> None:
    wire = {
        "Id": "11", "SyncToken": "0", "Name": "1g", "FullyQualifiedName": "Flower:1g",
        "Sku": "BD-1", "Type": "NonInventory", "IncomeAccountRef": {"value": "9", "name": "Sales"},
    }  # fmt: skip
    assert read_item(wire) == KnownItem(
        "11", "0", "1g", "Flower:1g", "BD-1", ItemType.NON_INVENTORY, "9", "Sales"
    )
    assert read_item({"Id": "4", "Name": "Flower", "Type": "Category"}).full_name == "Flower"


def test_an_account_is_read_and_made_by_its_type() -> None:
    wire = {
        "Id": "81", "Name": "CO", "FullyQualifiedName": "Excise:CO", "AcctNum": "2210",
        "AccountType": "Other Current Liability", "AccountSubType": "OtherCurrentLiabilities",
        "Active": True,
    }  # fmt: skip
    assert read_account(wire) == Account(
        "Excise:CO", AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities", "81", "2210"
    )
    wanted = Account('Excise: "CO"', AccountType.OTHER_CURRENT_LIABILITY, "", number="12345678")
    assert wire_account(wanted) == {
        "Name": "Excise CO",
        "AccountType": "Other Current Liability",
    }


def test_a_term_is_read_and_made_by_its_days() -> None:
    wire = {"Id": "3", "Name": "Net 15", "DueDays": 15, "Type": "STANDARD"}
    assert read_term(wire) == (Known(RecordKind.TERM, "3", "Net 15"), 15)
    assert read_term({"Id": "4", "Name": "1st", "DayOfMonthDue": 1}).due_days is None
    assert wire_term(Term("Net 17", 17)) == {"Name": "Net 17", "Type": "STANDARD", "DueDays": 17}


def test_records_of_unknown_kinds_or_without_an_id_are_our_bug() -> None:
    with pytest.raises(OurBug):
        read_account({"Id": "1", "AccountType": "Fun"})
    with pytest.raises(OurBug):
        read_item({"Id": "1", "Type": "Fun"})
    with pytest.raises(OurBug):
        read_party({"DisplayName": "x"})


def test_a_change_of_a_customer_sends_only_what_changes() -> None:
    change = PartyChange("Good Vibrations", display_name="Good Vibes", active=True)
    assert wire_party_change(change, "58", "3", ids) == {
        "Id": "58", "SyncToken": "3", "sparse": True, "DisplayName": "Good Vibes", "Active": True,
    }  # fmt: skip


def test_a_new_address_leaves_no_line_of_the_old_one() -> None:
    change = PartyChange("x", billing=PostalAddress(("1 New St",), "Reno", "NV", "89501"))
    sent = wire_party_change(change, "58", "3", ids)["BillAddr"]
    assert sent["Line1"] == "1 New St"
    assert sent["Line2"] == sent["Line5"] == ""


def test_a_store_of_a_chain_pays_for_itself() -> None:
    wire = wire_party(Party("x", "", "", parent=Known(RecordKind.CUSTOMER, "40", "Chain")), ids)
    assert (wire["Job"], wire["BillWithParent"]) == (True, False)
    assert wire["ParentRef"] == {"value": "40"}


def test_a_known_customer_shows_what_both_sides_may_edit() -> None:
    wire = {
        "Id": "58", "SyncToken": "1", "DisplayName": "Good Vibrations", "ResaleNum": "402R-00123",
        "GivenName": "Alex", "FamilyName": "Nguyen", "Balance": Decimal("12.5"),
        "BillAddr": {"Id": "9", "Line1": "1 Old St", "Line2": "Unit 2", "City": "Moffat",
                     "Country": "USA", "Lat": "1"},
        "SalesTermRef": {"value": "3"}, "ParentRef": {"value": "40"},
    }  # fmt: skip
    party = read_party(wire)
    assert party.billing == PostalAddress(("1 Old St", "Unit 2"), "Moffat")
    assert party.delivery is None
    assert (party.term_id, party.parent_id, party.licence) == ("3", "40", "402R-00123")
    assert (party.given_name, party.family_name) == ("Alex", "Nguyen")
    assert party.balance == Money.of("12.50")
