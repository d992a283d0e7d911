"""QuickBooks puts what is left of a payment on the customer's next invoice (A6.7).

Order 1 of 624.00, paid 724.00   -> 100.00 left over
Order 2 of the same customer     -> QuickBooks applies the 100.00 to its invoice by itself
"""

from __future__ import annotations

from datetime import UTC, datetime

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.reconciliation.checks import BALANCES, Standing
from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey


def test_a_rest_that_quickbooks_moved_to_the_next_invoice_is_proved_on_both(
    journey: Journey,
) -> None:
    switches = {"auto_apply_payments": "invoices"}
    journey.running.control("quickbooks", "/switches", switches)
    customer = journey.customers()[0]["id"]
    first = journey.accepted(customer=customer)
    journey.sync()
    staff = journey.leaflink_api("GET", "company-staff/?is_admin=true")["results"][0]["id"]
    body = {
        "order": first, "recorded_by": staff, "total": str(journey.total(first) + 100),
        "payment_date": datetime.now(UTC).isoformat(), "payment_type": "check", "reason": "",
    }  # fmt: skip
    journey.leaflink_api("POST", "order-payments/", body)
    journey.sync()
    second = journey.accepted(customer=customer)
    journey.sync()
    assert journey.invoice_of(second)["Balance"] == journey.total(second) - 100
    proof = journey.proof()
    assert proof.holds, [one.why for name in proof.checks for one in proof.checks[name] if one.why]
    booked = {one.booked.amount for one in proof.checks[BALANCES]}
    assert booked == {-100, journey.total(second)}


def test_a_rest_that_lies_in_a_deposit_is_asked_about(journey: Journey) -> None:
    """Order of 4 cases, 100.00 paid too much and brought to the bank; then a fifth case (A11)."""
    house = CountingHouse(journey)
    house.paid(house.total + 100)
    journey.sync()
    house.deposited(house.payment())
    journey.set_cases(house.number, 5)
    journey.sync()
    [asked] = [one.question for one in journey.ledger.questions.all(journey.name)]
    assert asked.kind is QuestionKind.PAYMENT_LOCKED
    assert asked.amount.amount == 100
    assert "$100.00 of a payment" in asked.happened
    assert "is part of a bank deposit" in asked.happened
    proof = journey.proof()
    assert proof.checks_with(Standing.DIFFERS) == []
    assert proof.checks_with(Standing.WAITING) != []
