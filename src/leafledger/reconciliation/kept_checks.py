"""Finding checks in the newest proof: a section page by page, or those of some records."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from leafledger.database.connection import Database
from leafledger.database.proof_tables import proved_checks, proved_orders
from leafledger.figures.money import Money
from leafledger.reconciliation.checks import Check, Standing
from leafledger.reconciliation.proof_listings import (
    Listing,
    ListingGone,
    is_kept,
    newest_listing,
)

# Records asked for in one statement; SQLite takes at most 32766 parameters.
RECORDS_IN_A_STATEMENT_MAX = 500
# How many rows an export reads at a time.
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One page of the checks of a section; `found` are all that fit, `page` the one shown."""

    listing: Listing
    rows: Sequence[Check]
    found: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SoughtChecks:
    """Which checks of a section are sought; what is empty does not matter.

    Each of `words` stands in the name; `customer` in the name of the order's customer. Days are
    accounting dates, `method` LeafLink's word for how it was paid.
    """

    section: str
    words: Sequence[str] = ()
    standing: str = ""
    method: str = ""
    customer: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A page of the checks sought, the newest first. `counts` are of all, however they stand.

    Money: `wanted` and `booked` are the sums of all that were found.
    """

    listing: Listing
    rows: Sequence[Check]
    found: int
    page: int
    pages: int
    counts: Mapping[Standing, int]
    wanted: Money
    booked: Money


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
                .order_by(columns.dated.desc(), columns.subject.desc())
                .limit(most)
            )
            return [_check(row) for row in rows]

    def page(self, company: str, sought: SoughtChecks, *, size: int, page: int) -> CheckPage | None:
        """A page of the checks sought; None where no proof was kept yet."""
        columns = proved_checks.c
        with self._database.reading() as connection:
            listing = newest_listing(connection, company)
            if listing is None:
                return None
            chosen = list(_chosen(listing, sought))
            sums = (func.count(), func.sum(columns.wanted), func.sum(columns.booked))
            tallies = {
                Standing(row[0]): row
                for row in connection.execute(
                    select(columns.standing, *sums).where(*chosen).group_by(columns.standing)
                )
            }
            fitting = [row for one, row in tallies.items() if sought.standing in {"", one.value}]
            found = sum(int(row[1]) for row in fitting)
            pages = max(1, -(-found // size))
            page = min(max(1, page), pages)
            asked = _newest_first(chosen, sought).limit(size).offset((page - 1) * size)
            rows = connection.execute(asked).all()
        return CheckPage(
            listing, [_check(row) for row in rows], found, page, pages,
            {one: int(row[1]) for one, row in tallies.items()},
            _money(sum(int(row[2]) for row in fitting)),
            _money(sum(int(row[3]) for row in fitting)),
        )  # fmt: skip

    def every(self, company: str, sought: SoughtChecks) -> Iterator[list[Check]]:
        """All the checks sought, some at a time, of the proof that is the newest at the beginning.

        Raises: ListingGone when newer proofs took its place while it was read.
        """
        with self._database.reading() as connection:
            listing = newest_listing(connection, company)
        start = 0
        while listing is not None:
            asked = _newest_first(list(_chosen(listing, sought)), sought)
            with self._database.reading() as connection:
                if not is_kept(connection, listing):
                    raise ListingGone(company)
                rows = connection.execute(asked.limit(ROWS_AT_ONCE).offset(start)).all()
            yield [_check(row) for row in rows]
            if len(rows) < ROWS_AT_ONCE:
                return
            start += ROWS_AT_ONCE

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


def _newest_first(chosen: Sequence[ColumnElement[bool]], sought: SoughtChecks) -> Select[Any]:
    columns = proved_checks.c
    asked = select(proved_checks).where(*chosen)
    if sought.standing:
        asked = asked.where(columns.standing == sought.standing)
    return asked.order_by(columns.dated.desc(), columns.subject.desc())


def _chosen(listing: Listing, sought: SoughtChecks) -> Iterator[ColumnElement[bool]]:
    """What is sought, whatever its standing."""
    columns = proved_checks.c
    yield columns.listing == listing.number
    yield columns.section == sought.section
    if sought.method:
        yield columns.method == sought.method
    if sought.since is not None:
        yield columns.dated >= sought.since.isoformat()
    if sought.until is not None:
        yield columns.dated.between("0", sought.until.isoformat())
    if sought.customer:
        mine = proved_orders.c
        yield columns.order_number.in_(
            select(mine.number).where(
                mine.listing == listing.number,
                mine.customer_key.contains(sought.customer.casefold(), autoescape=True),
            )
        )
    for word in sought.words:
        yield columns.search.contains(word.casefold(), autoescape=True)


def _check(row: Any) -> Check:
    return Check(
        row.subject, row.name, _money(row.wanted), _money(row.booked), Standing(row.standing),
        _money(row.outside), row.why, row.cure,
        date.fromisoformat(row.dated) if row.dated else None, row.order_number, row.method,
    )  # fmt: skip


def _money(cents: int) -> Money:
    return Money(Decimal(cents).scaleb(-2))
