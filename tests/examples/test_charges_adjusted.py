"""Discount, shipping and tax of an order that changes after its invoice was touched (A5.2)."""

from __future__ import annotations

from tests.examples.example import holds


def test_discount_and_tax_fall_with_the_lines() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          discount 10 %  shipping 25.00  tax 32.40  LeafLink total 251.80
        Books (A3.3, A4.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x 32.40            32.40  Cannabis excise: Tax
            discount            -21.60
            shipping             25.00
            total               251.80
            2026-11-02  Accounts Receivable (Green Mesa)                  251.80
                        Discounts given                                    21.60
                        Sales of Product Income                                     216.00
                        Cannabis tax payable                                         32.40
                        Shipping income (QuickBooks default)                         25.00
        Then
          QuickBooks: 50.00 is paid on the invoice
          line 1 becomes 12 units in cases of 12 · Blue Dream 3.5g · 108.00
          changed 2026-11-05 10:00 Denver
          tax 16.20  LeafLink total 138.40
        Books (A5.2)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            1 x 16.20            16.20  Cannabis excise: Tax
            discount            -10.80
            total               113.40
            2026-11-05  Accounts Receivable (Green Mesa)                            113.40
                        Discounts given                                              10.80
                        Sales of Product Income                           108.00
                        Cannabis tax payable                               16.20
        Looked at again
        Books (A5.2)
          apply 113.40 of credit memo 10492-C to invoice 10492 · 2026-11-05
        """
    )


def test_a_discount_given_afterwards_is_an_items_line() -> None:
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
          discount 10 %  changed 2026-11-05 10:00 Denver  LeafLink total 194.40
        Books (A5.2, A3.3)
          create item "Order discount (LeafLink)" at 0.00 · Discounts given
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 21.60            21.60  Order discount (LeafLink): Order discount
            total                21.60
            2026-11-05  Accounts Receivable (Green Mesa)                             21.60
                        Discounts given                                    21.60
        Looked at again
        Books (A5.2)
          apply 21.60 of credit memo 10492-C to invoice 10492 · 2026-11-05
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492, credit memo 10492-C.
        Then
          discount 0  changed 2026-11-06 10:00 Denver  LeafLink total 216.00
        Books (A5.2)
          create invoice 10492-2 · Green Mesa · 2026-11-06
            1 x 21.60            21.60  Order discount (LeafLink): Order discount
            total                21.60
            2026-11-06  Accounts Receivable (Green Mesa)                   21.60
                        Discounts given                                              21.60
        """
    )


def test_a_discount_without_any_account_is_asked() -> None:
    holds(
        """
        Policy: no discounts account
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
          discount 10 %  changed 2026-11-05 10:00 Denver  LeafLink total 194.40
        Books (A5.2)
          question no_discount_account, $194.40 at stake
            Order 10492 is waiting: it carries a discount of $21.60, and no account or item is
            chosen for discounts. Nothing was posted. Choose a discounts account or a discount
            item in the company's policy file (accounts.discounts or items.discount), or run
            leafledger connect again to have one suggested.
        """
    )


def test_shipping_that_goes_the_other_way_has_a_document_of_its_own() -> None:
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
          shipping 25.00
          changed 2026-11-05 10:00 Denver  LeafLink total 133.00
        Books (A5.2)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            1 x 108.00          108.00  Blue Dream 3.5g | 2 becomes 1
            total               108.00
            2026-11-05  Accounts Receivable (Green Mesa)                            108.00
                        Sales of Product Income                           108.00
          create invoice 10492-2 · Green Mesa · 2026-11-05
            0 x 0.00              0.00  Blue Dream 3.5g: Shipping of the order changed
            shipping             25.00
            total                25.00
            2026-11-05  Accounts Receivable (Green Mesa)                   25.00
                        Shipping income (QuickBooks default)                         25.00
        Looked at again
        Books (A5.2)
          apply 108.00 of credit memo 10492-C to invoice 10492 · 2026-11-05
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492, credit memo 10492-C, invoice 10492-2.
        """
    )


def test_an_adjustment_takes_the_next_free_number() -> None:
    holds(
        """
        QuickBooks: number 10492-2 is of a document not ours
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
          shipping 25.00  changed 2026-11-05 10:00 Denver  LeafLink total 241.00
        Books (A5.2)
          create invoice 10492-3 · Green Mesa · 2026-11-05
            0 x 0.00              0.00  Blue Dream 3.5g: Shipping of the order changed
            shipping             25.00
            total                25.00
            2026-11-05  Accounts Receivable (Green Mesa)                   25.00
                        Shipping income (QuickBooks default)                         25.00
        """
    )


def test_quickbooks_numbers_an_adjustment_where_it_numbers_the_invoice() -> None:
    holds(
        """
        QuickBooks: no custom numbers
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice (QuickBooks numbers it) · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          QuickBooks: the invoice is e-mailed
          shipping 25.00  changed 2026-11-05 10:00 Denver  LeafLink total 241.00
        Books (A5.2)
          create invoice (QuickBooks numbers it) · Green Mesa · 2026-11-05
            0 x 0.00              0.00  Blue Dream 3.5g: Shipping of the order changed
            shipping             25.00
            total                25.00
            2026-11-05  Accounts Receivable (Green Mesa)                   25.00
                        Shipping income (QuickBooks default)                         25.00
        """
    )
