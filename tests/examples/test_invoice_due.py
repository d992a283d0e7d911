"""Payment terms and due dates (A3.5)."""

from __future__ import annotations

from tests.examples.example import holds


def test_net_fifteen_is_due_in_fifteen_days() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          terms Net 15
        Books (A3.5)
          create invoice 10492 · Green Mesa · 2026-11-02 · due 2026-11-17 · Net 15
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_cash_on_delivery_leaves_the_due_date_to_quickbooks() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          terms COD
        Books (A3.5)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_the_agreed_day_goes_before_the_term() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          terms Net 15  due 2026-12-01
        Books (A3.5)
          create invoice 10492 · Green Mesa · 2026-11-02 · due 2026-12-01 · Net 15
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_term_quickbooks_does_not_know_is_created_first() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          terms Net 45
        Books (A3.5)
          create term "Net 45" of 45 days
          create invoice 10492 · Green Mesa · 2026-11-02 · due 2026-12-17 · Net 45
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_an_order_without_a_term_leaves_the_due_date_open() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.5)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )
