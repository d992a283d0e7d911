"""What both sides last agreed on about a record: the base of the three-way merge (A9.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, String, cast, delete, exists, insert, literal, select

from leafledger.bookkeeping.merging import Agreed
from leafledger.database.connection import Database
from leafledger.database.tables import agreements, links, marks
from leafledger.intake.marks import Subject
from leafledger.ledger.pointers import RecordKind

RECORDS_IN_A_STATEMENT_MAX = 500
# Parents of chains stand for no LeafLink record, so nothing is agreed about them.
CHAIN = "customer:chain:"
_CUSTOMER = "customer:"


class _Body(msgspec.Struct):
    """As it is written: the counterpart, and for each field both sides' words."""

    counterpart: str
    fields: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


class Agreements:
    """Keeps the last agreed values of a record with its counterpart."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, company: str, counterparts: Mapping[str, str]) -> dict[str, dict[str, Agreed]]:
        """The agreements of records with the counterparts they have now, by record.

        What was agreed with another counterpart before says nothing about this one.
        """
        found: dict[str, dict[str, Agreed]] = {}
        records = list(counterparts)
        with self._database.reading() as connection:
            for start in range(0, len(records), RECORDS_IN_A_STATEMENT_MAX):
                some = records[start : start + RECORDS_IN_A_STATEMENT_MAX]
                rows = connection.execute(
                    select(agreements.c.record, agreements.c.body).where(
                        agreements.c.company == company, agreements.c.record.in_(some)
                    )
                )
                for row in rows:
                    body = msgspec.json.decode(row.body, type=_Body)
                    if body.counterpart == counterparts[row.record]:
                        found[row.record] = {
                            name: Agreed(*sides) for name, sides in body.fields.items()
                        }
        return found

    def keep(
        self, connection: Connection, company: str, record: str, counterpart: str,
        agreed: Mapping[str, Agreed],
    ) -> None:  # fmt: skip
        """Write down what is agreed now, in the place of what was."""
        fields = {name: (one.leaflink, one.quickbooks) for name, one in agreed.items()}
        body = msgspec.json.encode(_Body(counterpart, fields), order="sorted").decode()
        its = (agreements.c.company == company) & (agreements.c.record == record)
        connection.execute(delete(agreements).where(its))
        connection.execute(
            insert(agreements).values(
                company=company, record=record, body=body, agreed_at=datetime.now(UTC).isoformat()
            )
        )

    def customers_never_compared(self, company: str) -> Sequence[str]:
        """LeafLink ids of linked customers about whom nothing was agreed yet and nothing waits."""
        record = links.c.record
        agreed = exists().where(agreements.c.company == company, agreements.c.record == record)
        waits = exists().where(
            marks.c.company == company,
            marks.c.kind == Subject.CUSTOMER.value,
            record == literal(_CUSTOMER) + cast(marks.c.id, String),
        )
        with self._database.reading() as connection:
            rows = connection.execute(
                select(record).where(
                    links.c.company == company,
                    links.c.kind == RecordKind.CUSTOMER.value,
                    links.c.retired_at.is_(None),
                    record.startswith(_CUSTOMER),
                    ~record.startswith(CHAIN),
                    ~agreed,
                    ~waits,
                )
            ).scalars()
            return [found.removeprefix(_CUSTOMER) for found in rows]
