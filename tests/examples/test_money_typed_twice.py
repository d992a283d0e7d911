"""The same money typed by hand on both sides is asked about and never copied (A6.6)."""

from __future__ import annotations

from tests.examples.paying import money_holds


def test_a_payment_typed_on_both_sides_is_asked_about() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 300.00 by check on 2026-11-05
          QuickBooks: 300.00 is entered on the invoice
        Books (A6.6)
          question same_money, $300.00 at stake
            Order 10492: LeafLink shows a payment of $300.00 of 2026-11-05, and somebody typed
            $300.00 of 2026-11-02 in QuickBooks (QuickBooks payment 9101, applied to its
            invoice). It may be the same money. Neither was copied to the other side, so that
            $300.00 does not count twice. If it is the same money, run: leafledger match
            payment 71 9101. If they are two payments, run: leafledger match payment 71 new;
            each is then entered on the other side, too.
        Then
          payment 71 is QuickBooks payment 9101
        Books (A6.6)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_two_payments_of_the_same_amount_are_each_told_to_the_other_side() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 200.00 by check on 2026-11-05
          QuickBooks: 200.00 is entered on the invoice
          payment 71 is another than any in QuickBooks
        Books (A6.6)
          receive 200.00 · 2026-11-05 · Check
            invoice 10492             200.00
            2026-11-05  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
          write on LeafLink 200.00 · 2026-11-02 · "QuickBooks payment 9101"
        Looked at again
        Books (A6.6)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_money_that_was_applied_to_nothing_is_asked_about_too() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 300.00 by check on 2026-11-05
          QuickBooks: 300.00 is entered and applied to nothing
        Books (A6.6)
          question same_money, $300.00 at stake
            Order 10492: LeafLink shows a payment of $300.00 of 2026-11-05, and somebody typed
            $300.00 of 2026-11-02 in QuickBooks (QuickBooks payment 9101, applied to nothing).
            It may be the same money. Neither was copied to the other side, so that $300.00
            does not count twice. If it is the same money, run: leafledger match payment 71
            9101, and apply it to this order's invoice in QuickBooks. If they are two
            payments, run: leafledger match payment 71 new; LeafLink's is then entered, too.
        """
    )


def test_money_that_lies_on_another_invoice_of_the_customer_is_asked_about_too() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 300.00 by check on 2026-11-05
          QuickBooks: 300.00 is entered on another invoice of the customer
        Books (A6.6)
          question same_money, $300.00 at stake
            Order 10492: LeafLink shows a payment of $300.00 of 2026-11-05, and somebody typed
            $300.00 of 2026-11-02 in QuickBooks (QuickBooks payment 9101, applied to another
            invoice of the customer). It may be the same money. LeafLink's was not entered in
            QuickBooks, so that $300.00 does not count twice. If it is the same money, run:
            leafledger match payment 71 9101, and apply it to this order's invoice in
            QuickBooks. If they are two payments, run: leafledger match payment 71 new;
            LeafLink's is then entered, too.
        Then
          payment 71 is QuickBooks payment 9101
        Books (A6.6)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_money_that_came_through_leaflink_is_no_check_on_another_invoice() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          Policy: clearing 90 "LeafLink clearing"
          paid through LeafLink's program direct
          paid 300.00 by other on 2026-11-05
          QuickBooks: 300.00 is entered on another invoice of the customer
        Books (A6.5)
          receive 300.00 · 2026-11-05
            invoice 10492             300.00
            2026-11-05  LeafLink clearing                                 300.00
                        Accounts Receivable (Green Mesa)                            300.00
        """
    )


def test_a_payment_for_two_orders_is_not_taken_for_the_part_of_one() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 300.00
          paid 300.00 by check on 2026-11-05
          QuickBooks: 500.00 is entered on the invoice
        Books (A6.6)
          question same_money, $300.00 at stake
            Order 10492: LeafLink shows a payment of $300.00 of 2026-11-05, and somebody typed
            $500.00 of 2026-11-02 in QuickBooks (QuickBooks payment 9101, applied to its
            invoice). It may be the same money. Neither was copied to the other side, so that
            $300.00 does not count twice. If it is the same money, delete the one in
            QuickBooks, and LeafLink's is entered there. If they are two payments, run:
            leafledger match payment 71 new; each is then entered on the other side, too.
        """
    )


def test_a_check_for_two_orders_tells_that_the_other_invoice_is_open_without_it() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 300.00
          paid 300.00 by check on 2026-11-05
          QuickBooks: 500.00 is entered, 300.00 on the invoice and 200.00 on another order's
        Books (A6.6)
          question same_money, $300.00 at stake
            Order 10492: LeafLink shows a payment of $300.00 of 2026-11-05, and somebody typed
            $500.00 of 2026-11-02 in QuickBooks (QuickBooks payment 9101, applied to its
            invoice). It may be the same money. Neither was copied to the other side, so that
            $300.00 does not count twice. If it is the same money, delete the one in
            QuickBooks, and LeafLink's is entered there; it also pays $200.00 of other
            invoices, which are open until that money is recorded on LeafLink, too. If they
            are two payments, run: leafledger match payment 71 new; each is then entered on
            the other side, too.
        """
    )


def test_other_amounts_and_days_are_other_money() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 100.00 by check on 2026-11-08
          paid 50.00 by check on 2026-11-03
          QuickBooks: 100.00 is entered on the invoice; 60.00 is entered on the invoice
        Books (A6.1, A6.6)
          receive 100.00 · 2026-11-08 · Check
            invoice 10492             100.00
            2026-11-08  Undeposited Funds                                 100.00
                        Accounts Receivable (Green Mesa)                            100.00
          receive 50.00 · 2026-11-03 · Check
            invoice 10492              50.00
            2026-11-03  Undeposited Funds                                  50.00
                        Accounts Receivable (Green Mesa)                             50.00
          write on LeafLink 100.00 · 2026-11-02 · "QuickBooks payment 9101"
          write on LeafLink 60.00 · 2026-11-02 · "QuickBooks payment 9102"
        """
    )


def test_what_a_person_matched_and_came_back_leaves_their_payment_alone() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          Policy: bounce void
          paid 300.00 by check on 2026-11-05
          QuickBooks: 300.00 is entered on the invoice
          payment 71 is QuickBooks payment 9101
        Books (A6.6)
          nothing: Its payments are in QuickBooks.
        Then
          paid -300.00 by check on 2026-11-12
        Books (A6.2, A11)
          write journal entry of 300.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  300.00
                        Undeposited Funds                                           300.00
        """
    )


def test_what_was_typed_before_ours_was_entered_is_asked_about_and_not_told() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 200.00 by check on 2026-11-05
        Books (A6.1)
          receive 200.00 · 2026-11-05 · Check
            invoice 10492             200.00
            2026-11-05  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
        QuickBooks: 200.00 had been entered on the invoice before that, as nobody told yet
        Books (A6.6)
          question same_money_entered, $200.00 at stake
            Order 10492: LeafLink shows a payment of $200.00 of 2026-11-05, which is
            QuickBooks payment 9101. Before that was entered, somebody had typed $200.00 of
            2026-11-02 in QuickBooks (QuickBooks payment 9102), which LeafLedger did not know
            yet. It may be the same money. If it is, $200.00 stands twice in QuickBooks.
            LeafLink was not told of it. If it is the same money, delete payment 9102 in
            QuickBooks. If 9102 is in a bank deposit already, delete 9101 instead, and
            LeafLedger asks you to match the two. If they are two payments, run: leafledger
            match payment 71 new; LeafLink is then told of the second.
        Then
          payment 71 is another than any in QuickBooks
        Books (A6.6)
          write on LeafLink 200.00 · 2026-11-02 · "QuickBooks payment 9102"
        """
    )


def test_the_one_of_the_two_that_ours_was_gives_way_to_the_other() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 200.00 by check on 2026-11-05
        Books (A6.1)
          receive 200.00 · 2026-11-05 · Check
            invoice 10492             200.00
            2026-11-05  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
        QuickBooks: 200.00 had been entered on the invoice before that, as nobody told yet
        QuickBooks: payment 9101 is deleted
        Books (A6.6)
          question same_money, $200.00 at stake
            Order 10492: LeafLink shows a payment of $200.00 of 2026-11-05, and somebody typed
            $200.00 of 2026-11-02 in QuickBooks (QuickBooks payment 9102, applied to its
            invoice). It may be the same money. Neither was copied to the other side, so that
            $200.00 does not count twice. If it is the same money, run: leafledger match
            payment 71 9102. If they are two payments, run: leafledger match payment 71 new;
            each is then entered on the other side, too.
        Then
          payment 71 is QuickBooks payment 9102
        Books (A6.6)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_a_payment_typed_after_ours_is_another_and_is_told() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 200.00 by check on 2026-11-05
        Books (A6.1)
          receive 200.00 · 2026-11-05 · Check
            invoice 10492             200.00
            2026-11-05  Undeposited Funds                                 200.00
                        Accounts Receivable (Green Mesa)                            200.00
        QuickBooks: 200.00 is entered on the invoice
        Books (A6.6)
          write on LeafLink 200.00 · 2026-11-02 · "QuickBooks payment 9102"
        """
    )
