"""What people decided about documents that were changed by hand. Rows are added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, insert, select

from leafledger.bookkeeping.decisions import Choice, Decision
from leafledger.database.connection import Database
from leafledger.database.tables import decisions
from leafledger.figures.money import Money

RECORDS_IN_A_STATEMENT_MAX = 500


class Decisions:
    """Keeps every decision; the newest about an order's documents is the one in force."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decide(
        self, connection: Connection, company: str, record: str, decision: Decision
    ) -> Decision:
        """Write a decision about an order (`order:<uuid>`) down; it is returned with its moment."""
        now = datetime.now(UTC).isoformat()
        detail = {"facts": decision.facts, "difference": decision.difference.plain}
        connection.execute(
            insert(decisions).values(
                company=company, record=record, choice=decision.choice.value,
                content=decision.content, detail=msgspec.json.encode(detail).decode(),
                person=decision.person, decided_at=now,
            )
        )  # fmt: skip
        return Decision(
            decision.choice, decision.content, decision.facts, decision.difference,
            decision.person, now,
        )  # fmt: skip

    def latest(self, company: str, records: Sequence[str]) -> dict[str, Decision]:
        """The newest decision about each order that has one, by record."""
        found: dict[str, Decision] = {}
        for start in range(0, len(records), RECORDS_IN_A_STATEMENT_MAX):
            some = records[start : start + RECORDS_IN_A_STATEMENT_MAX]
            found |= self._read(company, some)
        return found

    def all(self, company: str) -> dict[str, Decision]:
        """The newest decision of every order that has one, by record; for the proof."""
        return self._read(company, None)

    def _read(self, company: str, records: Sequence[str] | None) -> dict[str, Decision]:
        # What people undid stands in the same table (`undoings`).
        asked = select(decisions).where(
            decisions.c.company == company, decisions.c.choice.in_([one.value for one in Choice])
        )
        if records is not None:
            asked = asked.where(decisions.c.record.in_(records))
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(decisions.c.sequence)).all()
        return {row.record: _decision(row) for row in rows}


def _decision(row: object) -> Decision:
    values = row._mapping  # type: ignore[attr-defined]
    detail = msgspec.json.decode(values["detail"])
    return Decision(
        Choice(values["choice"]), values["content"], detail["facts"],
        Money.of(detail["difference"]), values["person"], values["decided_at"],
    )  # fmt: skip
