"""Payments that came back and money paid back (A6.2)."""

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


def test_money_paid_back_is_an_entry_of_its_own() -> None:
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
          paid -60.00 by check on 2026-11-12 · damaged jars
        Books (A6.2)
          write journal entry of 60.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                   60.00
                        Undeposited Funds                                            60.00
        """
    )


def test_what_is_paid_back_for_a_cut_order_uses_up_its_credit_memo() -> None:
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
          QuickBooks: payment 9101 is deposited
          QuickBooks: credit memo 10492-C of 60.00 is left of the order
          paid -45.00 by check on 2026-11-12 · short by a case
        Books (A5.2, A6.2)
          write journal entry of 45.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                   45.00
                        Undeposited Funds                                            45.00
          apply 45.00 of credit memo 10492-C to what was paid back · 2026-11-12
        Looked at again
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


def test_what_was_paid_too_much_and_paid_back_settles_the_refund() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 530.00 by check on 2026-11-05
        Books (A6.1)
          receive 530.00 · 2026-11-05 · Check
            invoice 10492             500.00
            left as credit             30.00
            2026-11-05  Undeposited Funds                                 530.00
                        Accounts Receivable (Green Mesa)                            530.00
        Then
          paid -30.00 by check on 2026-11-12 · paid too much
        Books (A6.1, A6.2)
          write journal entry of 30.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                   30.00
                        Undeposited Funds                                            30.00
          apply payment 9101 530.00 · 2026-11-05
            invoice 10492             500.00
            its reversal               30.00
        Looked at again
        Books (A0)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_a_refund_seen_with_the_payment_is_settled_at_once() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 530.00 by check on 2026-11-05
          paid -45.00 by check on 2026-11-12 · paid too much
        Books (A6.1, A6.2)
          write journal entry of 45.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                   45.00
                        Undeposited Funds                                            45.00
          receive 530.00 · 2026-11-05 · Check
            invoice 10492             500.00
            its reversal               30.00
            2026-11-05  Undeposited Funds                                 530.00
                        Accounts Receivable (Green Mesa)                            530.00
        """
    )


def test_a_deposited_payment_leaves_its_refund_open() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 530.00 by check on 2026-11-05
        Books (A6.1)
          receive 530.00 · 2026-11-05 · Check
            invoice 10492             500.00
            left as credit             30.00
            2026-11-05  Undeposited Funds                                 530.00
                        Accounts Receivable (Green Mesa)                            530.00
        Then
          QuickBooks: payment 9101 is deposited
          paid -30.00 by check on 2026-11-12 · paid too much
        Books (A6.2, A11)
          write journal entry of 30.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                   30.00
                        Undeposited Funds                                            30.00
        """
    )
