"""Any order of bills, credits, payments, receipts and removals leaves payables and stock right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from leafledger_simulators.quickbooks.app import QuickBooksSimulator
from leafledger_simulators.quickbooks.catalogue import KINDS
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import Refusal
from leafledger_simulators.quickbooks.snapshot import control_sums
from leafledger_simulators.quickbooks.writing import write
from tests.simulators.quickbooks.serving import linked, sale

ACTS = ["bill", "credit", "pay", "order", "purchase", "receipt", "refund", "edit", "void", "delete"]
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 50), st.integers(1, 400)),
    min_size=1,
    max_size=25,
)
REMOVABLE = ("Bill", "VendorCredit", "BillPayment", "Purchase", "SalesReceipt", "PurchaseOrder")


class Buyer:
    """Buys, gives back, pays and sells at random; refusals are fine."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.accounts = {one.body["Name"]: {"value": one.id} for one in company.shelves["Account"]}
        self.card = self.make("Account", Name="Visa", AccountType="Credit Card")
        self.vendors = [self.make("Vendor", DisplayName=name) for name in ("A", "B")]
        self.item = self.make(
            "Item",
            Name="Pre-roll",
            Type="Inventory",
            QtyOnHand=3,
            InvStartDate="2026-01-01",
            PurchaseCost=Decimal("3.33"),
            IncomeAccountRef=self.accounts["Sales of Product Income"],
            ExpenseAccountRef=self.accounts["Cost of Goods Sold"],
            AssetAccountRef=self.accounts["Inventory Asset"],
        )

    def make(self, entity: str, **content: Any) -> dict[str, str]:
        return {"value": write(self.company, KINDS[entity], content, operation="create")["Id"]}

    def pick(self, number: int, *kinds: str) -> tuple[str, Any]:
        found = [(kind, one.body) for kind in kinds for one in self.company.shelves[kind]]
        return found[number % len(found)] if found else ("", None)

    def bought(self, number: int, amount: int) -> list[Any]:
        goods = {"ItemRef": self.item, "Qty": 1 + number % 7}
        expense = {"AccountRef": self.accounts["Office Expenses"]}
        return [
            {
                "DetailType": "ItemBasedExpenseLineDetail",
                "Amount": Decimal(amount) / 100,
                "ItemBasedExpenseLineDetail": goods,
            },
            {
                "DetailType": "AccountBasedExpenseLineDetail",
                "Amount": amount,
                "AccountBasedExpenseLineDetail": expense,
            },
        ]

    def document(self, entity: str, number: int, amount: int, **more: Any) -> None:
        vendor = {"VendorRef": self.vendors[number % 2]}
        lines = self.bought(number, amount)
        self.make(entity, **vendor, TxnDate=day_of(number), Line=lines, **more)

    def bill(self, number: int, amount: int) -> None:
        _, order = self.pick(number, "PurchaseOrder")
        links = [{"TxnId": order["Id"], "TxnType": "PurchaseOrder"}] if order is not None else []
        self.document("Bill", number, amount, LinkedTxn=links if number % 3 else [])

    def credit(self, number: int, amount: int) -> None:
        self.document("VendorCredit", number, amount)

    def order(self, number: int, amount: int) -> None:
        self.document("PurchaseOrder", number, amount)

    def pay(self, number: int, amount: int) -> None:
        vendor, links, total = self.vendors[number % 2], [], Decimal(amount)
        _, bill = self.pick(number, "Bill")
        if bill is not None and bill["Balance"]:
            vendor = bill["VendorRef"]
            links = [linked(bill, "Bill", min(total, bill["Balance"]))]
        _, credit = self.pick(amount, "VendorCredit")
        if links and credit is not None and credit["VendorRef"] == vendor and credit["Balance"]:
            used = min(credit["Balance"], links[0]["Amount"])
            links.append(linked(credit, "VendorCredit", used))
            total -= used
        content = {"VendorRef": vendor, "TotalAmt": total, "Line": links, "PayType": "Check"}
        check = {"BankAccountRef": self.accounts["Checking"]}
        self.make("BillPayment", **content, CheckPayment=check, TxnDate=day_of(number))

    def purchase(self, number: int, amount: int) -> None:
        self.make(
            "Purchase",
            PaymentType="CreditCard",
            AccountRef=self.card,
            Credit=number % 4 == 0,
            TxnDate=day_of(number),
            Line=self.bought(number, amount),
        )

    def receipt(self, number: int, amount: int) -> None:
        line = sale(self.item, Decimal(amount), Qty=1 + number % 5)
        self.make("SalesReceipt", TxnDate=day_of(number), Line=[line])

    def refund(self, number: int, amount: int) -> None:
        line = sale(self.item, Decimal(amount), Qty=1 + number % 3)
        bank = self.accounts["Checking"]
        self.make("RefundReceipt", TxnDate=day_of(number), Line=[line], DepositToAccountRef=bank)

    def edit(self, number: int, amount: int) -> None:
        entity, found = self.pick(number, "Bill", "VendorCredit", "Purchase")
        if found is not None:
            kept = {name: found[name] for name in NEEDED if name in found}
            lines = self.bought(number + 1, amount)
            write(self.company, KINDS[entity], {**kept, "sparse": True, "Line": lines})

    def void(self, number: int, _: int) -> None:
        entity, found = self.pick(number, "BillPayment", "SalesReceipt")
        if found is not None:
            write(self.company, KINDS[entity], found, includes=frozenset({"void"}))

    def delete(self, number: int, _: int) -> None:
        entity, found = self.pick(number, *REMOVABLE)
        if found is not None:
            write(self.company, KINDS[entity], found, operation="delete")


NEEDED = ("Id", "SyncToken", "VendorRef", "AccountRef", "PaymentType")


def day_of(number: int) -> str:
    return (date(2026, 9, 1) + timedelta(number)).isoformat()


def check(company: Company) -> None:
    sums = control_sums(company)
    assert sums["debits"] == sums["credits"]
    for way in ("open_bills", "vendor_balances"):
        assert sums[way] == sums["payable_account"], way
    assert sums["inventory_account"] == sums["stock_value"]
    for kind in ("Bill", "VendorCredit"):
        for record in company.shelves[kind]:
            assert 0 <= record.body["Balance"] <= record.body["TotalAmt"]
    takers = {one.id for kind in ("Bill", "Purchase") for one in company.shelves[kind]}
    for order in company.shelves["PurchaseOrder"]:
        links = [one["TxnId"] for one in order.body["LinkedTxn"]]
        assert set(links) <= takers
        assert order.body["POStatus"] == ("Closed" if links else "Open")


@settings(max_examples=60)
@given(STEPS)
def test_every_way_to_the_payable_and_the_stock_gives_the_same_sum(
    steps: list[tuple[str, int, int]],
) -> None:
    simulator = QuickBooksSimulator("http://127.0.0.1:1", "empty", 1)
    buyer = Buyer(simulator.company)
    for what, number, amount in steps:
        act: Callable[[int, int], None] = getattr(buyer, what)
        try:
            act(number, amount)
        except Refusal:
            continue
        check(simulator.company)
