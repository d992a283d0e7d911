"""Money that is doubled, or lies elsewhere than on its order's invoice, is a finding (A6.4, A6.7).

QuickBooks                                                standing
two payments for one tick                                 differs
a tick's payment beside a real one                        differs, unless a question waits
payment unapplied, its invoice open                       differs
payment on another customer, or on no known invoice       differs
credit or payment that QuickBooks moved for the customer  proved
LeafLink's own payment moved off the clearing account     differs
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leafledger.commerce.orders import Order
from leafledger.commerce.remittances import PaymentMethod
from leafledger.figures.money import Money
from leafledger.figures.references import marked_paid_marker, order_marker
from leafledger.ledger.documents import KnownDocument
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownReceipt, Receipt, Settled
from leafledger.reconciliation.checks import PAYMENTS, Check, Standing
from leafledger.reconciliation.proof import Proof
from tests.reconciliation.held import NUMBER, POLICY, invoice, order
from tests.reconciliation.money_held import (
    BUYER,
    PAID_ON,
    all_held,
    balance,
    paid,
    received,
    ticked,
)

OTHER = "0e0e0e0e-5d3e-4a61-9c08-3e52a9bf6e2f"
ELSEWHERE = "177"


def sold(left: str, **more: Any) -> Order:
    """An order of 342.00 of which LeafLink shows so much as unpaid."""
    return replace(order(), payment_balance=Money.of(left), **more)


def open_invoice(left: str = "342.00") -> KnownDocument:
    """Its invoice with so much open."""
    return replace(invoice(), open=Money.of(left))


def another_invoice(left: str, customer: str = "58") -> KnownDocument:
    """An invoice of 342.00 that is not of this order."""
    note = order_marker(OTHER)
    return replace(
        invoice(number=OTHER), id=ELSEWHERE, note=note, open=Money.of(left), customer_id=customer
    )


def another_order(left: str) -> Order:
    """Its order on LeafLink."""
    return replace(order(number=OTHER), payment_balance=Money.of(left))


def on_another(amount: str, **more: Any) -> KnownReceipt:
    """The order's payment, all of it on the other invoice."""
    on_it = Settled(RecordKind.INVOICE, Known(RecordKind.INVOICE, ELSEWHERE), Money.of(amount))
    return replace(received(amount), settles=(on_it,), **more)


def differing(proof: Proof) -> list[Check]:
    """The payments that differ."""
    return [one for one in proof.checks[PAYMENTS] if one.standing is Standing.DIFFERS]


def a_tick_more(amount: str = "342.00") -> KnownReceipt:
    """A payment recorded for the tick that found the invoice paid."""
    unapplied = received(amount, on="0", note=marked_paid_marker(NUMBER))
    return replace(unapplied, id="299", settles=())


def test_two_payments_for_one_tick_are_one_too_many() -> None:
    proof = all_held(
        sold("0.00", paid=True), open_invoice("0.00"), ticked("342.00"), a_tick_more()
    )  # fmt: skip
    (found,) = differing(proof)
    assert found.difference == Money.of("342.00")
    assert '2 payments in QuickBooks stand for the one tick "paid"' in found.why
    assert "Void the one" in found.cure
    assert proof.orders[0].standing is Standing.DIFFERS


def test_a_ticks_payment_beside_the_real_one_is_counted_twice() -> None:
    sides = (
        sold("0.00", paid=True), paid("342.00"), open_invoice("0.00"), received("342.00"),
        a_tick_more(),
    )  # fmt: skip
    (found,) = differing(all_held(*sides))
    assert found.difference == Money.of("342.00")
    assert "counted twice" in found.why
    waiting = {f"payments:{NUMBER}": "The payment is deposited; may it go?"}
    waits = all_held(*sides, waiting=waiting)
    assert waits.holds
    assert waits.waits


def test_a_payment_left_unapplied_beside_its_open_invoice_is_a_finding() -> None:
    unapplied = replace(received("100.00", on="0"), settles=())
    (found,) = differing(all_held(sold("242.00"), paid("100.00"), open_invoice(), unapplied))
    assert "$100.00 of it is not applied in QuickBooks" in found.why
    assert "Apply it" in found.cure


@pytest.mark.parametrize(
    ("lies_in", "entered_in", "is_found"),
    [("35", "23", True), ("23", "23", False), ("35", "35", False), ("35", "", False)],
)
def test_leaflinks_own_payment_moved_off_the_clearing_account_is_a_finding(
    lies_in: str, entered_in: str, *, is_found: bool
) -> None:
    clearing = {"id": "23", "name": "LeafLink clearing"}
    policy = POLICY.model_copy(
        update={"payments": POLICY.payments.model_validate({"clearing": clearing})}
    )
    direct = paid("100.00", method=PaymentMethod.OTHER, reason="Direct Payment")
    account = Known(RecordKind.ACCOUNT, entered_in) if entered_in else None
    entered = Receipt(BUYER, PAID_ON, Money.of("100.00"), "", deposit_to=account)
    lies = replace(received("100.00"), deposit_account_id=lies_in, deposit_account="Checking")
    proof = all_held(
        sold("242.00", payment_program="direct"), direct, open_invoice("242.00"), lies,
        policy=policy, entered=entered,
    )  # fmt: skip
    found = differing(proof)
    assert len(found) == is_found
    for one in found:
        assert one.why.startswith("It lies in Checking in QuickBooks; LeafLedger entered it in")
        assert "Choose LeafLink clearing again" in one.cure


def test_a_payment_on_another_customer_is_a_finding() -> None:
    moved = replace(received("100.00", on="0"), settles=(), customer_id="77")
    (found,) = differing(all_held(sold("242.00"), paid("100.00"), open_invoice(), moved))
    assert "another customer" in found.why


@pytest.mark.parametrize("sides", [(), (another_invoice("242.00", "77"), another_order("242.00"))])
def test_a_payment_on_a_strangers_invoice_is_a_finding(sides: tuple[Any, ...]) -> None:
    held = all_held(
        sold("242.00"), paid("100.00"), open_invoice(), on_another("100.00"), *sides
    )  # fmt: skip
    (found,) = differing(held)
    assert "applied to another customer's invoice" in found.why
    assert not held.holds


def test_a_payment_that_quickbooks_put_on_the_customers_other_invoice_is_accepted() -> None:
    proof = all_held(
        sold("242.00"), another_order("342.00"), paid("100.00"), open_invoice(),
        another_invoice("242.00"), on_another("100.00"),
    )  # fmt: skip
    assert proof.holds
    assert [one.open for one in proof.orders] == [Money.of("342.00"), Money.of("242.00")]


def test_an_invoice_that_is_lower_than_any_record_explains_differs() -> None:
    proof = all_held(sold("242.00"), paid("100.00"), open_invoice("202.00"), received("100.00"))
    assert balance(proof).standing is Standing.DIFFERS
