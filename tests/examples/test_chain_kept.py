"""Stores of one chain as sub-customers of one parent (A9.2)."""

from __future__ import annotations

from tests.examples.chain_scene import stores


def test_stores_of_one_name_get_one_parent() -> None:
    stores(
        """
        Policy: parent by name
        Store Green Mesa - Denver
        Store Green Mesa - Boulder
        Store Lakeshore Provisioning
        Books (A9.2)
          create customer "Green Mesa"
          "Green Mesa - Denver" becomes a sub-customer of "Green Mesa"
          "Green Mesa - Boulder" becomes a sub-customer of "Green Mesa"
        Books (A0)
          nothing more
        """
    )


def test_stores_of_one_company_get_one_parent_whatever_they_are_called() -> None:
    stores(
        """
        Policy: parent by partner
        Store Mesa Denver LLC · of company 6001
        Store Mesa Boulder LLC · of company 6001
        Store Mesa Grill LLC · of company 6002
        Books (A9.2)
          create customer "Mesa"
          "Mesa Denver LLC" becomes a sub-customer of "Mesa"
          "Mesa Boulder LLC" becomes a sub-customer of "Mesa"
        """
    )


def test_stores_stand_by_themselves_unless_the_policy_says_otherwise() -> None:
    stores(
        """
        Store Green Mesa - Denver
        Store Green Mesa - Boulder
        Books (A9.2)
          nothing more
        """
    )


def test_a_customer_that_may_be_the_parent_is_asked_about() -> None:
    stores(
        """
        QuickBooks customer 58 "Green-Mesa Inc"
        Policy: parent by name
        Store Green Mesa - Denver
        Store Green Mesa - Boulder
        Books (A9.2)
          question similar_customer
            Several stores belong to the chain "Green Mesa", and QuickBooks has a customer
            "Green-Mesa Inc" that may be its parent. The stores stay without a parent; their
            invoices are posted as always. Run: leafledger match customer chain:greenmesa
            QUICKBOOKS-ID, or 'new' for a new parent.
          question similar_customer
            Several stores belong to the chain "Green Mesa", and QuickBooks has a customer
            "Green-Mesa Inc" that may be its parent. The stores stay without a parent; their
            invoices are posted as always. Run: leafledger match customer chain:greenmesa
            QUICKBOOKS-ID, or 'new' for a new parent.
        """
    )


def test_a_store_that_we_did_not_make_is_not_moved() -> None:
    stores(
        """
        Policy: parent by name
        Store Green Mesa - Denver
        Store Green Mesa - Boulder · was in QuickBooks before us
        Books (A9.2, A11)
          create customer "Green Mesa"
          "Green Mesa - Denver" becomes a sub-customer of "Green Mesa"
        """
    )
