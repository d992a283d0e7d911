"""Who approved which plan. Rows are added, never changed; a person counts once for a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from leafledger.database.connection import Database
from leafledger.database.tables import approvals

FINGERPRINTS_IN_A_STATEMENT_MAX = 500


class Approvals:
    """Keeps approvals by what was approved: another plan of the same order needs new ones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def approve(
        self, connection: Connection, company: str, subject: str, fingerprint: str, person: str
    ) -> bool:
        """Write a person's approval down; False if they had approved this plan before.

        "Ann" and "ann" are one person.
        """
        name = _name(person)
        known = connection.execute(
            select(approvals.c.sequence).where(
                approvals.c.company == company, approvals.c.fingerprint == fingerprint,
                approvals.c.person == name,
            )
        ).first()  # fmt: skip
        if known is not None:
            return False
        connection.execute(
            insert(approvals).values(
                company=company, subject=subject, fingerprint=fingerprint, person=name,
                approved_at=datetime.now(UTC).isoformat(),
            )
        )  # fmt: skip
        return True

    def people(self, company: str, fingerprints: Sequence[str]) -> dict[str, frozenset[str]]:
        """Who approved each of some plans; plans that nobody approved are left out."""
        found: dict[str, set[str]] = {}
        for start in range(0, len(fingerprints), FINGERPRINTS_IN_A_STATEMENT_MAX):
            some = fingerprints[start : start + FINGERPRINTS_IN_A_STATEMENT_MAX]
            with self._database.reading() as connection:
                rows = connection.execute(
                    select(approvals.c.fingerprint, approvals.c.person).where(
                        approvals.c.company == company, approvals.c.fingerprint.in_(some)
                    )
                ).all()
            for row in rows:
                found.setdefault(row.fingerprint, set()).add(row.person)
        return {one: frozenset(people) for one, people in found.items()}


def _name(person: str) -> str:
    return " ".join(person.split()).casefold()
