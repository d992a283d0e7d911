"""The proof of control accounts: receivable, clearing, taxes (accounting.md A12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from leafledger.bookkeeping.payouts import fee_account
from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.payouts import Payout
from leafledger.figures.money import Money
from leafledger.figures.references import read_marker
from leafledger.ledger.accounts import AccountType
from leafledger.quickbooks.general_ledger import Movement
from leafledger.reconciliation.books_side import Balance, BooksSide, accounts_to_explain
from leafledger.reconciliation.checks import Check, held
from leafledger.reconciliation.customers import open_amounts

EnteredOn = Callable[[str], frozenset[str]]


def _nowhere(_: str) -> frozenset[str]:
    return frozenset()


NO_PAYOUTS: Mapping[str, Payout] = {}
NOTHING_WAITS: Mapping[str, str] = {}
IN, BACK, OUT, FOREIGN = "payments in", "taken back", "payouts", "not from LeafLink"


def check_accounts(
    books: BooksSide, policy: Policy, payouts: Mapping[str, Payout] = NO_PAYOUTS,
    waiting: Mapping[str, str] = NOTHING_WAITS, entered_on: EnteredOn = _nowhere,
) -> tuple[Check, ...]:  # fmt: skip
    """The receivable, each account that must be explained, and the account of the tax item.

    `payouts` as their statements have them, by id; `waiting` says by `payout:ID` why one waits.
    `entered_on` gives the accounts (ids) that a payout was entered on, by the journal: one that
    moves an account no more was moved off it by hand, or entered under another policy.
    """
    accounts = {one.id: one for one in books.accounts}
    found = [_receivable(books)]
    for id_ in accounts_to_explain(policy):
        if id_ in accounts:
            changed = _changed_payouts(id_, books, policy, payouts, entered_on)
            found.append(_explained(accounts[id_], books, changed, waiting))
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


def _explained(
    account: Balance, books: BooksSide, changed: Mapping[str, tuple[Money, Money]],
    waiting: Mapping[str, str],
) -> Check:  # fmt: skip
    """Every cent of a clearing account: what came in, what went out, what is not ours.

    `changed` are the payouts that take something else out of it than their statements say.
    """
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
    apart = Money.total(moved - told for moved, told in changed.values())
    wanted = Money.total(parts.values()) - apart
    waits = " ".join(waiting.get(f"payout:{id_}", "") for id_ in changed).strip()
    why = cure = ""
    if changed:
        why = "; ".join(
            f"the deposit of payout {id_} takes {-moved} out of it, its statement {-told}"
            for id_, (moved, told) in changed.items()
        )
        why = f"In {account.name} {why}: it was changed by hand."
        cure = "Correct the lines of the deposit in QuickBooks, so that they are the statement's."
        # What else is apart waits for nobody.
        waits = waits if wanted + apart == account.amount else ""
    elif wanted != account.amount:
        why = f"{account.name} shows {account.amount}; its documents explain {wanted}."
        cure = "Open the account's register in QuickBooks: a payment of ours was changed by hand."
    said = ", ".join(f"{part} {amount}" for part, amount in parts.items() if amount)
    return held(
        f"account:{account.id}", f"{account.name} ({said or 'nothing on it'})", wanted,
        account.amount, outside=parts[FOREIGN], waits=waits, why=why, cure=cure,
    )  # fmt: skip


def _changed_payouts(
    account: str, books: BooksSide, policy: Policy, payouts: Mapping[str, Payout],
    entered_on: EnteredOn,
) -> dict[str, tuple[Money, Money]]:  # fmt: skip
    """By payout what moved an account and what its statement says, where these differ.

    One that does not move the account at all was moved off it by hand where it was entered on it;
    else it was entered under another policy.
    """
    notes = {entry.id: entry.note for entry in books.entries} | dict(books.notes)
    ours, moved = _our_transactions(books), dict[str, Money]()
    standing = set()
    for transaction, note in notes.items():
        marked = read_marker(note)
        if marked is not None and ours.get(transaction) == OUT:
            standing.add(marked.id)
    for row in books.movements.get(account, []):
        marked = read_marker(notes.get(row.transaction, ""))
        if marked is not None and ours.get(row.transaction) == OUT:
            moved[marked.id] = moved.get(marked.id, Money.zero()) + row.amount
    found = {}
    for id_ in sorted(standing & payouts.keys()):
        told = -_taken_out(payouts[id_], account, policy)
        is_here = moved.get(id_, Money.zero())
        if is_here != told and (id_ in moved or account in entered_on(id_)):
            found[id_] = (is_here, told)
    return found


def _taken_out(payout: Payout, account: str, policy: Policy) -> Money:
    """What a payout's statement takes out of an account: gross amounts, less fees kept there."""
    choices = policy.payments
    out = Money.zero()
    for line in payout.lines:
        gross = choices.clearing if line.pays_an_order else choices.fees_by_kind.get(line.kind)
        fee = fee_account(line.fee_kind, policy)
        if gross is not None and gross.id == account:
            out = out + line.gross
        if fee is not None and fee.id == account:
            out = out - line.fee
    return out


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
