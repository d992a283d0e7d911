"""An order that comes to nothing (A5.4)."""

from __future__ import annotations

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.ledger.documents import SalesDocument
from tests.examples.example import holds, planned


def test_an_order_cancelled_before_posting_leaves_nothing() -> None:
    holds(
        """
        Order 10492 · Submitted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A2.1)
          nothing: Not recognised: it is Submitted.
        Then
          Cancelled 2026-11-03 10:00 Denver
        Books (A5.4)
          nothing: It is Cancelled and was never invoiced.
        """
    )


def test_a_cancelled_order_leaves_nothing_receivable() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          discount 10 %  shipping 25.00  tax 32.40  LeafLink total 251.80
        Books (A3.3, A4.1)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x 32.40            32.40  Cannabis excise: Tax
            discount            -21.60
            shipping             25.00
            total               251.80
            2026-11-02  Accounts Receivable (Green Mesa)                  251.80
                        Discounts given                                    21.60
                        Sales of Product Income                                     216.00
                        Cannabis tax payable                                         32.40
                        Shipping income (QuickBooks default)                         25.00
        Then
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            1 x 32.40            32.40  Cannabis excise: Tax
            discount            -21.60
            shipping             25.00
            total               251.80
            2026-11-05  Accounts Receivable (Green Mesa)                            251.80
                        Discounts given                                              21.60
                        Sales of Product Income                           216.00
                        Cannabis tax payable                               32.40
                        Shipping income (QuickBooks default)               25.00
        Looked at again
        Books (A5.4)
          apply 251.80 of credit memo 10492-C to invoice 10492 · 2026-11-05
        Looked at again
        Books (A5.4)
          nothing: It is Cancelled; its invoice was taken back.
        """
    )


def test_a_payment_on_a_rejected_order_becomes_the_customers_credit() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          QuickBooks: 50.00 is paid on the invoice
          Rejected 2026-11-05 10:00 Denver
        Books (A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-05  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        Looked at again
        Books (A5.4)
          apply 166.00 of credit memo 10492-C to invoice 10492 · 2026-11-05
        Looked at again
        Books (A5.4)
          nothing: It is Rejected; its invoice was taken back.
        """
    )


def test_what_quickbooks_applied_by_itself_is_accepted() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          Rejected 2026-11-05 10:00 Denver
        Books (A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-05  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        Then
          QuickBooks: it applied 216.00 of the credit memo by itself
        Books (A6.7)
          nothing: It is Rejected; its invoice was taken back.
        """
    )


def test_only_the_rest_is_applied_where_quickbooks_began() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          Rejected 2026-11-05 10:00 Denver
        Books (A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-05  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        Then
          QuickBooks: it applied 100.00 of the credit memo by itself
        Books (A6.7)
          apply 116.00 of credit memo 10492-C to invoice 10492 · 2026-11-05
        """
    )


def test_an_order_combined_into_another_is_taken_back() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          Combined 2026-11-05 10:00 Denver
        Books (A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-05  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        """
    )


def test_an_untouched_invoice_is_voided_where_the_policy_says_so() -> None:
    holds(
        """
        Policy: on cancel void_when_untouched
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4)
          void invoice "10492" (9001)
        Looked at again
        Books (A5.4)
          nothing: It is Cancelled; its invoice is void or deleted.
        """
    )


def test_a_paid_invoice_is_never_voided() -> None:
    holds(
        """
        Policy: on cancel void_when_untouched
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          QuickBooks: 50.00 is paid on the invoice
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-05
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-05  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        """
    )


def test_the_day_is_the_business_day_of_the_cancellation() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          Cancelled 2026-11-05 03:30 UTC
        Books (A5.4)
          create credit memo 10492-C · Green Mesa · 2026-11-04
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-04  Accounts Receivable (Green Mesa)                            216.00
                        Sales of Product Income                           216.00
        """
    )


def test_a_cancelled_order_whose_invoice_is_deleted_needs_nothing() -> None:
    holds(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
          create invoice 10492 · Green Mesa · 2026-11-02
            2 x 108.00          216.00  Blue Dream 3.5g | 24 units in cases of 12
            total               216.00
            2026-11-02  Accounts Receivable (Green Mesa)                  216.00
                        Sales of Product Income                                     216.00
        Then
          QuickBooks: the invoice is deleted by hand
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4)
          nothing: It is Cancelled; its invoice is void or deleted.
        """
    )


def test_never_more_is_taken_back_than_the_invoice_says() -> None:
    [plan] = planned(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
        Then
          QuickBooks: the invoice is edited by hand to 200.00
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4, A5.5)
        """
    )
    memos = [step.content for step in plan.steps if isinstance(step.content, SalesDocument)]
    assert all(memo.total.amount <= 200 for memo in memos)


def test_a_credit_memo_deleted_by_hand_is_asked_about() -> None:
    [plan] = planned(
        """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          24 units in cases of 12 · Blue Dream 3.5g · 108.00
          LeafLink total 216.00
        Books (A3.2)
        Then
          Cancelled 2026-11-05 10:00 Denver
        Books (A5.4)
        Then
          QuickBooks: the credit memo is deleted by hand
        Books (A5.4, A5.5)
        """
    )
    assert [question.kind for question in plan.questions] == [QuestionKind.EDITED_BY_HAND]
