"""What QuickBooks says of itself, asked afresh: documents, balances, aging, account movements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from leafledger.bookkeeping.policy import Policy
from leafledger.figures.money import Money
from leafledger.ledger.accounts import AccountType
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownEntry, KnownReceipt
from leafledger.quickbooks.aging import REPORT, Aging, read_aging
from leafledger.quickbooks.client import QuickBooks, Wire
from leafledger.quickbooks.fields import money, part, reference, required_id, text
from leafledger.quickbooks.general_ledger import Movement, movements
from leafledger.quickbooks.journal_entries import read_entry
from leafledger.quickbooks.read_documents import read_document
from leafledger.quickbooks.receipts import read_receipt
from leafledger.quickbooks.receivables import each_row

NO_AGING = Aging((), Money.zero())


@dataclass(frozen=True, slots=True)
class Balance:
    """A customer or an account with the balance QuickBooks gives it; `kind` an account's type."""

    id: str
    name: str
    amount: Money
    kind: str = ""


@dataclass(frozen=True, slots=True)
class BooksSide:
    """QuickBooks's side of a proof.

    `taxes`: the tax lines of each invoice (above zero) and credit memo (below) by its id.
    `movements`: the postings of the accounts that must be explained. `tax_account` is the id
    of the account that the tax item posts to. `notes`: the private note of each deposit by its id.
    """

    documents: tuple[KnownDocument, ...] = ()
    receipts: tuple[KnownReceipt, ...] = ()
    entries: tuple[KnownEntry, ...] = ()
    customers: tuple[Balance, ...] = ()
    accounts: tuple[Balance, ...] = ()
    aging: Aging = NO_AGING
    taxes: Mapping[str, Money] = field(default_factory=dict)
    tax_account: str = ""
    movements: Mapping[str, list[Movement]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def open_of_entries(self) -> dict[str, Money]:
        """What is open of each entry: QuickBooks gives entries no balance, so from its payments.

        Above zero the customer owes it, below zero it is a credit not yet used.
        """
        left = {entry.id: entry.receivable for entry in self.entries}
        for receipt in self.receipts:
            for one in receipt.settles:
                id_ = one.pointer.id if isinstance(one.pointer, Known) else ""
                if one.kind is RecordKind.JOURNAL_ENTRY and id_ in left:
                    owed = left[id_] > Money.zero()
                    left[id_] = left[id_] - one.amount if owed else left[id_] + one.amount
        return left


def ask_books(client: QuickBooks, policy: Policy) -> BooksSide:
    """Read all of it: a metered call for a thousand rows of each entity, and one a report.

    Only what a proof needs is held of each record, so a hundred thousand documents fit.
    Raises: TryAgain, Reconnect, OurBug.
    """
    tax_item = policy.items.tax.id if policy.items.tax is not None else ""
    documents: list[KnownDocument] = []
    taxes: dict[str, Money] = {}
    for kind in DocumentKind:
        for row in each_row(client, kind.value):
            document = read_document(row, kind)
            documents.append(document)
            share = _share(row, tax_item) if tax_item else Money.zero()
            if share:
                taxes[document.id] = share if kind is DocumentKind.INVOICE else -share
    accounts = tuple(_account(row) for row in each_row(client, "Account", every=True))
    receivable = {one.id for one in accounts if one.kind == AccountType.RECEIVABLE.value}
    receipts = tuple(read_receipt(row) for row in each_row(client, "Payment"))
    entries = tuple(read_entry(row, receivable) for row in each_row(client, "JournalEntry"))
    customers = tuple(_customer(row) for row in each_row(client, "Customer", every=True))
    dates = [one.dated for one in documents]
    dates += [one.dated for one in receipts] + [one.dated for one in entries]
    explained = accounts_to_explain(policy)
    tax_account = _account_of_item(client, tax_item) if tax_item else ""
    wanted = sorted({*explained, *([tax_account] if tax_account else [])})
    return BooksSide(
        tuple(documents), receipts, entries, customers, accounts,
        _aging(client, dates),
        taxes, tax_account, movements(client, wanted),
        _deposit_notes(client) if explained else {},
    )  # fmt: skip


def accounts_to_explain(policy: Policy) -> tuple[str, ...]:
    """The ids of the accounts in which every cent must be explained (accounting.md A12)."""
    chosen = (policy.payments.clearing, policy.payments.trade)
    return tuple(sorted({one.id for one in chosen if one is not None}))


def _aging(client: QuickBooks, dates: list[date]) -> Aging:
    """As of a day when everything is there, so that its rows are balances."""
    last = max([*dates, (datetime.now(UTC) + timedelta(days=1)).date()])
    return read_aging(client.report(REPORT, report_date=last.isoformat()))


def _share(wire: Wire, item: str) -> Money:
    lines: Any = wire.get("Line")
    return Money.total(
        money(line.get("Amount") or 0, "Line.Amount")
        for line in (lines if isinstance(lines, list) else [])
        if reference(part(line, "SalesItemLineDetail"), "ItemRef") == item
    )


def _account_of_item(client: QuickBooks, item: str) -> str:
    wire = client.read("Item", item)
    return reference(wire, "IncomeAccountRef") if wire is not None else ""


def _deposit_notes(client: QuickBooks) -> dict[str, str]:
    rows = each_row(client, RecordKind.DEPOSIT.value)
    return {required_id(row, "a deposit"): text(row.get("PrivateNote")) for row in rows}


def _account(wire: Wire) -> Balance:
    name = text(wire.get("FullyQualifiedName")) or text(wire.get("Name"))
    balance = money(wire.get("CurrentBalance") or 0, "Account.CurrentBalance")
    return Balance(required_id(wire, "an account"), name, balance, text(wire.get("AccountType")))


def _customer(wire: Wire) -> Balance:
    balance = money(wire.get("Balance") or 0, "Customer.Balance")
    return Balance(required_id(wire, "a customer"), text(wire.get("DisplayName")), balance)
