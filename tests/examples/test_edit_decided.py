"""What a person decides about documents that were changed by hand (A5.5)."""

from __future__ import annotations

from tests.examples.example import holds


def test_a_restored_invoice_is_amended_back_to_ours() -> None:
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
          LeafLedger: Ann decides restore
        Books (A5.5)
          amend invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_an_invoice_with_a_payment_is_not_restored_and_it_is_said_why() -> None:
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
          QuickBooks: the invoice is edited by hand to 200.00; 50.00 is paid on the invoice
          LeafLedger: Ann decides restore
        Books (A5.5)
          question edited_by_hand, $16.00 at stake
            Of order 10492, invoice 10492 should be restored as LeafLedger posted it, but a
            payment or credit is applied to it. QuickBooks shows $200.00 of the order,
            LeafLink $216.00; nothing was changed. Undo that in QuickBooks and LeafLedger
            restores it, or run: leafledger decide 797ce43e keep, or adopt.
        """
    )


def test_an_adopted_edit_stays_and_later_changes_go_on_top_of_it() -> None:
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
          LeafLedger: Ann decides adopt
        Books (A5.5)
          take invoice 10492 as it stands in QuickBooks (9001)
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492.
        Then
          shipping 25.00  changed 2026-11-05 10:00 Denver  LeafLink total 241.00
        Books (A5.5, A5.2)
          create invoice 10492-2 · Green Mesa · 2026-11-05
            0 x 0.00              0.00  Blue Dream 3.5g: Shipping of the order changed
            shipping             25.00
            total                25.00
            2026-11-05  Accounts Receivable (Green Mesa)                   25.00
                        Shipping income (QuickBooks default)                         25.00
        """
    )


def test_an_adopted_edit_is_taken_back_as_it_stands() -> None:
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
          LeafLedger: Ann decides adopt
        Books (A5.5)
          take invoice 10492 as it stands in QuickBooks (9001)
        Then
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4, A5.5)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2                   200.00  Blue Dream 3.5g | 24 units in cases of 12
            total               200.00
            2026-11-05  Accounts Receivable (Green Mesa)                            200.00
                        Sales of Product Income                           200.00
        """
    )


def test_a_deleted_invoice_is_posted_again_when_restored() -> None:
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
          LeafLedger: Ann decides restore
        Books (A5.5)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_a_voided_invoice_is_restored_under_the_next_number() -> None:
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
          LeafLedger: Ann decides restore
        Books (A5.5)
          create invoice 10492-2 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_deletion_that_is_kept_asks_no_more() -> None:
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
          LeafLedger: Ann decides keep
        Books (A5.5)
          nothing: Ann decided to keep invoice 10492 as changed by hand: QuickBooks shows
            $0.00, LeafLink $216.00.
        Then
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4)
          nothing: It is Cancelled; its invoice is void or deleted.
        """
    )


def test_an_adopted_deletion_is_the_base_of_later_changes() -> None:
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
          LeafLedger: Ann decides adopt
        Books (A5.5)
          take invoice 10492 as it stands in QuickBooks (9001)
        Then
          shipping 25.00  changed 2026-11-05 10:00 Denver  LeafLink total 241.00
        Books (A5.5, A5.2)
          create invoice 10492-2 · Green Mesa · 2026-11-05
            0 x 0.00              0.00  Blue Dream 3.5g: Shipping of the order changed
            shipping             25.00
            total                25.00
            2026-11-05  Accounts Receivable (Green Mesa)                   25.00
                        Shipping income (QuickBooks default)                         25.00
        """
    )
