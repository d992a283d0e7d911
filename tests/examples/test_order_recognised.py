"""Which status brings an order into the books (A2.1)."""

from __future__ import annotations

from tests.examples.example import holds


def test_a_submitted_order_is_no_sale_yet() -> None:
    holds(
        """
        Order 10492 · Submitted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.1)
          nothing: Not recognised: it is Submitted.
        Then
          Backorder 2026-11-03 09:00 Denver
        Books (A2.1)
          nothing: Not recognised: it is Backorder.
        Then
          Accepted 2026-11-04 09:00 Denver
        Books (A2.1)
          create invoice 10492 · Green Mesa · 2026-11-04
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-04  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_an_order_recognised_when_fulfilled_waits_for_it() -> None:
    holds(
        """
        Policy: recognised when Fulfilled
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.1)
          nothing: Not recognised: it is Accepted.
        Then
          Fulfilled 2026-11-04 09:00 Denver
        Books (A2.1, A2.2)
          create invoice 10492 · Green Mesa · 2026-11-04
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-04  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_an_order_recognised_when_shipped_waits_for_it() -> None:
    holds(
        """
        Policy: recognised when Shipped
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.1)
          nothing: Not recognised: it is Accepted.
        Then
          Fulfilled 2026-11-04 09:00 Denver
        Books (A2.1)
          nothing: Not recognised: it is Fulfilled.
        Then
          Shipped 2026-11-05 09:00 Denver
        Books (A2.1, A2.2)
          create invoice 10492 · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-05  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_an_order_recognised_when_complete_waits_for_it() -> None:
    holds(
        """
        Policy: recognised when Complete
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.1)
          nothing: Not recognised: it is Accepted.
        Then
          Shipped 2026-11-05 09:00 Denver
        Books (A2.1)
          nothing: Not recognised: it is Shipped.
        Then
          Complete 2026-11-06 09:00 Denver
        Books (A2.1, A2.2)
          create invoice 10492 · Green Mesa · 2026-11-06
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-06  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_status_that_was_skipped_counts_as_reached() -> None:
    holds(
        """
        Policy: recognised when Fulfilled
        Order 10492 · Submitted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.1)
          nothing: Not recognised: it is Submitted.
        Then
          Complete 2026-11-06 09:00 Denver
        Books (A2.1)
          create invoice 10492 · Green Mesa · 2026-11-06
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-06  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_an_invoice_stays_when_the_order_goes_on() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          Fulfilled 2026-11-04 09:00 Denver
        Books (A0)
          nothing: In QuickBooks as invoice 10492.
        Then
          Complete 2026-11-06 09:00 Denver
          paid down to 0.00
        Books (A0)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_an_order_taken_back_to_submitted_is_asked_about() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          Submitted 2026-11-04 09:00 Denver
        Books (A5)
          question not_accepted_any_more, $216.00 at stake
            Order 10492 went back to Submitted on LeafLink after its invoice 10492 was posted.
            The invoice of $216.00 stands. Accept the order again, or reject it: LeafLedger
            then takes the invoice back.
        """
    )


def test_an_order_without_a_customer_is_asked_about() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          customer removed
        Books (A9.1)
          question unknown_customer, $216.00 at stake
            Order 10492 is waiting: LeafLink does not show its customer "Green Mesa". Nothing
            was posted. Open the order on LeafLink and choose its customer, and check that the
            LeafLink key may read customers.
        """
    )
