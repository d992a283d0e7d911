"""Each payment of LeafLink has one counterpart, and the order leaves the same to be paid.

LeafLink                    QuickBooks                              standing
342.00, paid 100.00         invoice 342.00, payment 100.00 on it    proved, 242.00 open
paid 100.00                 nothing                                 differs by -100.00
paid 100.00, back -100.00   payment 100.00, entry 100.00            proved, 342.00 open
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import Order, OrderStatus, Unreadable
from leafledger.commerce.remittances import CreditStatus, PaymentMethod
from leafledger.figures.money import Money
from leafledger.figures.references import payout_marker, written_back_reason
from leafledger.ledger.documents import KnownDocument
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import Receipt, Settled
from leafledger.reconciliation.checks import BALANCES, CREDITS, PAYMENTS, Check, Standing
from leafledger.reconciliation.proof import Proof
from tests.reconciliation.held import NUMBER, POLICY, credit_memo, invoice, order
from tests.reconciliation.money_held import (
    BUYER,
    all_held,
    balance,
    given,
    memo,
    paid,
    received,
    reversed_by,
    ticked,
)

VOIDING = Policy.model_validate(POLICY.model_dump(mode="json") | {"payments": {"bounce": "void"}})


def sold(left: str = "342.00", **more: Any) -> Order:
    """An order of 342.00 of which LeafLink shows so much as unpaid."""
    return replace(order(), payment_balance=Money.of(left), **more)


def open_invoice(left: str = "342.00") -> KnownDocument:
    """Its invoice with so much open."""
    return replace(invoice(), open=Money.of(left))


def the_payment(proof: Proof) -> Check:
    """The only payment that was checked."""
    (found,) = proof.checks[PAYMENTS]
    return found


def test_a_payment_with_its_counterpart_is_proved_and_so_is_the_rest() -> None:
    proof = all_held(sold("242.00"), paid("100.00"), open_invoice("242.00"), received("100.00"))
    assert proof.holds
    assert the_payment(proof).standing is Standing.PROVED
    assert balance(proof).wanted == balance(proof).booked == Money.of("242.00")
    assert proof.orders[0].open == Money.of("242.00")


def test_a_payment_that_is_missing_is_named_with_its_cure() -> None:
    proof = all_held(sold("242.00"), paid("100.00"), open_invoice())
    found = the_payment(proof)
    assert (found.standing, found.difference) == (Standing.DIFFERS, Money.of("-100.00"))
    assert found.why == "LeafLink shows $100.00, QuickBooks has no payment for it."
    assert "leafledger sync --order" in found.cure
    assert balance(proof).difference == Money.of("100.00")
    assert not proof.holds


def test_a_payment_that_stands_there_twice_is_seen() -> None:
    twice = (received("100.00"), replace(received("100.00"), id="299"))
    found = the_payment(all_held(sold("242.00"), paid("100.00"), open_invoice("142.00"), *twice))
    assert found.difference == Money.of("100.00")
    assert "2 payment documents" in found.why


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (received("90.00"), "changed by hand"),
        (received("100.00", dated=date(2026, 11, 10)), "dated 2026-11-10 in QuickBooks"),
    ],
)
def test_another_amount_or_date_is_a_difference(other: Any, said: str) -> None:
    left = str(Money.of("342.00").amount - other.total.amount)
    found = the_payment(all_held(sold("242.00"), paid("100.00"), open_invoice(left), other))
    assert found.standing is Standing.DIFFERS
    assert said in found.why


def test_a_payment_that_leaflink_does_not_show_is_a_stray() -> None:
    found = the_payment(all_held(sold(), open_invoice("242.00"), received("100.00", "9")))
    assert found.difference == Money.of("100.00")
    assert "LeafLink does not show it" in found.why


def test_what_waits_for_a_person_is_no_difference() -> None:
    waiting = {f"payments:{NUMBER}": "The policy names no account."}
    proof = all_held(sold("242.00"), paid("100.00"), open_invoice(), waiting=waiting)
    assert proof.holds
    assert proof.waits
    assert the_payment(proof).why == "The policy names no account."


def test_a_row_that_cannot_be_read_waits() -> None:
    row = Unreadable("payment", "7", "Payment 7", "Its amount is no number.")
    assert the_payment(all_held(sold(), open_invoice(), row)).standing is Standing.WAITING


def test_a_bounce_leaves_the_invoice_open_whether_relinked_or_deposited() -> None:
    rows = (sold(), paid("100.00"), paid("-100.00", "8"))
    deposited = all_held(*rows, open_invoice("242.00"), received("100.00"), reversed_by("100.00"))
    assert deposited.holds
    assert balance(deposited).booked == Money.of("342.00")
    forgotten = all_held(*rows, open_invoice("242.00"), received("100.00"))
    assert [one.standing for one in forgotten.checks[PAYMENTS]] == [
        Standing.PROVED, Standing.DIFFERS,
    ]  # fmt: skip


def test_a_bounce_that_is_voided_leaves_no_counterpart() -> None:
    rows = (sold(), paid("100.00"), paid("-100.00", "8"), open_invoice())
    assert all_held(*rows, policy=VOIDING).holds
    still = all_held(*rows, received("100.00"), policy=VOIDING)
    assert not still.holds


def test_a_bounce_of_a_payment_that_was_voided_by_hand_leaves_nothing() -> None:
    proof = all_held(sold(), paid("100.00"), paid("-100.00", "8"), open_invoice())
    assert proof.holds
    assert {one.standing for one in proof.checks[PAYMENTS]} == {Standing.PROVED}


def test_a_tick_is_proved_by_the_payment_recorded_for_it() -> None:
    proof = all_held(sold("342.00", paid=True), open_invoice("0.00"), ticked("342.00"))
    assert proof.holds
    assert balance(proof).booked == Money.zero()


def test_a_payment_that_only_a_payout_statement_tells_of_stands_for_the_order() -> None:
    told = received("342.00", note=f"{payout_marker('77')} payment a1b2")
    proof = all_held(sold("342.00"), open_invoice("0.00"), told)
    assert proof.holds
    assert balance(proof).booked == Money.zero()


def test_more_than_was_owed_is_the_customers_credit_on_both_sides() -> None:
    proof = all_held(
        sold("-58.00"), paid("400.00"), open_invoice("0.00"), received("400.00", on="342.00")
    )
    assert proof.holds
    assert balance(proof).booked == Money.of("-58.00")


def test_payments_of_a_cancelled_order_are_the_customers_credit() -> None:
    ended = replace(order(status=OrderStatus.CANCELLED), payment_balance=Money.of("242.00"))
    taken = replace(credit_memo(), open=Money.of("100.00"))
    proof = all_held(ended, paid("100.00"), open_invoice("0.00"), received("100.00"), taken)
    assert proof.holds
    assert balance(proof).booked == Money.of("-100.00")


def test_a_payment_entered_in_quickbooks_must_be_told_to_leaflink() -> None:
    by_hand = received("100.00", note="Check from Green Mesa")
    untold = all_held(sold(), open_invoice("242.00"), by_hand)
    assert the_payment(untold).difference == Money.of("100.00")
    assert "it tells LeafLink" in the_payment(untold).cure
    told = paid("100.00", reason=written_back_reason(by_hand.id))
    assert all_held(sold("242.00"), told, open_invoice("242.00"), by_hand).holds


@pytest.mark.parametrize("left", ["342.00", "282.00"])
def test_a_used_credit_is_proved_however_leaflink_nets_it(left: str) -> None:
    proof = all_held(
        sold(left, credits=Money.of("60.00")), given("60.00", CreditStatus.USED),
        open_invoice("282.00"), memo("60.00"),
    )  # fmt: skip
    assert proof.holds
    assert balance(proof).booked == Money.of("282.00")


def test_a_used_credit_that_was_not_applied_is_seen() -> None:
    proof = all_held(
        sold("282.00"), given("60.00", CreditStatus.USED), open_invoice(), memo("60.00", "60.00")
    )
    (found,) = proof.checks[CREDITS]
    assert found.standing is Standing.DIFFERS
    assert "$60.00 of its memo is still open" in found.why
    assert "undone by hand, apply the memo" in found.cure


@pytest.mark.parametrize(
    ("status", "memos", "said"),
    [
        (CreditStatus.ACTIVE, (), "no credit memo"),
        (CreditStatus.ACTIVE, (memo("50.00", "50.00"),), "changed by hand"),
        (CreditStatus.ACTIVE, (memo("60.00"), replace(memo("60.00"), id="401")), "2 credit memos"),
        (CreditStatus.CANCELLED, (memo("60.00", "60.00"),), "still counts"),
    ],
)
def test_a_credit_without_its_one_memo_differs(
    status: CreditStatus, memos: tuple[KnownDocument, ...], said: str
) -> None:
    (found,) = all_held(sold(), given("60.00", status), open_invoice(), *memos).checks[CREDITS]
    assert found.standing is Standing.DIFFERS
    assert said in found.why


def test_a_credit_for_no_order_whose_memo_is_gone_waits_with_its_amount() -> None:
    free = replace(given("60.00"), order="")
    proof = all_held(sold(), free, open_invoice(), waiting={"credit:5": "Its memo was deleted."})
    (found,) = proof.checks[CREDITS]
    assert (found.standing, found.difference) == (Standing.WAITING, Money.of("-60.00"))
    before_the_books = all_held(sold(), free, open_invoice())
    assert before_the_books.checks[CREDITS] == ()


def test_a_payment_by_credit_needs_a_credit_used_on_its_order() -> None:
    by_credit = paid("60.00", method=PaymentMethod.CREDIT)
    used = (given("60.00", CreditStatus.USED), memo("60.00"))
    assert all_held(sold("282.00"), by_credit, open_invoice("282.00"), *used).holds
    alone = the_payment(all_held(sold("282.00"), by_credit, open_invoice()))
    assert alone.standing is Standing.DIFFERS
    assert "does not show as used" in alone.why


def test_a_credit_that_quickbooks_applied_elsewhere_is_accepted() -> None:
    """QuickBooks used 40.00 of another order's credit on this invoice (A6.7)."""
    linked = tuple(
        Settled(kind, Known(kind, id_), Money.of("40.00"))
        for kind, id_ in ((RecordKind.CREDIT_MEMO, "400"), (RecordKind.INVOICE, "145"))
    )
    of_itself = replace(received("0.00", "9", note="to link credits to charges"), settles=linked)
    proof = all_held(
        sold("242.00"), paid("100.00"), open_invoice("202.00"), received("100.00"), of_itself
    )
    assert proof.holds
    assert proof.orders[0].open == Money.of("202.00")


def test_a_balance_seen_before_its_payment_is_asked_again() -> None:
    sides = (sold("342.00"), paid("100.00"), open_invoice("242.00"), received("100.00"))
    assert all_held(*sides, now="242.00").holds
    apart = balance(all_held(*sides, now="300.00"))
    assert apart.standing is Standing.DIFFERS
    assert "LeafLink shows $300.00 unpaid" in apart.why


def test_nothing_is_compared_that_the_policy_does_not_post() -> None:
    off = Policy.model_validate(POLICY.model_dump(mode="json") | {"payments": {"post": False}})
    proof = all_held(sold("242.00"), paid("100.00"), open_invoice(), policy=off)
    assert BALANCES not in proof.checks
    assert proof.holds


def test_a_payment_by_hand_with_a_credit_counts_as_leaflink_was_told() -> None:
    """100.00 with a credit of 50.00 on two invoices: the money is on the first (A6.6)."""
    by_hand = received("100.00", note="Check from Green Mesa")
    here = replace(by_hand.settles[0], amount=Money.of("50.00"))
    other = Settled(RecordKind.INVOICE, Known(RecordKind.INVOICE, "999"), Money.of("100.00"))
    by_hand = replace(by_hand, settles=(other, here), unapplied=Money.zero())
    found = the_payment(all_held(sold("342.00"), open_invoice("292.00"), by_hand))
    assert (found.standing, found.booked) == (Standing.PROVED, Money.zero())


def test_a_payment_that_we_dated_later_ourselves_is_no_finding() -> None:
    """Its day was closed then, and the policy says "hold" today (A11)."""
    later = date(2026, 11, 11)
    sides = (sold("242.00"), paid("100.00"), open_invoice("242.00"))
    as_entered = Receipt(BUYER, later, Money.of("100.00"), "")
    assert all_held(*sides, received("100.00", dated=later), entered=as_entered).holds
    moved = received("100.00", dated=date(2026, 11, 12))
    assert not all_held(*sides, moved, entered=as_entered).holds


def test_a_payment_matched_by_a_person_keeps_the_day_it_was_typed_under() -> None:
    """The driver's word is of Nov 9, the bookkeeper entered the check on Nov 11 (A6.6, A11)."""
    typed = received("100.00", note="check 1042", dated=date(2026, 11, 11))
    sides = (sold("242.00"), paid("100.00"), open_invoice("242.00"), typed)
    assert all_held(*sides, matched={typed.id: "7"}).holds
    ours = received("100.00", dated=date(2026, 11, 11))
    moved = the_payment(all_held(*sides[:3], ours))
    assert moved.standing is Standing.DIFFERS
    assert "It is dated 2026-11-11 in QuickBooks" in moved.why
