"""What waits for a person, and for two (A5.3)."""

from __future__ import annotations

from tests.examples.example import holds


def test_a_change_above_the_limit_waits_for_one_person() -> None:
    holds(
        """
        Policy: one person above 100.00 for change
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
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
        Books (A5.3)
          question needs_approval, $108.00 at stake
            Order 10492 waits for the approval of one person: amend invoice 10492, before
            $216.00 (Blue Dream 3.5g $216.00), after $108.00 (Blue Dream 3.5g $108.00).
            Nothing of it was posted; $108.00 waits. Afterwards the documents of the order
            come to $108.00. Run: leafledger approve 10492.
          amend invoice 10492 · Green Mesa · 2026-11-02
            1 x 108.00          108.00  Blue Dream 3.5g | 12 units in cases of 12
            total               108.00
            2026-11-02  Accounts Receivable (Green Mesa)                  108.00
                        Sales of Product Income                                     108.00
        Then
          LeafLedger: Ann approves
        Books (A5.1, A5.3)
          amend invoice 10492 · Green Mesa · 2026-11-02
            1 x 108.00          108.00  Blue Dream 3.5g | 12 units in cases of 12
            total               108.00
            2026-11-02  Accounts Receivable (Green Mesa)                  108.00
                        Sales of Product Income                                     108.00
        """
    )


def test_an_amount_of_exactly_the_limit_waits_for_nobody() -> None:
    holds(
        """
        Policy: one person above 108.00 for change
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
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
        Books (A5.1, A5.3)
          amend invoice 10492 · Green Mesa · 2026-11-02
            1 x 108.00          108.00  Blue Dream 3.5g | 12 units in cases of 12
            total               108.00
            2026-11-02  Accounts Receivable (Green Mesa)                  108.00
                        Sales of Product Income                                     108.00
        """
    )


def test_two_different_people_approve_what_is_above_the_second_limit() -> None:
    holds(
        """
        Policy: one person above 50.00 for credit_memo; two people above 100.00 for credit_memo
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
        Books (A5.3)
          question needs_approval, $108.00 at stake
            Order 10492 waits for the approval of 2 different people: create credit memo
            10492-C of $108.00 dated 2026-11-05 (Blue Dream 3.5g $108.00). Nothing of it was
            posted; $108.00 waits. Afterwards the documents of the order come to $108.00. Run:
            leafledger approve 10492.
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            total               108.00
            2026-11-05  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
        Then
          LeafLedger: Ann approves; ann approves
        Books (A5.3)
          question needs_approval, $108.00 at stake
            Order 10492 waits for the approval of 2 different people (approved by ann so far;
            somebody else must, too): create credit memo 10492-C of $108.00 dated 2026-11-05
            (Blue Dream 3.5g $108.00). Nothing of it was posted; $108.00 waits. Afterwards the
            documents of the order come to $108.00. Run: leafledger approve 10492.
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            total               108.00
            2026-11-05  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
        Then
          LeafLedger: Ben approves
        Books (A5.2, A5.3)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            total               108.00
            2026-11-05  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
        Looked at again
        Books (A5.2)
          apply 108.00 of credit memo 10492-C to invoice 10492 · 2026-11-05
        """
    )


def test_another_change_needs_another_approval() -> None:
    holds(
        """
        Policy: one person above 50.00 for change
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
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
          LeafLedger: Ann approves
          shipping 5.00  LeafLink total 113.00
        Books (A5.3)
          question needs_approval, $103.00 at stake
            Order 10492 waits for the approval of one person: amend invoice 10492, before
            $216.00 (Blue Dream 3.5g $216.00), after $113.00 (Blue Dream 3.5g $108.00,
            shipping $5.00). Nothing of it was posted; $103.00 waits. Afterwards the documents
            of the order come to $113.00. Run: leafledger approve 10492.
          amend invoice 10492 · Green Mesa · 2026-11-02
            1 x 108.00          108.00  Blue Dream 3.5g | 12 units in cases of 12
            shipping              5.00
            total               113.00
            2026-11-02  Accounts Receivable (Green Mesa)                  113.00
                        Sales of Product Income                                     108.00
                        Shipping income (QuickBooks default)                          5.00
        """
    )


def test_a_first_invoice_has_a_limit_of_its_own() -> None:
    holds(
        """
        Policy: one person above 200.00 for invoice
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          question needs_approval, $216.00 at stake
            Order 10492 waits for the approval of one person: create invoice 10492 of $216.00
            dated 2026-11-02 (Blue Dream 3.5g $216.00). Nothing of it was posted; $216.00
            waits. Afterwards the documents of the order come to $216.00. Run: leafledger
            approve 10492.
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_credit_memo_has_a_limit_of_its_own() -> None:
    holds(
        """
        Policy: one person above 50 for credit_memo
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
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.3, A5.4)
          question needs_approval, $216.00 at stake
            Order 10492 waits for the approval of one person: create credit memo 10492-C of
            $216.00 dated 2026-11-05 (Blue Dream 3.5g $216.00). Nothing of it was posted;
            $216.00 waits. Afterwards the documents of the order come to $0.00. Run:
            leafledger approve 10492.
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-05  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        LeafLedger: Ann approves
        Books (A5.3, A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-05  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        """
    )
