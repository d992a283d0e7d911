"""Payments entered in QuickBooks go back to LeafLink and are known again (A6.6)."""

from __future__ import annotations

from tests.examples.paying import money_holds


def test_a_payment_entered_in_quickbooks_is_told_once() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          QuickBooks: 300.00 is entered on the invoice
        Books (A6.6)
          write on LeafLink 300.00 · 2026-11-02 · "QuickBooks payment 9101"
        Looked at again
        Books (A6.6)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_a_payment_lowered_in_quickbooks_is_told_below_zero() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          QuickBooks: 300.00 is entered on the invoice
        Books (A6.6)
          write on LeafLink 300.00 · 2026-11-02 · "QuickBooks payment 9101"
        Then
          QuickBooks: payment 9101 is lowered to 120.00
        Books (A6.6)
          write on LeafLink -180.00 · 2026-11-02 · "QuickBooks payment 9101"
        """
    )


def test_a_payment_deleted_or_taken_off_in_quickbooks_is_taken_back() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          QuickBooks: 300.00 is entered on the invoice; 100.00 is entered on the invoice
        Books (A6.6)
          write on LeafLink 300.00 · 2026-11-02 · "QuickBooks payment 9101"
          write on LeafLink 100.00 · 2026-11-02 · "QuickBooks payment 9102"
        Then
          QuickBooks: payment 9101 is deleted; payment 9102 is taken off the invoice
        Books (A6.6)
          write on LeafLink -300.00 · 2026-11-02 · "QuickBooks payment 9101"
          write on LeafLink -100.00 · 2026-11-02 · "QuickBooks payment 9102"
        Looked at again
        Books (A6.6)
          nothing: Its payments are in QuickBooks.
        """
    )


def test_what_takes_back_a_deleted_payment_has_its_day() -> None:
    """The order may have changed last weeks before the payment."""
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          QuickBooks: 300.00 is entered on the invoice; payment 9101 is dated 2026-11-20
        Books (A6.6)
          write on LeafLink 300.00 · 2026-11-20 · "QuickBooks payment 9101"
        Then
          QuickBooks: payment 9101 is deleted
        Books (A6.6)
          write on LeafLink -300.00 · 2026-11-20 · "QuickBooks payment 9101"
        """
    )
