"""One proof a day is kept: whole for a month end, then in short (decision 0010)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.database.tables import proofs
from leafledger.reconciliation.daily_record import WHOLE_DAYS, DailyRecord
from leafledger.reconciliation.proof import Proof
from leafledger.reconciliation.telling import details, summary
from tests.reconciliation.held import held, invoice, order

ZONE = "America/Denver"
MORNING = datetime(2026, 10, 5, 15, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database of its own."""
    opened = Database(f"sqlite:///{tmp_path / 'books.sqlite'}")
    upgrade(opened)
    yield opened
    opened.close()


def proved(at: datetime, booked: str = "342.00") -> Proof:
    """A proof of one order."""
    return replace(held(order(), invoice(booked)), proved_at=at)


def kept(database: Database, *made: Proof) -> DailyRecord:
    """The record after these proofs."""
    record = DailyRecord(database)
    for proof in made:
        record.keep(summary(proof), details(proof), ZONE)
    return record


def whole_days(database: Database) -> list[str]:
    """The days whose proof is kept with everything in it."""
    with database.reading() as connection:
        rows = connection.execute(select(proofs.c.proved_at).where(proofs.c.details != "")).all()
    return [row.proved_at[:10] for row in rows]


def test_a_proof_is_found_as_it_was_told(database: Database) -> None:
    proof = proved(MORNING, "300.00")
    record = kept(database, proof)
    assert record.last_whole("mesa") == details(proof)
    assert record.last("mesa") == summary(proof)


def test_the_last_proof_of_a_day_takes_the_place_of_an_earlier_one(database: Database) -> None:
    # Late in the evening in Denver it is the next day in UTC.
    evening = proved(MORNING + timedelta(hours=14))
    next_day = proved(MORNING + timedelta(hours=24))
    record = kept(database, proved(MORNING, "300.00"), evening, next_day)
    assert whole_days(database) == ["2026-10-06", "2026-10-06"]
    found = record.last_whole("mesa", date(2026, 10, 5), ZONE)
    assert found["difference"] == "0.00"
    assert found["proved_at"] == evening.proved_at.isoformat()


def test_old_days_are_kept_in_short_but_for_the_last_of_each_month(database: Database) -> None:
    days = [MORNING + timedelta(days=day) for day in range(100)]
    record = kept(database, *(proved(day) for day in days))
    whole = whole_days(database)
    assert whole[0] == "2026-10-31"
    assert len(whole) == WHOLE_DAYS + 2
    with database.reading() as connection:
        assert len(connection.execute(select(proofs.c.sequence)).all()) == len(days)
    assert record.last_whole("mesa", date(2026, 10, 31), ZONE) is not None
    assert record.last_whole("mesa", date(2026, 10, 30), ZONE) is None


def test_companies_do_not_see_each_others_proofs(database: Database) -> None:
    other = replace(proved(MORNING, "300.00"), company="other")
    record = kept(database, proved(MORNING), other)
    assert record.last_whole("mesa")["holds"]
    assert not record.last_whole("other")["holds"]
    assert record.last_whole("nobody") is None
