"""What we did to our records, step by step: the earlier contents that an undo goes back to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from leafledger.bookkeeping.plan import Operation, Step
from leafledger.bookkeeping.undoing import is_undo
from leafledger.database.connection import Database
from leafledger.database.tables import outcomes, plans, steps
from leafledger.journal.written import State, read_step

RECORDS_IN_A_STATEMENT_MAX = 500
# What an undo can be about: documents of orders and of credits; lists are never undone.
_UNDOABLE = ("order:", "credit:")


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that was done. `number` counts up through all of them."""

    number: int
    step: Step
    quickbooks_id: str


class Deeds:
    """Reads the journal by record, by day and by version of the policy."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, company: str, records: Sequence[str]) -> dict[str, list[Deed]]:
        """What was done to some records, oldest first."""
        found: dict[str, list[Deed]] = defaultdict(list)
        for start in range(0, len(records), RECORDS_IN_A_STATEMENT_MAX):
            some = records[start : start + RECORDS_IN_A_STATEMENT_MAX]
            for row in self._rows(company, State.DONE, steps.c.record.in_(some)):
                found[row.record].append(Deed(row.number, read_step(row.body), row.quickbooks_id))
        return dict(found)

    def between(self, company: str, start: datetime, end: datetime) -> dict[str, int]:
        """The first deed of a stretch of time on each record of an order or credit."""
        stretch = (
            (outcomes.c.at >= start.astimezone(UTC).isoformat())
            & (outcomes.c.at < end.astimezone(UTC).isoformat())
        )  # fmt: skip
        return self._firsts(company, stretch)

    def under(self, company: str, policy_version: int) -> dict[str, int]:
        """The first deed under a version of the policy on each record of an order or credit."""
        return self._firsts(company, plans.c.policy_version == policy_version)

    def refused(self, company: str, records: Sequence[str], since: str) -> dict[str, str]:
        """What QuickBooks said to steps of undos that it refused, by record.

        `since` is a moment in UTC. What was only outdated is no refusal: it was planned again.
        """
        found: dict[str, str] = {}
        for start in range(0, len(records), RECORDS_IN_A_STATEMENT_MAX):
            some = records[start : start + RECORDS_IN_A_STATEMENT_MAX]
            chosen = steps.c.record.in_(some) & (outcomes.c.at >= since)
            for row in self._rows(company, State.REFUSED, chosen):
                if is_undo(read_step(row.body)) and not _is_outdated(row.detail):
                    found[row.record] = row.detail
        return found

    def _rows(self, company: str, state: State, chosen: ColumnElement[bool]) -> Sequence[Any]:
        with self._database.reading() as connection:
            return connection.execute(
                select(
                    outcomes.c.sequence.label("number"), outcomes.c.quickbooks_id,
                    outcomes.c.detail, steps.c.record, steps.c.body,
                )
                .join(steps, outcomes.c.step == steps.c.sequence)
                .where(steps.c.company == company, outcomes.c.state == state.value, chosen)
                .order_by(outcomes.c.sequence)
            ).all()  # fmt: skip

    def _firsts(self, company: str, chosen: ColumnElement[bool]) -> dict[str, int]:
        with self._database.reading() as connection:
            rows = connection.execute(
                select(steps.c.record, func.min(outcomes.c.sequence).label("first"))
                .join(steps, outcomes.c.step == steps.c.sequence)
                .join(plans, steps.c.plan == plans.c.sequence)
                .where(
                    steps.c.company == company,
                    outcomes.c.state == State.DONE.value,
                    or_(*(steps.c.record.startswith(prefix) for prefix in _UNDOABLE)),
                    steps.c.operation != Operation.LINK.value,
                    chosen,
                )
                .group_by(steps.c.record)
            ).all()
        return {row.record: int(row.first) for row in rows}


def _is_outdated(detail: str) -> bool:
    """Whether the record had changed or gone since it was read (faults 5010, 610)."""
    return detail.split()[1:2] in (["5010"], ["610"], ["404"])
