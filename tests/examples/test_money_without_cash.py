"""Payments by credit, in goods, by a tick, and through LeafLink (A6.3 to A6.5)."""

from __future__ import annotations

from tests.examples.paying import money_holds


def test_a_payment_by_credit_stands_for_a_credit_that_is_used() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          credit 31 of 25.00 on 2026-11-03 because return_defective
          credit 31 is used on the order
          paid 25.00 by credit on 2026-11-05
        Books (A6.3)
          create credit memo LLC-31 · Green Mesa · 2026-11-03
            1 x 25.00            25.00  Credits: Return defective for order 10492
            total                25.00
            2026-11-03  Accounts Receivable (Green Mesa)                             25.00
                        Returns and allowances                             25.00
        """
    )


def test_a_payment_by_credit_without_a_credit_is_asked_about_until_it_is_taken_back() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 25.00 by credit on 2026-11-05
        Books (A6.3)
          question payment_by_credit, $25.00 at stake
            Order 10492 has a payment of $25.00 of the type "credit", and no credit of that
            amount is used on it on LeafLink. It was not entered as money received. Use the
            customer's credit on the order on LeafLink, or correct the payment there with one
            below zero.
        Then
          paid -25.00 by credit on 2026-11-06
        Books (A6.3)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_a_payment_in_goods_needs_an_account() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by trade on 2026-11-05
        Books (A6.3)
          question payment_by_trade, $500.00 at stake
            Order 10492 has a payment of $500.00 of the type "trade", and the policy names no
            account for what is settled in goods. It is not in the books yet. Choose an
            account as payments.trade in the policy; LeafLedger then enters it by itself.
        Then
          Policy: trade to 61 "Trade clearing"
        Books (A6.3)
          receive 500.00 · 2026-11-05
            invoice 10492             500.00
            2026-11-05  Trade clearing                                    500.00
                        Accounts Receivable (Green Mesa)                            500.00
        """
    )


def test_a_tick_records_what_is_open_until_a_real_payment_comes() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          marked as paid on 2026-11-09
        Books (A6.4)
          receive 500.00 · 2026-11-09
            invoice 10492             500.00
            2026-11-09  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          paid 200.00 by check on 2026-11-10
        Books (A6.4)
          void payment "9101" of $500.00 (9101)
        Looked at again
        Books (A6.1)
          receive 200.00 · 2026-11-10 · Check
            invoice 10492             200.00
            2026-11-10  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
        """
    )


def test_a_tick_that_is_taken_off_takes_its_payment_with_it() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          marked as paid on 2026-11-09
        Books (A6.4)
          receive 500.00 · 2026-11-09
            invoice 10492             500.00
            2026-11-09  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          not marked as paid any more
        Books (A6.4)
          void payment "9101" of $500.00 (9101)
        """
    )


def test_a_tick_is_asked_about_where_the_owner_wants_it() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          Policy: marked paid ask
          marked as paid on 2026-11-09
        Books (A6.4)
          question marked_paid, $500.00 at stake
            Order 10492 is marked as paid on LeafLink without a payment; its invoice is open
            with $500.00. Nothing was entered as received. Record the payment on LeafLink or
            in QuickBooks, or set marked_paid = "record_payment" in the policy.
        """
    )


def test_a_tick_beside_a_payment_by_credit_records_no_cash() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by credit on 2026-11-05
          marked as paid on 2026-11-09
        Books (A6.3, A6.4)
          question payment_by_credit, $500.00 at stake
            Order 10492 has a payment of $500.00 of the type "credit", and no credit of that
            amount is used on it on LeafLink. It was not entered as money received. Use the
            customer's credit on the order on LeafLink, or correct the payment there with one
            below zero.
        """
    )


def test_the_payment_of_a_tick_that_a_hand_voided_is_asked_about() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          marked as paid on 2026-11-09
        Books (A6.4)
          receive 500.00 · 2026-11-09
            invoice 10492             500.00
            2026-11-09  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          QuickBooks: payment 9101 is voided by hand
        Books (A6.4)
          question marked_paid, $500.00 at stake
            Order 10492 is marked as paid on LeafLink, and the payment that was entered for
            that was voided or deleted in QuickBooks. Its invoice is open with $500.00;
            nothing was entered again. Record the payment on LeafLink or in QuickBooks, or
            take the tick off on LeafLink.
        """
    )


def test_the_payment_of_a_tick_that_is_deposited_cannot_give_way() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          marked as paid on 2026-11-09
        Books (A6.4)
          receive 500.00 · 2026-11-09
            invoice 10492             500.00
            2026-11-09  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          QuickBooks: payment 9101 is deposited
          paid 200.00 by check on 2026-11-10
        Books (A6.4, A11)
          question payment_locked, $500.00 at stake
            Order 10492 was marked as paid, and $500.00 was entered for it. Now LeafLink shows
            something else, but that payment is already part of a bank deposit. The payment
            stands, and nothing else was entered, so that no money counts twice. Take the
            payment out of its deposit in QuickBooks; LeafLedger then looks again by itself.
        """
    )


def test_what_leaflink_pays_out_goes_to_its_clearing_account_and_back() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid through LeafLink's program direct
          paid 500.00 by other on 2026-11-05 · Direct Payment
        Books (A6.5)
          question no_clearing_account, $500.00 at stake
            LeafLink itself pays $500.00 of order 10492, and the policy names no clearing
            account for LeafLink's payouts. It is not in the books yet. Choose an account as
            payments.clearing in the policy; leafledger connect sets one up, named "LeafLink
            clearing".
        Then
          Policy: clearing 60 "LeafLink clearing"
        Books (A6.5)
          receive 500.00 · 2026-11-05
            invoice 10492             500.00
            2026-11-05  LeafLink clearing                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          paid -500.00 by other on 2026-11-12 · Direct Payment reversed
        Books (A6.5, A6.2)
          write journal entry of 500.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  500.00
                        LeafLink clearing                                           500.00
          apply payment 9101 500.00 · 2026-11-05
            its reversal              500.00
        """
    )
