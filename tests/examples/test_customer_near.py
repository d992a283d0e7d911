"""A customer whose licence is somebody's already is asked about, with a cure that works (A9.1)."""

from __future__ import annotations

from tests.examples.example import holds


def test_a_licence_of_another_customer_is_asked_with_a_way_out() -> None:
    holds(
        """
        LeafLink customer Green Mesa · licence 402R-00123
        LeafLink customer Old account · licence 402R-00123
        QuickBooks customer 58 "GM Holdings" · notes Licence 402R-00123 · is Green Mesa
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Old account
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          question similar_customer, $216.00 at stake
            Order 10492 is waiting: its customer "Old account" has the licence (402R-00123) of
            "GM Holdings" in QuickBooks, which is matched with another LeafLink customer.
            Nothing was posted. If it is a customer of its own, run: leafledger match customer
            8842 new. If it takes the other's place, end that match first: leafledger match
            customer 8841 undo, then leafledger match customer 8842 58.
        """
    )
