"""Who is inactive in QuickBooks is neither taken nor made a second time (A9.1)."""

from __future__ import annotations

from tests.examples.example import holds


def test_an_inactive_customer_of_its_licence_is_asked_about_and_never_doubled() -> None:
    holds(
        """
        LeafLink customer Green Mesa · licence 402R-00123
        QuickBooks customer 58 "GM Holdings" · notes 402R-00123 · inactive
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          question customer_gone, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" is "GM Holdings" in QuickBooks,
            which is not active there. Nothing was posted. Make it active in QuickBooks, or
            say who takes its place: leafledger match customer 8841 QUICKBOOKS-ID (or 'new').
        """
    )


def test_an_inactive_customer_that_leaflink_names_by_its_id_is_asked_about() -> None:
    holds(
        """
        LeafLink customer Green Mesa · names 58
        QuickBooks customer 58 "Green Mesa" · inactive
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          question customer_gone, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" is not active in QuickBooks.
            Nothing was posted. Make it active in QuickBooks, or say who takes its place:
            leafledger match customer 8841 QUICKBOOKS-ID (or 'new').
        """
    )


def test_an_inactive_customer_that_only_has_its_name_is_never_taken() -> None:
    holds(
        """
        LeafLink customer Green Mesa · licence 402R-00123
        QuickBooks customer 58 "Green Mesa" · inactive
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1, A9.2)
          create customer "Green Mesa (402R-00123)"
          create invoice 10492 · Green Mesa (402R-00123) · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa (402R-00123))     216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_an_order_of_a_customer_that_is_not_active_waits() -> None:
    holds(
        """
        QuickBooks customer 58 "Green Mesa" · is Green Mesa · inactive
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1, A11)
          question customer_gone, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" is not active in QuickBooks.
            Nothing was posted. Make it active in QuickBooks, or say who takes its place:
            leafledger match customer 8841 QUICKBOOKS-ID (or 'new').
        """
    )
