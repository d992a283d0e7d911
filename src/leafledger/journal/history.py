"""Reading the journal: what was decided, done and refused, for people and for the proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import func, select

from leafledger.bookkeeping.plan import Plan
from leafledger.database.connection import Database
from leafledger.database.tables import outcomes, plans, steps
from leafledger.journal.written import State, read_plan, read_step
from leafledger.ledger.documents import SalesDocument
from leafledger.ledger.receipts import Receipt, Reversal

RECORDS_IN_A_STATEMENT_MAX = 500


Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One plan of a record, with what came of each of its steps. Times in UTC."""

    plan: Plan
    policy_version: int
    written_at: str
    steps: tuple[dict[str, Any], ...]


class History:
    """Answers questions about the past from the journal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, company: str, subject: str) -> list[Chapter]:
        """Every plan of an order that had something to do, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(plans)
                .where(plans.c.company == company, plans.c.subject == subject)
                .order_by(plans.c.sequence)
            ).all()
            return [
                Chapter(
                    read_plan(row.body), row.policy_version, row.written_at,
                    tuple(self._steps(connection, row.sequence)),
                )
                for row in rows
            ]  # fmt: skip

    def _steps(self, connection: Any, plan: int) -> list[dict[str, Any]]:
        found = connection.execute(
            select(steps).where(steps.c.plan == plan).order_by(steps.c.sequence)
        ).all()
        told = []
        for row in found:
            results = connection.execute(
                select(outcomes)
                .where(outcomes.c.step == row.sequence)
                .order_by(outcomes.c.sequence)
            ).all()
            shown = ("state", "at", "quickbooks_id", "trace", "detail")
            told.append(
                {
                    "step": read_step(row.body).spoken_name,
                    "record": row.record,
                    "request_id": row.request_id,
                    "outcomes": [
                        {name: getattr(one, name) for name in shown if getattr(one, name)}
                        for one in results
                    ],
                }
            )
        return told

    def posted(self, company: str, records: Sequence[str]) -> dict[str, SalesDocument]:
        """The document of each record as we last posted it, by record."""
        return self._last(company, records, SalesDocument)

    def entered(self, company: str, record: str) -> Receipt | Reversal | None:
        """A payment, or what took it back, as we last entered it; None where we did not."""
        received = self._last(company, [record], Receipt).get(record)
        return received or self._last(company, [record], Reversal).get(record)

    def _last(self, company: str, records: Sequence[str], of: type[Content]) -> dict[str, Content]:
        found: dict[str, Content] = {}
        for start in range(0, len(records), RECORDS_IN_A_STATEMENT_MAX):
            some = records[start : start + RECORDS_IN_A_STATEMENT_MAX]
            with self._database.reading() as connection:
                rows = connection.execute(
                    select(steps.c.record, steps.c.body)
                    .join(outcomes, outcomes.c.step == steps.c.sequence)
                    .where(
                        steps.c.company == company,
                        steps.c.record.in_(some),
                        outcomes.c.state == State.DONE.value,
                    )
                    .order_by(outcomes.c.sequence)
                ).all()
            for row in rows:
                content = read_step(row.body).content
                if isinstance(content, of):
                    found[row.record] = content
        return found

    def counts(self, company: str) -> dict[str, int]:
        """How many steps ended in each state, by their outcomes."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(outcomes.c.state, func.count().label("number"))
                .where(outcomes.c.company == company)
                .group_by(outcomes.c.state)
            )
            return {row.state: int(row.number) for row in rows}
