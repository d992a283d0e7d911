"""What people see and do around an undo, for its stories."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from leafledger.clerk.undoing import Undoing, UndoPlan
from leafledger.quickbooks.general_ledger import movements
from tests.stories.journey import Journey


def undoing(journey: Journey) -> Undoing:
    """What undoes and redoes at the journey's company."""
    return journey.ledger.parts(journey.company).undoing


def undo(journey: Journey, plan: UndoPlan, person: str = "Ann") -> None:
    """What `leafledger undo ... --yes` does with a plan."""
    undoing(journey).ask(plan, person)
    journey.quiet()


def redo(journey: Journey, number: str) -> None:
    """What `leafledger redo` does."""
    assert undoing(journey).redo([f"order:{number}"], "Ann") == [f"order:{number}"]
    journey.quiet()


def fates(plan: UndoPlan) -> Counter[str]:
    """How many documents come to what."""
    return Counter(one.fate.value for part in plan.parts.values() for one in part.verdicts)


def why(plan: UndoPlan, document: str) -> str:
    """Why a document comes to what it comes to."""
    found = [
        one.why
        for part in plan.parts.values()
        for one in part.verdicts
        if one.document.startswith(document)
    ]
    assert found, f"no {document}"
    return found[0]


def pay(journey: Journey, number: str, amount: str, reason: str = "") -> None:
    """A payment that the seller records on LeafLink."""
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


def use_credit(journey: Journey, number: str, amount: str, used_on: str = "") -> str:
    """A credit given for an order and used on it, or on another one."""
    customer = journey.leaflink_api("GET", f"orders-received/{number}/")["customer"]["id"]
    wanted = {
        "action": "issue", "customer": customer, "amount": amount, "order": number,
        "reason": "return_defective",
    }  # fmt: skip
    credit = str(journey.running.control("leaflink", "/credits", wanted)["id"])
    used = {"action": "apply", "credit": int(credit), "order": used_on or number}
    journey.running.control("leaflink", "/credits", used)
    return credit


def rich_order(journey: Journey) -> str:
    """An order with an invoice, a payment, a bounce and a used credit; all of it posted."""
    number = journey.accepted(cases=4)
    journey.sync()
    pay(journey, number, "100.00", "Check 4411")
    pay(journey, number, "50.00", "Check 4412")
    journey.sync()
    pay(journey, number, "-50.00", "NSF")
    use_credit(journey, number, "20.00")
    journey.sync()
    assert journey.questions(number) == []
    return number


def ours(journey: Journey, entity: str, before: set[str]) -> list[Any]:
    """What was made of a kind since."""
    return [one for one in journey.books(entity) if one["Id"] not in before]


def ids(journey: Journey) -> dict[str, set[str]]:
    """The documents that are there, by kind."""
    return {
        name: {one["Id"] for one in journey.books(name)}
        for name in ("Invoice", "Payment", "CreditMemo", "JournalEntry")
    }


def aged_total(journey: Journey) -> Decimal:
    """The last figure of QuickBooks's own aging."""
    report = journey.report("AgedReceivables")
    rows = report["Rows"].get("Row", [])
    totals = [row for row in rows if row.get("group") == "GrandTotal"]
    return Decimal(totals[0]["Summary"]["ColData"][-1]["value"] or 0) if totals else Decimal(0)


def trial_balance(journey: Journey) -> dict[str, Decimal]:
    """The balance of every account that has one."""
    balances = {
        one["Name"]: Decimal(str(one["CurrentBalance"])) for one in journey.books("Account")
    }
    return {name: amount for name, amount in balances.items() if amount}


def general_ledger(journey: Journey) -> dict[str, Decimal]:
    """What every account moved by, in QuickBooks's own general ledger."""
    accounts = {one["Id"]: one["Name"] for one in journey.books("Account")}
    client = journey.ledger.parts(journey.company).quickbooks
    found = movements(client, sorted(accounts))
    sums = {
        accounts[id_]: sum((one.amount.amount for one in rows), Decimal(0))
        for id_, rows in found.items()
    }
    return {name: amount for name, amount in sums.items() if amount}


def another_policy(journey: Journey) -> int:
    """The owner changes the policy; the version of it that is in force then."""
    path = journey.ledger.policies.path(journey.name)
    was, now = 'on_cancel = "credit_memo"', 'on_cancel = "void_when_untouched"'
    path.write_text(path.read_text().replace(was, now))
    return journey.ledger.policies.in_force(journey.name).version


def live_invoices(journey: Journey, number: str) -> list[Any]:
    """The invoices of an order that are not void."""
    return [one for one in journey.invoices_of(number) if Decimal(one["TotalAmt"])]


def today(zone: str) -> date:
    """The day it is where the company works."""
    return datetime.now(ZoneInfo(zone)).date()


def deposit(journey: Journey, payment: Any) -> None:
    """A person takes a payment to the bank."""
    bank = next(one for one in journey.books("Account") if one["AccountType"] == "Bank")
    line = {
        "Amount": payment["TotalAmt"],
        "LinkedTxn": [{"TxnId": payment["Id"], "TxnType": "Payment", "TxnLineId": "0"}],
    }
    body = {"DepositToAccountRef": {"value": bank["Id"]}, "Line": [line]}
    journey.change_in_quickbooks("Deposit", body)
