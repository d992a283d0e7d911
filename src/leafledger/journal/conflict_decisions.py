"""Whose word people took where both sides changed a field. Rows are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, insert, select

from leafledger.bookkeeping.merging import Agreed, Conflict, Side
from leafledger.database.connection import Database
from leafledger.database.tables import decisions

RECORDS_IN_A_STATEMENT_MAX = 500
# A word about a field of a record; other decisions stand in the same table.
CHOICES = {f"field:{side}": side for side in Side}


class _Detail(msgspec.Struct):
    """The conflict as it was when somebody decided."""

    field: str
    leaflink: tuple[str, ...]
    quickbooks: tuple[str, ...]
    agreed: tuple[tuple[str, ...], tuple[str, ...]]


class ConflictDecisions:
    """Keeps whose word counts; each row is about one conflict with its very values."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decide(
        self, connection: Connection, company: str, record: str, conflicts: Iterable[Conflict],
        side: Side, person: str,
    ) -> None:  # fmt: skip
        """Write down whose word a person took in conflicts of a record (`customer:8841`)."""
        now = datetime.now(UTC).isoformat()
        rows = [
            {
                "company": company, "record": record, "choice": f"field:{side}",
                "content": one.name, "detail": _written(one), "person": person, "decided_at": now,
            }
            for one in conflicts
        ]  # fmt: skip
        connection.execute(insert(decisions), rows)

    def of(self, company: str, records: Sequence[str]) -> dict[str, Mapping[Conflict, Side]]:
        """What was decided about each record that has any, by record; the newest word counts."""
        found: dict[str, dict[Conflict, Side]] = {}
        with self._database.reading() as connection:
            for start in range(0, len(records), RECORDS_IN_A_STATEMENT_MAX):
                some = records[start : start + RECORDS_IN_A_STATEMENT_MAX]
                rows = connection.execute(
                    select(decisions.c.record, decisions.c.choice, decisions.c.detail)
                    .where(
                        decisions.c.company == company, decisions.c.record.in_(some),
                        decisions.c.choice.in_(CHOICES),
                    )
                    .order_by(decisions.c.sequence)
                )  # fmt: skip
                for row in rows:
                    found.setdefault(row.record, {})[_read(row.detail)] = CHOICES[row.choice]
        return dict(found)


def _written(one: Conflict) -> str:
    agreed = (one.agreed.leaflink, one.agreed.quickbooks)
    detail = _Detail(one.field, one.leaflink, one.quickbooks, agreed)
    return msgspec.json.encode(detail).decode()


def _read(written: str) -> Conflict:
    detail = msgspec.json.decode(written, type=_Detail)
    return Conflict(detail.field, detail.leaflink, detail.quickbooks, Agreed(*detail.agreed))
