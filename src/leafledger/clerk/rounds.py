"""A round of work for one company: settle doubts, look, plan, write down, carry out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from leafledger.bookkeeping.orders import Bookkeeper
from leafledger.bookkeeping.plan import Plan, Step
from leafledger.bookkeeping.questions import Question
from leafledger.clerk.carrying_out import Clerk, Ended, Result
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.settling import (
    WAIT_SECONDS_MAX,
    backoff_seconds,
    first_day,
    marketplace_of,
    needs_another_look,
    not_shown,
    questions_of,
    refusal,
    wait_seconds,
)
from leafledger.commerce.orders import Order
from leafledger.database.connection import Database
from leafledger.errors import AskBookkeeper, OurBug, Reconnect, Refused, Trouble, TryAgain
from leafledger.intake.books import BooksWatch
from leafledger.intake.companies import Companies, Company
from leafledger.intake.looking import Lookout, View
from leafledger.intake.marks import Mark, Marks, Subject, Why
from leafledger.journal.open_questions import OpenQuestions
from leafledger.journal.policies import Policies, PolicyInForce
from leafledger.journal.store import Journal
from leafledger.journal.written import WrittenStep
from leafledger.ledger.pointers import RecordKind

log = structlog.get_logger()

# After so many plans of an order that were refused, a person must look: planning again is no cure.
ATTEMPTS_MAX = 5


@dataclass(slots=True)
class RoundReport:
    """What a round did. `busy` when another round should follow at once.

    `wait_seconds` is how long to wait for what could not be done now; None if nothing waits.
    """

    orders: int = 0
    steps: int = 0
    posted: int = 0
    questions: int = 0
    busy: bool = False
    wait_seconds: float | None = None
    held_why: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a round works with, for one company."""

    database: Database
    companies: Companies
    marks: Marks
    lookout: Lookout
    watch: BooksWatch
    known: KnownBooks
    policies: Policies
    journal: Journal
    questions: OpenQuestions
    clerk: Clerk


class Rounds:
    """Works off what is marked for one company. Only one works for a company at a time."""

    def __init__(self, company: str, parts: Parts) -> None:
        self._company = company
        self._parts = parts

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
            self._look_at_documents()
            taken = self._parts.marks.take(self._company, Subject.ORDER)
            if taken:
                self._work_apart(company, taken, report)
            self._look_at_products()
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

    def _work_apart(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> None:
        """Work; an order that LeafLink will not show waits by itself and holds up no other.

        Which one it is, is found by halves. Raises: TryAgain, Reconnect.
        """
        try:
            self._work(company, taken, report)
        except (Refused, AskBookkeeper, OurBug) as trouble:
            if len(taken) > 1:
                middle = len(taken) // 2
                self._work_apart(company, taken[:middle], report)
                self._work_apart(company, taken[middle:], report)
                return
            log.warning("order_not_shown", company=self._company, order=taken[0].id)
            self._ask(taken[0], None, (not_shown(taken[0], trouble),))
            self._parts.marks.settle(taken)
            report.questions += 1

    def _work(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> None:
        view = self._parts.lookout.look(taken)
        policy = self._parts.policies.in_force(self._company)
        plans = self._plan(company, view, policy)
        written = self._write(company, plans, policy)
        results = self._parts.clerk.carry_out([one for some in written.values() for one in some])
        self._settle(taken, view, plans, results, report)

    def _plan(self, company: Company, view: View, policy: PolicyInForce) -> dict[str, Plan]:
        bookkeeper = Bookkeeper(
            policy.policy, self._parts.known.company_books(), self._parts.known.counterparts(),
            marketplace_of(view),
        )  # fmt: skip
        on_file = self._parts.known.on_file(list(view.orders))
        asked_for = self._parts.known.asked_for()
        return {
            number: bookkeeper.plan(
                order, first_day(company, asked_for=number.casefold() in asked_for), on_file[number]
            )
            for number, order in sorted(view.orders.items())
            if isinstance(order, Order)
        }

    def _write(
        self, company: Company, plans: Mapping[str, Plan], policy: PolicyInForce
    ) -> dict[str, list[WrittenStep]]:
        """Write every plan that has something to do, all in one commit, before any is begun."""
        written: dict[str, list[WrittenStep]] = {}
        begun: set[str] = set()
        with self._parts.database.writing() as connection:
            for number, plan in plans.items():
                if plan.waits or not plan.steps:
                    continue
                own: list[Step] = [step for step in plan.steps if step.record not in begun]
                begun |= {step.record for step in own}
                written[number] = self._parts.journal.write(
                    connection, self._company, company.realm, plan, policy.version, own
                )
        return written

    def _settle(
        self, taken: Sequence[Mark], view: View, plans: Mapping[str, Plan],
        results: Sequence[Result], report: RoundReport,
    ) -> None:  # fmt: skip
        by_record = {result.written.step.record: result for result in results}
        settled, again, postponed = [], [], []
        for mark in taken:
            plan = plans.get(mark.id)
            asked = questions_of(view.orders.get(mark.id), plan)
            mine = [by_record[step.record] for step in plan.steps] if plan and not asked else []
            endings = {result.ended for result in mine}
            if endings & {Ended.ASK} or (endings - {Ended.DONE} and mark.attempts >= ATTEMPTS_MAX):
                asked = tuple(refusal(mark, plan, one) for one in mine if one.trouble is not None)
                settled.append(mark)
            elif Ended.LATER in endings:
                postponed.append(mark)
                report.wait_seconds = wait_seconds(mark, mine, report.wait_seconds)
            elif endings & {Ended.REPLAN, Ended.BLOCKED} or needs_another_look(mine):
                again.append(mark)
            else:
                settled.append(mark)
            self._ask(mark, plan, asked)
            self._count(report, plan, asked, mine)
        self._parts.marks.settle(settled)
        self._parts.marks.postpone(again, 0)
        self._parts.marks.postpone(postponed, report.wait_seconds or 0)
        report.orders += len(settled)

    def _ask(self, mark: Mark, plan: Plan | None, asked: Sequence[Question]) -> None:
        name = plan.spoken_name if plan is not None else mark.id
        with self._parts.database.writing() as connection:
            self._parts.questions.ask(connection, self._company, f"order:{mark.id}", name, asked)

    def _count(
        self, report: RoundReport, plan: Plan | None, asked: Sequence[Question],
        results: Sequence[Result],
    ) -> None:  # fmt: skip
        report.questions += len(asked)
        for result in results:
            if result.ended is not Ended.DONE:
                continue
            report.steps += 1
            step = result.written.step
            report.posted += step.kind is RecordKind.INVOICE
            log.info(
                f"{step.kind.value.lower()}_{step.operation}", company=self._company,
                order=plan.spoken_name if plan else "", step=step.spoken_name,
            )  # fmt: skip

    def _look_at_documents(self) -> None:
        """Documents of ours that changed in QuickBooks: read them again, look at their orders."""
        marks = self._parts.marks.take(self._company, Subject.DOCUMENT)
        announced: dict[str, list[str]] = {}
        for mark in marks:
            entity, id_ = mark.id.split(":", 1)
            if mark.why is Why.NOTICE:
                announced.setdefault(entity, []).append(id_)
        for entity, ids in announced.items():
            self._parts.watch.read_documents(entity, ids)
        orders = self._parts.known.orders_of([mark.id for mark in marks])
        with self._parts.database.writing() as connection:
            self._parts.marks.mark(
                connection, self._company, Subject.ORDER, orders, Why.CHANGED_BOOKS
            )
        self._parts.marks.settle(marks)

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
            self._parts.marks.mark(connection, self._company, Subject.ORDER, waiting, Why.POLLED)
        self._parts.marks.settle(marks)

    def _later(self, taken: Sequence[Mark], trouble: Trouble, report: RoundReport) -> None:
        attempts = max((mark.attempts for mark in taken), default=0)
        wait = backoff_seconds(attempts)
        asked = trouble.wait_seconds if isinstance(trouble, TryAgain) else WAIT_SECONDS_MAX
        report.wait_seconds = max(asked, wait)
        self._parts.marks.postpone(taken, report.wait_seconds)
        log.info("waiting", company=self._company, why=trouble.sentence)
