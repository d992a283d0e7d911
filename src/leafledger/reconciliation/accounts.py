"""The proof of control accounts: receivable, clearing, taxes (accounting.md A12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leafledger.bookkeeping.policy import Policy
from leafledger.figures.money import Money
from leafledger.figures.references import read_marker
from leafledger.ledger.accounts import AccountType
from leafledger.quickbooks.general_ledger import Movement
from leafledger.reconciliation.books_side import Balance, BooksSide, accounts_to_explain
from leafledger.reconciliation.checks import Check, held
from leafledger.reconciliation.customers import open_amounts

IN, BACK, OUT, FOREIGN = "payments in", "taken back", "payouts", "not from LeafLink"


def check_accounts(books: BooksSide, policy: Policy) -> tuple[Check, ...]:
    """The receivable, each account that must be explained, and the account of the tax item."""
    accounts = {one.id: one for one in books.accounts}
    found = [_receivable(books)]
    found += [
        _explained(accounts[id_], books) for id_ in accounts_to_explain(policy) if id_ in accounts
    ]
    if books.tax_account in accounts:
        found.append(_taxes(accounts[books.tax_account], books))
    return tuple(found)


def _receivable(books: BooksSide) -> Check:
    """The account's balance is what all documents leave open, all customers owe, and the aging."""
    mine = [one for one in books.accounts if one.kind == AccountType.RECEIVABLE.value]
    balance = Money.total(one.amount for one in mine)
    wanted, outside = Money.zero(), Money.zero()
    for _, note, amount in open_amounts(books):
        wanted = wanted + amount
        outside = outside + amount if read_marker(note) is None else outside
    customers = Money.total(one.amount for one in books.customers)
    why = cure = ""
    if not balance == wanted == customers == books.aging.total:
        why = (
            f"The account shows {balance}, open documents {wanted}, customers {customers}, the "
            f"aging {books.aging.total}."
        )
        cure = (
            "The customers that differ are named above. If none does, a posting stands on the "
            "account without a customer: open its register in QuickBooks and give it one."
        )
    name = ", ".join(one.name for one in mine) or "Accounts Receivable"
    return held("account:receivable", name, wanted, balance, outside=outside, why=why, cure=cure)


def _explained(account: Balance, books: BooksSide) -> Check:
    """Every cent of a clearing account: what came in, what went out, what is not ours."""
    parts = {IN: Money.zero(), BACK: Money.zero(), OUT: Money.zero(), FOREIGN: Money.zero()}
    rows = books.movements.get(account.id, [])
    ours = _our_transactions(books)
    for row in rows:
        part = ours.get(row.transaction, FOREIGN)
        if part != IN:
            parts[part] = parts[part] + row.amount
    parts[IN] = Money.total(
        one.total
        for one in books.receipts
        if one.deposit_account_id == account.id and ours.get(one.id) == IN
    )
    wanted = Money.total(parts.values())
    why = cure = ""
    if wanted != account.amount:
        why = f"{account.name} shows {account.amount}; its documents explain {wanted}."
        cure = "Open the account's register in QuickBooks: a payment of ours was changed by hand."
    said = ", ".join(f"{part} {amount}" for part, amount in parts.items() if amount)
    return held(
        f"account:{account.id}", f"{account.name} ({said or 'nothing on it'})", wanted,
        account.amount, outside=parts[FOREIGN], why=why, cure=cure,
    )  # fmt: skip


def _taxes(account: Balance, books: BooksSide) -> Check:
    """The tax lines of our documents are the movement of the account of the tax item."""
    ours = {one.id for one in books.documents if read_marker(one.note) is not None}
    wanted = Money.total(amount for id_, amount in books.taxes.items() if id_ in ours)
    moved = _by_side(books.movements.get(account.id, []), ours)
    why = cure = ""
    if moved[True] != wanted:
        why = (
            f"Our invoices and credit memos carry {wanted} of tax; they moved {account.name} by "
            f"{moved[True]}."
        )
        cure = (
            "Look in QuickBooks whether the tax item still posts to this account; an item that "
            "was pointed elsewhere moves what was posted before, too."
        )
    return held(
        f"account:{account.id}", f"{account.name} (taxes)", wanted, moved[True],
        outside=moved[False], why=why, cure=cure,
    )  # fmt: skip


def _by_side(rows: list[Movement], ours: set[str]) -> dict[bool, Money]:
    sums = {True: Money.zero(), False: Money.zero()}
    for row in rows:
        is_ours = row.transaction in ours
        sums[is_ours] = sums[is_ours] + row.amount
    return sums


def _our_transactions(books: BooksSide) -> Mapping[str, str]:
    """Our transactions by id, and which part of a clearing account they explain."""
    return dict(_told_apart(books))


def _told_apart(books: BooksSide) -> Iterator[tuple[str, str]]:
    for receipt in books.receipts:
        if read_marker(receipt.note) is not None:
            yield receipt.id, IN
    for entry in books.entries:
        marked = read_marker(entry.note)
        if marked is not None:
            # A payout that brings nothing to the bank is an entry; so is a row taken back.
            is_payout = marked.kind == "payout" and not marked.rest.startswith("payment")
            yield entry.id, OUT if is_payout else BACK
    for id_, note in books.notes.items():
        marked = read_marker(note)
        if marked is not None and marked.kind == "payout":
            yield id_, OUT
