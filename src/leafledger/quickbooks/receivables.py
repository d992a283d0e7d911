"""Everything on customers' accounts, read page by page (reference/quickbooks.md 4 and 10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leafledger.ledger.accounts import AccountType
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownReceipt
from leafledger.ledger.receivables import Debt
from leafledger.quickbooks.client import PAGES_MAX, QuickBooks, Wire
from leafledger.quickbooks.fields import day, money, reference, required_id, text
from leafledger.quickbooks.journal_entries import read_entry
from leafledger.quickbooks.queries import PAGE_ROWS_MAX, page_of, where_equal
from leafledger.quickbooks.receipts import read_receipt
from leafledger.quickbooks.refusals import not_as_agreed


@dataclass(frozen=True, slots=True)
class Receivables:
    """The documents and payments of every customer, small enough to hold a hundred thousand."""

    debts: tuple[Debt, ...]
    receipts: tuple[KnownReceipt, ...]


def each_row(
    client: QuickBooks, entity: str, where: str = "", *, every: bool = False
) -> Iterator[Wire]:
    """The rows of an entity one by one: only a page of a thousand is held at a time.

    In the order of ids, so a record made meanwhile comes at the end. `every`: the inactive ones
    too, which QuickBooks hides unless asked for.
    """
    for page in range(PAGES_MAX):
        start = 1 + page * PAGE_ROWS_MAX
        rows = client.query(page_of(entity, where, start, include_inactive=every))
        yield from rows
        if len(rows) < PAGE_ROWS_MAX:
            return
    raise not_as_agreed(f"{entity}: more than {PAGES_MAX} pages")


def receivable_accounts(client: QuickBooks) -> frozenset[str]:
    """The ids of the receivable accounts; QuickBooks makes one for every company."""
    rows = each_row(client, "Account", where_equal("AccountType", AccountType.RECEIVABLE.value))
    return frozenset(required_id(row, "an account") for row in rows)


def read_receivables(client: QuickBooks) -> Receivables:
    """All that stands or ever stood on customers' accounts: a metered call for a thousand rows."""
    debts = [
        read_debt(row, kind)
        for kind in (RecordKind.INVOICE, RecordKind.CREDIT_MEMO)
        for row in each_row(client, kind.value)
    ]
    accounts = receivable_accounts(client)
    for row in each_row(client, RecordKind.JOURNAL_ENTRY.value):
        entry = read_entry(row, accounts)
        if entry.receivable:
            debts.append(
                Debt(
                    RecordKind.JOURNAL_ENTRY, entry.id, entry.customer_id,
                    text(row.get("DocNumber")), entry.dated, entry.dated, entry.receivable,
                )
            )  # fmt: skip
    receipts = tuple(read_receipt(row) for row in each_row(client, RecordKind.PAYMENT.value))
    return Receivables(tuple(debt for debt in debts if debt.amount), receipts)


def read_debt(wire: Wire, kind: RecordKind) -> Debt:
    """An invoice or credit memo as something owed or credited. Raises: OurBug."""
    # What was paid when an invoice was written is part of it (reference 10.3, Deposit).
    total = money(wire.get("TotalAmt"), f"{kind}.TotalAmt") - money(
        wire.get("Deposit") or 0, f"{kind}.Deposit"
    )
    dated = day(wire.get("TxnDate"), f"{kind}.TxnDate")
    is_invoice = kind is RecordKind.INVOICE
    due = text(wire.get("DueDate")) if is_invoice else ""
    return Debt(
        kind=kind,
        id=required_id(wire, kind.value),
        customer_id=reference(wire, "CustomerRef"),
        number=text(wire.get("DocNumber")),
        dated=dated,
        due=day(due, "Invoice.DueDate") if due else dated,
        amount=total if is_invoice else -total,
    )
