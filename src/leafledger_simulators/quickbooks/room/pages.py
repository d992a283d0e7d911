"""What each page shows of a company's books."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leafledger_simulators.quickbooks.bank import STATES, at_bank
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.ledger import Entry
from leafledger_simulators.quickbooks.reports.balances import trial_balance
from leafledger_simulators.quickbooks.reports.rows import TYPE_TITLES
from leafledger_simulators.quickbooks.room.markup import (
    Markup,
    button,
    choice_field,
    entry_field,
    joined,
    link,
    money,
    table,
)
from leafledger_simulators.quickbooks.shapes import VOID
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

# A page for reading; older documents are found through their customer.
ROWS_MAX = 200


class Pages:
    """The pages of one company, below `/room/{realm}`."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self.root = f"/room/{company.realm_id}"

    def links(self) -> list[tuple[str, str]]:
        """The pages there are."""
        names = ("Documents", "Customers", "Ledger", "Trial balance", "Close the books")
        paths = ("documents", "customers", "ledger", "trial-balance", "closing")
        return [(f"{self.root}/{path}", name) for path, name in zip(paths, names, strict=True)]

    # -- documents ---------------------------------------------------------------------------

    def documents(self, customer: str = "") -> Markup:
        """The newest documents, of everybody or of one customer."""
        heads = ("Date", "Kind", "Number", "Customer or vendor", "Total", "Open")
        rows = [self._document_row(one) for one in self._newest(customer)]
        note = Markup(f"<p>The newest {ROWS_MAX} are shown.</p>") if len(rows) == ROWS_MAX else ""
        return joined([table(heads, rows, amounts=(4, 5)), note])

    def _newest(self, customer: str) -> list[Record]:
        found = []
        for record in reversed(self._company.transactions.values()):
            whose = (record.body.get("CustomerRef") or {}).get("value")
            if not customer or whose == customer:
                found.append(record)
            if len(found) == ROWS_MAX:
                break
        return found

    def _document_row(self, record: Record) -> list[object]:
        body = record.body
        whose = body.get("CustomerRef") or body.get("VendorRef") or {}
        open_ = body.get("Balance", body.get("UnappliedAmt"))
        return [
            body.get("TxnDate", ""),
            link(f"{self.root}/document/{record.id}", title_of(record)),
            body.get("DocNumber") or body.get("PaymentRefNum", ""),
            whose.get("name", ""),
            money(_total_of(body)),
            "" if open_ is None else money(open_),
        ]

    def document(self, record: Record) -> Markup:
        """One document: its lines, the entry behind it, and its buttons."""
        body = record.body
        facts = [
            ("Date", body.get("TxnDate", "")),
            ("Number", body.get("DocNumber", "")),
            ("Customer", (body.get("CustomerRef") or {}).get("name", "")),
            ("Total", money(_total_of(body))),
            ("Note", body.get("PrivateNote", "")),
            ("At the bank", self._company.bank_states.get(record.id, "")),
        ]
        lines = [
            (line.get("Description", ""), _item_of(line), money(line.get("Amount", ZERO)))
            for line in body.get("Line") or []
            if line.get("DetailType") != "SubTotalLineDetail"
        ]
        linked = [
            link(f"{self.root}/document/{one['TxnId']}", f"{one['TxnType']} {one['TxnId']}")
            for one in self._linked(record)
        ]
        entry = self._company.ledger.entry(record.id)
        return joined(
            [
                table(("What", "Is"), [fact for fact in facts if fact[1] != ""]),
                joined(self._buttons(record)),
                Markup("<h3>Lines</h3>"),
                table(("Description", "Item", "Amount"), lines, amounts=(2,)),
                Markup("<h3>Linked</h3>") if linked else "",
                joined([Markup("<p>"), *(joined([one, " "]) for one in linked), Markup("</p>")]),
                Markup("<h3>What it does to the accounts</h3>"),
                self._entry(entry) if entry else Markup("<p>It posts nothing.</p>"),
            ]
        )

    def _linked(self, record: Record) -> Iterator[dict[str, str]]:
        yield from record.body.get("LinkedTxn") or []
        for line in record.body.get("Line") or []:
            yield from line.get("LinkedTxn") or []

    def _buttons(self, record: Record) -> Iterator[Markup]:
        fields = {"id": record.id}
        balance = Decimal(record.body.get("Balance", 0))
        if record.kind.name == "Invoice" and balance > 0:
            amount = entry_field("amount", "Amount", str(balance))
            yield button(f"{self.root}/receive", "Receive a payment", fields, amount)
        undeposited = self._company.account_of("UndepositedFunds").id
        goes_to = (record.body.get("DepositToAccountRef") or {}).get("value")
        waits = goes_to == undeposited and record.id not in self._company.deposit_of
        if record.kind.name == "Payment" and waits and record.body["TotalAmt"]:
            banks = [
                (one.id, one.body["Name"])
                for one in self._company.shelves["Account"].find("AccountType", "Bank")
            ]
            bank = choice_field("account", "Into", banks)
            yield button(f"{self.root}/deposit", "Deposit it", fields, bank)
        if VOID in record.kind.operations:
            yield button(f"{self.root}/void", "Void", fields)
        if at_bank(self._company, record):
            states = [("", "not matched"), *((one, one) for one in STATES)]
            present = self._company.bank_states.get(record.id, "")
            states.sort(key=lambda one: one[0] != present)
            state = choice_field("as", "With the bank's line", states)
            yield button(f"{self.root}/mark", "Mark", fields, state)

    # -- the other pages ---------------------------------------------------------------------

    def customers(self) -> Markup:
        """Everybody with what they owe."""
        rows = [
            (
                link(f"{self.root}/documents?customer={one.id}", one.body["FullyQualifiedName"]),
                money(self._company.customer_balance(one.id)),
            )
            for one in self._company.shelves["Customer"]
        ]
        return table(("Customer", "Owes"), rows, amounts=(1,))

    def ledger(self) -> Markup:
        """The newest entries, each with its postings and its document."""
        entries = list(self._company.ledger)[-ROWS_MAX:]
        parts = []
        for entry in reversed(entries):
            kind = TYPE_TITLES.get(entry.txn_type, entry.txn_type)
            title: object = f"{kind} {entry.txn_id}"
            if entry.txn_id in self._company.transactions:
                title = link(f"{self.root}/document/{entry.txn_id}", title)
            heading = joined([Markup("<h3>"), entry.day.isoformat(), " ", title, Markup("</h3>")])
            parts += [heading, self._entry(entry)]
        return joined(parts) if parts else Markup("<p>Nothing is posted yet.</p>")

    def _entry(self, entry: Entry) -> Markup:
        rows = []
        for posting in entry.postings:
            account = self._company.shelves["Account"].get(posting.account_id)
            rows.append(
                (
                    account.body["FullyQualifiedName"] if account is not None else "",
                    money(posting.debit) if posting.debit else "",
                    money(posting.credit) if posting.credit else "",
                )
            )
        return table(("Account", "Debit", "Credit"), rows, amounts=(1, 2))

    def trial_balance(self) -> Markup:
        """Every account's balance today."""
        report = trial_balance(self._company, {})
        rows = [
            [cell["value"] for cell in (row.get("ColData") or row["Summary"]["ColData"])]
            for row in report["Rows"].get("Row", [])
        ]
        return table(("Account", "Debit", "Credit"), rows, amounts=(1, 2))

    def closing(self) -> Markup:
        """Until when the books are closed, and the button that closes them."""
        until = self._company.preferences["AccountingInfoPrefs"].get("BookCloseDate", "")
        said = f"The books are closed until {until}." if until else "The books are open."
        field = entry_field("until", "Closed until (empty opens them)", until, "date")
        form = button(f"{self.root}/close", "Close the books", {}, field)
        return joined([Markup("<p>"), said, Markup("</p>"), form])


def title_of(record: Record) -> str:
    """A document's kind in words."""
    return TYPE_TITLES.get(record.kind.name, record.kind.name)


def _item_of(line: dict[str, object]) -> str:
    detail = line.get(str(line.get("DetailType")))
    if not isinstance(detail, dict):
        return ""
    named = detail.get("ItemRef") or detail.get("AccountRef") or {}
    return str(named.get("name", ""))


def _total_of(body: Body) -> Decimal:
    """What a document moves: transfers and card payments call it their amount."""
    return Decimal(body.get("TotalAmt") or body.get("Amount") or ZERO)
