"""Asking for the clearing account: QuickBooks's own ledger beside what we entered (A12)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from leafledger.bookkeeping.policy import Policy
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.looking import ORDER
from leafledger.intake.order_names import orders_called
from leafledger.intake.payouts import Payouts
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.accounts import AccountType
from leafledger.ledger.pointers import RecordKind
from leafledger.quickbooks.accounts import read_account
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.fields import money
from leafledger.quickbooks.general_ledger import movements
from leafledger.reports.clearing import Clearing, ClearingFacts, What, clear
from leafledger.reports.kept import KeptReports

_GROW_BY_CREDIT = frozenset(
    {
        AccountType.PAYABLE, AccountType.CREDIT_CARD, AccountType.OTHER_CURRENT_LIABILITY,
        AccountType.LONG_TERM_LIABILITY, AccountType.EQUITY, AccountType.INCOME,
        AccountType.OTHER_INCOME,
    }
)  # fmt: skip


# The names under which the account is kept (kept.py): as a whole, and its postings by month.
KEPT_AS, LINES_KEPT_AS, NOW, NO_DAY = "clearing", "clearing postings", "now", "no day"


class NoClearingAccount(Exception):
    """The policy names no clearing account, or QuickBooks has it no more; a sentence."""


class ClearingDesk:
    """Explains the clearing account of one company. Changes neither side."""

    def __init__(
        self, company: str, database: Database, seen: SeenRecords, crosswalk: Crosswalk
    ) -> None:
        self._company = company
        self._database = database
        self._seen = seen
        self._crosswalk = crosswalk

    def ask(self, quickbooks: QuickBooks, policy: Policy, as_of: date) -> Clearing:
        """The account as it is now: one call for its balance, one report for its postings.

        What was found is kept for its page.

        Raises: NoClearingAccount, TryAgain, Reconnect, OurBug.
        """
        chosen = policy.payments.clearing
        if chosen is None:
            raise NoClearingAccount(
                "The policy names no clearing account. Choose one as payments.clearing in the "
                "policy, or run leafledger connect again: it suggests one."
            )
        wire = quickbooks.read("Account", chosen.id)
        if wire is None:
            raise NoClearingAccount(
                f"QuickBooks has no account {chosen.name or chosen.id} any more. Choose another "
                "one as payments.clearing in the policy."
            )
        account = read_account(wire)
        balance = money(wire.get("CurrentBalance") or 0, "Account.CurrentBalance")
        rows = movements(quickbooks, [chosen.id]).get(chosen.id, [])
        if account.type in _GROW_BY_CREDIT:
            balance, rows = -balance, [replace(one, amount=-one.amount) for one in rows]
        found = clear(account.name, balance, rows, self._facts(), as_of)
        self._keep(found)
        return found

    def _keep(self, found: Clearing) -> None:
        """Keep it for its page: postings by month, since there may be a hundred thousand."""
        told = found.as_json()
        by_month: dict[str, list[Any]] = defaultdict(list)
        for line in told.pop("lines"):
            by_month[line["date"][:7] or NO_DAY].append(line)
        deposits = {one.about: one.document for one in found.lines if one.what is What.PAYOUT}
        for one in told["payouts"]:
            one["deposit"] = deposits.get(one["payout"], "")
        kept = KeptReports(self._database)
        kept.keep_all(self._company, LINES_KEPT_AS, by_month, alone=True)
        kept.keep(self._company, KEPT_AS, NOW, told)

    def _facts(self) -> ClearingFacts:
        """What we know of the transactions that may stand on the account."""
        kinds = [RecordKind.PAYMENT, RecordKind.JOURNAL_ENTRY, RecordKind.DEPOSIT]
        links = self._crosswalk.live_of_kinds(self._company, kinds)
        payouts = Payouts(self._company, self._database, self._seen).all()
        named = {line.order for one in payouts.values() for line in one.lines if line.order}
        found = {
            name: orders_called(self._seen, self._database, self._company, name) for name in named
        }
        numbers = {name: some[0] for name, some in found.items() if len(some) == 1}
        orders = {link.record.split(":")[1] for link in links.values()} | set(numbers.values())
        seen = self._seen.some(self._company, System.LEAFLINK, ORDER, sorted(orders))
        return ClearingFacts(
            {link.quickbooks_id: record for record, link in links.items()}, payouts, numbers,
            {
                number: str(
                    one.wire.get("order_seller_number") or one.wire.get("short_id") or number
                )
                for number, one in seen.items()
            },
        )  # fmt: skip
