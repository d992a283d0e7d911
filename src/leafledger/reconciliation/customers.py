"""The proof of customers: open documents, balance and aging row agree (accounting.md A12)."""

from __future__ import annotations

from collections.abc import Iterator

from leafledger.figures.money import Money
from leafledger.figures.references import read_marker
from leafledger.ledger.documents import DocumentKind
from leafledger.reconciliation.books_side import BooksSide
from leafledger.reconciliation.checks import Check, held


def check_customers(books: BooksSide) -> tuple[Check, ...]:
    """Each customer who has something open, or a balance, on any of the three sides.

    Money: what is open of invoices and entries less what is left of credit memos and payments;
        `outside` is the part of it that is not from LeafLink.
    Example: invoice 100.00, payment of 130.00 on it -> balance -30.00, aging row -30.00
    """
    opened: dict[str, Money] = {}
    outside: dict[str, Money] = {}
    for customer, note, amount in open_amounts(books):
        opened[customer] = opened.get(customer, Money.zero()) + amount
        if read_marker(note) is None:
            outside[customer] = outside.get(customer, Money.zero()) + amount
    aged = {row.customer_id: row.total for row in books.aging.rows}
    found = []
    for one in books.customers:
        wanted, owed = opened.get(one.id, Money.zero()), aged.get(one.id, Money.zero())
        if wanted or one.amount or owed or outside.get(one.id):
            why, cure = _why(wanted, one.amount, owed)
            found.append(
                held(
                    f"customer:{one.id}", one.name, wanted, one.amount,
                    outside=outside.get(one.id), why=why, cure=cure,
                )
            )  # fmt: skip
    return tuple(found)


def open_amounts(books: BooksSide) -> Iterator[tuple[str, str, Money]]:
    """What is open of every document: the customer's id, its private note, and the amount.

    Above zero the customer owes it, below zero it is the customer's credit.
    """
    for document in books.documents:
        if document.open:
            owed = document.kind is DocumentKind.INVOICE
            yield document.customer_id, document.note, document.open if owed else -document.open
    for receipt in books.receipts:
        if receipt.unapplied:
            yield receipt.customer_id, receipt.note, -receipt.unapplied
    left = books.open_of_entries()
    for entry in books.entries:
        if left[entry.id]:
            yield entry.customer_id, entry.note, left[entry.id]


def _why(documents: Money, balance: Money, aged: Money) -> tuple[str, str]:
    if documents != balance:
        why = (
            f"The open documents of this customer add up to {documents}, QuickBooks shows a "
            f"balance of {balance}: something on the account is none of invoice, credit memo, "
            "payment or journal entry."
        )
        cure = (
            "Open the customer in QuickBooks and look for a deposit on the receivable account, "
            "a refund or an opening balance; make it a journal entry or a payment."
        )
        return why, cure
    if aged != balance:
        why = f"QuickBooks's own aging shows {aged} for this customer beside {balance}."
        cure = (
            "Run the proof again. If it stays, compare the customer's page in QuickBooks with "
            "the A/R ageing report; the customer may have been merged or moved below another."
        )
        return why, cure
    return "", ""
