"""An order that changes after somebody touched its invoice (A5.2)."""

from __future__ import annotations

from tests.examples.example import holds


def test_a_decrease_after_a_payment_becomes_a_credit_memo() -> None:
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
          QuickBooks: 50.00 is paid on the invoice
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          changed 2026-11-05 10:00 Denver  LeafLink total 108.00
        Books (A5.2)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            total               108.00
            2026-11-05  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
        Looked at again
        Books (A5.2)
          apply 108.00 of credit memo 10492-C to invoice 10492 · 2026-11-05
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492, credit memo 10492-C.
        """
    )


def test_what_is_not_open_any_more_is_left_as_the_customers_credit() -> None:
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
          QuickBooks: 180.00 is paid on the invoice
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          changed 2026-11-05 10:00 Denver  LeafLink total 108.00
        Books (A5.2)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            total               108.00
            2026-11-05  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
        Looked at again
        Books (A5.2)
          apply 36.00 of credit memo 10492-C to invoice 10492 · 2026-11-05
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492, credit memo 10492-C.
        """
    )


def test_an_increase_after_the_invoice_was_mailed_becomes_a_second_invoice() -> None:
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
          QuickBooks: the invoice is e-mailed
          12 units in cases of 12 · Lemon Haze 3.5g · 96.00
          terms Net 15
          changed 2026-11-05 10:00 Denver  LeafLink total 312.00
        Books (A5.2)
          create invoice 10492-2 · Green Mesa · 2026-11-05 · due 2026-11-20 · Net 15
            1 x 96.00            96.00  Lemon Haze 3.5g | 0 becomes 1
            total                96.00
            2026-11-05  Accounts Receivable (Green Mesa)                   96.00
                        Sales of Product Income                                      96.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492, invoice 10492-2.
        """
    )


def test_a_changed_price_stands_beside_the_old_one() -> None:
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
          QuickBooks: 50.00 is paid on the invoice
          line 1 becomes 24 units in cases of 12 · Blue Dream 3.5g · 108.00, on sale at 99.00
          changed 2026-11-05 10:00 Denver  LeafLink total 198.00
        Books (A5.2)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 2 becomes 0
            -2 x 99.00         -198.00  Blue Dream 3.5g | 0 becomes 2
            total                18.00
            2026-11-05  Accounts Receivable (Green Mesa)                             18.00
                        Sales of Product Income                            18.00
        """
    )


def test_what_rises_and_what_falls_stand_on_one_net_document() -> None:
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
          QuickBooks: 50.00 is paid on the invoice
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          12 units in cases of 12 · Lemon Haze 3.5g · 96.00
          changed 2026-11-05 10:00 Denver  LeafLink total 204.00
        Books (A5.2)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            -1 x 96.00          -96.00  Lemon Haze 3.5g | 0 becomes 1
            total                12.00
            2026-11-05  Accounts Receivable (Green Mesa)                             12.00
                        Sales of Product Income                            12.00
        """
    )


def test_one_product_for_another_of_the_same_price_is_a_document_of_nothing() -> None:
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
          QuickBooks: 50.00 is paid on the invoice
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          12 units in cases of 12 · Lemon Haze 3.5g · 108.00
          changed 2026-11-05 10:00 Denver  LeafLink total 216.00
        Books (A5.2)
          create invoice 10492-2 · Green Mesa · 2026-11-05
            -1 x 108.00        -108.00  Blue Dream 3.5g | 2 becomes 1
            1 x 108.00          108.00  Lemon Haze 3.5g | 0 becomes 1
            total                 0.00
            2026-11-05  Accounts Receivable (Green Mesa)                    0.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492, invoice 10492-2.
        """
    )


def test_a_change_that_leaves_the_total_of_a_paid_invoice_is_left() -> None:
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
          QuickBooks: 50.00 is paid on the invoice
          terms Net 30
        Books (A5.2)
          nothing: Its invoice stands; nothing in it needs to change.
        """
    )


def test_another_customer_of_a_paid_invoice_is_asked() -> None:
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
          QuickBooks: 50.00 is paid on the invoice
          sold to Red Rock
        Books (A5.2)
          question changed_after_posting, $216.00 at stake
            Order 10492 has another customer on LeafLink (Red Rock) than its invoice 10492 in
            QuickBooks, but a payment or credit is applied to it. The invoice of $216.00
            stands with the customer it was written for. Change the customer of the invoice in
            QuickBooks and decide (leafledger decide 797ce43e adopt), or correct the order on
            LeafLink.
        """
    )
