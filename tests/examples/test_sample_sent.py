"""Samples, and lines of the medical and the adult-use programme (A3.4)."""

from __future__ import annotations

from tests.examples.example import holds


def test_a_sample_keeps_its_cent() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          1 unit · Blue Dream 3.5g · 0.01 · sample
          LeafLink total 0.01
        Books (A3.4)
          create invoice 10492 · Green Mesa · 2026-11-02
            1 x 0.01              0.01  Blue Dream 3.5g | Sample
            total                 0.01
            2026-11-02  Accounts Receivable (Green Mesa)                    0.01
                        Sales of Product Income                                       0.01
        """
    )


def test_a_sample_for_nothing_makes_an_invoice_of_nothing() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          1 unit · Blue Dream 3.5g · 0.00 · sample
          LeafLink total 0.00
        Books (A3.4)
          create invoice 10492 · Green Mesa · 2026-11-02
            1 x 0.00              0.00  Blue Dream 3.5g | Sample
            total                 0.00
            2026-11-02  Accounts Receivable (Green Mesa)                    0.00
        """
    )


def test_samples_post_to_the_samples_account() -> None:
    holds(
        """
        Policy: samples item
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          1 unit · Lemon Haze 1g · 0.01 · sample
          2 units · Durban 1g · 0.00 · sample
          LeafLink total 216.01
        Books (A3.4)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x 0.01              0.01  Samples: Lemon Haze 1g | Sample
            2 x 0.00              0.00  Samples: Durban 1g | Sample
            total               216.01
            2026-11-02  Accounts Receivable (Green Mesa)                  216.01
                        Sales of Product Income                                     216.00
                        Samples given                                                 0.01
        """
    )


def test_a_sample_between_two_products_keeps_its_place() -> None:
    holds(
        """
        Policy: samples item
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          12 units in cases of 12 · Blue Dream 3.5g · 108.00
          1 unit · Lemon Haze 1g · 0.01 · sample
          12 units in cases of 12 · Durban 3.5g · 100.00
          LeafLink total 208.01
        Books (A3.2, A3.4)
          create invoice 10492 · Green Mesa · 2026-11-02
            1 x 108.00          108.00  Blue Dream 3.5g | 12 units in cases of 12
            1 x 0.01              0.01  Samples: Lemon Haze 1g | Sample
            1 x 100.00          100.00  Durban 3.5g | 12 units in cases of 12
            total               208.01
            2026-11-02  Accounts Receivable (Green Mesa)                  208.01
                        Sales of Product Income                                     208.00
                        Samples given                                                 0.01
        """
    )


def test_medical_and_adult_use_lines_carry_their_class() -> None:
    holds(
        """
        Policy: medical class; adult-use class
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          12 units in cases of 12 · Blue Dream 3.5g · 108.00 · medical
          12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.4)
          create invoice 10492 · Green Mesa · 2026-11-02
            1 x 108.00          108.00  Blue Dream 3.5g | 12 units in cases of 12 · class Medical
            1 x 108.00          108.00  Blue Dream 3.5g | 12 units in cases of 12 · class Adult use
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )
