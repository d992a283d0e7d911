"""Reports as they were last worked out: a page shows them without asking anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from leafledger.database.connection import Database
from leafledger.database.report_tables import kept_reports


@dataclass(frozen=True, slots=True)
class Kept:
    """A report of a period as it was made. `told` in JSON types, amounts as text."""

    period: str
    told: Any
    made_at: str


class KeptReports:
    """Keeps one result for each company, report and period; a newer one takes its place."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, company: str, report: str, period: str, told: Any) -> None:
        """Keep a result in place of an earlier one of the same period."""
        self.keep_all(company, report, {period: told})

    def keep_all(
        self, company: str, report: str, by_period: Mapping[str, Any], *, alone: bool = False
    ) -> None:
        """Keep the results of several periods at once. `alone`: all other periods are forgotten."""
        now = datetime.now(UTC).isoformat()
        with self._database.writing() as connection:
            if alone:
                connection.execute(delete(kept_reports).where(*_of(company, report)))
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            for period, told in by_period.items():
                statement = dialect.insert(kept_reports).values(
                    company=company, report=report, period=period, made_at=now,
                    body=msgspec.json.encode(told).decode(),
                )  # fmt: skip
                fresh = {name: statement.excluded[name] for name in ("body", "made_at")}
                connection.execute(
                    statement.on_conflict_do_update(
                        index_elements=["company", "report", "period"], set_=fresh
                    )
                )

    def periods(self, company: str, report: str) -> list[str]:
        """The periods that are kept, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(kept_reports.c.period)
                .where(*_of(company, report))
                .order_by(kept_reports.c.period.desc())
            )
            return list(rows.scalars())

    def find(self, company: str, report: str, period: str) -> Kept | None:
        """The result of a period; None where none is kept."""
        return next(iter(self.between(company, report, period, period)), None)

    def newest(self, company: str, report: str) -> Kept | None:
        """The result that was made last, of whatever period."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(kept_reports)
                .where(*_of(company, report))
                .order_by(kept_reports.c.made_at.desc())
                .limit(1)
            ).one_or_none()
        return _kept(row) if row is not None else None

    def between(self, company: str, report: str, first: str, last: str) -> list[Kept]:
        """The results of periods from first to last as texts sort, oldest first."""
        period = kept_reports.c.period
        with self._database.reading() as connection:
            rows = connection.execute(
                select(kept_reports)
                .where(*_of(company, report), period >= first, period <= last)
                .order_by(period)
            ).all()
        return [_kept(row) for row in rows]


def _of(company: str, report: str) -> tuple[Any, ...]:
    return kept_reports.c.company == company, kept_reports.c.report == report


def _kept(row: Any) -> Kept:
    return Kept(row.period, msgspec.json.decode(row.body), row.made_at)
