"""Which QuickBooks customer a LeafLink customer is (A9)."""

from __future__ import annotations

from tests.examples.example import holds, planned


def test_a_linked_customer_is_taken_as_linked() -> None:
    holds(
        """
        QuickBooks customer 58 "Green Mesa Dispensary LLC" · is Green Mesa
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_the_id_that_leaflink_names_is_a_sure_match() -> None:
    holds(
        """
        LeafLink customer Green Mesa · names 58
        QuickBooks customer 58 "GM Holdings"
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          link customer "GM Holdings" (58)
          create invoice 10492 · GM Holdings · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (GM Holdings)                 216.00
                        Sales of Product Income                                     216.00
        Looked at again
        Books (A9.1)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_a_licence_on_one_customer_is_a_sure_match() -> None:
    holds(
        """
        LeafLink customer Green Mesa · licence 402R-00123
        QuickBooks customer 58 "GM Holdings" · notes Lic. 402r-00123, resale
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          link customer "GM Holdings" (58)
          create invoice 10492 · GM Holdings · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (GM Holdings)                 216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_a_licence_on_two_customers_is_asked() -> None:
    holds(
        """
        LeafLink customer Green Mesa · licence 402R-00123
        QuickBooks customer 58 "GM Holdings" · notes 402R-00123
        QuickBooks customer 59 "GM old" · notes 402R-00123
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          question similar_customer, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" looks like "GM Holdings", "GM
            old" in QuickBooks, but nothing proves that they are the same. Nothing was posted.
            Take its licence number (402R-00123) off the wrong one in QuickBooks, or match the
            right one with: leafledger match customer 8841 QUICKBOOKS-ID (58 for "GM
            Holdings", 59 for "GM old", or 'new').
        """
    )


def test_the_same_name_is_only_likeness_and_is_asked() -> None:
    holds(
        """
        LeafLink customer Green Mesa · licence 402R-00123
        QuickBooks customer 58 "GREEN-MESA"
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          question similar_customer, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" looks like "GREEN-MESA" in
            QuickBooks, but nothing proves that they are the same. Nothing was posted. Write
            its licence number (402R-00123) into that QuickBooks customer's notes, or match
            them with: leafledger match customer 8841 58 (or 'new').
        """
    )


def test_the_same_phone_is_only_likeness_and_is_asked() -> None:
    holds(
        """
        LeafLink customer Green Mesa · phone (303) 555-0100
        QuickBooks customer 58 "GM Holdings" · phone +1 303 555 0100
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          question similar_customer, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" looks like "GM Holdings" in
            QuickBooks, but nothing proves that they are the same. Nothing was posted. Match
            them with: leafledger match customer 8841 58 (or 'new').
        """
    )


def test_the_id_goes_before_the_licence() -> None:
    holds(
        """
        LeafLink customer Green Mesa · licence 402R-00123 · names 58
        QuickBooks customer 58 "GM Holdings"
        QuickBooks customer 59 "GM old" · notes 402R-00123
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          link customer "GM Holdings" (58)
          create invoice 10492 · GM Holdings · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (GM Holdings)                 216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_the_same_e_mail_is_only_likeness_and_is_asked() -> None:
    holds(
        """
        LeafLink customer Green Mesa · email buyer@mesa.example
        QuickBooks customer 58 "GM Holdings" · email BUYER@mesa.example
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          question similar_customer, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" looks like "GM Holdings" in
            QuickBooks, but nothing proves that they are the same. Nothing was posted. Match
            them with: leafledger match customer 8841 58 (or 'new').
        """
    )


def test_an_order_of_a_customer_that_was_merged_away_waits() -> None:
    holds(
        """
        QuickBooks customer 58 "Green Mesa" · is Green Mesa
        QuickBooks: customer 58 is merged into another
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1, A11)
          question customer_gone, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" is gone from QuickBooks; it may
            have been merged into another customer there. Nothing was posted. Say who takes
            its place: leafledger match customer 8841 QUICKBOOKS-ID (or 'new').
        """
    )


def test_a_customer_of_another_name_in_quickbooks_is_named_by_both() -> None:
    holds(
        """
        QuickBooks customer 58 "GM Holdings" · is Green Mesa · inactive
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1, A11)
          question customer_gone, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" is "GM Holdings" in QuickBooks,
            which is not active there. Nothing was posted. Make it active in QuickBooks, or
            say who takes its place: leafledger match customer 8841 QUICKBOOKS-ID (or 'new').
        """
    )


def test_an_unknown_customer_is_created() -> None:
    holds(
        """
        LeafLink customer Green Mesa · licence 402R-00123
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          create customer "Green Mesa"
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_an_unknown_customer_is_asked_where_the_policy_says_so() -> None:
    holds(
        """
        Policy: customers by hand
        LeafLink customer Green Mesa
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
          question unknown_customer, $216.00 at stake
            Order 10492 is waiting: its customer "Green Mesa" is not in QuickBooks, and the
            policy says that customers are not created by LeafLedger. Nothing was posted.
            Create the customer in QuickBooks, then run: leafledger match customer 8841
            QUICKBOOKS-ID.
        """
    )


def test_a_name_that_a_vendor_has_gets_the_licence() -> None:
    holds(
        """
        LeafLink customer Green Mesa · licence 402R-00123
        QuickBooks vendor "green mesa"
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.2)
          create customer "Green Mesa (402R-00123)"
          create invoice 10492 · Green Mesa (402R-00123) · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa (402R-00123))     216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_two_stores_of_one_name_have_two_names() -> None:
    holds(
        """
        LeafLink customer Green Mesa North · called Green Mesa · licence 402R-00123
        LeafLink customer Green Mesa South · called Green Mesa · licence 402R-00456
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa North
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Order 10493 · Accepted 2026-11-02 09:20 Denver · Green Mesa South
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.2)
          10492:
          create customer "Green Mesa"
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
          10493:
          create customer "Green Mesa (402R-00456)"
          create invoice 10493 · Green Mesa (402R-00456) · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa (402R-00456))     216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_two_customers_are_never_linked_to_one_in_one_round() -> None:
    plans = planned(
        """
        LeafLink customer Green Mesa · names 58
        LeafLink customer Green Mesa Annex · names 58
        QuickBooks customer 58 "GM Holdings"
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
        Order 10493 · Accepted 2026-11-02 09:20 Denver · Green Mesa Annex
          12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
        Books (A9.1)
        """
    )
    linked = [step.target.id for plan in plans for step in plan.steps if step.target is not None]
    assert linked == ["58"]


def test_a_question_names_the_order_that_waits() -> None:
    plans = planned(
        """
        LeafLink customer Green Mesa
        QuickBooks customer 58 "Green Mesa"
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
        Order 10493 · Accepted 2026-11-02 09:20 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A9.1)
        """
    )
    assert "10493" in plans[1].questions[0].happened
    assert plans[1].questions[0].amount == plans[1].wanted
