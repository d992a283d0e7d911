"""Payments and credits in a story: what people do, and the four places that must agree.

QuickBooks's customer balance, its aged receivables, its trial balance, and LeafLink's unpaid rest.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from leafledger.reconciliation.checks import Standing
from tests.stories.journey import Journey

LOST = ["drop_after", "timeout_after"]
SHORT = {"LEAFLEDGER_CALL_TIMEOUT_SECONDS": "1"}
METERED = "quickbooks coreplus"


class CountingHouse:
    """One order of a customer, invoiced, and the money that moves for it."""

    def __init__(self, journey: Journey, cases: int = 4) -> None:
        self.journey = journey
        self.before = {one["Id"]: Decimal(one["Balance"]) for one in journey.books("Customer")}
        self.number = journey.accepted(cases=cases)
        journey.sync()
        self.invoice = journey.invoice_of(self.number)
        self.customer = str(self.invoice["CustomerRef"]["value"])
        self.total = journey.total(self.number)

    # On LeafLink.

    def paid(self, amount: Decimal | str, reason: str = "", method: str = "check") -> None:
        """The seller records a payment, below zero for one that came back."""
        journey = self.journey
        staff = journey.leaflink_api("GET", "company-staff/")["results"][0]["id"]
        body = {
            "order": self.number, "recorded_by": staff, "total": float(amount),
            "payment_date": datetime.now(UTC).isoformat(), "payment_type": method,
            "reason": reason,
        }  # fmt: skip
        journey.leaflink_api("POST", "order-payments/", body)

    def ticked(self, *, paid: bool = True) -> None:
        """The seller ticks the order as paid, or takes the tick off."""
        today = datetime.now(UTC).date().isoformat()
        body = {"paid": paid, "paid_date": today if paid else None}
        self.journey.leaflink_api("PATCH", f"orders-received/{self.number}/", body)

    def payments_on_leaflink(self) -> list[Decimal]:
        """What LeafLink shows as paid, in its order."""
        return [Decimal(str(row["total"]["amount"])) for row in self._rows()]

    def payment_ids(self) -> list[str]:
        """LeafLink's numbers of the order's payments, in its order."""
        return [str(row["id"]) for row in self._rows()]

    def _rows(self) -> list[Any]:
        rows = self.journey.leaflink_api("GET", f"orders-received/{self.number}/payments/")
        return list(rows["results"] if isinstance(rows, dict) else rows)

    def unpaid_on_leaflink(self) -> Decimal:
        """LeafLink's own payment_balance."""
        order = self.journey.leaflink_api("GET", f"orders-received/{self.number}/")
        balance = order["payment_balance"]
        return Decimal(str(balance["amount"] if isinstance(balance, dict) else balance))

    def credit(self, amount: str, *, used: bool = True) -> str:
        """The seller gives the customer a credit because of the order, and uses it on it."""
        order = self.journey.leaflink_api("GET", f"orders-received/{self.number}/")
        customer = order["customer"]
        issue = {
            "action": "issue", "customer": customer["id"] if isinstance(customer, dict) else
            customer, "amount": amount, "reason": "return_defective", "order": self.number,
        }  # fmt: skip
        credit = self.journey.running.control("leaflink", "/credits", issue)["id"]
        if used:
            self.use(credit)
        return str(credit)

    def use(self, credit: Any) -> None:
        """The seller uses a credit on the order."""
        use = {"action": "apply", "credit": int(credit), "order": self.number}
        self.journey.running.control("leaflink", "/credits", use)

    # In QuickBooks.

    def entered(self, amount: str) -> Any:
        """A bookkeeper records a payment on the invoice in QuickBooks."""
        link = [{"TxnId": self.invoice["Id"], "TxnType": "Invoice"}]
        body = {
            "CustomerRef": {"value": self.customer}, "TotalAmt": Decimal(amount),
            "Line": [{"Amount": Decimal(amount), "LinkedTxn": link}],
        }  # fmt: skip
        return self.journey.change_in_quickbooks("Payment", body)

    def deposited(self, payment: Any) -> None:
        """A bookkeeper brings a payment to the bank; from then on it is locked (6540)."""
        bank = next(
            one["Id"] for one in self.journey.books("Account") if one["AccountType"] == "Bank"
        )
        linked = [{"TxnId": payment["Id"], "TxnType": "Payment", "TxnLineId": "0"}]
        body = {
            "DepositToAccountRef": {"value": bank},
            "Line": [{"Amount": payment["TotalAmt"], "LinkedTxn": linked}],
        }
        self.journey.change_in_quickbooks("Deposit", body)

    def payments(self) -> list[Any]:
        """The live payments of the customer in QuickBooks that move money."""
        rows = [
            one
            for one in self.journey.books("Payment")
            if one["CustomerRef"]["value"] == self.customer and Decimal(one["TotalAmt"])
        ]
        return [one for one in rows if str(one.get("PrivateNote", "")).startswith("LeafLink")]

    def payment(self) -> Any:
        """The only payment that LeafLedger entered."""
        [payment] = self.payments()
        return payment

    def entries(self) -> list[Any]:
        """The journal entries that LeafLedger wrote."""
        rows = self.journey.books("JournalEntry")
        return [one for one in rows if str(one.get("PrivateNote", "")).startswith("LeafLink")]

    def open(self) -> Decimal:
        """What is open of the invoice."""
        return Decimal(self.journey.invoice_of(self.number)["Balance"])

    # What must agree.

    def owes(self, amount: Decimal | int | str) -> None:
        """Say what the customer owes of this order, by every place that knows."""
        wanted = Decimal(amount)
        row = next(one for one in self.journey.books("Customer") if one["Id"] == self.customer)
        owed_before = self.before.get(self.customer, Decimal(0))
        assert Decimal(row["Balance"]) - owed_before == wanted
        assert self._aged() - owed_before == wanted
        self.trial_balance_balances()
        assert self.unpaid_on_leaflink() == wanted

    def proves(self) -> None:
        """The product's own proof finds nothing that differs."""
        self.journey.proves(self.number)
        assert self.journey.proof().checks_with(Standing.DIFFERS) == []

    def trial_balance_balances(self) -> None:
        """Debits are credits."""
        rows = self.journey.report("TrialBalance")["Rows"]["Row"]
        sums = [Decimal(0), Decimal(0)]
        for row in rows:
            for place, cell in enumerate(row.get("ColData", [{}])[1:]):
                sums[place] += Decimal(cell["value"] or 0)
        assert sums[0] == sums[1] > 0

    def _aged(self) -> Decimal:
        # QuickBooks's day begins in California: an hour after midnight in Denver, today's documents
        # are still tomorrow's there.
        day = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
        rows = self.journey.report("AgedReceivables", report_date=day)["Rows"].get("Row", [])
        mine = [row["ColData"] for row in rows if "ColData" in row]
        owed = [cells[-1]["value"] for cells in mine if cells[0].get("id") == self.customer]
        return Decimal(owed[0] or 0) if owed else Decimal(0)

    def metered(self) -> int:
        """How many metered calls to QuickBooks were made so far."""
        return self.journey.ledger.counters.calls(self.journey.name).get(METERED, 0)
