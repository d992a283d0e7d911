"""The number an invoice carries (A3.1)."""

from __future__ import annotations

from tests.examples.example import holds


def test_the_sellers_own_number_is_taken_where_it_fits() -> None:
    holds(
        """
        Order GDF - 8396 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.1)
          create invoice GDF - 8396 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_twenty_one_characters_still_fit() -> None:
    holds(
        """
        Order SO-2026-11-0000010492 · Accepted 2026-11-02 09:14 Denver · Mesa · short a9bf6e2f
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.1)
          create invoice SO-2026-11-0000010492 · Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Mesa)                        216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_number_too_long_gives_way_to_the_short_id() -> None:
    holds(
        """
        Order SO-2026-11-02-00010492 · Accepted 2026-11-02 09:14 Denver · Mesa · short a9bf6e2f
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.1)
          create invoice LL-a9bf6e2f · Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Mesa)                        216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_two_numbers_joined_by_a_comma_are_no_number() -> None:
    holds(
        """
        Order 8396,8397 · Accepted 2026-11-02 09:14 Denver · Green Mesa · short a9bf6e2f
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.1)
          create invoice LL-a9bf6e2f · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_number_of_another_document_is_left_to_it() -> None:
    holds(
        """
        QuickBooks: number 10492 is of a document not ours
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa · short a9bf6e2f
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.1)
          create invoice LL-a9bf6e2f · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_two_orders_of_one_number_have_two_invoices() -> None:
    holds(
        """
        Order 54d932d94 · Accepted 2026-11-02 09:14 Denver · Green Mesa · short 00000001
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Order 54D932D94 · Accepted 2026-11-02 10:14 Denver · Red Cliff · short 00000002
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.1)
          54d932d94:
          create invoice 54d932d94 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
          54D932D94:
          create invoice LL-00000002 · Red Cliff · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Red Cliff)                   216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_quickbooks_numbers_where_custom_numbers_are_off() -> None:
    holds(
        """
        QuickBooks: no custom numbers
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.1)
          create invoice (QuickBooks numbers it) · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )
