"""What is taken back counts for the limits by its whole amount (accounting.md A5.3).

void payment 9101 of 50,000.00        waits for one person above 1.00
delete credit memo LLC-31 of 60.00    waits too
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from leafledger.bookkeeping.limits import approved_as, held, needed
from leafledger.bookkeeping.plan import Operation, Plan, Step, Target
from leafledger.bookkeeping.policy import Above, Approvals
from leafledger.figures.money import Money
from leafledger.ledger.pointers import RecordKind
from tests.clerk.written import invoice
from tests.examples.money_scene import CUSTOMER

NUMBER = "7f1c2b90-5d3e-4a61-9c08-3e52a9bf6e2f"
ONE = Above(one=Decimal(1))
LIMITS = Approvals(payment=ONE, credit_memo=ONE, change=ONE)
AMOUNT = Money.of("50000.00")


def _plan(kind: RecordKind, operation: Operation, amount: Money | None) -> Plan:
    record = "credit:5" if kind is RecordKind.CREDIT_MEMO else f"order:{NUMBER}:payment:7"
    step = Step(operation, kind, record, None, Target("9101", "0", "9101"), amount=amount)
    return Plan(f"payments:{NUMBER}", "10492", "", None, "", (step,))


@pytest.mark.parametrize("operation", [Operation.VOID, Operation.DELETE])
@pytest.mark.parametrize(
    "kind",
    [RecordKind.PAYMENT, RecordKind.JOURNAL_ENTRY, RecordKind.DEPOSIT, RecordKind.CREDIT_MEMO],
)
def test_what_is_taken_back_waits_like_what_is_posted(
    kind: RecordKind, operation: Operation
) -> None:
    plan = _plan(kind, operation, AMOUNT)
    need = needed(plan, LIMITS)
    assert (need.people, need.amount) == (1, AMOUNT)
    [asked] = held(plan, LIMITS, frozenset()).questions
    assert "$50,000.00" in asked.happened


def test_a_document_taken_back_counts_by_what_it_said() -> None:
    before = invoice(CUSTOMER, CUSTOMER)
    step = Step(
        Operation.VOID, RecordKind.INVOICE, f"order:{NUMBER}", None, Target("145", "0", "10492"),
        before=before,
    )  # fmt: skip
    plan = Plan(f"order:{NUMBER}", "10492", "", None, "", (step,))
    assert needed(plan, LIMITS).amount == before.total


def test_another_amount_must_be_approved_anew() -> None:
    less = _plan(RecordKind.PAYMENT, Operation.VOID, Money.of("10.00"))
    more = _plan(RecordKind.PAYMENT, Operation.VOID, AMOUNT)
    assert approved_as(less) != approved_as(more)
    assert less.steps[0].fingerprint == more.steps[0].fingerprint
