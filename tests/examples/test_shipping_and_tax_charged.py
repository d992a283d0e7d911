"""Delivery and taxes on an order (A3.3, A4.1)."""

from __future__ import annotations

from tests.examples.example import holds


def test_shipping_takes_the_shipping_line() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          shipping 25.00  LeafLink total 241.00
        Books (A3.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            shipping             25.00
            total               241.00
            2026-11-02  Accounts Receivable (Green Mesa)                  241.00
                        Sales of Product Income                                     216.00
                        Shipping income (QuickBooks default)                         25.00
        """
    )


def test_an_item_charges_shipping_where_the_line_is_off() -> None:
    holds(
        """
        Policy: shipping item
        QuickBooks: no shipping line
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          shipping 25.00  LeafLink total 241.00
        Books (A3.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x 25.00            25.00  Delivery: Shipping
            total               241.00
            2026-11-02  Accounts Receivable (Green Mesa)                  241.00
                        Sales of Product Income                                     216.00
                        Delivery income                                              25.00
        """
    )


def test_a_person_is_asked_where_shipping_has_no_place() -> None:
    holds(
        """
        QuickBooks: no shipping line
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          shipping 25.00  LeafLink total 241.00
        Books (A3.3)
          question no_shipping_item, $241.00 at stake
            Order 10492 is waiting: it charges $25.00 of shipping, and no item is chosen for
            shipping. Nothing was posted. Choose a shipping item in the company's policy file
            (items.shipping), or switch shipping on in QuickBooks under Account and settings >
            Sales.
        """
    )


def test_tax_is_owed_and_no_income() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          120 units in cases of 12 · Blue Dream 3.5g · 30.01
          tax 45.01 (CO excise 15 %)  LeafLink total 345.11
        Books (A4.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            10 x 30.01          300.10  Blue Dream 3.5g | 120 units in cases of 12
            1 x 45.01            45.01  Cannabis excise: CO excise 15%
            total               345.11
            2026-11-02  Accounts Receivable (Green Mesa)                  345.11
                        Sales of Product Income                                     300.10
                        Cannabis tax payable                                         45.01
        """
    )


def test_a_tax_without_a_name_is_called_tax() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          tax 32.40  LeafLink total 248.40
        Books (A4.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x 32.40            32.40  Cannabis excise: Tax
            total               248.40
            2026-11-02  Accounts Receivable (Green Mesa)                  248.40
                        Sales of Product Income                                     216.00
                        Cannabis tax payable                                         32.40
        """
    )


def test_a_person_is_asked_where_tax_has_no_item() -> None:
    holds(
        """
        Policy: no tax item
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          tax 32.40  LeafLink total 248.40
        Books (A4.1)
          question no_tax_item, $248.40 at stake
            Order 10492 is waiting: it carries $32.40 of tax, and no item is chosen for taxes.
            Nothing was posted. Choose the item for taxes in the company's policy file
            (items.tax): an item whose account is the liability owed to the tax agency.
            leafledger connect suggests one.
        """
    )


def test_two_things_missing_are_asked_at_once() -> None:
    holds(
        """
        Policy: no tax item
        QuickBooks: no shipping line
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          tax 32.40  shipping 25.00  LeafLink total 273.40
        Books (A3.3, A4.1)
          question no_shipping_item, $273.40 at stake
            Order 10492 is waiting: it charges $25.00 of shipping, and no item is chosen for
            shipping. Nothing was posted. Choose a shipping item in the company's policy file
            (items.shipping), or switch shipping on in QuickBooks under Account and settings >
            Sales.
          question no_tax_item, $273.40 at stake
            Order 10492 is waiting: it carries $32.40 of tax, and no item is chosen for taxes.
            Nothing was posted. Choose the item for taxes in the company's policy file
            (items.tax): an item whose account is the liability owed to the tax agency.
            leafledger connect suggests one.
        """
    )
