"""Which QuickBooks item a LeafLink product is (A10)."""

from __future__ import annotations

from leafledger.bookkeeping.questions import QuestionKind
from tests.examples.example import holds, planned


def test_an_item_of_the_same_sku_is_a_sure_match() -> None:
    holds(
        """
        LeafLink product Blue Dream 3.5g · sku BD-35
        QuickBooks item 21 "Bud" · sku bd-35 · income Flower sales
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A10)
          link item "Bud" (21)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Bud: Blue Dream 3.5g | SKU BD-35 | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Flower sales                                                216.00
        """
    )


def test_the_item_that_leaflink_names_is_a_sure_match() -> None:
    holds(
        """
        LeafLink product Blue Dream 3.5g · names 21
        QuickBooks item 21 "Flower" · income Flower sales
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A10)
          link item "Flower" (21)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Flower: Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Flower sales                                                216.00
        """
    )


def test_a_sku_that_leaflink_made_up_is_no_key() -> None:
    holds(
        """
        LeafLink product Blue Dream 3.5g · sku 0123456789abcdef0123
        QuickBooks item 21 "Flower" · sku 0123456789abcdef0123
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A10)
          create item "Blue Dream 3.5g" at 108.00 · Sales of Product Income
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        """
    )


def test_the_same_name_is_only_likeness_and_is_asked() -> None:
    holds(
        """
        LeafLink product Blue Dream 3.5g · sku BD-35
        QuickBooks item 21 "blue dream 3.5g"
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A10)
          question similar_item, $216.00 at stake
            Order 10492 is waiting: its product "Blue Dream 3.5g" (SKU BD-35) looks like "blue
            dream 3.5g" (SKU none) in QuickBooks, but nothing proves that they are the same.
            Nothing was posted. Give the product and one item the same SKU, or match them
            with: leafledger match product 102 21 (or 'new').
        """
    )


def test_an_unknown_product_is_created() -> None:
    holds(
        """
        LeafLink product Blue Dream 3.5g · sku BD-35 · at 108.00
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A10)
          create item "Blue Dream 3.5g" · SKU BD-35 at 108.00 · Sales of Product Income
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | SKU BD-35 | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Looked at again
        Books (A0)
          nothing: In QuickBooks as invoice 10492.
        """
    )


def test_an_unknown_product_is_asked_where_the_policy_says_so() -> None:
    holds(
        """
        Policy: products by hand
        LeafLink product Blue Dream 3.5g
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A10)
          question unknown_product, $216.00 at stake
            Order 10492 is waiting: "Blue Dream 3.5g" has no item in QuickBooks, and the
            policy says that items are not created by LeafLedger. Nothing was posted. Create
            the item in QuickBooks, then run: leafledger match product 102 ITEM-ID.
        """
    )


def test_a_name_that_an_inactive_item_has_gets_the_sku() -> None:
    holds(
        """
        LeafLink product Haze 1g · sku H1
        QuickBooks item 21 "Haze 1g" · inactive
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          3 units · Haze 1g · 36.00
          LeafLink total 108.00
        Books (A10)
          create item "Haze 1g (H1)" · SKU H1 at 108.00 · Sales of Product Income
          create invoice 10492 · Green Mesa · 2026-11-02
            3 x 36.00           108.00  Haze 1g (H1): Haze 1g | SKU H1
            total               108.00
            2026-11-02  Accounts Receivable (Green Mesa)                  108.00
                        Sales of Product Income                                     108.00
        """
    )


def test_a_product_of_two_lines_is_created_once() -> None:
    holds(
        """
        LeafLink product Blue Dream 3.5g · sku BD-35
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 432.00
        Books (A10)
          create item "Blue Dream 3.5g" · SKU BD-35 at 108.00 · Sales of Product Income
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | SKU BD-35 | 24 units in cases of 12
            2 x 108.00          216.00  Blue Dream 3.5g | SKU BD-35 | 24 units in cases of 12
            total               432.00
            2026-11-02  Accounts Receivable (Green Mesa)                  432.00
                        Sales of Product Income                                     432.00
        """
    )


def test_a_sku_on_two_items_is_asked() -> None:
    [plan] = planned(
        """
        LeafLink product Blue Dream 3.5g · sku BD-35
        QuickBooks item 21 "Flower" · sku BD-35
        QuickBooks item 22 "Flower old" · sku BD-35
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 108.00
        Books (A9.1, A10)
        """
    )
    assert [question.kind for question in plan.questions] == [QuestionKind.SIMILAR_ITEM]


def test_two_products_are_never_linked_to_one_item_in_one_round() -> None:
    [plan] = planned(
        """
        LeafLink product Blue Dream 3.5g · sku BD-35
        LeafLink product Blue Dream 3.5g sample · sku BD-35
        QuickBooks item 21 "Flower" · sku BD-35
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          12 units in cases of 12 · Blue Dream 3.5g · 108.00
          1 unit · Blue Dream 3.5g sample · 0.01
          LeafLink total 108.01
        Books (A10)
        """
    )
    linked = [step.target.id for step in plan.steps if step.target is not None]
    assert len(linked) == len(set(linked))


def test_an_item_that_is_another_product_is_never_taken() -> None:
    [plan] = planned(
        """
        LeafLink product Blue Dream 3.5g · names 202
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          12 units in cases of 12 · Durban 3.5g · 100.00
          12 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 208.00
        Books (A10)
        """
    )
    assert [step.target for step in plan.steps if step.target is not None] == []
