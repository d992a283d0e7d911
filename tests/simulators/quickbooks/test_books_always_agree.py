"""Any order of documents, edits, payments, memos and removals leaves the books in agreement."""

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
from leafledger_simulators.quickbooks.reports.balances import trial_balance
from leafledger_simulators.quickbooks.reports.receivables import aged_receivables, open_on
from leafledger_simulators.quickbooks.snapshot import control_sums
from leafledger_simulators.quickbooks.writing import write
from tests.simulators.quickbooks.serving import Books, linked, sale

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["invoice", "memo", "pay", "journal", "edit", "void", "delete", "relink", "deposit"]
        ),
        st.integers(0, 50),
        st.integers(1, 400),
    ),
    min_size=1,
    max_size=25,
)


class Clerk:
    """Does random things through the door that requests use; refusals are fine."""

    def __init__(self, company: Company) -> None:
        self.company = company
        accounts = {one.body["Name"]: {"value": one.id} for one in company.shelves["Account"]}
        self.accounts = accounts
        self.customers = [self.make("Customer", DisplayName=name) for name in ("A", "B")]
        income = accounts["Sales of Product Income"]
        self.items = [
            self.make("Item", Name="Flower", Type="NonInventory", IncomeAccountRef=income),
            self.make(
                "Item",
                Name="Pre-roll",
                Type="Inventory",
                QtyOnHand=5,
                InvStartDate="2026-01-01",
                PurchaseCost=3,
                IncomeAccountRef=income,
                ExpenseAccountRef=accounts["Cost of Goods Sold"],
                AssetAccountRef=accounts["Inventory Asset"],
            ),
        ]

    def make(self, entity: str, **content: Any) -> dict[str, str]:
        return {"value": write(self.company, KINDS[entity], content, operation="create")["Id"]}

    def lines(self, number: int, amount: int) -> list[Any]:
        return [
            sale(self.items[0], Decimal(amount)),
            sale(self.items[1], Decimal(2 * (number % 4)), Qty=number % 4, UnitPrice=2),
        ]

    def document(self, entity: str, number: int, amount: int) -> None:
        self.make(
            entity,
            CustomerRef=self.customers[number % 2],
            TxnDate=day_of(number),
            Line=self.lines(number, amount),
        )

    def pick(self, number: int, *kinds: str) -> Any:
        found = [one for kind in kinds for one in self.company.shelves[kind]]
        return found[number % len(found)].body if found else None

    def invoice(self, number: int, amount: int) -> None:
        self.document("Invoice", number, amount)

    def memo(self, number: int, amount: int) -> None:
        self.document("CreditMemo", number, amount)

    def pay(self, number: int, amount: int) -> None:
        invoice = self.pick(number, "Invoice")
        lines, customer = [], self.customers[number % 2]
        if invoice is not None and invoice["Balance"]:
            customer = invoice["CustomerRef"]
            lines = [linked(invoice, "Invoice", min(Decimal(amount), invoice["Balance"]))]
        self.make(
            "Payment", CustomerRef=customer, TotalAmt=amount, TxnDate=day_of(number), Line=lines
        )

    def journal(self, number: int, amount: int) -> None:
        entity = {"Type": "Customer", "EntityRef": self.customers[number % 2]}
        sides = ("Debit", "Credit") if number % 3 else ("Credit", "Debit")
        named = zip(
            sides, ("Accounts Receivable (A/R)", "Checking"), ({"Entity": entity}, {}), strict=True
        )
        self.make(
            "JournalEntry",
            TxnDate=day_of(number),
            Line=[
                {
                    "Amount": amount,
                    "DetailType": "JournalEntryLineDetail",
                    "JournalEntryLineDetail": {
                        "PostingType": side,
                        "AccountRef": self.accounts[name],
                        **more,
                    },
                }
                for side, name, more in named
            ],
        )

    def edit(self, number: int, amount: int) -> None:
        found = self.pick(number, "Invoice", "CreditMemo")
        if found is not None:
            entity = "CreditMemo" if "RemainingCredit" in found else "Invoice"
            content = {**named(found), "sparse": True, "Line": self.lines(number, amount)}
            write(self.company, KINDS[entity], content)

    def relink(self, number: int, amount: int) -> None:
        payment, journal = self.pick(number, "Payment"), self.pick(number, "JournalEntry")
        if payment is None or journal is None:
            return
        total = payment["TotalAmt"] or Decimal(amount)
        content = {
            **named(payment),
            "CustomerRef": payment["CustomerRef"],
            "TotalAmt": total,
            "Line": [linked(journal, "JournalEntry", min(total, journal["Line"][0]["Amount"]))],
        }
        write(self.company, KINDS["Payment"], {**content, "sparse": True})

    def void(self, number: int, _: int) -> None:
        for entity in ("Invoice", "Payment")[number % 2 :][:1]:
            found = self.pick(number, entity)
            if found is not None:
                write(self.company, KINDS[entity], named(found), operation="void")

    def delete(self, number: int, _: int) -> None:
        kinds = ("Invoice", "CreditMemo", "Payment", "JournalEntry", "Deposit")
        entity = kinds[number % len(kinds)]
        found = self.pick(number, entity)
        if found is not None:
            write(self.company, KINDS[entity], named(found), operation="delete")

    def deposit(self, number: int, _: int) -> None:
        found = self.pick(number, "Payment")
        if found is not None:
            self.make(
                "Deposit",
                DepositToAccountRef=self.accounts["Checking"],
                TxnDate=day_of(number),
                Line=[linked(found, "Payment", found["TotalAmt"])],
            )


def named(body: Any) -> dict[str, Any]:
    return {"Id": body["Id"], "SyncToken": body["SyncToken"]}


def day_of(number: int) -> str:
    return (date(2026, 9, 1) + timedelta(number)).isoformat()


def check(company: Company) -> None:
    sums = control_sums(company)
    assert sums["debits"] == sums["credits"]
    for way in ("open_documents", "aged_receivables", "customer_balances"):
        assert sums[way] == sums["receivable_account"], way
    for record in company.shelves["Payment"]:
        assert record.body["UnappliedAmt"] >= 0
    for kind in ("Invoice", "CreditMemo"):
        for record in company.shelves[kind]:
            assert 0 <= record.body["Balance"] <= record.body["TotalAmt"]
    receivable = company.receivable().id
    for number in (0, 20, 40, 60):
        on = date.fromisoformat(day_of(number))
        by_documents = sum((one.amount for one in open_on(company, on)), Decimal(0))
        assert by_documents == company.ledger.balances_until(on).get(receivable, Decimal(0))


@settings(max_examples=60)
@given(STEPS)
def test_every_way_to_the_receivable_gives_the_same_sum(
    steps: list[tuple[str, int, int]],
) -> None:
    simulator = QuickBooksSimulator("http://127.0.0.1:1", "empty", 1)
    clerk = Clerk(simulator.company)
    for what, number, amount in steps:
        act: Callable[[int, int], None] = getattr(clerk, what)
        try:
            act(number, amount)
        except Refusal:
            continue
        check(simulator.company)
    item = clerk.items[1]["value"]
    asset = simulator.company.ledger.balance(clerk.accounts["Inventory Asset"]["value"])
    assert asset == simulator.company.stock.quantity(item) * 3


def test_the_trial_balance_and_the_aging_tie_to_the_documents(books: Books) -> None:
    customer, item = books.customer(), books.item()
    books.control("/clock", {"now": "2026-11-20T18:00:00Z", "freeze": True})
    late = books.invoice(customer, sale(item, 100), TxnDate="2026-08-01", DueDate="2026-08-31")
    books.invoice(customer, sale(item, 40), TxnDate="2026-11-01", DueDate="2026-12-01")
    books.pay(customer, 25, (late, "Invoice", 25), TxnDate="2026-11-10")
    aging = books.get("/reports/AgedReceivables", report_date="2026-11-20")
    assert [column["ColTitle"] for column in aging["Columns"]["Column"]][1:] == [
        "Current",
        "1 - 30",
        "31 - 60",
        "61 - 90",
        "91 and over",
        "Total",
    ]
    row = aging["Rows"]["Row"][0]["ColData"]
    assert [one["value"] for one in row[1:]] == ["40.00", "", "", "75.00", "", "115.00"]
    assert row[0]["id"] == customer["value"]
    before = books.get("/reports/AgedReceivables", report_date="2026-11-05")
    assert before["Rows"]["Row"][-1]["Summary"]["ColData"][-1]["value"] == "140.00"
    trial = books.get("/reports/TrialBalance", end_date="2026-11-20")
    cells = {
        row["ColData"][0]["value"]: [one["value"] for one in row["ColData"][1:]]
        for row in trial["Rows"]["Row"]
        if row["type"] == "Data"
    }
    assert cells == {
        "Accounts Receivable (A/R)": ["115.00", ""],
        "Undeposited Funds": ["25.00", ""],
        "Sales of Product Income": ["", "140.00"],
    }
    keys = [column["MetaData"][0]["Value"] for column in trial["Columns"]["Column"]]
    assert keys == ["account", "debt_amt", "credit_amt"]


def test_statements_and_ledger_tie_to_each_other(books: Books) -> None:
    customer, item = books.customer(), books.stock_item(quantity=10, cost=4)
    invoice = books.invoice(customer, sale(item, 30, Qty=3, UnitPrice=10), TxnDate="2026-11-02")
    books.pay(customer, 30, (invoice, "Invoice", 30), TxnDate="2026-11-03")
    time = {"start_date": "2026-11-01", "end_date": "2026-11-30"}
    result = books.get("/reports/ProfitAndLoss", **time)["Rows"]["Row"]
    sums = {row["group"]: row["Summary"]["ColData"][1]["value"] for row in result}
    assert sums == {
        "Income": "30.00",
        "COGS": "12.00",
        "GrossProfit": "18.00",
        "NetOperatingIncome": "18.00",
        "NetIncome": "18.00",
    }
    assets, owed = books.get("/reports/BalanceSheet", end_date="2026-11-30")["Rows"]["Row"]
    assert assets["Summary"]["ColData"][1] == owed["Summary"]["ColData"][1] == {"value": "58.00"}
    asset = books.account("Inventory Asset")["value"]
    ledger = books.get("/reports/GeneralLedger", **time, account=asset)["Rows"]["Row"]
    beginning, cost = ledger[0]["Rows"]["Row"]
    assert beginning["ColData"][-1]["value"] == "40.00"
    assert [one["value"] for one in cost["ColData"]] == [
        "2026-11-02",
        "Invoice",
        "1001",
        "Sage Wellness",
        "",
        "-Split-",
        "-12.00",
        "28.00",
    ]
    assert cost["ColData"][1]["id"] == invoice["Id"]


def test_a_report_without_data_says_so(books: Books) -> None:
    trial = books.get("/reports/TrialBalance")
    assert trial["Rows"] == {}
    assert trial["Header"]["Option"] == [{"Name": "NoReportData", "Value": "true"}]


def test_a_new_year_moves_the_old_result_to_retained_earnings() -> None:
    simulator = QuickBooksSimulator("http://127.0.0.1:1", "empty", 1)
    clerk = Clerk(simulator.company)
    clerk.invoice(0, 100)
    company = simulator.company
    report = trial_balance(company, {"end_date": "2027-06-30"})
    found = [row["ColData"][0]["value"] for row in report["Rows"]["Row"] if "ColData" in row]
    assert "Retained Earnings" in found
    assert "Sales of Product Income" not in found
    aging = aged_receivables(company, {"report_date": "2027-06-30", "customer": "2"})
    assert aging["Rows"] == {}
