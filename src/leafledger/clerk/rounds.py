"""A round of work for one company: settle doubts, look, plan, write down, carry out."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from leafledger.clerk.credits_desk import CreditsDesk
from leafledger.clerk.customers_desk import CustomersDesk
from leafledger.clerk.desk import Parts, RoundReport
from leafledger.clerk.documents_desk import DocumentsDesk
from leafledger.clerk.known_payments import KnownPayments
from leafledger.clerk.orders_desk import OrdersDesk
from leafledger.clerk.payouts_desk import PayoutsDesk
from leafledger.clerk.settling import WAIT_SECONDS_MAX, backoff_seconds
from leafledger.clerk.undo_desk import UndoDesk
from leafledger.clerk.undoing import Undoing
from leafledger.errors import Reconnect, Trouble, TryAgain
from leafledger.intake.marks import Mark, Subject, Why

log = structlog.get_logger()

__all__ = ["Parts", "RoundReport", "Rounds"]


class Rounds:
    """Works off what is marked for one company. Only one works for a company at a time."""

    def __init__(
        self, company: str, parts: Parts, payments: KnownPayments, undoing: Undoing
    ) -> None:
        self._company = company
        self._parts = parts
        self._undo = UndoDesk(company, parts, undoing)
        self._documents = DocumentsDesk(company, parts)
        self._orders = OrdersDesk(company, parts, payments)
        self._credits = CreditsDesk(company, parts, payments)
        self._customers = CustomersDesk(company, parts)
        self._payouts = PayoutsDesk(company, parts, payments)

    def run(self) -> RoundReport:
        """One round. What cannot be done now stays marked; nothing is lost by stopping here."""
        report = RoundReport()
        company = self._parts.companies.find(self._company)
        if company.held_why:
            report.held_why = company.held_why
            return report
        taken: list[Mark] = []
        try:
            self._parts.clerk.settle_doubts()
            self._documents.work(self._take(Subject.DOCUMENT))
            taken = self._take(Subject.ORDER)
            taken = self._undo.work(company, taken, report)
            if taken:
                self._orders.work(company, taken, report)
            taken = self._take(Subject.CREDIT)
            taken = self._undo.work(company, taken, report)
            if taken:
                self._credits.work(company, taken, report)
            taken = self._take(Subject.CUSTOMER)
            if taken:
                self._customers.work(company, taken, report)
            taken = self._take(Subject.PAYOUT)
            if taken:
                self._payouts.work(company, taken, report)
            self._look_at_products()
            self._customers.mark_new()
        except Reconnect as trouble:
            self._parts.companies.hold(self._company, trouble.sentence)
            report.held_why = trouble.sentence
            log.warning("company_held", company=self._company, why=trouble.sentence)
            return report
        except Trouble as trouble:
            self._later(taken, trouble, report)
        due = self._parts.marks.seconds_until_due(self._company)
        report.busy = due == 0 and report.wait_seconds is None
        if due:
            report.wait_seconds = due
        return report

    def _take(self, subject: Subject) -> list[Mark]:
        return self._parts.marks.take(self._company, subject)

    def _look_at_products(self) -> None:
        """Products that changed on LeafLink: fetch them, look again at orders waiting for them.

        LeafLink announces every product of an order with the order. One that has its item is not
        fetched for that: nothing in the books follows from it any more.
        """
        marks = self._parts.marks.take(self._company, Subject.PRODUCT)
        settled = self._parts.known.products_with_items([mark.id for mark in marks])
        self._parts.lookout.look_at_products([m.id for m in marks if m.id not in settled])
        waiting = {
            subject.removeprefix("order:")
            for mark in marks
            for subject in self._parts.questions.subjects_about(self._company, f"product:{mark.id}")
        }
        with self._parts.database.writing() as connection:
            self._parts.marks.mark(
                connection, self._company, Subject.ORDER, waiting, Why.CHANGED_BOOKS
            )
        self._parts.marks.settle(marks)

    def _later(self, taken: Sequence[Mark], trouble: Trouble, report: RoundReport) -> None:
        attempts = max((mark.attempts for mark in taken), default=0)
        wait = backoff_seconds(attempts)
        asked = trouble.wait_seconds if isinstance(trouble, TryAgain) else WAIT_SECONDS_MAX
        report.wait_seconds = max(asked, wait)
        self._parts.marks.postpone(taken, report.wait_seconds)
        log.info("waiting", company=self._company, why=trouble.sentence)
