"""Payments that came back (A6.2)."""

from __future__ import annotations

from tests.examples.paying import money_holds


def test_a_bounced_payment_settles_its_reversal() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by check on 2026-11-05 · check 1042
        Books (A6.1)
          receive 500.00 · 2026-11-05 · Check 1042
            invoice 10492             500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          paid -500.00 by check on 2026-11-12 · NSF
        Books (A6.2)
          write journal entry of 500.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  500.00
                        Undeposited Funds                                           500.00
          apply payment 9101 500.00 · 2026-11-05
            its reversal              500.00
        Then
          paid 500.00 by wire on 2026-11-14
        Books (A6.1)
          receive 500.00 · 2026-11-14
            invoice 10492             500.00
            2026-11-14  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Looked at again
        Books (A0)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_the_newest_payment_of_that_amount_is_the_one_that_bounced() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoices 300.00, 200.00
          paid 200.00 by check on 2026-11-05
          paid 200.00 by check on 2026-11-06
        Books (A6.1)
          receive 200.00 · 2026-11-05 · Check
            invoice 10492             200.00
            2026-11-05  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
          receive 200.00 · 2026-11-06 · Check
            invoice 10492             100.00
            invoice 10492-2           100.00
            2026-11-06  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
        Then
          paid -200.00 by check on 2026-11-12
        Books (A6.2)
          write journal entry of 200.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  200.00
                        Undeposited Funds                                           200.00
          apply payment 9102 200.00 · 2026-11-06
            its reversal              200.00
        """
    )


def test_a_deposited_payment_keeps_its_lines_when_it_bounces() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by check on 2026-11-05
        Books (A6.1)
          receive 500.00 · 2026-11-05 · Check
            invoice 10492             500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          QuickBooks: payment 9101 is deposited to 35 "Checking"
          paid -500.00 by check on 2026-11-12
        Books (A6.2, A11)
          write journal entry of 500.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  500.00
                        Checking                                                    500.00
        Looked at again
        Books (A0)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_what_makes_a_deposited_bounce_good_settles_the_reversal() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by check on 2026-11-05
        Books (A6.1)
          receive 500.00 · 2026-11-05 · Check
            invoice 10492             500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          QuickBooks: payment 9101 is deposited to 35 "Checking"
          paid -500.00 by check on 2026-11-12
        Books (A6.2, A11)
          write journal entry of 500.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  500.00
                        Checking                                                    500.00
        Then
          paid 500.00 by wire on 2026-11-14
        Books (A6.1, A6.2)
          receive 500.00 · 2026-11-14
            its reversal              500.00
            2026-11-14  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Looked at again
        Books (A0)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_what_was_typed_in_quickbooks_and_came_back_is_taken_back_once() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          QuickBooks: 500.00 is entered on the invoice
        Books (A6.6)
          write on LeafLink 500.00 · 2026-11-02 · "QuickBooks payment 9101"
        Then
          paid -500.00 by check on 2027-01-12 · NSF
        Books (A6.2)
          write journal entry of 500.00 · 2027-01-12
            2027-01-12  Accounts Receivable (Green Mesa)                  500.00
                        Undeposited Funds                                           500.00
        Then
          QuickBooks: payment 9101 is deleted
        Books (A6.2, A6.6)
          question taken_back_twice, $500.00 at stake
            $500.00 of order 10492 came back: LeafLink shows it, and journal entry 9103 in
            QuickBooks says so. The payment itself (QuickBooks payment 9101) was voided or
            deleted there as well. Now the customer owes $500.00 twice there: on the invoice,
            and by that entry. Delete journal entry 9103 in QuickBooks; LeafLedger then looks
            again by itself.
        Then
          QuickBooks: entry 9103 is deleted
        Books (A0)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_the_owner_may_have_bounces_voided() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          Policy: bounce void
          paid 500.00 by check on 2026-11-05
        Books (A6.1)
          receive 500.00 · 2026-11-05 · Check
            invoice 10492             500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          paid -500.00 by check on 2026-11-12
        Books (A6.2)
          void payment "9101" of $500.00 (9101)
        Looked at again
        Books (A0)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_a_payment_and_its_bounce_seen_together_never_touch_the_invoice() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by check on 2026-11-05
          paid -500.00 by check on 2026-11-06
        Books (A6.2)
          write journal entry of 500.00 · 2026-11-06
            2026-11-06  Accounts Receivable (Green Mesa)                  500.00
                        Undeposited Funds                                           500.00
          receive 500.00 · 2026-11-05 · Check
            its reversal              500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        """
    )


def test_a_payment_voided_by_hand_and_taken_back_on_leaflink_counts_once() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by check on 2026-11-05
        Books (A6.1)
          receive 500.00 · 2026-11-05 · Check
            invoice 10492             500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          QuickBooks: payment 9101 is voided by hand
        Books (A6.2)
          question payment_gone, $500.00 at stake
            The payment of $500.00 for order 10492 (QuickBooks payment 9101) was voided or
            deleted in QuickBooks, and LeafLink still shows it. Its invoice is open again by
            that amount. If the money did not come, record that on LeafLink with a payment
            below zero. If it did, run: leafledger sync --order a9bf6e2f --repost
        Then
          paid -500.00 by check on 2026-11-12
        Books (A6.2)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_an_overpayment_that_bounced_pays_nothing_any_more() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 600.00 by check on 2026-11-05
        Books (A6.1)
          receive 600.00 · 2026-11-05 · Check
            invoice 10492             500.00
            left as credit            100.00
            2026-11-05  Undeposited Funds                                 600.00
                        Accounts Receivable (Green Mesa)                            600.00
        Then
          paid -600.00 by check on 2026-11-12
        Books (A6.2)
          write journal entry of 600.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  600.00
                        Undeposited Funds                                           600.00
          apply payment 9101 600.00 · 2026-11-05
            its reversal              600.00
        """
    )


def test_a_bounce_that_was_made_good_is_left_when_its_deposit_is_undone() -> None:
    """The payment could settle its reversal now, but another one did."""
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by check on 2026-11-05
        Books (A6.1)
          receive 500.00 · 2026-11-05 · Check
            invoice 10492             500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          QuickBooks: payment 9101 is deposited to 35 "Checking"
          paid -500.00 by check on 2026-11-12
        Books (A6.2, A11)
          write journal entry of 500.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  500.00
                        Checking                                                    500.00
        Then
          paid 500.00 by wire on 2026-11-14
        Books (A6.1, A6.2)
          receive 500.00 · 2026-11-14
            its reversal              500.00
            2026-11-14  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          QuickBooks: payment 9101 is taken out of its deposit
        Books (A6.2)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_a_bounce_of_closed_books_that_was_made_good_is_left_when_they_are_opened() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by check on 2026-11-05
        Books (A6.1)
          receive 500.00 · 2026-11-05 · Check
            invoice 10492             500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          QuickBooks: closed through 2026-11-10
          paid -500.00 by check on 2026-11-12
        Books (A6.2, A11)
          write journal entry of 500.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  500.00
                        Undeposited Funds                                           500.00
        Then
          paid 200.00 by wire on 2026-11-14
        Books (A6.1, A6.2)
          receive 200.00 · 2026-11-14
            its reversal              200.00
            2026-11-14  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
        Then
          QuickBooks: the books are open again
        Books (A6.2)
          nothing: Its payments are in QuickBooks.
        Then
          paid 300.00 by wire on 2026-11-16
        Books (A6.1, A6.2)
          receive 300.00 · 2026-11-16
            its reversal              300.00
            2026-11-16  Undeposited Funds                                 300.00
                        Accounts Receivable (Green Mesa)                            300.00
        """
    )
