"""Customers, the receivable and the tax account are proved against QuickBooks's own reports."""

from __future__ import annotations

from decimal import Decimal

from leafledger.reconciliation.checks import ACCOUNTS, CUSTOMERS, Standing
from leafledger.reconciliation.proof import Proof
from tests.reports.random_books import RandomBooks
from tests.stories.journey import Journey

TAXED = {"taxed": True}


def receivable(proof: Proof) -> Decimal:
    """The receivable account, as the proof found it."""
    return next(
        c for c in proof.checks[ACCOUNTS] if c.subject == "account:receivable"
    ).booked.amount


def test_books_with_other_business_in_them_tie_out_by_customer(journey: Journey) -> None:
    numbers = [journey.accepted(customer=one["id"], **TAXED) for one in journey.customers()[:3]]
    journey.sync()
    before = journey.proof()
    assert before.checks_with(Standing.DIFFERS) == []
    RandomBooks(journey, 3).write(40)
    proof = journey.proof()
    assert proof.checks_with(Standing.DIFFERS) == []
    sums = journey.running.snapshot("quickbooks")["sums"]
    assert receivable(proof) == sums["receivable_account"]
    ours = sum((journey.total(number) for number in numbers), Decimal(0))
    customers = proof.checks[CUSTOMERS]
    assert sum(one.booked.amount - one.outside.amount for one in customers) == ours


def test_taxes_of_invoices_are_the_movement_of_their_account(journey: Journey) -> None:
    number = journey.accepted(**TAXED)
    journey.sync()
    order = journey.leaflink_api("GET", f"orders-received/{number}/")
    taxes = [one for one in journey.proof().checks[ACCOUNTS] if one.name.endswith("(taxes)")]
    assert [one.booked.amount for one in taxes] == [Decimal(str(order["final_tax"]))]
    journey.transition(number, "reject")
    journey.sync()
    taxes = [one for one in journey.proof().checks[ACCOUNTS] if one.name.endswith("(taxes)")]
    assert [one.booked.amount for one in taxes] == [Decimal(0)]
    assert journey.proof().checks_with(Standing.DIFFERS) == []
