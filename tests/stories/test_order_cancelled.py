"""A cancelled order leaves nothing receivable (accounting.md A5.4).

Accounts Receivable     DEBIT  624.00   invoice
Accounts Receivable     CREDIT 624.00   credit memo, applied
open                           0.00
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.stories.journey import Journey


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_cancelled_order_leaves_nothing_receivable(journey: Journey, *, by_itself: bool) -> None:
    """Whether QuickBooks applies credits by itself or leaves them to us."""
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": by_itself})
    number = journey.accepted()
    journey.sync()
    owed = Decimal(journey.invoice_of(number)["TotalAmt"])
    journey.transition(number, "reject")
    journey.sync()
    memos = journey.memos_of(number)
    assert [Decimal(memo["TotalAmt"]) for memo in memos] == [owed]
    assert Decimal(journey.invoice_of(number)["Balance"]) == 0
    assert Decimal(memos[0]["RemainingCredit"]) == 0
    assert journey.proves(number).booked.amount == 0
    customer = journey.invoice_of(number)["CustomerRef"]["value"]
    assert _aged(journey, customer) == 0


def test_an_untouched_invoice_is_voided_where_the_owner_wants_it(journey: Journey) -> None:
    policy = journey.ledger.policies.path(journey.name)
    policy.write_text(policy.read_text().replace('"credit_memo"', '"void_when_untouched"'))
    number = journey.accepted()
    journey.sync()
    journey.transition(number, "reject")
    journey.sync()
    assert journey.memos_of(number) == []
    found = [one for one in journey.books("Invoice") if number in str(one.get("PrivateNote"))]
    assert [Decimal(one["TotalAmt"]) for one in found] == [0]
    assert journey.questions(number) == []
    assert journey.proof().holds


def test_an_order_cancelled_before_it_was_posted_leaves_no_trace(journey: Journey) -> None:
    number = journey.accepted()
    journey.transition(number, "reject")
    journey.sync()
    assert journey.invoices_of(number) == []
    assert journey.memos_of(number) == []


def _aged(journey: Journey, customer: str) -> Decimal:
    """What a customer owes, by QuickBooks's own aging report."""
    rows = journey.report("AgedReceivables")["Rows"].get("Row", [])
    mine = [row["ColData"] for row in rows if "ColData" in row]
    owed = [cells[-1]["value"] for cells in mine if cells[0].get("id") == customer]
    return Decimal(owed[0] or 0) if owed else Decimal(0)
