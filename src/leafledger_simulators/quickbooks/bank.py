"""What a person says at the bank screen: a transaction is matched to a bank line, or reconciled.

Reference: reference/quickbooks.md 9 and 10.4 (6480, bank-matched). No API does or undoes it
(intuit/quickbooks-online-mcp-server issue 120, seen November 2026). Integrators report edits of
a matched transaction refused as 6000 with the words of `refusals.matched`.
"""

from __future__ import annotations

from typing import Any

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.ledger import Posting
from leafledger_simulators.quickbooks.lock_refusals import bank_matched, matched
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

MATCHED, RECONCILED = "matched", "reconciled"
STATES = (MATCHED, RECONCILED)
# Money that a bank or a card company has a line of its own for.
BANK_TYPES = frozenset({"Bank", "Credit Card"})
# One call marks a statement, and no statement is longer.
MARKED_MAX = 1000
WORDS = frozenset({"ids", "as"})


def at_bank(company: Company, record: Record) -> bool:
    """Whether a transaction moves an account that a bank keeps."""
    entry = company.ledger.entry(record.id)
    return entry is not None and bool(_seen_by_bank(company, list(entry.postings)))


def mark(company: Company, wanted: dict[str, Any]) -> Body:
    """Match, reconcile or free transactions: `ids` and `as` (matched, reconciled or null).

    Without a word it only tells what is marked. Raises: ValueError for what cannot be marked.
    """
    unknown = set(wanted) - WORDS
    if unknown:
        raise ValueError(f"a reconciliation has no {', '.join(sorted(unknown))}")
    if wanted:
        state, ids = wanted["as"], wanted["ids"]
        if state not in {*STATES, None}:
            raise ValueError(f"as is one of {', '.join(STATES)}, or null to free what was marked")
        if not isinstance(ids, list) or len(ids) > MARKED_MAX:
            raise ValueError(f"ids is a list of at most {MARKED_MAX} transactions")
        # All are looked at before one is marked.
        for record in [_markable(company, str(one)) for one in ids]:
            set_state(company, record, state)
    return {"matched": _ids(company, MATCHED), "reconciled": _ids(company, RECONCILED)}


def set_state(company: Company, record: Record, state: str | None) -> None:
    """Mark one transaction, or free it with None. The API tells nobody."""
    company.bank_states.pop(record.id, None)
    if state is not None:
        company.bank_states[record.id] = state


def _markable(company: Company, txn_id: str) -> Record:
    record = company.transactions.get(txn_id)
    if record is None:
        raise ValueError(f"no transaction has the id {txn_id!r}")
    if not at_bank(company, record):
        raise ValueError(f"{record.kind.name} {txn_id} moves no bank or card account")
    return record


def _ids(company: Company, state: str) -> list[str]:
    return [one for one, found in company.bank_states.items() if found == state]


def cleared_word(company: Company, txn_id: str) -> str:
    """As the parameter `cleared` of a transaction list calls it."""
    state = company.bank_states.get(txn_id)
    if state is not None:
        return "Cleared" if state == MATCHED else "Reconciled"
    return "Deposited" if txn_id in company.deposit_of else "Uncleared"


# -- the lock -----------------------------------------------------------------------------------


def check_may_change(company: Company, record: Record) -> None:
    """Whether any edit may be tried. Raises: Refusal 6480, or 6000 by switch."""
    if _is_locked(company, record) and company.switches["bank_matched_edit"] == "any":
        raise _edit_refused(company)


def check_bank_line(company: Company, record: Record, draft: Body) -> None:
    """Whether an edit leaves what the bank saw: date and amounts. Raises: Refusal 6480, 6000."""
    if not _is_locked(company, record):
        return
    behaviour = company.behaviours[record.kind.name]
    wanted = Record(record.kind, record.id, company.now())
    wanted.body = {**record.body, **draft}
    before = _seen_by_bank(company, behaviour.postings(company, record))
    after = _seen_by_bank(company, behaviour.postings(company, wanted))
    if before != after or record.body["TxnDate"] != wanted.body["TxnDate"]:
        raise _edit_refused(company)


def check_may_go(company: Company, record: Record) -> None:
    """Whether it may be deleted or voided. Raises: Refusal 6480."""
    if _is_locked(company, record):
        raise bank_matched()


def _is_locked(company: Company, record: Record) -> bool:
    state = company.bank_states.get(record.id)
    return state == MATCHED or (state == RECONCILED and company.switches["reconciled_locks"])


def _edit_refused(company: Company) -> Exception:
    return bank_matched() if company.switches["bank_matched_edit_code"] == "6480" else matched()


def _seen_by_bank(company: Company, postings: list[Posting]) -> dict[str, object]:
    """What each account that a bank keeps was moved by."""
    sums: dict[str, object] = {}
    moved = dict.fromkeys((one.account_id for one in postings), ZERO)
    for one in postings:
        moved[one.account_id] += one.signed
    for account_id, amount in moved.items():
        account = company.shelves["Account"].get(account_id)
        if amount and account is not None and account.body["AccountType"] in BANK_TYPES:
            sums[account_id] = amount
    return sums
