"""Posted documents are undone as a plan: shown first, done after a yes, held until asked for again.

order 216.00 posted, 100.00 paid     invoice 216.00, payment 100.00
undone                               payment voided, then the invoice voided: nothing is owed
redone                               the same invoice and payment again, under a new number
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from leafledger.bookkeeping.undoing import Fate
from leafledger.clerk.undoing import Undoing, UndoPlan
from leafledger.quickbooks.general_ledger import movements
from leafledger.reconciliation.proof import Standing
from tests.cli.command_line import CommandLine
from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey

SHORT = {"LEAFLEDGER_CALL_TIMEOUT_SECONDS": "1"}


def _undoing(journey: Journey) -> Undoing:
    return journey.ledger.parts(journey.company).undoing


def _undo(journey: Journey, plan: UndoPlan, person: str = "Ann") -> None:
    """What `leafledger undo ... --yes` does with a plan."""
    _undoing(journey).ask(plan, person)
    journey.quiet()


def _redo(journey: Journey, number: str) -> None:
    assert _undoing(journey).redo([f"order:{number}"], "Ann") == [f"order:{number}"]
    journey.quiet()


def _fates(plan: UndoPlan) -> Counter[str]:
    return Counter(one.fate.value for part in plan.parts.values() for one in part.verdicts)


def _why(plan: UndoPlan, document: str) -> str:
    """Why a document comes to what it comes to."""
    found = [
        one.why
        for part in plan.parts.values()
        for one in part.verdicts
        if one.document.startswith(document)
    ]
    assert found, f"no {document}"
    return found[0]


def _pay(journey: Journey, number: str, amount: str, reason: str = "") -> None:
    staff = journey.leaflink_api("GET", "company-staff/")["results"][0]["id"]
    body = {
        "order": number,
        "recorded_by": staff,
        "total": float(amount),
        "payment_date": datetime.now(UTC).isoformat(),
        "payment_type": "check",
        "reason": reason,
    }
    journey.leaflink_api("POST", "order-payments/", body)


def _credit(journey: Journey, number: str, amount: str) -> str:
    """A credit given for an order and used on it."""
    customer = journey.leaflink_api("GET", f"orders-received/{number}/")["customer"]["id"]
    wanted = {
        "action": "issue", "customer": customer, "amount": amount, "order": number,
        "reason": "return_defective",
    }  # fmt: skip
    credit = str(journey.running.control("leaflink", "/credits", wanted)["id"])
    used = {"action": "apply", "credit": int(credit), "order": number}
    journey.running.control("leaflink", "/credits", used)
    return credit


def _rich_order(journey: Journey) -> str:
    """An order with an invoice, a payment, a bounce and a used credit; all of it posted."""
    number = journey.accepted(cases=4)
    journey.sync()
    _pay(journey, number, "100.00", "Check 4411")
    _pay(journey, number, "50.00", "Check 4412")
    journey.sync()
    _pay(journey, number, "-50.00", "NSF")
    _credit(journey, number, "20.00")
    journey.sync()
    assert journey.questions(number) == []
    return number


def _ours(journey: Journey, entity: str, before: set[str]) -> list[Any]:
    return [one for one in journey.books(entity) if one["Id"] not in before]


def _ids(journey: Journey) -> dict[str, set[str]]:
    return {
        name: {one["Id"] for one in journey.books(name)}
        for name in ("Invoice", "Payment", "CreditMemo", "JournalEntry")
    }


def _owed(journey: Journey) -> Decimal:
    """The last figure of QuickBooks's own aging."""
    report = journey.report("AgedReceivables")
    rows = report["Rows"].get("Row", [])
    totals = [row for row in rows if row.get("group") == "GrandTotal"]
    return Decimal(totals[0]["Summary"]["ColData"][-1]["value"] or 0) if totals else Decimal(0)


def _trial_balance(journey: Journey) -> dict[str, Decimal]:
    balances = {
        one["Name"]: Decimal(str(one["CurrentBalance"])) for one in journey.books("Account")
    }
    return {name: amount for name, amount in balances.items() if amount}


def _general_ledger(journey: Journey) -> dict[str, Decimal]:
    """What every account moved by, in QuickBooks's own general ledger."""
    accounts = {one["Id"]: one["Name"] for one in journey.books("Account")}
    client = journey.ledger.parts(journey.company).quickbooks
    found = movements(client, sorted(accounts))
    sums = {
        accounts[id_]: sum((one.amount.amount for one in rows), Decimal(0))
        for id_, rows in found.items()
    }
    return {name: amount for name, amount in sums.items() if amount}


def test_an_undone_order_leaves_nothing_owed_and_nothing_in_the_ledger(journey: Journey) -> None:
    before, owed, ledger = _ids(journey), _owed(journey), _general_ledger(journey)
    number = _rich_order(journey)
    assert _general_ledger(journey) != ledger
    plan = _undoing(journey).of_orders([number])
    assert _fates(plan) == {"voided": 3, "deleted": 2}
    _undo(journey, plan)
    assert journey.questions(number) == []
    assert _ours(journey, "CreditMemo", before["CreditMemo"]) == []
    assert _ours(journey, "JournalEntry", before["JournalEntry"]) == []
    assert all(one["TotalAmt"] == 0 for one in _ours(journey, "Payment", before["Payment"]))
    assert [one["TotalAmt"] for one in _ours(journey, "Invoice", before["Invoice"])] == [0]
    assert _owed(journey) == owed
    assert _general_ledger(journey) == ledger


def test_what_was_undone_is_not_posted_by_the_next_round(journey: Journey) -> None:
    number = _rich_order(journey)
    _undo(journey, _undoing(journey).of_orders([number]))
    _pay(journey, number, "10.00")
    journey.sync()
    journey.sync_from_long_ago()
    assert _live_invoices(journey, number) == []
    found = journey.standing(number)
    assert found.standing is Standing.WAITING
    assert found.why.startswith("It was undone by Ann on ")
    assert f"leafledger redo {found.spoken_name}" in found.why
    assert abs(found.difference.amount) == journey.total(number)
    assert _undoing(journey).of_orders([number]).parts == {}


def test_redo_posts_the_same_again(journey: Journey) -> None:
    before = _ids(journey)
    number = _rich_order(journey)
    was = journey.invoice_of(number)
    ledger, owed = _trial_balance(journey), _owed(journey)
    _undo(journey, _undoing(journey).of_orders([number]))
    _redo(journey, number)
    assert journey.questions(number) == []
    [again] = _live_invoices(journey, number)
    assert again["DocNumber"] != was["DocNumber"]
    said = ("TotalAmt", "Balance", "TxnDate", "CustomerRef", "PrivateNote")
    assert {name: again[name] for name in said} == {name: was[name] for name in said}
    assert _trial_balance(journey) == ledger
    assert _owed(journey) == owed
    assert len(_ours(journey, "CreditMemo", before["CreditMemo"])) == 1
    journey.proves(number)


def test_a_deposited_payment_keeps_itself_and_its_invoice(journey: Journey) -> None:
    number = journey.accepted()
    journey.sync()
    before = _ids(journey)
    _pay(journey, number, "40.00")
    journey.sync()
    [payment] = _ours(journey, "Payment", before["Payment"])
    _deposit(journey, payment)
    plan = _undoing(journey).of_orders([number])
    assert _fates(plan) == {"kept": 2}
    assert "deposited at the bank" in _why(plan, "payment")
    assert "which stays, is applied to it" in _why(plan, "invoice")
    assert plan.does_nothing


def test_a_payment_matched_with_the_bank_is_known_by_refusal_and_kept(journey: Journey) -> None:
    number = journey.accepted()
    journey.sync()
    before = _ids(journey)
    _pay(journey, number, "40.00")
    journey.sync()
    [payment] = _ours(journey, "Payment", before["Payment"])
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
    plan = _undoing(journey).of_orders([number])
    assert _fates(plan) == {"voided": 2}
    _undo(journey, plan)
    held = _undoing(journey).held([f"order:{number}"])
    [left] = _undoing(journey).left(held).values()
    assert {one.fate for one in left.verdicts} == {Fate.KEPT}
    assert any("matched with the bank" in one.why for one in left.verdicts)
    assert Decimal(journey.invoice_of(number)["TotalAmt"]) == journey.total(number)


def test_closed_books_are_kept(journey: Journey) -> None:
    number = journey.accepted()
    journey.sync()
    through = datetime.now(UTC).date() + timedelta(days=2)
    journey.running.control("quickbooks", "/company", {"closed_until": through.isoformat()})
    journey.sync()
    plan = _undoing(journey).of_orders([number])
    assert _fates(plan) == {"kept": 1}
    assert f"the books are closed through {through}" in _why(plan, "invoice")


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
    plan = _undoing(journey).of_orders([sent, edited, paid])
    assert _fates(plan) == {"kept": 3}
    reasons = [one.why for part in plan.parts.values() for one in part.verdicts]
    assert any("sent to the customer" in why for why in reasons)
    assert any("edited by hand" in why for why in reasons)
    assert any("which is not of this undo" in why for why in reasons)


def test_a_day_is_undone_with_what_was_posted_on_it(journey: Journey) -> None:
    ledger = _trial_balance(journey)
    numbers = [journey.accepted(), _rich_order(journey)]
    journey.sync()
    zone = journey.ledger.policy(journey.company).orders.time_zone
    assert _undoing(journey).of_day(date(2020, 1, 1), zone).parts == {}
    plan = _undoing(journey).of_day(_today(zone), zone)
    assert {f"order:{number}" for number in numbers} <= set(plan.parts)
    _undo(journey, plan)
    assert _trial_balance(journey) == ledger
    assert all(journey.standing(one).standing is Standing.WAITING for one in numbers)


def test_a_version_of_the_policy_is_undone_and_restores_what_it_amended(journey: Journey) -> None:
    number = journey.accepted(cases=4)
    journey.sync()
    before = journey.invoice_of(number)
    path = journey.ledger.policies.path(journey.name)
    path.write_text(path.read_text().replace('on_cancel = "credit_memo"',
                                             'on_cancel = "void_when_untouched"'))  # fmt: skip
    version = journey.ledger.policies.in_force(journey.name).version
    journey.set_cases(number, 3)
    other = journey.accepted()
    journey.sync()
    assert journey.invoice_of(number)["TotalAmt"] != before["TotalAmt"]
    plan = _undoing(journey).of_policy(version)
    assert _fates(plan) == {"restored": 1, "voided": 1}
    _undo(journey, plan)
    assert journey.invoice_of(number)["TotalAmt"] == before["TotalAmt"]
    assert _live_invoices(journey, other) == []
    assert journey.standing(number).standing is Standing.WAITING
    _redo(journey, number)
    journey.proves(number)


@pytest.mark.parametrize("path", ["/payment$", "/creditmemo$", "/invoice$"])
def test_a_lost_answer_on_the_way_undoes_everything_once(
    setting_out: StartJourney, path: str
) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    ledger = _trial_balance(journey)
    number = _rich_order(journey)
    plan = _undoing(journey).of_orders([number])
    journey.fault("quickbooks", "drop_after", method="POST", path=path, count=1)
    _undo(journey, plan)
    assert journey.struck("quickbooks") == 1
    assert journey.questions(number) == []
    assert _trial_balance(journey) == ledger


def test_the_command_hands_its_undo_to_whoever_is_at_work(journey: Journey) -> None:
    number = journey.accepted()
    journey.sync()
    line = CommandLine(journey.running, journey.home)
    done = line.json("undo", number, "--yes", "--as", "Ann")
    assert [one["done"] for one in done["orders"][0]["documents"]] == [True]
    assert _live_invoices(journey, number) == []
    assert line.json("redo", number)["left"] == 0
    journey.proves(number)


def test_a_large_undo_waits_for_a_second_person(journey: Journey) -> None:
    numbers = [journey.accepted(cases=4), journey.accepted(cases=4)]
    journey.sync()
    path = journey.ledger.policies.path(journey.name)
    path.write_text(
        path.read_text().replace(
            "[approvals]\n", '[approvals]\nundo = { one = "10", two = "20" }\n'
        )
    )
    _undo(journey, _undoing(journey).of_orders(numbers))
    assert "the approval of 2 different people" in journey.question(numbers[0])
    assert "approved by ann" in journey.question(numbers[1])
    assert all(Decimal(journey.invoice_of(one)["TotalAmt"]) for one in numbers)
    journey.ledger.parts(journey.company).deciding.approve(numbers[0], "Ben")
    journey.quiet()
    assert [journey.questions(one) for one in numbers] == [[], []]
    assert [_live_invoices(journey, one) for one in numbers] == [[], []]


def _live_invoices(journey: Journey, number: str) -> list[Any]:
    return [one for one in journey.invoices_of(number) if Decimal(one["TotalAmt"])]


def _today(zone: str) -> date:
    return datetime.now(ZoneInfo(zone)).date()


def _deposit(journey: Journey, payment: Any) -> None:
    """A person takes a payment to the bank."""
    bank = next(one for one in journey.books("Account") if one["AccountType"] == "Bank")
    line = {
        "Amount": payment["TotalAmt"],
        "LinkedTxn": [{"TxnId": payment["Id"], "TxnType": "Payment", "TxnLineId": "0"}],
    }
    body = {"DepositToAccountRef": {"value": bank["Id"]}, "Line": [line]}
    journey.change_in_quickbooks("Deposit", body)
