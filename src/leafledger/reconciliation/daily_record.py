"""The daily record: one proof a day is kept, whole while a month end may ask for it."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import delete, insert, select, update

from leafledger.database.connection import Database
from leafledger.database.tables import proofs
from leafledger.figures.accounting_dates import business_day
from leafledger.reconciliation.proof_listings import ProofListings

# Long enough to close a month late; after it, the last proof of each month stays whole.
WHOLE_DAYS = 45


class DailyRecord:
    """Keeps the last proof of each day of a company (docs/decisions/0010-one-proof-a-day.md)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listings = ProofListings(database)

    def keep(
        self, summary: dict[str, Any], details: dict[str, Any], zone: str, *,
        listing: int | None = None,
    ) -> None:  # fmt: skip
        """Keep a proof in place of an earlier one of the same day, in the company's time zone.

        With it the pages read its rows, where `listing` names them.
        """
        company, proved_at = summary["company"], summary["proved_at"]
        day = business_day(datetime.fromisoformat(proved_at), zone)
        # Packing takes seconds for a large seller, in which others must be able to write.
        packed = _packed(details)
        with self._database.writing() as connection:
            rows = connection.execute(
                select(proofs.c.sequence, proofs.c.proved_at)
                .where(proofs.c.company == company, proofs.c.details != "")
                .order_by(proofs.c.sequence)
            ).all()
            same = [row.sequence for row in rows if _day(row, zone) == day]
            if same:
                connection.execute(delete(proofs).where(proofs.c.sequence.in_(same)))
            outdated = _outdated([one for one in rows if one.sequence not in same], day, zone)
            if outdated:
                connection.execute(
                    update(proofs).where(proofs.c.sequence.in_(outdated)).values(details="")
                )
            connection.execute(
                insert(proofs).values(
                    company=company, proved_at=proved_at,
                    body=msgspec.json.encode(summary).decode(), details=packed,
                )
            )  # fmt: skip
            if listing is not None:
                self._listings.put_in_force(connection, listing)

    def last(self, company: str) -> dict[str, Any] | None:
        """The newest proof, in short."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(proofs.c.body)
                .where(proofs.c.company == company)
                .order_by(proofs.c.sequence.desc())
                .limit(1)
            ).one_or_none()
        return msgspec.json.decode(row.body) if row is not None else None

    def since(self, company: str, first: datetime, zone: str) -> dict[date, dict[str, Any]]:
        """The proofs in short that were made from an instant on, by their day."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(proofs.c.proved_at, proofs.c.body)
                .where(
                    proofs.c.company == company,
                    proofs.c.proved_at >= first.astimezone(UTC).isoformat(),
                )
                .order_by(proofs.c.sequence)
            ).all()
        return {_day(row, zone): msgspec.json.decode(row.body) for row in rows}

    def last_whole(self, company: str, until: date | None = None, zone: str = "UTC") -> Any:
        """The newest proof with everything in it, of that day or before; None where none is."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(proofs.c.sequence, proofs.c.proved_at)
                .where(proofs.c.company == company, proofs.c.details != "")
                .order_by(proofs.c.sequence.desc())
            ).all()
            wanted = next((r for r in rows if until is None or _day(r, zone) <= until), None)
            if wanted is None:
                return None
            found = connection.execute(
                select(proofs.c.details).where(proofs.c.sequence == wanted.sequence)
            ).scalar_one()
        return _unpacked(found)


def _outdated(rows: Sequence[Any], today: date, zone: str) -> list[int]:
    """Which proofs are kept in short from now on: old ones, but for the last of each month."""
    last_of_month = {(_day(row, zone).year, _day(row, zone).month): row.sequence for row in rows}
    return [
        row.sequence
        for row in rows
        if today - _day(row, zone) > timedelta(days=WHOLE_DAYS)
        and row.sequence not in last_of_month.values()
    ]


def _day(row: Any, zone: str) -> date:
    return business_day(datetime.fromisoformat(row.proved_at), zone)


def _packed(details: dict[str, Any]) -> str:
    """As text, a tenth of its size: a hundred thousand orders take a few megabytes a day."""
    return base64.b64encode(zlib.compress(msgspec.json.encode(details))).decode()


def _unpacked(kept: str) -> Any:
    return msgspec.json.decode(zlib.decompress(base64.b64decode(kept)))
