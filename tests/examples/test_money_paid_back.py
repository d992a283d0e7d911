"""Money paid back to the customer (A6.2)."""

from __future__ import annotations

from tests.examples.paying import money_holds


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
