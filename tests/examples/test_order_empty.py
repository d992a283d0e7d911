"""An order from which every line was taken before it was accepted."""

from __future__ import annotations

from tests.examples.example import holds


def test_an_order_without_lines_makes_no_invoice() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          LeafLink total 0.00
        Books (A3.1)
          nothing: It has no lines and no total: nothing to invoice.
        """
    )
