"""The desk of what is set aside: held and skipped orders are looked at by no other desk."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.clerk.desk import Desk, Docket, Parts, RoundReport
from leafledger.clerk.known_payments import KnownPayments
from leafledger.commerce.remittances import Credit
from leafledger.intake.marks import Mark, Subject
from leafledger.journal.asides import Asides


class AsideDesk:
    """Takes the marks of held and skipped orders away, with those of the credits on them."""

    def __init__(self, company: str, parts: Parts, payments: KnownPayments) -> None:
        self._company = company
        self._payments = payments
        self._asides = Asides(parts.database)
        self._desk = Desk(company, parts)

    def work(self, taken: Sequence[Mark], report: RoundReport) -> list[Mark]:
        """Settle them without doing anything; the marks of all other orders are returned.

        A released order is marked anew, and its credits with it, so nothing is lost.
        """
        orders = {mark.id: self._order_of(mark) for mark in taken}
        aside = self._asides.of(self._company, sorted(set(orders.values()) - {""}))
        mine = [mark for mark in taken if orders[mark.id] in aside]
        dockets = {mark.id: Docket() for mark in mine}
        for mark in mine:
            # What was asked before waits for nobody while the order is set aside.
            dockets[mark.id].ask(f"{mark.subject}:{mark.id}", mark.id, ())
            if mark.subject is Subject.ORDER:
                dockets[mark.id].ask(f"payments:{mark.id}", mark.id, ())
        self._desk.settle(mine, dockets, report)
        return [mark for mark in taken if orders[mark.id] not in aside]

    def _order_of(self, mark: Mark) -> str:
        """The order a mark is about; of a credit the one it is used on, else given for."""
        if mark.subject is not Subject.CREDIT:
            return mark.id
        credit = self._payments.credit(mark.id)
        return (credit.applied_to or credit.order) if isinstance(credit, Credit) else ""
