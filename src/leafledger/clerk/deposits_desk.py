"""The deposits' desk: receipts that a person chose become one deposit (accounting.md A6.1)."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.bookkeeping.deposits import deposit_record, plan_deposit
from leafledger.clerk.desk import Desk, Docket, Parts, RoundReport
from leafledger.clerk.known_deposits import KnownDeposits
from leafledger.intake.companies import Company
from leafledger.intake.marks import Mark


class DepositsDesk:
    """Works off the marked deposits of one company."""

    def __init__(self, company: str, parts: Parts, known: KnownDeposits) -> None:
        self._parts = parts
        self._desk = Desk(company, parts)
        self._known = known

    def work(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> None:
        """Plan and carry out. Raises: Reconnect."""
        policy = self._parts.policies.in_force(company.company)
        dockets = {mark.id: Docket() for mark in taken}
        for mark in taken:
            # A deposit that nobody wants waits for nobody.
            dockets[mark.id].ask(deposit_record(mark.id), mark.id, ())
        books = self._parts.known.company_books()
        wanted = self._known.words.some(company.company, [mark.id for mark in taken])
        plans = {
            name: plan_deposit(one, policy.policy, books, self._known.books(one))
            for name, one in wanted.items()
        }
        self._desk.carry_out(company, plans, policy, dockets)
        self._desk.settle(taken, dockets, report)
