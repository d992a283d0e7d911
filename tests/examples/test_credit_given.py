"""Credits of LeafLink: a memo, its use, its end (A7, A6.7)."""

from __future__ import annotations

from tests.examples.paying import money_holds


def test_an_active_credit_is_a_memo_by_the_item_of_its_reason() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          Policy: credits of return_defective as item 306 "Defects" on "Defect allowances"
          credit 31 of 25.00 on 2026-11-03 because return_defective
          credit 32 of 10.00 on 2026-11-04 because other
        Books (A7)
          create credit memo LLC-31 · Green Mesa · 2026-11-03
            1 x 25.00            25.00  Defects: Return defective for order 10492
            total                25.00
            2026-11-03  Accounts Receivable (Green Mesa)                             25.00
                        Defect allowances                                  25.00
          create credit memo LLC-32 · Green Mesa · 2026-11-04
            1 x 10.00            10.00  Credits: Other for order 10492
            total                10.00
            2026-11-04  Accounts Receivable (Green Mesa)                             10.00
                        Returns and allowances                             10.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as credit memo LLC-32.
        """
    )


def test_a_used_credit_is_applied_to_its_invoice() -> None:
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
        Looked at again
        Books (A0)
          nothing: Used in QuickBooks.
        """
    )


def test_a_credit_that_quickbooks_used_by_itself_is_left_as_it_is() -> None:
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
          QuickBooks: it applies 25.00 of credit 31 by itself
          credit 31 is used on the order
        Books (A6.7)
          nothing: Used in QuickBooks.
        """
    )


def test_cash_leaves_room_for_a_credit_that_is_still_to_be_used() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          credit 31 of 25.00 on 2026-11-03 because return_defective
          credit 31 is used on the order
          paid 500.00 by check on 2026-11-05
        Books (A7, A6.1)
          receive 500.00 · 2026-11-05 · Check
            invoice 10492             475.00
            left as credit             25.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
          create credit memo LLC-31 · Green Mesa · 2026-11-03
            1 x 25.00            25.00  Credits: Return defective for order 10492
            total                25.00
            2026-11-03  Accounts Receivable (Green Mesa)                             25.00
                        Returns and allowances                             25.00
        """
    )


def test_a_credit_cancelled_before_its_use_takes_its_memo_with_it() -> None:
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
          credit 31 is cancelled
        Books (A7)
          delete credit memo "LLC-31" of $25.00 (9531)
        Looked at again
        Books (A0)
          nothing: It was cancelled before it was posted.
        """
    )


def test_a_credit_cancelled_after_its_use_is_asked_about() -> None:
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
          QuickBooks: it applies 25.00 of credit 31 by itself
          credit 31 is cancelled
        Books (A7)
          question credit_used_in_quickbooks, $25.00 at stake
            Credit 31 was cancelled on LeafLink, but its credit memo LLC-31 is already applied
            to an invoice in QuickBooks. The memo of $25.00 stands. Take the memo off the
            invoice in QuickBooks; LeafLedger then deletes it by itself.
        """
    )


def test_a_credit_without_an_item_is_asked_about() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          Policy: no credit item
          credit 31 of 25.00 on 2026-11-03 because return_defective
        Books (A7)
          question no_credit_item, $25.00 at stake
            Credit 31 of $25.00 is waiting: the policy names no item for credits because of
            Return defective. Nothing was posted. Choose one as credits.item or
            credits.by_reason in the policy; leafledger connect sets one up, named "Customer
            credit (LeafLink)".
        """
    )


def test_a_credit_of_a_customer_that_was_merged_away_waits() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          credit 31 of 25.00 on 2026-11-03 because return_defective
          QuickBooks: the customer is merged into another
        Books (A7, A9.1)
          question customer_gone, $25.00 at stake
            Credit 31 of $25.00 is waiting: its customer is "Green Mesa" in QuickBooks, which
            is not active there any more. Nothing was posted. Make it active in QuickBooks, or
            say who takes its place: leafledger match customer 8841 QUICKBOOKS-ID (or 'new').
        """
    )


def test_a_credit_of_orders_before_the_books_began_is_not_posted() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · no invoice
          credit 31 of 25.00 on 2025-11-03 because return_defective
        Books (A7, A2.3)
          nothing: None of its orders is in the books: it is known and not posted.
        """
    )


def test_a_credit_used_on_an_order_without_an_invoice_stays_the_customers() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · no invoice
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
          question credit_without_invoice, $25.00 at stake
            Credit 31 of $25.00 is used on order 10492 on LeafLink, and that order has no
            invoice from LeafLedger in QuickBooks. Credit memo LLC-31 stays the customer's
            credit. An order that is not accepted yet uses it by itself later. Post one that
            lies before the start of the books with: leafledger sync --order 10492, or apply
            the memo by hand in QuickBooks.
        """
    )


def test_a_credit_that_is_not_used_any_more_is_taken_off_the_invoice() -> None:
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
          credit 31 is not used any more
        Books (A6.3, A7)
          delete payment "9631" (9631)
        Looked at again
        Books (A0)
          nothing: In QuickBooks as credit memo LLC-31.
        """
    )
