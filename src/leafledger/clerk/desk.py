"""A desk: plans written down, carried out and settled, whatever they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from leafledger.bookkeeping.limits import approved_as, held, needed
from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.bookkeeping.questions import Question
from leafledger.clerk.carrying_out import Clerk, Ended, Result
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.settling import (
    needs_another_look,
    never_came,
    never_rests,
    refusal,
    wait_seconds,
)
from leafledger.database.connection import Database
from leafledger.intake.books import BooksWatch
from leafledger.intake.companies import Companies, Company, one_at_a_time
from leafledger.intake.looking import Lookout
from leafledger.intake.marks import Mark, Marks, Subject, Why
from leafledger.journal.approvals import Approvals
from leafledger.journal.open_questions import OpenQuestions
from leafledger.journal.policies import Policies, PolicyInForce
from leafledger.journal.store import Journal
from leafledger.journal.written import WrittenStep
from leafledger.ledger.pointers import RecordKind

log = structlog.get_logger()

# After so many plans of a record that were refused, a person must look: planning is no cure.
ATTEMPTS_MAX = 5
# So often a record is looked at again because something of it was posted. The longest way (changed,
# adjusted, applied, taken back) takes four; more would be our fault, and it must not post for ever.
LOOKS_MAX = 12
MATCHED_BY_PEOPLE = frozenset({RecordKind.CUSTOMER, RecordKind.ITEM, RecordKind.PAYMENT})


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
    approvals: Approvals


@dataclass(slots=True)
class Docket:
    """What lies on the desk for one mark: its plans, what is asked, what came of the steps.

    `is_overtaken` where a person matched something of a plan before it was written down.
    """

    plans: list[Plan] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    asked: dict[str, tuple[Question, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    is_overtaken: bool = False

    def lay(self, plan: Plan) -> None:
        """Put a plan on it; what it asks is asked under the plan's subject."""
        self.plans.append(plan)
        self.ask(plan.subject, plan.spoken_name, plan.questions)

    def ask(self, subject: str, name: str, questions: Sequence[Question]) -> None:
        """Let exactly these questions be open for a subject when the docket is settled."""
        self.asked[subject] = tuple(questions)
        self.names[subject] = name

    def ask_more(self, plan: Plan, question: Question) -> None:
        """Let a question be open beside what the plan asks already."""
        asked = (*self.asked.get(plan.subject, ()), question)
        self.ask(plan.subject, plan.spoken_name, asked)

    def of(self, plan: Plan) -> list[Result]:
        """What came of one plan's steps."""
        records = {step.record for step in plan.steps}
        return [one for one in self.results if one.written.step.record in records]


Dockets = Mapping[str, Docket]


class Desk:
    """Writes plans down, carries them out and settles the marks they came from."""

    def __init__(self, company: str, parts: Parts) -> None:
        self._company = company
        self._parts = parts

    def carry_out(
        self, company: Company, plans: Mapping[str, Plan], policy: PolicyInForce, dockets: Dockets
    ) -> None:
        """Carry out the plans that wait for nobody; plans and results go on the dockets.

        `plans` and `dockets` by the id of the mark. Every plan is written down, all in one
        commit, before any is begun. Raises: Reconnect.
        """
        plans = self._held(plans, policy)
        for id_, plan in plans.items():
            dockets[id_].lay(plan)
        written = self._write(company, plans, policy)
        results = self._parts.clerk.carry_out(list(written.values()))
        by_record = {result.written.step.record: result for result in results}
        for id_, plan in plans.items():
            if plan.waits:
                continue
            dockets[id_].is_overtaken |= bool(plan.steps) and id_ not in written
            mine = [by_record[s.record] for s in plan.steps if s.record in by_record]
            dockets[id_].results += mine

    def _held(self, plans: Mapping[str, Plan], policy: PolicyInForce) -> dict[str, Plan]:
        """The same plans; those that too few people approved so far wait (accounting.md A5.3)."""
        limits = policy.policy.approvals
        named = {id_: approved_as(p) for id_, p in plans.items() if needed(p, limits).people}
        people = self._parts.approvals.people(self._company, list(named.values()))
        return {
            id_: held(plan, limits, people.get(named.get(id_, ""), frozenset()))
            for id_, plan in plans.items()
        }

    def _write(
        self, company: Company, plans: Mapping[str, Plan], policy: PolicyInForce
    ) -> dict[str, list[WrittenStep]]:
        written: dict[str, list[WrittenStep]] = {}
        begun: set[str] = set()
        with self._parts.database.writing() as connection:
            one_at_a_time(connection, self._company)
            matched = self._matched_meanwhile(plans.values())
            for id_, plan in plans.items():
                # It is planned anew, by what the person said.
                is_overtaken = any(step.record in matched for step in plan.steps)
                if plan.waits or not plan.steps or is_overtaken:
                    continue
                own: list[Step] = [step for step in plan.steps if step.record not in begun]
                begun |= {step.record for step in own}
                written[id_] = self._parts.journal.write(
                    connection, self._company, company.realm, plan, policy.version, own
                )
        return written

    def _matched_meanwhile(self, plans: Iterable[Plan]) -> frozenset[str]:
        """What is to be made or linked and has a counterpart by now: a person's (A6.6, A9.1)."""
        new = [
            step.record
            for plan in plans
            for step in plan.steps
            if step.kind in MATCHED_BY_PEOPLE
            and step.operation in {Operation.CREATE, Operation.LINK}
        ]
        found = self._parts.known.links(new)
        return frozenset(record for record, link in found.items() if link.is_found)

    def settle(self, taken: Sequence[Mark], dockets: Dockets, report: RoundReport) -> None:
        """Ask what is to be asked, and decide for every mark: done, again, or later."""
        settled, again, postponed = [], [], []
        for mark in taken:
            docket = dockets.get(mark.id) or Docket()
            endings = {result.ended for result in docket.results}
            self._ask_about_refusals(mark, docket)
            if Ended.LATER in endings:
                postponed.append(mark)
                report.wait_seconds = wait_seconds(mark, docket.results, report.wait_seconds)
            elif self._again(mark, docket):
                again.append(mark)
            else:
                settled.append(mark)
            self._open_questions(docket)
            self._count(report, docket)
        self._mark_new_customers(dockets)
        self._parts.marks.settle(settled)
        self._parts.marks.postpone(again, 0)
        self._parts.marks.postpone(postponed, report.wait_seconds or 0, away=True)
        report.orders += len(settled)

    def _again(self, mark: Mark, docket: Docket) -> bool:
        """Whether a mark is looked at again at once; at the limit a person is asked instead."""
        endings = [result.ended for result in docket.results]
        if docket.is_overtaken:
            return mark.attempts < ATTEMPTS_MAX
        if mark.attempts < ATTEMPTS_MAX and {Ended.REPLAN, Ended.BLOCKED} & set(endings):
            # What only waits for a step that a person must decide about waits with it.
            return Ended.REPLAN in endings or Ended.ASK not in endings
        if not needs_another_look(docket.results):
            return False
        if mark.attempts < LOOKS_MAX:
            return True
        log.error("record_never_rests", company=self._company, record=mark.id)
        for plan in docket.plans:
            if docket.of(plan):
                docket.ask_more(plan, never_rests(plan))
        return False

    def _mark_new_customers(self, dockets: Dockets) -> None:
        """Customers just made or linked are compared next, before anybody thinks all is done."""
        done = [
            result.written.step
            for docket in dockets.values()
            for result in docket.results
            if result.ended is Ended.DONE and result.written.step.kind is RecordKind.CUSTOMER
        ]
        new = {
            step.record.removeprefix("customer:")
            for step in done
            if step.operation is not Operation.AMEND and step.record.count(":") == 1
        }
        with self._parts.database.writing() as connection:
            self._parts.marks.mark(
                connection, self._company, Subject.CUSTOMER, sorted(new), Why.CHANGED_BOOKS
            )

    def _ask_about_refusals(self, mark: Mark, docket: Docket) -> None:
        """Ask for each plan by itself; what only has to wait is never a person's matter."""
        for plan in docket.plans:
            results = docket.of(plan)
            endings = {result.ended for result in results}
            tried_enough = mark.attempts >= ATTEMPTS_MAX and Ended.LATER not in endings
            asks = {Ended.ASK, Ended.REPLAN} if tried_enough else {Ended.ASK}
            refused = [
                refusal(plan, one)
                for one in results
                if one.ended in asks and one.trouble is not None
            ]
            if not refused and tried_enough and endings & {Ended.REPLAN, Ended.BLOCKED}:
                refused = [never_came(plan)]
            if refused:
                docket.ask(plan.subject, plan.spoken_name, refused)

    def _open_questions(self, docket: Docket) -> None:
        with self._parts.database.writing() as connection:
            for subject, asked in docket.asked.items():
                self._parts.questions.ask(
                    connection, self._company, subject, docket.names[subject], asked
                )

    def _count(self, report: RoundReport, docket: Docket) -> None:
        report.questions += sum(len(asked) for asked in docket.asked.values())
        name = docket.plans[0].spoken_name if docket.plans else ""
        for result in docket.results:
            if result.ended is not Ended.DONE:
                continue
            report.steps += 1
            step = result.written.step
            report.posted += step.kind is RecordKind.INVOICE
            log.info(
                f"{step.kind.value.lower().replace(' ', '_')}_{step.operation}",
                company=self._company, order=name, step=step.spoken_name,
            )  # fmt: skip
