"""The discount on the whole order (A1.2, A3.3)."""

from __future__ import annotations

from tests.examples.example import holds


def test_ten_percent_goes_to_the_discounts_account() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          20 units in cases of 10 · Blue Dream 1g · 90.00
          discount 10 %  LeafLink total 162.00
        Books (A1.2, A3.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 90.00           180.00  Blue Dream 1g | 20 units in cases of 10
            discount            -18.00
            total               162.00
            2026-11-02  Accounts Receivable (Green Mesa)                  162.00
                        Discounts given                                    18.00
                        Sales of Product Income                                     180.00
        """
    )


def test_fifteen_dollars_come_off_the_total() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A1.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          discount 15.00  LeafLink total 201.00
        Books (A1.2, A5.1)
          amend invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            discount            -15.00
            total               201.00
            2026-11-02  Accounts Receivable (Green Mesa)                  201.00
                        Discounts given                                    15.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_percentage_is_rounded_half_up_once() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          1 unit · Vape 1g · 33.35
          discount 10 %  LeafLink total 30.01
        Books (A1.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            1 x 33.35            33.35  Vape 1g
            discount             -3.34
            total                30.01
            2026-11-02  Accounts Receivable (Green Mesa)                   30.01
                        Discounts given                                     3.34
                        Sales of Product Income                                      33.35
        """
    )


def test_an_item_takes_it_off_where_the_discount_line_is_off() -> None:
    holds(
        """
        Policy: discount item
        QuickBooks: no discount line
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          discount 15.00  LeafLink total 201.00
        Books (A3.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x -15.00          -15.00  Order discount
            total               201.00
            2026-11-02  Accounts Receivable (Green Mesa)                  201.00
                        Sales of Product Income                                     216.00
                        Discounts given                                    15.00
        """
    )


def test_an_item_takes_it_off_where_no_account_is_chosen() -> None:
    holds(
        """
        Policy: no discounts account; discount item
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          discount 15.00  LeafLink total 201.00
        Books (A3.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x -15.00          -15.00  Order discount
            total               201.00
            2026-11-02  Accounts Receivable (Green Mesa)                  201.00
                        Sales of Product Income                                     216.00
                        Discounts given                                    15.00
        """
    )


def test_a_person_is_asked_where_nothing_is_chosen() -> None:
    holds(
        """
        Policy: no discounts account
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          discount 15.00  LeafLink total 201.00
        Books (A3.3)
          question no_discount_account, $201.00 at stake
            Order 10492 is waiting: it carries a discount of $15.00, and no account or item is
            chosen for discounts. Nothing was posted. Choose a discounts account or a discount
            item in the company's policy file (accounts.discounts or items.discount), or run
            leafledger connect again to have one suggested.
        """
    )


def test_a_discount_of_the_whole_order_leaves_nothing_receivable() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          discount 100 %  LeafLink total 0.00
        Books (A1.2, A3.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            discount           -216.00
            total                 0.00
            2026-11-02  Accounts Receivable (Green Mesa)                    0.00
                        Discounts given                                   216.00
                        Sales of Product Income                                     216.00
        """
    )
