"""When an order is recognised, and the day its invoice carries (A2)."""

from __future__ import annotations

from tests.examples.example import holds


def test_half_past_three_in_utc_is_the_day_before_in_denver() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 03:30 UTC · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.2)
          create invoice 10492 · Green Mesa · 2026-11-01
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-01  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_an_hour_that_comes_twice_has_one_day() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-01 07:30 UTC · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.2)
          create invoice 10492 · Green Mesa · 2026-11-01
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-01  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_midnight_comes_an_hour_later_in_utc_after_summer_time() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 06:59 UTC · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.2)
          create invoice 10492 · Green Mesa · 2026-11-01
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-01  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_in_summer_the_same_hour_is_already_the_next_day() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-07-02 06:59 UTC · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.2)
          create invoice 10492 · Green Mesa · 2026-07-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-07-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_arizona_keeps_its_time_all_year() -> None:
    holds(
        """
        Policy: time zone America/Phoenix
        Order 10492 · Accepted 2026-07-02 06:59 UTC · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.2)
          create invoice 10492 · Green Mesa · 2026-07-01
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-07-01  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_the_invoice_may_carry_the_ship_date() -> None:
    holds(
        """
        Policy: dated by ship_date
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          ships 2026-11-10 08:00 Denver
        Books (A2.2)
          create invoice 10492 · Green Mesa · 2026-11-10
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-10  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_an_order_without_a_ship_date_takes_the_recognised_day() -> None:
    holds(
        """
        Policy: dated by ship_date
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_the_invoice_may_carry_the_day_of_the_order() -> None:
    holds(
        """
        Policy: dated by created
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          created 2026-10-30 08:00 Denver
        Books (A2.2)
          create invoice 10492 · Green Mesa · 2026-10-30
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-10-30  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_where_the_log_is_silent_the_first_sight_counts() -> None:
    holds(
        """
        Order 10492 · Accepted seen 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
          first seen 2026-11-03 18:00 Denver
        Books (A2.2)
          create invoice 10492 · Green Mesa · 2026-11-03
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-03  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_an_order_of_before_the_first_day_is_known_and_never_posted() -> None:
    holds(
        """
        Policy: posted since 2026-11-03
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.3)
          nothing: Dated 2026-11-02, before the first day that is posted.
        """
    )


def test_an_order_of_the_first_day_is_posted() -> None:
    holds(
        """
        Policy: posted since 2026-11-02
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.3)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )
