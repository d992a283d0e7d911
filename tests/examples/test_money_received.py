"""Payments received: applied to the order's invoices, the rest the customer's credit (A6.1)."""

from __future__ import annotations

from tests.examples.paying import money_holds


def test_a_payment_in_part_leaves_the_rest_open() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 200.00 by check on 2026-11-05 · check 1042
        Books (A6.1)
          receive 200.00 · 2026-11-05 · Check 1042
            invoice 10492             200.00
            2026-11-05  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
        Looked at again
        Books (A0)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_two_payments_pay_an_invoice_in_full() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 200.00 by check on 2026-11-05
          paid 300.00 by cash on 2026-11-07
        Books (A6.1)
          receive 200.00 · 2026-11-05 · Check
            invoice 10492             200.00
            2026-11-05  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
          receive 300.00 · 2026-11-07
            invoice 10492             300.00
            2026-11-07  Undeposited Funds                                 300.00
                        Accounts Receivable (Green Mesa)                            300.00
        """
    )


def test_what_is_paid_too_much_stays_the_customers_credit_until_more_is_open() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 530.00 by wire on 2026-11-05
        Books (A6.1)
          receive 530.00 · 2026-11-05
            invoice 10492             500.00
            left as credit             30.00
            2026-11-05  Undeposited Funds                                 530.00
                        Accounts Receivable (Green Mesa)                            530.00
        Then
          QuickBooks: invoice 10492-2 of 80.00 is added
        Books (A6.1)
          apply payment 9101 530.00 · 2026-11-05
            invoice 10492             500.00
            invoice 10492-2            30.00
        """
    )


def test_a_payment_is_spread_over_two_invoices_the_oldest_first() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoices 300.00, 200.00
          paid 350.00 by ach on 2026-11-05
        Books (A6.1)
          receive 350.00 · 2026-11-05
            invoice 10492             300.00
            invoice 10492-2            50.00
            2026-11-05  Undeposited Funds                                 350.00
                        Accounts Receivable (Green Mesa)                            350.00
        """
    )


def test_the_deposit_account_is_the_one_of_the_method() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          Policy: deposit to 35 "Checking"; cash goes to 36 "Cash box"
          paid 200.00 by check on 2026-11-05
          paid 300.00 by cash on 2026-11-05
        Books (A6.1)
          receive 200.00 · 2026-11-05 · Check
            invoice 10492             200.00
            2026-11-05  Checking                                          200.00
                        Accounts Receivable (Green Mesa)                            200.00
          receive 300.00 · 2026-11-05
            invoice 10492             300.00
            2026-11-05  Cash box                                          300.00
                        Accounts Receivable (Green Mesa)                            300.00
        """
    )


def test_a_payment_late_in_the_evening_is_of_the_sellers_day() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by cash on 2026-11-05 at 23:30
        Books (A6.1, A2.2)
          receive 500.00 · 2026-11-05
            invoice 10492             500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        """
    )


def test_payments_wait_for_the_invoice() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · no invoice
          paid 500.00 by cash on 2026-11-05
        Books (A6.1)
          nothing: Its payments wait for its invoice.
        """
    )


def test_a_payment_of_a_cancelled_order_is_asked_about() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · Cancelled · no invoice
          paid 500.00 by cash on 2026-11-05
        Books (A6.1)
          question payment_without_invoice, $500.00 at stake
            Order 10492 is Cancelled and no invoice of it stands in QuickBooks, but LeafLink
            shows $500.00 paid for it. It is not in the books yet. Pay it back and record that
            on LeafLink with a payment below zero. Or, if the customer keeps it as a credit,
            enter it in QuickBooks as a payment of the customer, then run: leafledger skip
            a9bf6e2f --why "entered by hand".
        """
    )


def test_a_payment_in_closed_books_waits_or_takes_the_next_open_day() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          QuickBooks: closed through 2026-11-30
          paid 500.00 by cash on 2026-11-05
        Books (A11)
          question closed_period, $500.00 at stake
            A payment of $500.00 for order 10492 is dated 2026-11-05, and the books are closed
            through 2026-11-30. It is not in the books yet. Reopen the period in QuickBooks,
            or set closed_period = "next_open_day" in the policy.
        Then
          Policy: closed period next_open_day
        Books (A11)
          receive 500.00 · 2026-12-01
            invoice 10492             500.00
            2026-12-01  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        """
    )
