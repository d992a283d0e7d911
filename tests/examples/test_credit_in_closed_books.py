"""Credits whose memo, or its use, lies in books that were closed since (A7, A11)."""

from __future__ import annotations

from tests.examples.paying import money_holds


def test_a_use_moves_no_money_and_is_dated_the_first_open_day() -> None:
    """LeafLink tells no day of it, and reopening books for it would change nothing in them."""
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          credit 31 of 25.00 on 2026-11-03 because return_defective
        Books (A7)
          create credit memo LLC-31 · Green Mesa · 2026-11-03
            1 x 25.00            25.00  Credits: Return defective for order 10492
            total                25.00
            2026-11-03  Accounts Receivable (Green Mesa)                             25.00
                        Returns and allowances                             25.00
        Then
          QuickBooks: closed through 2026-11-30
          credit 31 is used on the order
        Books (A7, A11)
          apply 25.00 of credit memo LLC-31 to invoice 10492 · 2026-12-01
        Looked at again
        Books (A0)
          nothing: Used in QuickBooks.
        """
    )


def test_a_memo_in_closed_books_stands_when_its_credit_is_cancelled() -> None:
    """It can only be deleted, which no policy moves to another day."""
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          credit 31 of 25.00 on 2026-11-03 because return_defective
        Books (A7)
          create credit memo LLC-31 · Green Mesa · 2026-11-03
            1 x 25.00            25.00  Credits: Return defective for order 10492
            total                25.00
            2026-11-03  Accounts Receivable (Green Mesa)                             25.00
                        Returns and allowances                             25.00
        Then
          Policy: closed period next_open_day
          QuickBooks: closed through 2026-11-30
          credit 31 is cancelled
        Books (A7, A11)
          question closed_period, $25.00 at stake
            Credit 31 was cancelled on LeafLink, but its credit memo LLC-31 is dated
            2026-11-03, and the books are closed through 2026-11-30. The memo of $25.00 stands
            as the customer's credit. Reopen the period in QuickBooks; LeafLedger then deletes
            the memo by itself.
        """
    )


def test_a_use_in_closed_books_stands_when_the_credit_is_not_used_any_more() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          credit 31 of 25.00 on 2026-11-03 because return_defective
        Books (A7)
          create credit memo LLC-31 · Green Mesa · 2026-11-03
            1 x 25.00            25.00  Credits: Return defective for order 10492
            total                25.00
            2026-11-03  Accounts Receivable (Green Mesa)                             25.00
                        Returns and allowances                             25.00
        Then
          credit 31 is used on the order
        Books (A7)
          apply 25.00 of credit memo LLC-31 to invoice 10492 · 2026-11-03
        Then
          QuickBooks: closed through 2026-11-30
          credit 31 is not used any more
        Books (A6.3, A7, A11)
          question closed_period, $25.00 at stake
            Credit 31 is not used on its order any more on LeafLink, but what applies its
            credit memo LLC-31 is dated 2026-11-03, and the books are closed through
            2026-11-30. The memo of $25.00 stays applied. Reopen the period in QuickBooks;
            LeafLedger then takes it off the invoice by itself.
        """
    )
