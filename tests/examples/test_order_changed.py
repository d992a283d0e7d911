"""An order that changes after its invoice was posted (A5.1, A5.2, A5.5)."""

from __future__ import annotations

from tests.examples.example import holds


def test_an_untouched_invoice_is_amended_in_place() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          terms Net 15
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02 · due 2026-11-17 · Net 15
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
        Books (A5.1)
          amend invoice 10492 · Green Mesa · 2026-11-02 · due 2026-11-17 · Net 15
            1 x 108.00          108.00  Blue Dream 3.5g | 12 units in cases of 12
            total               108.00
            2026-11-02  Accounts Receivable (Green Mesa)                  108.00
                        Sales of Product Income                                     108.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_an_amended_invoice_keeps_its_number() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa · short a9bf6e2f
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          QuickBooks: number 10492 is of a document not ours
          shipping 25.00  LeafLink total 241.00
        Books (A5.1)
          amend invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            shipping             25.00
            total               241.00
            2026-11-02  Accounts Receivable (Green Mesa)                  241.00
                        Sales of Product Income                                     216.00
                        Shipping income (QuickBooks default)                         25.00
        """
    )


def test_a_credit_used_on_leaflink_writes_nothing_new() -> None:
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
          credits 20.00  LeafLink total 196.00
        Books (A0, A1.3)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_an_increase_adds_the_new_line() -> None:
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
          12 units in cases of 12 · Lemon Haze 3.5g · 96.00
          LeafLink total 312.00
        Books (A5.1)
          amend invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x 96.00            96.00  Lemon Haze 3.5g | 12 units in cases of 12
            total               312.00
            2026-11-02  Accounts Receivable (Green Mesa)                  312.00
                        Sales of Product Income                                     312.00
        """
    )


def test_a_change_of_a_paid_invoice_is_asked() -> None:
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
          LeafLink total 108.00
        Books (A5.2)
          question changed_after_posting, $108.00 at stake
            Order 10492 changed on LeafLink after its invoice 10492 was posted: $216.00 should
            become $108.00, but a payment or credit is applied to it. The posted documents
            stand as they are. Write a credit memo or a second invoice for the difference in
            QuickBooks, or correct the order on LeafLink.
        """
    )


def test_a_change_of_a_mailed_invoice_is_asked() -> None:
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
          QuickBooks: the invoice is e-mailed
          shipping 25.00  LeafLink total 241.00
        Books (A5.2)
          question changed_after_posting, $25.00 at stake
            Order 10492 changed on LeafLink after its invoice 10492 was posted: $216.00 should
            become $241.00, but it was sent to the customer. The posted documents stand as
            they are. Write a credit memo or a second invoice for the difference in
            QuickBooks, or correct the order on LeafLink.
        """
    )


def test_a_change_that_leaves_the_total_of_a_paid_invoice_is_left() -> None:
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
          terms Net 30
        Books (A5.2)
          nothing: Its invoice stands; nothing in it needs to change.
        """
    )


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
            Invoice 10492 of order 10492 was edited by hand in QuickBooks: it shows $200.00,
            the order asks for $216.00. The posted documents stand as they are. Change the
            invoice back in QuickBooks, or correct the order on LeafLink.
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
            Invoice 10492 of order 10492 was edited by hand in QuickBooks: it shows $200.00,
            the order asks for $241.00. The posted documents stand as they are. Change the
            invoice back in QuickBooks, or correct the order on LeafLink.
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
            Invoice 10492 of order 10492 was deleted by hand in QuickBooks, but the order
            still stands on LeafLink. $216.00 of the order is in no invoice. Reject the order
            on LeafLink if the sale did not happen. If it did, run: leafledger sync --order
            797ce43e --repost.
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
            Invoice 10492 of order 10492 was voided by hand in QuickBooks, but the order still
            stands on LeafLink. $216.00 of the order is in no invoice. Reject the order on
            LeafLink if the sale did not happen. If it did, run: leafledger sync --order
            797ce43e --repost.
        """
    )
