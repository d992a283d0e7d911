"""Books in QuickBooks at random: documents, payments, credits and entries of many days."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from tests.stories.journey import Journey

FIRST_DAY = date(2026, 5, 1)
DAYS = 200
CUSTOMERS = 5


class RandomBooks:
    """A bookkeeper who writes receivables of the sample company, the same for every seed."""

    def __init__(self, journey: Journey, seed: int) -> None:
        self.journey = journey
        self.random = random.Random(seed)
        customers = [one for one in journey.books("Customer") if one.get("Active") is not False]
        self.customers = [str(one["Id"]) for one in customers[:CUSTOMERS]]
        self.item = next(
            str(one["Id"]) for one in journey.books("Item") if one["Type"] == "Service"
        )
        accounts = journey.books("Account")
        self.receivable = _of_type(accounts, "Accounts Receivable")
        self.bank = _of_type(accounts, "Bank")
        self.invoices: list[Any] = []
        self.credits: list[Any] = []

    def write(self, documents: int) -> None:
        """So many documents, payments on some of them, and entries between."""
        for _ in range(documents):
            self.random.choice((self.sell, self.sell, self.take_back, self.pay, self.correct))()

    def sell(self) -> None:
        """An invoice, due the same day or weeks later."""
        dated = self.day()
        due = dated + timedelta(days=self.random.choice((0, 15, 30, 60)))
        self.invoices.append(self._document("Invoice", dated, DueDate=due.isoformat()))

    def take_back(self) -> None:
        """A credit memo, half of them applied by a payment of nothing."""
        memo = self._document("CreditMemo", self.day())
        mine = [one for one in self.invoices if one["CustomerRef"] == memo["CustomerRef"]]
        if not mine or self.random.random() < 0.5:
            return
        fresh = self._read("CreditMemo", memo["Id"])
        invoice = self._read("Invoice", self.random.choice(mine)["Id"])
        amount = min(fresh["RemainingCredit"], invoice["Balance"])
        if amount:
            lines = [_line(amount, "Invoice", invoice), _line(amount, "CreditMemo", fresh)]
            self._payment(memo["CustomerRef"], 0, lines)

    def pay(self) -> None:
        """A payment: on an invoice, on a part of one, more than it, or on nothing."""
        amount = self.amount()
        if not self.invoices or self.random.random() < 0.3:
            self._payment({"value": self.random.choice(self.customers)}, amount, [])
            return
        invoice = self._read("Invoice", self.random.choice(self.invoices)["Id"])
        settled = min(amount, invoice["Balance"])
        lines = [_line(settled, "Invoice", invoice)] if settled else []
        self._payment(invoice["CustomerRef"], amount, lines)

    def correct(self) -> None:
        """An entry on a customer's account, sometimes paid at once."""
        customer = {"value": self.random.choice(self.customers)}
        entity = {"Type": "Customer", "EntityRef": customer}
        amount, owed = self.amount(), self.random.random() < 0.6
        sides = ("Debit", "Credit") if owed else ("Credit", "Debit")
        rows = zip(sides, (self.receivable, self.bank), ({"Entity": entity}, {}), strict=True)
        body = {
            "TxnDate": self.day().isoformat(),
            "Line": [
                {
                    "Amount": amount, "DetailType": "JournalEntryLineDetail",
                    "JournalEntryLineDetail": {
                        "PostingType": side, "AccountRef": {"value": account}, **more,
                    },
                }
                for side, account, more in rows
            ],
        }  # fmt: skip
        entry = self.journey.change_in_quickbooks("JournalEntry", body)
        if owed and self.random.random() < 0.5:
            self._payment(customer, amount, [_line(amount, "JournalEntry", entry)])

    def day(self) -> date:
        """Any day of the season."""
        return FIRST_DAY + timedelta(days=self.random.randrange(DAYS))

    def amount(self) -> float:
        """Up to 400.00, in whole cents."""
        return self.random.randrange(1, 40_000) / 100

    def _document(self, entity: str, dated: date, **more: str) -> Any:
        detail = {"ItemRef": {"value": self.item}}
        line = {
            "Amount": self.amount(), "DetailType": "SalesItemLineDetail",
            "SalesItemLineDetail": detail,
        }  # fmt: skip
        customer = {"value": self.random.choice(self.customers)}
        body = {"CustomerRef": customer, "TxnDate": dated.isoformat(), "Line": [line], **more}
        return self.journey.change_in_quickbooks(entity, body)

    def _payment(self, customer: Any, amount: Any, lines: list[Any]) -> None:
        body = {
            "CustomerRef": customer, "TxnDate": self.day().isoformat(), "TotalAmt": amount,
            "Line": lines,
        }  # fmt: skip
        self.journey.change_in_quickbooks("Payment", body)

    def _read(self, entity: str, id_: str) -> Any:
        return self.journey.ledger.parts(self.journey.company).quickbooks.read(entity, id_)


def _of_type(accounts: list[Any], type_: str) -> str:
    return next(str(one["Id"]) for one in accounts if one["AccountType"] == type_)


def _line(amount: Any, entity: str, document: Any) -> dict[str, Any]:
    return {"Amount": amount, "LinkedTxn": [{"TxnId": document["Id"], "TxnType": entity}]}
