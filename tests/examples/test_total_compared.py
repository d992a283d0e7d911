"""Whether the parts of an order give the total that LeafLink shows (A1.3)."""

from __future__ import annotations

from tests.examples.example import holds


def test_a_total_that_does_not_add_up_is_asked_with_both_numbers() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          shipping 25.00  LeafLink total 230.00
        Books (A1.3)
          question total_does_not_add_up, $230.00 at stake
            Order 10492 is waiting: its lines, discount, tax and shipping add up to $241.00,
            but LeafLink shows a total of $230.00. Nothing was posted. Open the order on
            LeafLink and correct the line, discount, tax or shipping that is wrong; LeafLedger
            looks again by itself.
        Then
          LeafLink total 241.00
        Books (A1.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            shipping             25.00
            total               241.00
            2026-11-02  Accounts Receivable (Green Mesa)                  241.00
                        Sales of Product Income                                     216.00
                        Shipping income (QuickBooks default)                         25.00
        """
    )


def test_a_total_net_of_credits_is_posted_before_credits() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          credits 20.00  LeafLink total 196.00
        Books (A1.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_total_before_credits_is_posted_as_it_is() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          credits 20.00  LeafLink total 216.00
        Books (A1.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_cent_too_much_is_a_cent_too_much() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.01
        Books (A1.3)
          question total_does_not_add_up, $216.01 at stake
            Order 10492 is waiting: its lines, discount, tax and shipping add up to $216.00,
            but LeafLink shows a total of $216.01. Nothing was posted. Open the order on
            LeafLink and correct the line, discount, tax or shipping that is wrong; LeafLedger
            looks again by itself.
        """
    )
