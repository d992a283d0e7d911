"""The arithmetic of an order: cases, prices, fractions, parts of cases (A1.1, A3.2)."""

from __future__ import annotations

from tests.examples.example import holds


def test_the_captured_order_of_2019_adds_up() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24.0000 units in cases of 24 · Blue Dream 1g · 114.00
          24.0000 units in cases of 24 · Lemon Haze 1g · 114.00
          24.0000 units in cases of 24 · Durban 1g · 114.00
          LeafLink total 342.00
        Books (A1.1, A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            1 x 114.00          114.00  Blue Dream 1g | 24 units in cases of 24
            1 x 114.00          114.00  Lemon Haze 1g | 24 units in cases of 24
            1 x 114.00          114.00  Durban 1g | 24 units in cases of 24
            total               342.00
            2026-11-02  Accounts Receivable (Green Mesa)                  342.00
                        Sales of Product Income                                     342.00
        """
    )


def test_the_price_is_the_price_of_a_case() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          20 units in cases of 10 · Blue Dream 1g · 200
          10 units in cases of 10 · Lemon Haze 1g · 220
          LeafLink total 620.00
        Books (A1.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 200.00          400.00  Blue Dream 1g | 20 units in cases of 10
            1 x 220.00          220.00  Lemon Haze 1g | 10 units in cases of 10
            total               620.00
            2026-11-02  Accounts Receivable (Green Mesa)                  620.00
                        Sales of Product Income                                     620.00
        """
    )


def test_a_sale_price_takes_the_place_of_the_ordered_price() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          120 units in cases of 12 · Blue Dream 3.5g · 108, on sale at 99
          LeafLink total 990.00
        Books (A1.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            10 x 99.00          990.00  Blue Dream 3.5g | 120 units in cases of 12
            total               990.00
            2026-11-02  Accounts Receivable (Green Mesa)                  990.00
                        Sales of Product Income                                     990.00
        """
    )


def test_a_fractional_weight_keeps_its_quantity() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          1.5 lb · Trim · 1200
          discount 10 %  shipping 25.00  LeafLink total 1645.00
        Books (A1.1, A1.2, A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            1.5 x 1200.00      1800.00  Trim
            discount           -180.00
            shipping             25.00
            total              1645.00
            2026-11-02  Accounts Receivable (Green Mesa)                 1645.00
                        Discounts given                                   180.00
                        Sales of Product Income                                    1800.00
                        Shipping income (QuickBooks default)                         25.00
        """
    )


def test_a_partial_case_is_shown_in_units() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          7 units in cases of 12 · Blue Dream 3.5g · 108
          LeafLink total 63.00
        Books (A1.1, A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            7 x 9.00             63.00  Blue Dream 3.5g | 7 units in cases of 12
            total                63.00
            2026-11-02  Accounts Receivable (Green Mesa)                   63.00
                        Sales of Product Income                                      63.00
        """
    )


def test_eight_hundred_units_in_twelves_are_shown_in_units() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          800 units in cases of 12 · Pre-roll 1g · 108.00
          LeafLink total 7200.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            800 x 9.00         7200.00  Pre-roll 1g | 800 units in cases of 12
            total              7200.00
            2026-11-02  Accounts Receivable (Green Mesa)                 7200.00
                        Sales of Product Income                                    7200.00
        """
    )


def test_a_price_per_unit_may_need_seven_places() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          800 units in cases of 12 · Pre-roll 1g · 100.00
          LeafLink total 6666.67
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            800 x 8.3333333    6666.67  Pre-roll 1g | 800 units in cases of 12
            total              6666.67
            2026-11-02  Accounts Receivable (Green Mesa)                 6666.67
                        Sales of Product Income                                    6666.67
        """
    )


def test_a_quantity_stands_with_its_amount_where_no_price_gives_it() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          1000001 units in cases of 7 · Seed · 100.00
          LeafLink total 14285728.57
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            1000001         14285728.57  Seed | 1000001 units in cases of 7
            total           14285728.57
            2026-11-02  Accounts Receivable (Green Mesa)              14285728.57
                        Sales of Product Income                                 14285728.57
        """
    )


def test_a_null_multiplier_counts_as_one() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          3 units with no multiplier · Vape 1g · 30.00
          LeafLink total 90.00
        Books (A1.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            3 x 30.00            90.00  Vape 1g
            total                90.00
            2026-11-02  Accounts Receivable (Green Mesa)                   90.00
                        Sales of Product Income                                      90.00
        """
    )


def test_a_multiplier_of_zero_counts_as_one() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          3 units with zero multiplier · Vape 1g · 30.00
          LeafLink total 90.00
        Books (A1.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            3 x 30.00            90.00  Vape 1g
            total                90.00
            2026-11-02  Accounts Receivable (Green Mesa)                   90.00
                        Sales of Product Income                                      90.00
        """
    )


def test_half_a_cent_is_rounded_up() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          1.5 g · Live rosin · 0.03
          LeafLink total 0.05
        Books (A1.1, A1.4)
          create invoice 10492 · Green Mesa · 2026-11-02
            1.5 x 0.03            0.05  Live rosin
            total                 0.05
            2026-11-02  Accounts Receivable (Green Mesa)                    0.05
                        Sales of Product Income                                       0.05
        """
    )


def test_tags_and_notes_travel_on_the_line() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          6 units in cases of 6 · Haze 1g · 54.00 · tags 1A4060305 · note old
          LeafLink total 54.00
        Books (A3.2, A3.5)
          create invoice 10492 · Green Mesa · 2026-11-02
            1 x 54.00            54.00  Haze 1g | 6 units in cases of 6 | Metrc 1A4060305 | old
            total                54.00
            2026-11-02  Accounts Receivable (Green Mesa)                   54.00
                        Sales of Product Income                                      54.00
        """
    )
