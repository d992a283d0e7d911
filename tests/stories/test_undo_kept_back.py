"""What an undo keeps, and why: what others lean on stays, with all that hangs on it.

invoice 216.00, payment 100.00 in a deposit     both are kept; nothing is undone
invoice sent, edited or paid by others          kept, with the reason
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from leafledger.bookkeeping.undoing import Fate
from tests.stories.journey import Journey
from tests.stories.undone_books import (
    deposit,
    fates,
    ids,
    live_invoices,
    ours,
    pay,
    undo,
    undoing,
    use_credit,
    why,
)


def test_a_deposited_payment_keeps_itself_and_its_invoice(journey: Journey) -> None:
    number = journey.accepted()
    journey.sync()
    before = ids(journey)
    pay(journey, number, "40.00")
    journey.sync()
    [payment] = ours(journey, "Payment", before["Payment"])
    deposit(journey, payment)
    plan = undoing(journey).of_orders([number])
    assert fates(plan) == {"kept": 2}
    assert "deposited at the bank" in why(plan, "payment")
    assert "which stays, is applied to it" in why(plan, "invoice")
    assert plan.does_nothing


def test_a_payment_matched_with_the_bank_is_known_by_refusal_and_kept(journey: Journey) -> None:
    number = journey.accepted()
    journey.sync()
    before = ids(journey)
    pay(journey, number, "40.00")
    journey.sync()
    [payment] = ours(journey, "Payment", before["Payment"])
    bank = next(one for one in journey.books("Account") if one["AccountType"] == "Bank")
    journey.change_in_quickbooks(
        "Payment",
        {
            "Id": payment["Id"], "SyncToken": payment["SyncToken"], "sparse": True,
            "CustomerRef": payment["CustomerRef"], "TotalAmt": payment["TotalAmt"],
            "DepositToAccountRef": {"value": bank["Id"]},
        },
    )  # fmt: skip
    journey.running.control("quickbooks", "/reconcile", {"ids": [payment["Id"]], "as": "matched"})
    plan = undoing(journey).of_orders([number])
    assert fates(plan) == {"voided": 2}
    undo(journey, plan)
    held = undoing(journey).held([f"order:{number}"])
    [left] = undoing(journey).left(held).values()
    assert {one.fate for one in left.verdicts} == {Fate.KEPT}
    assert any("matched with the bank" in one.why for one in left.verdicts)
    assert Decimal(journey.invoice_of(number)["TotalAmt"]) == journey.total(number)


def test_closed_books_are_kept(journey: Journey) -> None:
    number = journey.accepted()
    journey.sync()
    through = datetime.now(UTC).date() + timedelta(days=2)
    journey.running.control("quickbooks", "/company", {"closed_until": through.isoformat()})
    journey.sync()
    plan = undoing(journey).of_orders([number])
    assert fates(plan) == {"kept": 1}
    assert f"the books are closed through {through}" in why(plan, "invoice")


def test_what_was_sent_edited_or_paid_by_others_is_kept(journey: Journey) -> None:
    sent, edited, paid = (journey.accepted() for _ in range(3))
    journey.sync()
    document = journey.invoice_of(sent)
    named = {"Id": document["Id"], "SyncToken": document["SyncToken"], "sparse": True}
    journey.change_in_quickbooks("Invoice", {**named, "EmailStatus": "EmailSent"})
    document = journey.invoice_of(edited)
    named = {"Id": document["Id"], "SyncToken": document["SyncToken"], "sparse": True}
    journey.change_in_quickbooks("Invoice", {**named, "CustomerMemo": {"value": "Call first"}})
    document = journey.invoice_of(paid)
    line = {
        "Amount": 5, "LinkedTxn": [{"TxnId": document["Id"], "TxnType": "Invoice"}],
    }  # fmt: skip
    customer = {"CustomerRef": {"value": document["CustomerRef"]["value"]}}
    journey.change_in_quickbooks("Payment", {**customer, "TotalAmt": 5, "Line": [line]})
    plan = undoing(journey).of_orders([sent, edited, paid])
    assert fates(plan) == {"kept": 3}
    reasons = [one.why for part in plan.parts.values() for one in part.verdicts]
    assert any("sent to the customer" in why for why in reasons)
    assert any("edited by hand" in why for why in reasons)
    assert any("which is not of this undo" in why for why in reasons)


def test_a_credit_used_on_an_order_that_stays_is_kept(journey: Journey) -> None:
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": False})
    given, used_on = journey.accepted(), journey.accepted()
    journey.sync()
    credit = use_credit(journey, given, "20.00", used_on=used_on)
    journey.sync()
    plan = undoing(journey).of_orders([given])
    assert "not of this undo" in why(plan, f"credit memo LLC-{credit}")
    undo(journey, plan)
    assert live_invoices(journey, given) == []
    assert [m for m in journey.books("CreditMemo") if m["DocNumber"] == f"LLC-{credit}"]
    journey.proves(used_on)
