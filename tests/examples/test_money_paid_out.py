"""What LeafLink pays out: one deposit that is the bank's line, fees by kind (A6.5)."""

from __future__ import annotations

from tests.examples.payout_scene import paid_out


def test_a_payout_takes_clearing_to_the_bank_and_its_fees_apart() -> None:
    paid_out(
        """
        Payout LLP-20261104 of 2026-11-04
        marketplace_payment · order 10492 · 1000.00, fee 35.00
        invoice_purchase · order 10493 · 500.00, fee 20.00
        Books (A6.5)
          deposit 2026-11-04
            Checking                   1445.00
            LeafLink clearing         -1000.00  Order 10492: LeafLink Direct payment
            LeafLink clearing          -500.00  Order 10493: factored by LeafLink
            LeafLink fees                35.00  Direct Pay fee
            LeafLink fees                20.00  Factoring fee
        """
    )


def test_a_kind_of_fee_may_have_an_account_of_its_own() -> None:
    paid_out(
        """
        Policy: factor_fee goes to Factoring cost
        Payout LLP-20261104 of 2026-11-04
        marketplace_payment · order 10492 · 1000.00, fee 35.00
        invoice_purchase · order 10493 · 500.00, fee 20.00
        Books (A6.5)
          deposit 2026-11-04
            Checking                   1445.00
            LeafLink clearing         -1000.00  Order 10492: LeafLink Direct payment
            LeafLink clearing          -500.00  Order 10493: factored by LeafLink
            LeafLink fees                35.00  Direct Pay fee
            Factoring cost               20.00  Factoring fee
        """
    )


def test_a_reversal_and_its_returned_fee_come_out_of_a_payout() -> None:
    paid_out(
        """
        Payout LLP-20261104 of 2026-11-04
        marketplace_payment · order 10492 · 1000.00, fee 35.00
        reversal · order 10488 · -200.00, fee -7.00
        ach_error · 0, fee 25.00
        Books (A6.5)
          deposit 2026-11-04
            Checking                    747.00
            LeafLink clearing         -1000.00  Order 10492: LeafLink Direct payment
            LeafLink clearing           200.00  Order 10488: reversal
            LeafLink fees                35.00  Direct Pay fee
            LeafLink fees                -7.00  Direct Pay fee given back
            LeafLink fees                25.00  Fee for a returned payment (NSF)
        """
    )


def test_a_payout_below_zero_is_a_journal_entry() -> None:
    paid_out(
        """
        Payout LLP-20261104 of 2026-11-04
        reversal · order 10488 · -200.00, fee -7.00
        Books (A6.5)
          journal entry 2026-11-04
            Checking                   -193.00
            LeafLink clearing           200.00  Order 10488: reversal
            LeafLink fees                -7.00  Direct Pay fee given back
        """
    )


def test_a_row_that_clearing_does_not_hold_is_asked_about() -> None:
    paid_out(
        """
        Payout LLP-20261104 of 2026-11-04
        marketplace_payment · order 10492 · 1000.00, fee 35.00
        Clearing holds 600.00 of order 10492
        Books (A6.5)
          question payout_does_not_add_up, $965.00 at stake
            Payout LLP-20261104 of $965.00 is waiting: its statement shows $1,000.00 for order
            10492 (LeafLink Direct payment), and the clearing account holds $600.00 of it.
            Nothing of it was entered at the bank. Look at the payments of order 10492: one
            that waits must be entered first, and one that was entered to another account must
            be changed to the clearing account in QuickBooks. LeafLedger then looks again by
            itself. If the statement is wrong, download it again and import it with --replace.
        """
    )


def test_a_row_of_an_order_that_nobody_knows_is_asked_about() -> None:
    paid_out(
        """
        Payout LLP-20261104 of 2026-11-04
        marketplace_payment · order 10492 · 1000.00, fee 35.00
        Nobody knows order 10492
        Books (A6.5)
          question payout_does_not_add_up, $965.00 at stake
            Payout LLP-20261104 of $965.00 is waiting: row 1 of its statement (LeafLink Direct
            payment, $1,000.00) names "10492", and LeafLedger knows no such order. Nothing of
            it was entered at the bank. Look for the order on LeafLink; run leafledger sync
            --order with its number if it lies before the start of the books. If the statement
            is wrong, download it again and import it with --replace.
        """
    )


def test_a_payout_waits_for_the_account_of_its_bank() -> None:
    paid_out(
        """
        Policy: no account for bank
        Payout LLP-20261104 of 2026-11-04
        marketplace_payment · order 10492 · 1000.00, fee 35.00
        Books (A6.5)
          question no_clearing_account, $965.00 at stake
            Payout LLP-20261104 of $965.00 is waiting: the policy names no account for the
            bank that LeafLink pays out to. Nothing of it was entered at the bank. Choose an
            account as payments.bank in the policy; LeafLedger then enters it by itself.
        """
    )


def test_a_payout_in_closed_books_waits() -> None:
    paid_out(
        """
        QuickBooks: closed through 2026-11-30
        Payout LLP-20261104 of 2026-11-04
        marketplace_payment · order 10492 · 1000.00, fee 35.00
        Books (A6.5, A11)
          question closed_period, $965.00 at stake
            Payout LLP-20261104 of $965.00 is dated 2026-11-04, and the books are closed
            through 2026-11-30. Nothing of it was entered at the bank. Reopen the period in
            QuickBooks, or set closed_period = "next_open_day" in the policy.
        """
    )


def test_a_deposit_that_was_edited_by_hand_is_asked_about() -> None:
    paid_out(
        """
        Payout LLP-20261104 of 2026-11-04
        marketplace_payment · order 10492 · 1000.00, fee 35.00
        Books (A6.5)
          deposit 2026-11-04
            Checking                    965.00
            LeafLink clearing         -1000.00  Order 10492: LeafLink Direct payment
            LeafLink fees                35.00  Direct Pay fee
        Books (A0)
          nothing: It is in QuickBooks.
        QuickBooks: the deposit is edited by hand to 960.00
        Books (A5.5, A6.5)
          question edited_by_hand, $5.00 at stake
            The deposit of payout LLP-20261104 was edited by hand in QuickBooks: it shows
            $960.00, its statement $965.00. The deposit stands as it was edited. Change it
            back in QuickBooks if the bank shows what the statement does, or import the
            corrected statement.
        QuickBooks: the deposit is deleted by hand
        Books (A5.5, A6.5)
          question payment_gone, $965.00 at stake
            The deposit of payout LLP-20261104 ($965.00) was deleted in QuickBooks. The
            clearing account holds its money again, and the bank shows nothing of it. If it is
            to stand, import its statement again with: leafledger payouts import FILE
            --replace. Otherwise enter at the bank what did happen.
        """
    )
