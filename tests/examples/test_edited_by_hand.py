"""Documents that people changed in QuickBooks: shown, never forced (A5.5)."""

from __future__ import annotations

from tests.examples.example import holds


def test_an_invoice_edited_by_hand_is_not_forced() -> None:
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
          QuickBooks: the invoice is edited by hand to 200.00
        Books (A5.5)
          question edited_by_hand, $16.00 at stake
            Invoice 10492 of order 10492 was edited by hand in QuickBooks: LeafLedger posted
            $216.00, it shows $200.00 now. What differs: Blue Dream 3.5g -$16.00. The order
            asks for $216.00. The posted documents stand as they are. Decide: leafledger
            decide 797ce43e keep (it stays as it is), restore (LeafLedger's own comes back) or
            adopt (it counts from now on, and later changes go on top of it). Or correct the
            order on LeafLink.
        """
    )


def test_an_edit_by_hand_that_agrees_with_the_order_stands() -> None:
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
          QuickBooks: the invoice is edited by hand to 241.00
          shipping 25.00  LeafLink total 241.00
        Books (A5.5)
          nothing: Its invoice stands; nothing in it needs to change.
        """
    )


def test_an_edit_by_hand_and_a_change_are_asked_together() -> None:
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
          QuickBooks: the invoice is edited by hand to 200.00
          shipping 25.00  LeafLink total 241.00
        Books (A5.5)
          question edited_by_hand, $41.00 at stake
            Invoice 10492 of order 10492 was edited by hand in QuickBooks: LeafLedger posted
            $216.00, it shows $200.00 now. What differs: Blue Dream 3.5g -$16.00. The order
            asks for $241.00. The posted documents stand as they are. Decide: leafledger
            decide 797ce43e keep (it stays as it is), restore (LeafLedger's own comes back) or
            adopt (it counts from now on, and later changes go on top of it). Or correct the
            order on LeafLink.
        """
    )


def test_an_invoice_deleted_by_hand_is_asked_about() -> None:
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
          QuickBooks: the invoice is deleted by hand
        Books (A5.5)
          question edited_by_hand, $216.00 at stake
            Invoice 10492 of order 10492 was deleted by hand in QuickBooks. $216.00 of the
            order is in no invoice. Reject the order on LeafLink if the sale did not happen.
            If it did, run: leafledger decide 797ce43e restore (or leafledger sync --order
            797ce43e --repost). To leave it as it is, run: leafledger decide 797ce43e keep, or
            adopt.
        """
    )


def test_an_invoice_voided_by_hand_is_asked_about() -> None:
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
          QuickBooks: the invoice is voided by hand
        Books (A5.5)
          question edited_by_hand, $216.00 at stake
            Invoice 10492 of order 10492 was voided by hand in QuickBooks. $216.00 of the
            order is in no invoice. Reject the order on LeafLink if the sale did not happen.
            If it did, run: leafledger decide 797ce43e restore (or leafledger sync --order
            797ce43e --repost). To leave it as it is, run: leafledger decide 797ce43e keep, or
            adopt.
        """
    )


def test_a_kept_edit_is_never_touched_until_something_changes_again() -> None:
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
          QuickBooks: the invoice is edited by hand to 200.00
          LeafLedger: Ann decides keep
        Books (A5.5)
          nothing: Ann decided to keep invoice 10492 as changed by hand: QuickBooks shows
            $200.00, LeafLink $216.00.
        Then
          QuickBooks: the invoice is edited by hand to 190.00
        Books (A5.5)
          question edited_by_hand, $26.00 at stake
            Invoice 10492 of order 10492 was edited by hand in QuickBooks: LeafLedger posted
            $216.00, it shows $190.00 now. What differs: Blue Dream 3.5g -$26.00. The order
            asks for $216.00. The posted documents stand as they are. Decide: leafledger
            decide 797ce43e keep (it stays as it is), restore (LeafLedger's own comes back) or
            adopt (it counts from now on, and later changes go on top of it). Or correct the
            order on LeafLink.
        Then
          LeafLedger: Ann decides keep
          shipping 25.00  LeafLink total 241.00
        Books (A5.5)
          question edited_by_hand, $51.00 at stake
            Invoice 10492 of order 10492 was edited by hand in QuickBooks: LeafLedger posted
            $216.00, it shows $190.00 now. What differs: Blue Dream 3.5g -$26.00. The order
            asks for $241.00. The posted documents stand as they are. Decide: leafledger
            decide 797ce43e keep (it stays as it is), restore (LeafLedger's own comes back) or
            adopt (it counts from now on, and later changes go on top of it). Or correct the
            order on LeafLink.
        """
    )


def test_a_credit_memo_of_an_adjustment_that_is_deleted_is_asked_about() -> None:
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
        Then
          QuickBooks: credit memo 10492-C is deleted by hand
        Books (A5.5)
          question edited_by_hand, $108.00 at stake
            Credit memo 10492-C of order 10492 was deleted by hand in QuickBooks. The order
            asks for $108.00. QuickBooks shows $216.00 of the order. Decide: leafledger decide
            797ce43e keep (it stays as it is), restore (LeafLedger's own comes back) or adopt
            (it counts from now on, and later changes go on top of it). Or correct the order
            on LeafLink.
        Then
          LeafLedger: Ann decides restore
        Books (A5.5)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            total               108.00
            2026-11-05  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
        """
    )


def test_an_edited_invoice_of_a_cancelled_order_is_asked_about() -> None:
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
          QuickBooks: the invoice is edited by hand to 200.00
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4, A5.5)
          question edited_by_hand, $200.00 at stake
            Order 10492 is Cancelled on LeafLink. Invoice 10492 of order 10492 was edited by
            hand in QuickBooks: LeafLedger posted $216.00, it shows $200.00 now. What differs:
            Blue Dream 3.5g -$16.00. $200.00 of the order stands in QuickBooks. Decide:
            leafledger decide 797ce43e keep (it stays as it is), restore (LeafLedger's own
            comes back) or adopt (it counts from now on, and later changes go on top of it).
            Or take back by hand in QuickBooks what still stands.
        """
    )


def test_an_edit_by_hand_that_moves_no_money_is_told_by_what_it_changed() -> None:
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
          QuickBooks: the invoice gets another message by hand
          shipping 25.00  LeafLink total 241.00
        Books (A5.5)
          question edited_by_hand, $25.00 at stake
            Invoice 10492 of order 10492 was edited by hand in QuickBooks: LeafLedger posted
            $216.00, it shows $216.00 now. Its amounts are the same; what was changed is its
            message to the customer. The order asks for $241.00. The posted documents stand as
            they are. Decide: leafledger decide 797ce43e keep (it stays as it is), restore
            (LeafLedger's own comes back) or adopt (it counts from now on, and later changes
            go on top of it). Or correct the order on LeafLink.
        Then
          QuickBooks: the invoice gets another due date by hand
        Books (A5.5)
          question edited_by_hand, $25.00 at stake
            Invoice 10492 of order 10492 was edited by hand in QuickBooks: LeafLedger posted
            $216.00, it shows $216.00 now. Its amounts are the same; what was changed is its
            message to the customer. The order asks for $241.00. The posted documents stand as
            they are. Decide: leafledger decide 797ce43e keep (it stays as it is), restore
            (LeafLedger's own comes back) or adopt (it counts from now on, and later changes
            go on top of it). Or correct the order on LeafLink.
        """
    )
