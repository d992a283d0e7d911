"""Our payments that somebody changed in QuickBooks: told, and never forced (A5.5, A6)."""

from __future__ import annotations

from tests.examples.paying import money_holds


def test_a_payment_that_was_lowered_by_hand_is_asked_about() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 300.00 by check on 2026-11-05
        Books (A6.1)
          receive 300.00 · 2026-11-05 · Check
            invoice 10492             300.00
            2026-11-05  Undeposited Funds                                 300.00
                        Accounts Receivable (Green Mesa)                            300.00
        Then
          QuickBooks: payment 9101 is lowered to 280.00
        Books (A5.5)
          question edited_by_hand, $20.00 at stake
            A payment for order 10492 was edited by hand in QuickBooks: it shows $280.00,
            LeafLink shows $300.00. The payment stands as it was edited. Change it back in
            QuickBooks. If LeafLink's amount is the wrong one, correct it there afterwards
            with a further payment; LeafLedger enters that one, too.
        """
    )


def test_a_bounced_payment_that_is_voided_by_hand_too_must_come_back() -> None:
    money_holds(
        """
        Order 10492 · Green Mesa · invoice 500.00
          paid 500.00 by check on 2026-11-05
        Books (A6.1)
          receive 500.00 · 2026-11-05 · Check
            invoice 10492             500.00
            2026-11-05  Undeposited Funds                                 500.00
                        Accounts Receivable (Green Mesa)                            500.00
        Then
          paid -500.00 by check on 2026-11-12 · NSF
        Books (A6.2)
          write journal entry of 500.00 · 2026-11-12
            2026-11-12  Accounts Receivable (Green Mesa)                  500.00
                        Undeposited Funds                                           500.00
          apply payment 9101 500.00 · 2026-11-05
            its reversal              500.00
        Then
          QuickBooks: payment 9101 is voided by hand
        Books (A6.2)
          question payment_gone, $500.00 at stake
            The payment of $500.00 for order 10492 (QuickBooks payment 9101) was voided or
            deleted in QuickBooks. LeafLink shows that it came back, and its journal entry
            says so in QuickBooks. Now the customer owes $500.00 twice there: on the invoice,
            and by that entry. Run: leafledger sync --order a9bf6e2f --repost; it enters the
            payment again, so that the entry is settled by it.
        """
    )
