"""A round of work for one company: settle doubts, look, plan, write down, carry out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import structlog

from leafledger.clerk.aside_desk import AsideDesk
from leafledger.clerk.credits_desk import CreditsDesk
from leafledger.clerk.customers_desk import CustomersDesk
from leafledger.clerk.deposits_desk import DepositsDesk
from leafledger.clerk.desk import Parts, RoundReport
from leafledger.clerk.documents_desk import DocumentsDesk
from leafledger.clerk.known_payments import KnownPayments
from leafledger.clerk.orders_desk import OrdersDesk
from leafledger.clerk.payouts_desk import PayoutsDesk
from leafledger.clerk.settling import WAIT_SECONDS_MAX, backoff_seconds, stuck
from leafledger.clerk.spoken_names import SpokenNames
from leafledger.clerk.undo_desk import UndoDesk
from leafledger.clerk.undoing import Undoing
from leafledger.errors import Reconnect, Trouble, TryAgain
from leafledger.intake.companies import Company
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
        self._names = SpokenNames(company, parts.database)
        self._undo = UndoDesk(company, parts, undoing)
        self._aside = AsideDesk(company, parts, payments)
        self._documents = DocumentsDesk(company, parts, payments)
        self._orders = OrdersDesk(company, parts, payments)
        self._credits = CreditsDesk(company, parts, payments)
        self._customers = CustomersDesk(company, parts)
        self._payouts = PayoutsDesk(company, parts, payments)
        self._deposits = DepositsDesk(company, parts, payments.payouts.deposits)

    def run(self) -> RoundReport:
        """One round. What cannot be done now stays marked; nothing is lost by stopping here."""
        report = RoundReport()
        company = self._parts.companies.find(self._company)
        if company.held_why:
            report.held_why = company.held_why
            return report
        try:
            self._work_everything(report)
        except Reconnect as trouble:
            self._parts.companies.hold(self._company, trouble.sentence)
            report.held_why = trouble.sentence
            log.warning("company_held", company=self._company, why=trouble.sentence)
            return report
        except Trouble as trouble:
            self._later([], trouble, report)
        due = self._parts.marks.seconds_until_due(self._company)
        report.busy = due == 0 and report.wait_seconds is None
        if due:
            report.wait_seconds = due
        return report

    def _work_everything(self, report: RoundReport) -> None:
        """Desk after desk. Raises: TryAgain while what was sent is in doubt, Reconnect."""
        in_doubt = {_owner(record) for record in self._parts.clerk.settle_doubts()}

        def orders(company: Company, taken: Sequence[Mark]) -> None:
            left = self._free(company, taken, report)
            if left:
                self._orders.work(company, left, report)

        def credits_(company: Company, taken: Sequence[Mark]) -> None:
            left = self._free(company, taken, report)
            if left:
                self._credits.work(company, left, report)

        desks: tuple[tuple[Subject, Callable[[Company, Sequence[Mark]], None]], ...] = (
            (Subject.DOCUMENT, lambda _, taken: self._documents.work(taken)),
            (Subject.ORDER, orders),
            (Subject.CREDIT, credits_),
            (Subject.CUSTOMER, lambda company, taken: self._customers.work(company, taken, report)),
            (Subject.PAYOUT, lambda company, taken: self._payouts.work(company, taken, report)),
            (Subject.DEPOSIT, lambda company, taken: self._deposits.work(company, taken, report)),
            (Subject.PRODUCT, lambda _, taken: self._look_at_products(taken)),
        )
        for subject, work in desks:
            taken = self._take(subject)
            if not taken:
                continue
            # What may have happened already must not be done again before that is known.
            waiting = [mark for mark in taken if f"{subject}:{mark.id}" in in_doubt]
            self._parts.marks.postpone(waiting, WAIT_SECONDS_MAX, away=True)
            # Read after the marks: whoever chooses the first day marks its orders after that.
            company = self._parts.companies.find(self._company)
            left = [mark for mark in taken if mark not in waiting]
            self._by_halves(left, partial(work, company), report)
        self._customers.mark_new()

    def _free(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> Sequence[Mark]:
        """The marks that no person's word keeps back: neither an undo, nor a hold or a skip.

        An undo comes first: whoever asked for it saw the plan, whether the order is held or not.
        """
        left = self._undo.work(company, taken, report)
        return self._aside.work(left, report) if left else []

    def _by_halves(
        self, taken: Sequence[Mark], work: Callable[[Sequence[Mark]], None], report: RoundReport
    ) -> None:
        """Let a desk work; one mark that it cannot work waits by itself and holds up no other.

        Raises: Reconnect.
        """
        if not taken:
            return
        try:
            work(taken)
        except Reconnect:
            raise
        except TryAgain as trouble:
            self._later(taken, trouble, report)
        except Trouble as trouble:
            if len(taken) == 1:
                self._give_up(taken[0], trouble)
                return
            middle = len(taken) // 2
            self._by_halves(taken[:middle], work, report)
            self._by_halves(taken[middle:], work, report)

    def _give_up(self, mark: Mark, trouble: Trouble) -> None:
        """Ask a person about what no desk could work, and leave it until somebody acted.

        Of documents and products nobody can be asked: a sweep or a poll tells of them again.
        """
        log.error(
            "mark_given_up", company=self._company, subject=mark.subject.value, id=mark.id,
            why=trouble.sentence, trouble=type(trouble).__name__,
        )  # fmt: skip
        if mark.subject not in {Subject.DOCUMENT, Subject.PRODUCT}:
            subject = f"{mark.subject}:{mark.id}"
            called = self._names.called(subject)
            name, asked = self._names.name(subject) or called, stuck(subject, called, trouble)
            with self._parts.database.writing() as connection:
                self._parts.questions.ask(connection, self._company, subject, name, (asked,))
        self._parts.marks.settle([mark])

    def _take(self, subject: Subject) -> list[Mark]:
        return self._parts.marks.take(self._company, subject)

    def _look_at_products(self, marks: Sequence[Mark]) -> None:
        """Products that changed on LeafLink: fetch them, look again at orders waiting for them.

        LeafLink announces every product of an order with the order. One that has its item is not
        fetched for that: nothing in the books follows from it any more.
        """
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
        wait = backoff_seconds(max((mark.outages for mark in taken), default=0))
        asked = trouble.wait_seconds if isinstance(trouble, TryAgain) else WAIT_SECONDS_MAX
        until = max(asked, wait)
        report.wait_seconds = max(report.wait_seconds or 0.0, until)
        self._parts.marks.postpone(taken, until, away=True)
        log.info("waiting", company=self._company, why=trouble.sentence)


def _owner(record: str) -> str:
    """What is marked for a record of ours.

    Example: `order:<uuid>:payment:7` -> `order:<uuid>`
    """
    return ":".join(record.split(":")[:2])
