"""An order changes after somebody touched its invoice (accounting.md A5.2).

Invoice 10492          1,248.00   paid 10.00
Credit memo 10492-C      312.00   applied to it
Invoice 10492-2          ...      for what comes on top
open                   LeafLink's total less what was paid, by QuickBooks's own aging
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey

LOST = ["drop_after", "timeout_after"]
SHORT = {"LEAFLEDGER_CALL_TIMEOUT_SECONDS": "1"}


def _posted(journey: Journey, cases: int = 4) -> tuple[str, Any]:
    number = journey.accepted(cases=cases)
    journey.sync()
    return number, journey.invoice_of(number)


def _pay(journey: Journey, invoice: Any, amount: str) -> None:
    """A bookkeeper records a payment in QuickBooks."""
    link = [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]
    body = {
        "CustomerRef": {"value": invoice["CustomerRef"]["value"]},
        "TotalAmt": Decimal(amount),
        "Line": [{"Amount": Decimal(amount), "LinkedTxn": link}],
    }
    journey.change_in_quickbooks("Payment", body)


def _mail(journey: Journey, invoice: Any) -> None:
    """A bookkeeper e-mails the invoice from QuickBooks."""
    named = {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True}
    mail = {"BillEmail": {"Address": "ap@example.com"}, "EmailStatus": "EmailSent"}
    journey.change_in_quickbooks("Invoice", {**named, **mail})


def _aged(journey: Journey, invoice: Any) -> Decimal:
    """What the customer of an invoice owes, by QuickBooks's own aging report."""
    rows = journey.report("AgedReceivables")["Rows"].get("Row", [])
    mine = [row["ColData"] for row in rows if "ColData" in row]
    customer = invoice["CustomerRef"]["value"]
    owed = [cells[-1]["value"] for cells in mine if cells[0].get("id") == customer]
    return Decimal(owed[0] or 0) if owed else Decimal(0)


def _numbers(documents: list[Any]) -> list[str]:
    return sorted(str(one["DocNumber"]) for one in documents)


def _income(journey: Journey) -> Decimal:
    """What the company sold, by QuickBooks's own profit and loss."""
    asked = {"start_date": "2020-01-01", "end_date": "2040-12-31"}
    rows = journey.report("ProfitAndLoss", **asked)["Rows"]["Row"]
    total = next(row for row in rows if row.get("group") == "Income")["Summary"]["ColData"][-1]
    return Decimal(total["value"])


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_decrease_after_a_payment_is_a_credit_memo_applied_to_the_rest(
    journey: Journey, *, by_itself: bool
) -> None:
    """Whether QuickBooks applies credits by itself or leaves them to us."""
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": by_itself})
    sold = _income(journey)
    number, before = _posted(journey)
    _pay(journey, before, "10.00")
    journey.set_cases(number, 3)
    journey.sync()
    after = journey.invoice_of(number)
    assert after["TotalAmt"] == before["TotalAmt"]
    [memo] = journey.memos_of(number)
    assert memo["DocNumber"] == f"{before['DocNumber']}-C"
    assert Decimal(memo["RemainingCredit"]) == 0
    assert _aged(journey, after) == journey.total(number) - 10
    assert _income(journey) - sold == journey.total(number)
    assert journey.questions(number) == []
    journey.proves(number)


def test_an_increase_after_the_invoice_was_mailed_is_a_second_invoice(journey: Journey) -> None:
    number, before = _posted(journey)
    _mail(journey, before)
    journey.set_cases(number, 6)
    journey.sync()
    found = journey.invoices_of(number)
    assert _numbers(found) == [before["DocNumber"], f"{before['DocNumber']}-2"]
    first = next(one for one in found if one["Id"] == before["Id"])
    assert first["TotalAmt"] == before["TotalAmt"]
    assert _aged(journey, before) == journey.total(number)
    assert len(journey.proves(number).documents) == 2


def test_two_changes_in_a_row_and_a_cancellation_leave_what_was_paid(journey: Journey) -> None:
    number, before = _posted(journey)
    _pay(journey, before, "10.00")
    for cases in (3, 6, 5):
        journey.set_cases(number, cases)
        journey.sync()
        assert journey.proves(number).booked.amount == journey.total(number)
        assert _aged(journey, before) == journey.total(number) - 10
    base = before["DocNumber"]
    assert _numbers(journey.invoices_of(number)) == [base, f"{base}-2"]
    assert _numbers(journey.memos_of(number)) == [f"{base}-C", f"{base}-C2"]
    journey.transition(number, "reject")
    journey.sync()
    assert journey.proves(number).booked.amount == 0
    assert _aged(journey, before) == -10
    assert [Decimal(one["Balance"]) for one in journey.invoices_of(number)] == [0, 0]


def test_doubled_and_shuffled_webhooks_write_each_adjustment_once(journey: Journey) -> None:
    number, before = _posted(journey)
    _mail(journey, before)
    journey.sync()
    with journey.hearing():
        weather = {"double": 1.0, "delay_seconds_max": 0.3}
        journey.running.control("leaflink", "/webhooks", weather)
        for cases in (3, 6):
            journey.set_cases(number, cases)
            journey.settle()
    assert journey.proves(number).booked.amount == journey.total(number)
    assert len(journey.memos_of(number)) <= 1
    assert len(journey.invoices_of(number)) == 2


def _second_invoice(journey: Journey, number: str, before: Any) -> None:
    _mail(journey, before)
    journey.set_cases(number, 6)


def _memo(journey: Journey, number: str, before: Any) -> None:
    _pay(journey, before, "10.00")
    journey.set_cases(number, 3)


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize(
    ("entity", "touch"),
    [("invoice", _second_invoice), ("creditmemo", _memo), ("payment", _memo)],
)
def test_a_lost_answer_leaves_one_of_each_adjustment(
    setting_out: StartJourney, entity: str, touch: Callable[[Journey, str, Any], None], kind: str
) -> None:
    """A second invoice carries the first one's marker; looking must not take one for the other."""
    journey = setting_out("sample", SHORT)
    journey.start_today()
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": False})
    number, before = _posted(journey)
    touch(journey, number, before)
    journey.fault("quickbooks", kind, method="POST", path=f"/{entity}$", seconds=3)
    journey.sync()
    assert journey.struck("quickbooks") == 1
    documents = journey.invoices_of(number) + journey.memos_of(number)
    assert len(documents) == 2
    owed = journey.total(number) - (10 if touch is _memo else 0)
    assert _aged(journey, before) == owed
    assert journey.questions(number) == []
    journey.proves(number)


def test_the_story_of_an_order_tells_its_adjustments(journey: Journey) -> None:
    number, before = _posted(journey)
    _pay(journey, before, "10.00")
    journey.set_cases(number, 3)
    journey.sync()
    story = journey.ledger.explaining.story(journey.name, number)
    steps = [step for plan in story["plans"] for step in plan["steps"]]
    told = {step["record"]: step for step in steps}
    memo = told[f"order:{number}:adjustment:1"]
    assert memo["document"]["lines"][0]["description"].endswith("4 becomes 3")
    assert "a payment or credit is applied to it" in memo["reasons"][0]["why"]
    assert f"order:{number}:adjustment:1" in story["links"]
