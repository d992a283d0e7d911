"""Books that are closed on or before a day (A11)."""

from __future__ import annotations

from tests.examples.example import holds


def test_a_document_of_a_closed_period_waits() -> None:
    holds(
        """
        QuickBooks: closed through 2026-11-02
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A11)
          question closed_period, $216.00 at stake
            Order 10492 is waiting: its document would be dated 2026-11-02, and the books are
            closed through 2026-11-02. Nothing was posted. Open the period in QuickBooks, or
            let such orders take the next open day (closed_period = "next_open_day" in the
            policy file).
        """
    )


def test_the_day_after_the_close_is_open() -> None:
    holds(
        """
        QuickBooks: closed through 2026-11-01
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A11)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_the_policy_may_take_the_next_open_day() -> None:
    holds(
        """
        Policy: closed period next_open_day
        QuickBooks: closed through 2026-11-30
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          terms Net 15
        Books (A11, A3.5)
          create invoice 10492 · Green Mesa · 2026-12-01 · due 2026-12-16 · Net 15
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-12-01  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_change_within_closed_books_waits() -> None:
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
          QuickBooks: closed through 2026-11-30
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
        Books (A5.2, A11)
          question closed_period, $108.00 at stake
            Order 10492 is waiting: its document would be dated 2026-11-02, and the books are
            closed through 2026-11-30. Its invoice 10492 of $216.00 stands. Open the period in
            QuickBooks, or let such orders take the next open day (closed_period =
            "next_open_day" in the policy file).
        """
    )


def test_a_change_after_the_close_has_its_own_day() -> None:
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
          QuickBooks: closed through 2026-11-30
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          changed 2026-12-03 10:00 Denver  LeafLink total 108.00
        Books (A5.2, A11)
          create credit memo 10492-C · Green Mesa · 2026-12-03
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            total               108.00
            2026-12-03  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
        """
    )


def test_a_change_within_closed_books_may_take_the_next_open_day() -> None:
    holds(
        """
        Policy: closed period next_open_day
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
          QuickBooks: closed through 2026-11-30
          12 units in cases of 12 · Lemon Haze 3.5g · 96.00
          changed 2026-11-20 10:00 Denver  LeafLink total 312.00
        Books (A5.2, A11)
          create invoice 10492-2 · Green Mesa · 2026-12-01
            1 x 96.00            96.00  Lemon Haze 3.5g | 0 becomes 1
            total                96.00
            2026-12-01  Accounts Receivable (Green Mesa)                   96.00
                        Sales of Product Income                                      96.00
        """
    )


def test_a_cancellation_after_the_close_has_its_own_day() -> None:
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
          QuickBooks: closed through 2026-11-30
          Cancelled 2026-12-03 10:00 Denver
        Books (A5.4, A11)
          create credit memo 10492-C · Green Mesa · 2026-12-03
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-12-03  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        """
    )


def test_a_cancellation_within_closed_books_waits() -> None:
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
          QuickBooks: closed through 2026-11-30
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4, A11)
          question closed_period, $216.00 at stake
            Order 10492 is waiting: its document would be dated 2026-11-05, and the books are
            closed through 2026-11-30. Its invoice 10492 of $216.00 stands. Open the period in
            QuickBooks, or let such orders take the next open day (closed_period =
            "next_open_day" in the policy file).
        """
    )


def test_what_was_taken_back_before_the_close_stays_so() -> None:
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
          QuickBooks: closed through 2026-11-30
        Books (A5.4, A11)
          nothing: It is Cancelled; its invoice was taken back.
        """
    )
