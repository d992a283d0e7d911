"""An order that changes while nobody has touched its invoice (A5.1)."""

from __future__ import annotations

from tests.examples.example import holds


def test_an_untouched_invoice_is_amended_in_place() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          terms Net 15
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02 · due 2026-11-17 · Net 15
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
        Books (A5.1)
          amend invoice 10492 · Green Mesa · 2026-11-02 · due 2026-11-17 · Net 15
            1 x 108.00          108.00  Blue Dream 3.5g | 12 units in cases of 12
            total               108.00
            2026-11-02  Accounts Receivable (Green Mesa)                  108.00
                        Sales of Product Income                                     108.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_an_amended_invoice_keeps_its_number() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa · short a9bf6e2f
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          QuickBooks: number 10492 is of a document not ours
          shipping 25.00  LeafLink total 241.00
        Books (A5.1)
          amend invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            shipping             25.00
            total               241.00
            2026-11-02  Accounts Receivable (Green Mesa)                  241.00
                        Sales of Product Income                                     216.00
                        Shipping income (QuickBooks default)                         25.00
        """
    )


def test_a_credit_used_on_leaflink_writes_nothing_new() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          credits 20.00  LeafLink total 196.00
        Books (A0, A1.3)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_an_increase_adds_the_new_line() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          12 units in cases of 12 · Lemon Haze 3.5g · 96.00
          LeafLink total 312.00
        Books (A5.1)
          amend invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x 96.00            96.00  Lemon Haze 3.5g | 12 units in cases of 12
            total               312.00
            2026-11-02  Accounts Receivable (Green Mesa)                  312.00
                        Sales of Product Income                                     312.00
        """
    )
