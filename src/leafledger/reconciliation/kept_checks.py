"""Finding checks in the newest proof: a section page by page, or those of some records."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from leafledger.database.connection import Database
from leafledger.database.proof_tables import proved_checks, proved_orders
from leafledger.figures.money import Money
from leafledger.reconciliation.checks import Check, Standing
from leafledger.reconciliation.proof_listings import Listing, newest_listing

# Records asked for in one statement; SQLite takes at most 32766 parameters.
RECORDS_IN_A_STATEMENT_MAX = 500


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One page of the checks of a section; `found` are all that fit, `page` the one shown."""

    listing: Listing
    rows: Sequence[Check]
    found: int
    page: int
    pages: int


class KeptChecks:
    """Reads the checks of the newest proof of each company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, company: str, subjects: Collection[str]) -> list[Check]:
        """The checks of some records (`payment:42`), the earliest day first."""
        named, found = sorted(subjects), []
        with self._database.reading() as connection:
            listing = newest_listing(connection, company)
            if listing is None:
                return []
            for start in range(0, len(named), RECORDS_IN_A_STATEMENT_MAX):
                some = named[start : start + RECORDS_IN_A_STATEMENT_MAX]
                rows = connection.execute(
                    select(proved_checks).where(
                        proved_checks.c.listing == listing.number, proved_checks.c.subject.in_(some)
                    )
                )
                found += [_check(row) for row in rows]
        return sorted(found, key=lambda check: (check.dated or date.min, check.name))

    def of_customer(self, company: str, section: str, customer: str, *, most: int) -> list[Check]:
        """The newest checks of a section about the orders of a customer (LeafLink's number)."""
        columns = proved_checks.c
        with self._database.reading() as connection:
            listing = newest_listing(connection, company)
            if listing is None:
                return []
            mine = select(proved_orders.c.number).where(
                proved_orders.c.listing == listing.number, proved_orders.c.customer_id == customer
            )
            rows = connection.execute(
                select(proved_checks)
                .where(
                    columns.listing == listing.number,
                    columns.section == section,
                    columns.order_number.in_(mine),
                )
                .order_by(columns.dated.desc(), columns.subject)
                .limit(most)
            )
            return [_check(row) for row in rows]

    def section(
        self, company: str, section: str, words: Sequence[str], *, size: int, page: int
    ) -> SectionPage | None:
        """A page of a section: what differs first. The last page where there are fewer.

        Each of `words` stands in the check's name. None where no proof was kept yet.
        """
        columns = proved_checks.c
        with self._database.reading() as connection:
            listing = newest_listing(connection, company)
            if listing is None:
                return None
            chosen = [columns.listing == listing.number, columns.section == section]
            chosen += [columns.search.contains(word.casefold(), autoescape=True) for word in words]
            found = connection.execute(select(func.count()).where(*chosen)).scalar_one()
            pages = max(1, -(-found // size))
            page = min(max(1, page), pages)
            rows = connection.execute(
                select(proved_checks)
                .where(*chosen)
                .order_by(columns.place)
                .limit(size)
                .offset((page - 1) * size)
            ).all()
        return SectionPage(listing, [_check(row) for row in rows], int(found), page, pages)


def _check(row: Any) -> Check:
    return Check(
        row.subject, row.name, _money(row.wanted), _money(row.booked), Standing(row.standing),
        _money(row.outside), row.why, row.cure,
        date.fromisoformat(row.dated) if row.dated else None, row.order_number, row.method,
    )  # fmt: skip


def _money(cents: int) -> Money:
    return Money(Decimal(cents).scaleb(-2))
