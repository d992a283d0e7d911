"""A company small enough that its documents meet, and the sums that agree after every step."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.mayhem.books_in_process import LAST_DAY, BooksInProcess, Sent

MADE_BY_REQUEST = (
    *("Invoice", "CreditMemo", "SalesReceipt", "RefundReceipt", "Bill", "VendorCredit"),
    *("Purchase", "Payment", "BillPayment", "JournalEntry", "Deposit", "InventoryAdjustment"),
)


class SmallCompany(RuleBasedStateMachine):
    """Its people, items and documents; everything goes through the API.

    `steps` counts the looks at the whole, one after every step.
    """

    books: BooksInProcess
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.books.start_over()
        self.sent: list[Sent] = []
        self.made: set[tuple[str, str]] = set()
        # Payments of nought with which QuickBooks applies credits by itself.
        self.own_links: set[tuple[str, str]] = set()
        self.requests = 0
        self.accounts = {one["Name"]: {"value": one["Id"]} for one in self.books.rows("Account")}
        self.customers = [self.named_person("Customer", name) for name in ("Ash", "Birch", "Cedar")]
        parent = {"Job": True, "ParentRef": self.customers[0]}
        self.customers.append(self.named_person("Customer", "Ash east", **parent))
        self.vendors = [self.named_person("Vendor", name) for name in ("Dell farm", "Elm farm")]
        income = self.accounts["Sales of Product Income"]
        flower = {"Type": "NonInventory", "IncomeAccountRef": income}
        self.plain_item = self._named_item("Flower", **flower)
        self.shelf = [self.stocked("Pre-roll", 5, Decimal("3.33"))]
        self.seen: Any = {}
        self.present: dict[tuple[str, str], Any] = {}

    # -- sending -----------------------------------------------------------------------------

    def named_person(self, entity: str, name: str, **more: Any) -> dict[str, str]:
        """A new customer or vendor."""
        sent = self.books.write(entity, {"DisplayName": name, **more})
        assert sent is not None
        return {"value": sent.made[0][1]}

    def _named_item(self, name: str, **more: Any) -> dict[str, str]:
        sent = self.books.write("Item", {"Name": name, **more})
        assert sent is not None
        return {"value": sent.made[0][1]}

    def stocked(self, name: str, pieces: int, cost: Decimal) -> dict[str, str]:
        """A new inventory item."""
        return self._named_item(
            name,
            Type="Inventory",
            TrackQtyOnHand=True,
            QtyOnHand=pieces,
            InvStartDate="2026-01-01",
            PurchaseCost=cost,
            IncomeAccountRef=self.accounts["Sales of Product Income"],
            ExpenseAccountRef=self.accounts["Cost of Goods Sold"],
            AssetAccountRef=self.accounts["Inventory Asset"],
        )

    def create(self, entity: str, **content: Any) -> None:
        """Ask for a document, with a request id of its own."""
        self.requests += 1
        sent = self.books.write(entity, content, requestid=f"step-{self.requests}")
        if sent is not None:
            self.sent.append(sent)
            self.made |= set(sent.made)

    def pick(self, which: int, *kinds: str) -> tuple[str, Any]:
        """Any record of some kinds, as it was after the last step; None when there is none."""
        found = [(kind, one) for kind in kinds for one in self.seen["entities"][kind]]
        return found[which % len(found)] if found else ("", None)

    def sold(self, pieces: int, cents: int) -> list[Any]:
        """Lines of a sale: one plain, one out of stock."""
        stocked = self.shelf[cents % len(self.shelf)]
        return [
            sale(self.plain_item, money(cents)),
            sale(stocked, Decimal(2 * pieces), Qty=pieces, UnitPrice=2),
        ]

    def bought(self, pieces: int, cents: int) -> list[Any]:
        """Lines of a purchase: one into stock, one expense."""
        stocked = self.shelf[cents % len(self.shelf)]
        return [
            line_of("ItemBasedExpenseLineDetail", money(cents), ItemRef=stocked, Qty=pieces + 1),
            line_of(
                "AccountBasedExpenseLineDetail",
                money(cents),
                AccountRef=self.accounts["Office Expenses"],
            ),
        ]

    # -- what always holds -------------------------------------------------------------------

    @invariant()
    def everything_agrees(self) -> None:
        type(self).steps += 1
        self.seen = self.books.control("/snapshot")
        sums = {name: Decimal(value) for name, value in self.seen["sums"].items()}
        for entry in self.seen["entries"]:
            assert sum(one["debit"] - one["credit"] for one in entry["postings"]) == 0, entry
        receivable = sums["receivable_account"]
        assert sums["open_documents"] == receivable
        assert sums["customer_balances"] == receivable
        customers = self.books.rows("Customer")
        assert sum(Decimal(one["Balance"]) for one in customers) == receivable
        assert self.books.grand_total("AgedReceivables", report_date=LAST_DAY) == receivable
        assert sums["open_bills"] == sums["vendor_balances"] == sums["payable_account"]
        asset = sums["inventory_account"]
        valuation = self.books.grand_total("InventoryValuationSummary", -2, report_date=LAST_DAY)
        assert valuation == sums["stock_value"] == asset
        debits = self.books.grand_total("TrialBalance", 1, end_date=LAST_DAY)
        assert debits == self.books.grand_total("TrialBalance", 2, end_date=LAST_DAY)
        assert sums["debits"] == sums["credits"]
        self._nothing_doubled()

    def _nothing_doubled(self) -> None:
        """What there is was asked for once; only QuickBooks' own links come on top."""
        present = {
            (kind, one["Id"]): one
            for kind in MADE_BY_REQUEST
            for one in self.seen["entities"][kind]
        }
        for gone in self.made - present.keys():
            # A link without money goes with the last document it linked.
            assert gone[0] in {"Payment", "BillPayment"}, f"{gone} was lost"
            assert self.present[gone]["TotalAmt"] == 0, f"{gone} was lost"
            self.made.discard(gone)
        for kind, record_id in present.keys() - self.made - self.own_links:
            own = present[kind, record_id]
            assert (kind, own["TotalAmt"]) == ("Payment", 0), f"nobody asked for {kind} {record_id}"
            self.own_links.add((kind, record_id))
        self.present = present


def money(cents: int) -> Decimal:
    """Dollars."""
    return Decimal(cents) / 100


def day_of(number: int) -> str:
    """A date of 2026."""
    return (date(2026, 1, 20) + timedelta(number)).isoformat()


def named(body: Any) -> dict[str, Any]:
    """What an update must carry."""
    return {"Id": body["Id"], "SyncToken": body["SyncToken"]}


def owed(body: Any) -> Decimal:
    """What is open of a document; of a journal entry its first line."""
    return Decimal(body["Balance"] if "Balance" in body else body["Line"][0]["Amount"])


def line_of(kind: str, amount: Decimal, **detail: Any) -> Any:
    """A document line."""
    return {"DetailType": kind, "Amount": amount, kind: detail}


def sale(item: dict[str, str], amount: Decimal, **detail: Any) -> Any:
    """A line that sells an item."""
    return line_of("SalesItemLineDetail", amount, ItemRef=item, **detail)


def linked(body: Any, entity: str, amount: Any) -> Any:
    """A payment line on a document."""
    return {"Amount": amount, "LinkedTxn": [{"TxnId": body["Id"], "TxnType": entity}]}
