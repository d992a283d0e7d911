"""Counts and positions that must outlive a restart: calls, refused webhooks, polling cursors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from sqlalchemy import Connection, select, text

from leafledger.database.connection import Database
from leafledger.database.tables import counters, cursors, meters

# What calls are made for; a proof's are counted by themselves, since it serves no single order.
_purpose: ContextVar[str] = ContextVar("purpose", default="")
OF_PROOFS = " of proofs"

_IN_MONTH = (
    "INSERT INTO meters (company, month, system, cost_class, calls) "
    "VALUES (:company, :month, :system, :cost_class, 1) "
    "ON CONFLICT (company, month, system, cost_class) DO UPDATE SET calls = meters.calls + 1"
)
_ON_DAY = (
    "INSERT INTO daily_calls (company, day, system, cost_class, calls) "
    "VALUES (:company, :day, :system, :cost_class, 1) "
    "ON CONFLICT (company, day, system, cost_class) DO UPDATE SET calls = daily_calls.calls + 1"
)

# Counts of what is not one company's, such as webhooks for a company nobody knows.
NO_COMPANY = ""


@contextmanager
def counted_as(purpose: str) -> Iterator[None]:
    """While the block runs, this thread's calls are counted under their class and purpose."""
    token = _purpose.set(purpose)
    try:
        yield
    finally:
        _purpose.reset(token)


class Counters:
    """Counts, calls by cost, and cursors, by company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, company: str, name: str, by: int = 1) -> None:
        """Count something that happened."""
        with self._database.writing() as connection:
            connection.execute(
                text(
                    "INSERT INTO counters (company, name, number, last_at) "
                    "VALUES (:company, :name, :by, :now) ON CONFLICT (company, name) "
                    "DO UPDATE SET number = counters.number + :by, last_at = :now"
                ),
                {
                    "company": company, "name": name, "by": by,
                    "now": datetime.now(UTC).isoformat(),
                },
            )  # fmt: skip

    def last(self, company: str) -> dict[str, str]:
        """When each thing of a company was counted last, as ISO 8601 in UTC; by its name."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(counters.c.name, counters.c.last_at).where(counters.c.company == company)
            )
            return {row.name: row.last_at for row in rows if row.last_at}

    def counts(self) -> list[tuple[str, str, int]]:
        """Every count: company, name, number."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(counters).order_by(counters.c.company, counters.c.name)
            )
            return [(row.company, row.name, int(row.number)) for row in rows]

    def meter(self, company: str, system: str, cost_class: str) -> None:
        """Count a call by what it costs, in the present month and day (UTC)."""
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        counted = {
            "company": company, "month": day[:7], "day": day, "system": system,
            "cost_class": f"{cost_class}{_purpose.get()}",
        }  # fmt: skip
        with self._database.writing() as connection:
            for statement in (_IN_MONTH, _ON_DAY):
                connection.execute(text(statement), counted)

    def calls(self, company: str) -> dict[str, int]:
        """This company's calls of all months: `{"quickbooks core": 312, ...}`."""
        with self._database.reading() as connection:
            rows = connection.execute(select(meters).where(meters.c.company == company)).all()
        found: dict[str, int] = {}
        for row in rows:
            name = f"{row.system} {row.cost_class}"
            found[name] = found.get(name, 0) + int(row.calls)
        return found

    def calls_in_month(self, company: str = "") -> dict[str, int]:
        """The calls of the present month (UTC), of one company or of all, as `calls` names them."""
        month = f"{datetime.now(UTC):%Y-%m}"
        query = select(meters).where(meters.c.month == month)
        if company:
            query = query.where(meters.c.company == company)
        found: dict[str, int] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                name = f"{row.system} {row.cost_class}"
                found[name] = found.get(name, 0) + int(row.calls)
        return found

    def cursor(self, company: str, name: str) -> str:
        """How far something was read; empty if never."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(cursors.c.position).where(
                    cursors.c.company == company, cursors.c.name == name
                )
            ).one_or_none()
        return row.position if row is not None else ""

    def move_cursor(self, connection: Connection, company: str, name: str, position: str) -> None:
        """Remember how far something was read, within the caller's transaction."""
        connection.execute(
            text(
                "INSERT INTO cursors (company, name, position) VALUES (:company, :name, :position) "
                "ON CONFLICT (company, name) DO UPDATE SET position = :position"
            ),
            {"company": company, "name": name, "position": position},
        )
