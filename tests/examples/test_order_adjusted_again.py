"""Orders that change again, end or come back after an adjustment (A5.2, A5.4)."""

from __future__ import annotations

from tests.examples.example import holds


def test_two_changes_in_a_row_are_two_documents() -> None:
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
        Then
          line 1 becomes 48 units in cases of 12 · Blue Dream 3.5g · 108.00
          changed 2026-11-06 10:00 Denver  LeafLink total 432.00
        Books (A5.2)
          create invoice 10492-2 · Green Mesa · 2026-11-06
            3 x 108.00          324.00  Blue Dream 3.5g | 1 becomes 4
            total               324.00
            2026-11-06  Accounts Receivable (Green Mesa)                  324.00
                        Sales of Product Income                                     324.00
        Then
          line 1 becomes 36 units in cases of 12 · Blue Dream 3.5g · 108.00
          changed 2026-11-07 10:00 Denver  LeafLink total 324.00
        Books (A5.2)
          create credit memo 10492-C2 · Green Mesa · 2026-11-07
            1 x 108.00          108.00  Blue Dream 3.5g | 4 becomes 3
            total               108.00
            2026-11-07  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
        Looked at again
        Books (A5.2)
          apply 58.00 of credit memo 10492-C2 to invoice 10492 · 2026-11-07
          apply 50.00 of credit memo 10492-C2 to invoice 10492-2 · 2026-11-07
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492, credit memo 10492-C, invoice 10492-2,
            credit memo 10492-C2.
        """
    )


def test_what_is_left_of_a_memo_is_applied_to_the_next_second_invoice() -> None:
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
          QuickBooks: 216.00 is paid on the invoice
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          changed 2026-11-05 10:00 Denver  LeafLink total 108.00
        Books (A5.2)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            total               108.00
            2026-11-05  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492, credit memo 10492-C.
        Then
          line 1 becomes 24 units in cases of 12 · Blue Dream 3.5g · 108.00
          changed 2026-11-06 10:00 Denver  LeafLink total 216.00
        Books (A5.2)
          create invoice 10492-2 · Green Mesa · 2026-11-06
            1 x 108.00          108.00  Blue Dream 3.5g | 1 becomes 2
            total               108.00
            2026-11-06  Accounts Receivable (Green Mesa)                  108.00
                        Sales of Product Income                                     108.00
        Looked at again
        Books (A5.2)
          apply 108.00 of credit memo 10492-C to invoice 10492-2 · 2026-11-06
        """
    )


def test_an_order_cancelled_after_an_adjustment_is_taken_back_whole() -> None:
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
          12 units in cases of 12 · Lemon Haze 3.5g · 96.00
          changed 2026-11-05 10:00 Denver  LeafLink total 312.00
        Books (A5.2)
          create invoice 10492-2 · Green Mesa · 2026-11-05
            1 x 96.00            96.00  Lemon Haze 3.5g | 0 becomes 1
            total                96.00
            2026-11-05  Accounts Receivable (Green Mesa)                   96.00
                        Sales of Product Income                                      96.00
        Then
          Cancelled 2026-11-08 10:00 Denver
        Books (A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-08
            2 x 108.00          216.00  Blue Dream 3.5g | 2 becomes 0
            1 x 96.00            96.00  Lemon Haze 3.5g | 1 becomes 0
            total               312.00
            2026-11-08  Accounts Receivable (Green Mesa)                            312.00
                        Sales of Product Income                           312.00
        Looked at again
        Books (A5.4)
          apply 166.00 of credit memo 10492-C to invoice 10492 · 2026-11-08
          apply 96.00 of credit memo 10492-C to invoice 10492-2 · 2026-11-08
        Looked at again
        Books (A5.4)
          nothing: It is Cancelled; its invoice was taken back.
        """
    )


def test_an_order_accepted_again_after_its_cancellation_is_invoiced_again() -> None:
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
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-05  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        Looked at again
        Books (A5.4)
          apply 216.00 of credit memo 10492-C to invoice 10492 · 2026-11-05
        Then
          Accepted 2026-11-06 10:00 Denver
        Books (A5.2)
          create invoice 10492-2 · Green Mesa · 2026-11-06
            2 x 108.00          216.00  Blue Dream 3.5g | 0 becomes 2
            total               216.00
            2026-11-06  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492, credit memo 10492-C, invoice 10492-2.
        Then
          Cancelled 2026-11-07 10:00 Denver
        Books (A5.4)
          create credit memo 10492-C2 · Green Mesa · 2026-11-07
            2 x 108.00          216.00  Blue Dream 3.5g | 2 becomes 0
            total               216.00
            2026-11-07  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        Looked at again
        Books (A5.4)
          apply 216.00 of credit memo 10492-C2 to invoice 10492-2 · 2026-11-07
        Looked at again
        Books (A5.4)
          nothing: It is Cancelled; its invoice was taken back.
        """
    )
