"""A bookkeeper who does anything in any order. A refusal is fine, a difference is not."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.mayhem.small_company import (
    MADE_BY_REQUEST,
    SmallCompany,
    day_of,
    line_of,
    linked,
    money,
    named,
    owed,
)

WHICH = st.integers(0, 60)
CENTS = st.integers(1, 40_000)
PIECES = st.integers(0, 5)
DAYS = st.integers(0, 300)
# By name, because the shrunken story then says what was done.
SALES = st.sampled_from(["Invoice", "CreditMemo", "SalesReceipt", "RefundReceipt"])
BUYING = st.sampled_from(["Bill", "VendorCredit", "Purchase"])
EDITED = ("Invoice", "CreditMemo", "SalesReceipt", "RefundReceipt", "Bill", "VendorCredit")
VOIDABLE = ("Invoice", "SalesReceipt", "Payment", "CreditMemo", "BillPayment")
KIND = "JournalEntryLineDetail"
# More items would never meet in one document.
ITEMS_MAX = 5


class RandomBookkeeping(SmallCompany):
    """What can be done, each deed a rule."""

    # -- documents ---------------------------------------------------------------------------

    @rule(entity=SALES, which=WHICH, pieces=PIECES, cents=CENTS, day=DAYS)
    def sell(self, entity: str, which: int, pieces: int, cents: int, day: int) -> None:
        more = {}
        if entity == "RefundReceipt":
            more = {"DepositToAccountRef": self.accounts["Checking"]}
        self.create(
            entity,
            CustomerRef=self.customers[which % len(self.customers)],
            TxnDate=day_of(day),
            Line=self.sold(pieces, cents),
            **more,
        )

    @rule(entity=BUYING, which=WHICH, pieces=PIECES, cents=CENTS, day=DAYS)
    def buy(self, entity: str, which: int, pieces: int, cents: int, day: int) -> None:
        content: dict[str, Any] = {"TxnDate": day_of(day), "Line": self.bought(pieces, cents)}
        if entity == "Purchase":
            content |= {"PaymentType": "Cash", "AccountRef": self.accounts["Checking"]}
        else:
            content |= {"VendorRef": self.vendors[which % len(self.vendors)]}
        self.create(entity, **content)

    @rule(which=WHICH, pieces=PIECES, cents=CENTS)
    def edit_sparsely(self, which: int, pieces: int, cents: int) -> None:
        entity, found = self.pick(which, *EDITED)
        if found is not None:
            is_sale = entity not in {"Bill", "VendorCredit"}
            lines = self.sold(pieces, cents) if is_sale else self.bought(pieces, cents)
            kept = {name: found[name] for name in ("VendorRef",) if name in found}
            self.books.write(entity, {**named(found), **kept, "sparse": True, "Line": lines})

    @rule(which=WHICH, customer=WHICH, day=DAYS)
    def edit_fully(self, which: int, customer: int, day: int) -> None:
        kinds = (*EDITED, "Payment", "BillPayment", "JournalEntry", "Purchase", "Deposit")
        entity, found = self.pick(which, *kinds)
        if found is not None:
            changed = {**found, "TxnDate": day_of(day)}
            if "CustomerRef" in found and customer % 3 == 0:
                changed["CustomerRef"] = self.customers[customer % len(self.customers)]
            self.books.write(entity, changed)

    @rule(which=WHICH)
    def void(self, which: int) -> None:
        entity, found = self.pick(which, *VOIDABLE)
        if found is not None:
            params = {"operation": "void"}
            if entity in {"SalesReceipt", "BillPayment", "Payment"}:
                params = {"operation": "update", "include": "void"}
            self.books.write(entity, {**named(found), "sparse": True}, **params)

    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        entity, found = self.pick(which, *MADE_BY_REQUEST)
        if found is not None:
            sent = self.books.write(entity, named(found), operation="delete")
            if sent is not None:
                self.made.discard((entity, found["Id"]))

    # -- money -------------------------------------------------------------------------------

    @rule(which=WHICH, credit=WHICH, cents=CENTS, day=DAYS, is_over=st.booleans())
    def pay(self, which: int, credit: int, cents: int, day: int, *, is_over: bool) -> None:
        entity, debt = self.pick(which, "Invoice", "JournalEntry")
        _, memo = self.pick(credit, "CreditMemo")
        total, lines = money(cents), []
        customer = self.customers[which % len(self.customers)]
        if debt is not None and debt.get("Balance"):
            customer = debt["CustomerRef"]
            lines = [linked(debt, entity, debt["Balance"] if is_over else min(total, owed(debt)))]
            total = owed(debt) + total if is_over else total
            if credit % 3 == 0 and memo is not None and memo["RemainingCredit"]:
                lines.append(linked(memo, "CreditMemo", memo["RemainingCredit"]))
        elif debt is not None:
            lines = [linked(debt, entity, total)]
        content = {
            "CustomerRef": customer,
            "TotalAmt": total,
            "TxnDate": day_of(day),
            "Line": lines,
        }
        self.create("Payment", **content)

    @rule(which=WHICH, credit=WHICH, day=DAYS)
    def link_credit_with_nothing_paid(self, which: int, credit: int, day: int) -> None:
        _, debt = self.pick(which, "Invoice")
        entity, free = self.pick(credit, "CreditMemo", "JournalEntry")
        if debt is None or free is None:
            return
        amount = min(owed(debt), free.get("RemainingCredit") or owed(free))
        lines = [linked(debt, "Invoice", amount), linked(free, entity, amount)]
        content = {"CustomerRef": debt["CustomerRef"], "TotalAmt": 0, "TxnDate": day_of(day)}
        self.create("Payment", **content, Line=lines)

    @rule(which=WHICH, other=WHICH, cents=CENTS)
    def link_anew(self, which: int, other: int, cents: int) -> None:
        _, payment = self.pick(which, "Payment")
        entity, debt = self.pick(other, "Invoice", "JournalEntry", "CreditMemo", "Purchase")
        if payment is None:
            return
        # A payment calls a purchase by how it was paid.
        entity = "Check" if entity == "Purchase" else entity
        lines = []
        if debt is not None and other % 4:
            lines = [linked(debt, entity, min(payment["TotalAmt"] or money(cents), owed(debt)))]
        content = {**named(payment), "sparse": True, "CustomerRef": payment["CustomerRef"]}
        total = money(cents) if other % 5 == 0 else payment["TotalAmt"]
        self.books.write("Payment", {**content, "TotalAmt": total, "Line": lines})

    @rule(which=WHICH, credit=WHICH, cents=CENTS, day=DAYS)
    def pay_a_bill(self, which: int, credit: int, cents: int, day: int) -> None:
        _, bill = self.pick(which, "Bill")
        _, back = self.pick(credit, "VendorCredit")
        if bill is None:
            return
        total = min(money(cents), owed(bill))
        lines = [linked(bill, "Bill", total)]
        if back is not None and back["VendorRef"] == bill["VendorRef"] and back["Balance"]:
            used = min(total, owed(back))
            lines.append(linked(back, "VendorCredit", used))
            total -= used
        content = {"VendorRef": bill["VendorRef"], "TotalAmt": total, "PayType": "Check"}
        check = {"BankAccountRef": self.accounts["Checking"]}
        self.create("BillPayment", **content, CheckPayment=check, TxnDate=day_of(day), Line=lines)

    @rule(which=WHICH, cents=CENTS, day=DAYS, is_debit=st.booleans(), is_payable=st.booleans())
    def journal(
        self, which: int, cents: int, day: int, *, is_debit: bool, is_payable: bool
    ) -> None:
        people, word = (self.vendors, "Vendor") if is_payable else (self.customers, "Customer")
        name = "Accounts Payable (A/P)" if is_payable else "Accounts Receivable (A/R)"
        entity = {"Type": word, "EntityRef": people[which % len(people)]}
        sides = ("Debit", "Credit") if is_debit else ("Credit", "Debit")
        account, bank = self.accounts[name], self.accounts["Checking"]
        amount = money(cents)
        self.create(
            "JournalEntry",
            TxnDate=day_of(day),
            Line=[
                line_of(KIND, amount, PostingType=sides[0], AccountRef=account, Entity=entity),
                line_of(KIND, amount, PostingType=sides[1], AccountRef=bank),
            ],
        )

    @rule(which=WHICH, cents=CENTS, day=DAYS, is_edit=st.booleans())
    def repay_a_customer(self, which: int, cents: int, day: int, *, is_edit: bool) -> None:
        entity, found = self.pick(which, "Purchase")
        detail = {
            "AccountRef": self.accounts["Accounts Receivable (A/R)"],
            "CustomerRef": self.customers[which % len(self.customers)],
        }
        lines = [line_of("AccountBasedExpenseLineDetail", money(cents), **detail)]
        if not is_edit:
            paid = {"PaymentType": "Check", "AccountRef": self.accounts["Checking"]}
            self.create("Purchase", **paid, TxnDate=day_of(day), Line=lines)
        elif found is not None:
            content = {**named(found), "sparse": True, "PaymentType": found["PaymentType"]}
            self.books.write(entity, {**content, "Line": lines})

    @rule(which=WHICH, name=WHICH)
    def turn_an_entry_round(self, which: int, name: int) -> None:
        _, found = self.pick(which, "JournalEntry")
        if found is None:
            return
        lines = [{**one, KIND: {**one[KIND]}} for one in found["Line"]]
        for line in lines:
            is_debit = line[KIND]["PostingType"] == "Debit"
            line[KIND]["PostingType"] = "Credit" if is_debit else "Debit"
        entity = lines[0][KIND]["Entity"]
        if name % 3 == 0 and entity["Type"] == "Customer":
            customer = self.customers[name % len(self.customers)]
            lines[0][KIND]["Entity"] = {**entity, "EntityRef": customer}
        self.books.write("JournalEntry", {**named(found), "sparse": True, "Line": lines})

    @rule(which=WHICH, day=DAYS, fee=st.integers(0, 500))
    def deposit(self, which: int, day: int, fee: int) -> None:
        entity, found = self.pick(which, "Payment", "SalesReceipt")
        if found is not None:
            account = self.accounts["Checking"]
            lines = [linked(found, entity, found["TotalAmt"])]
            if fee:
                charged = self.accounts["Bank Charges"]
                lines.append(line_of("DepositLineDetail", -money(fee), AccountRef=charged))
            self.create("Deposit", DepositToAccountRef=account, TxnDate=day_of(day), Line=lines)

    # -- stock, lists and the company ----------------------------------------------------------

    @rule(which=WHICH, pieces=st.integers(-4, 9), day=DAYS, is_count=st.booleans())
    def adjust(self, which: int, pieces: int, day: int, *, is_count: bool) -> None:
        item = self.shelf[which % len(self.shelf)]
        detail = {"ItemRef": item, "NewQty" if is_count else "QtyDiff": pieces}
        line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
        shrinkage = self.accounts["Cost of Goods Sold"]
        content = {"AdjustAccountRef": shrinkage, "TxnDate": day_of(day), "Line": [line]}
        self.create("InventoryAdjustment", **content)

    @rule(pieces=PIECES, cents=CENTS)
    def stock_another_item(self, pieces: int, cents: int) -> None:
        if len(self.shelf) < ITEMS_MAX:
            name = f"Item {len(self.shelf)}"
            self.shelf.append(self.stocked(name, pieces, money(cents)))

    @rule(which=WHICH, cents=CENTS)
    def reprice_an_item(self, which: int, cents: int) -> None:
        _, item = self.pick(which, "Item")
        if item is not None:
            self.books.write("Item", {**named(item), "sparse": True, "PurchaseCost": money(cents)})

    @rule(which=WHICH, name=st.integers(0, 3), active=st.booleans())
    def rename_or_retire_a_customer(self, which: int, name: int, *, active: bool) -> None:
        _, found = self.pick(which, "Customer")
        if found is not None:
            content = {**named(found), "sparse": True, "Active": active}
            self.books.write("Customer", {**content, "DisplayName": f"Customer {name}"})

    @rule(which=st.integers(1, 2), stays=st.sampled_from([0, 3]))
    def merge_a_customer_away(self, which: int, stays: int) -> None:
        gone, kept = self.customers[which], self.customers[stays]
        wanted = {"entity": "Customer", "gone": gone["value"], "stays": kept["value"]}
        self.books.control("/merge", wanted)
        self.requests += 1
        # Somebody new comes in the place, so that there are always four.
        self.customers[which] = self.named_person("Customer", f"Newcomer {self.requests}")

    @rule(day=st.one_of(st.none(), st.none(), st.integers(0, 80)))
    def close_the_books(self, day: int | None) -> None:
        self.books.control("/company", {"closed_until": None if day is None else day_of(day)})

    @rule(is_on=st.booleans())
    def let_credits_apply_by_themselves(self, *, is_on: bool) -> None:
        self.books.control("/switches", {"auto_apply_credit": is_on})

    @rule(how=st.sampled_from(["off", "invoices", "invoices_and_payments"]))
    def let_money_apply_by_itself(self, how: str) -> None:
        self.books.control("/switches", {"auto_apply_payments": how})

    @rule(which=WHICH, state=st.sampled_from(["matched", "reconciled", None]))
    def look_at_the_bank(self, which: int, state: str | None) -> None:
        _, found = self.pick(which, "Deposit", "Purchase", "BillPayment")
        # What was voided moves no bank account any more.
        if found is not None and found["TotalAmt"]:
            self.books.control("/reconcile", {"ids": [found["Id"]], "as": state})

    # -- repeats -----------------------------------------------------------------------------

    @rule(which=WHICH)
    def repeat_a_request(self, which: int) -> None:
        if self.sent:
            first = self.sent[which % len(self.sent)]
            again = self.books.send(first.path, first.params, first.content)
            assert again is not None
            assert again.made == first.made

    @rule(cents=CENTS, day=DAYS)
    def repeat_a_batch(self, cents: int, day: int) -> None:
        self.requests += 1
        content = {
            "CustomerRef": self.customers[cents % 3],
            "TxnDate": day_of(day),
            "Line": self.sold(1, cents),
        }
        items = [
            {"bId": str(number), "operation": "create", kind: content}
            for number, kind in enumerate(("Invoice", "CreditMemo"))
        ]
        batch = {"BatchItemRequest": items}
        first = self.books.write("batch", batch, requestid=f"step-{self.requests}")
        assert first is not None
        again = self.books.send(first.path, first.params, first.content)
        assert again is not None
        assert again.made == first.made
        self.made |= set(first.made)
