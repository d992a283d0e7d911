"""The journal: plans and steps first, outcomes after. Rows are added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, insert, or_, select

from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.database.connection import Database
from leafledger.database.tables import outcomes, plans, steps
from leafledger.figures.references import fingerprint, request_id
from leafledger.journal.written import State, WrittenStep, read_step, write_plan, write_step

# A plan is carried out as soon as it is written down; one that is older ended with its process.
LATELY = timedelta(minutes=1)

# A detail is for people and support; a whole document has no place in it.
DETAIL_LENGTH_MAX = 2_000


class Journal:
    """Writes plans and what came of their steps."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(
        self, connection: Connection, company: str, realm: str, plan: Plan, policy_version: int,
        wanted: Sequence[Step],
    ) -> list[WrittenStep]:  # fmt: skip
        """Write a plan down with those of its steps that are to be carried out for it.

        (A customer that two orders of a round need is created once, under the first.)
        Must be committed before the first step is sent.
        """
        now = datetime.now(UTC).isoformat()
        plan_sequence = connection.execute(
            insert(plans)
            .values(
                company=company, subject=plan.subject, spoken_name=plan.spoken_name,
                fingerprint=plan.fingerprint, facts=plan.facts, policy_version=policy_version,
                body=write_plan(plan), written_at=now,
            )
            .returning(plans.c.sequence)
        ).scalar_one()  # fmt: skip
        written = []
        for step in wanted:
            id_ = self._request_id(connection, company, realm, step)
            sequence = connection.execute(
                insert(steps)
                .values(
                    plan=plan_sequence, company=company, record=step.record,
                    operation=step.operation.value, kind=step.kind.value, request_id=id_,
                    fingerprint=step.fingerprint, body=write_step(step),
                )
                .returning(steps.c.sequence)
            ).scalar_one()  # fmt: skip
            written.append(WrittenStep(sequence, company, id_, plan.facts, step))
        return written

    def _request_id(self, connection: Connection, company: str, realm: str, step: Step) -> str:
        """Derived from realm, record, operation and content; never from the attempt.

        A step that QuickBooks refused or that was undone is a new request when it is planned
        again: else QuickBooks would answer with the old refusal, or with a document that has
        been deleted since. So the refusals and completions before it count.
        """
        settled = connection.execute(
            select(func.count())
            .select_from(outcomes.join(steps, outcomes.c.step == steps.c.sequence))
            .where(
                steps.c.company == company,
                steps.c.record == step.record,
                steps.c.fingerprint == step.fingerprint,
                outcomes.c.state.in_([State.REFUSED.value, State.DONE.value]),
            )
        ).scalar_one()
        content = fingerprint((step.fingerprint, settled))
        return request_id(realm, step.record, step.operation.value, content)

    def sent(self, written: WrittenStep) -> None:
        """The step is about to be sent. Committed before the call."""
        with self._database.writing() as connection:
            self.record(connection, written, State.SENT)

    def record(
        self, connection: Connection, written: WrittenStep, state: State, *,
        quickbooks_id: str = "", trace: str = "", detail: str = "",
    ) -> None:  # fmt: skip
        """Write down what came of a step, within the caller's transaction."""
        connection.execute(
            insert(outcomes).values(
                step=written.sequence, company=written.company, state=state.value,
                at=datetime.now(UTC).isoformat(), quickbooks_id=quickbooks_id, trace=trace,
                detail=detail[:DETAIL_LENGTH_MAX],
            )
        )  # fmt: skip

    def is_begun(self, connection: Connection, company: str, record: str) -> bool:
        """Whether a step of a record is on its way: planned within the minute, or unanswered."""
        lately = (datetime.now(UTC) - LATELY).isoformat()
        last = (
            select(outcomes.c.state)
            .where(outcomes.c.step == steps.c.sequence)
            .order_by(outcomes.c.sequence.desc())
            .limit(1)
            .scalar_subquery()
        )
        begun = (
            select(steps.c.sequence)
            .join(plans, plans.c.sequence == steps.c.plan)
            .where(
                steps.c.company == company,
                steps.c.record == record,
                or_(last == State.SENT.value, last.is_(None) & (plans.c.written_at > lately)),
            )
        )
        return connection.execute(begun.limit(1)).first() is not None

    def doubtful(self, company: str) -> list[WrittenStep]:
        """Steps that were sent and of which nothing is known since: they must be looked up."""
        last = (
            select(outcomes.c.step, func.max(outcomes.c.sequence).label("last"))
            .where(outcomes.c.company == company)
            .group_by(outcomes.c.step)
            .subquery()
        )
        sent_steps = select(outcomes.c.step).where(
            outcomes.c.company == company, outcomes.c.state == State.SENT.value
        )
        with self._database.reading() as connection:
            rows = connection.execute(
                select(steps, plans.c.facts)
                .join(last, last.c.step == steps.c.sequence)
                .join(outcomes, outcomes.c.sequence == last.c.last)
                .join(plans, plans.c.sequence == steps.c.plan)
                .where(
                    outcomes.c.state == State.SENT.value,
                    steps.c.sequence.in_(sent_steps),
                    steps.c.operation != Operation.LINK.value,
                )
                .order_by(steps.c.sequence)
            ).all()
        return [
            WrittenStep(row.sequence, row.company, row.request_id, row.facts, read_step(row.body))
            for row in rows
        ]
