"""LeafLink's customers and products beside their counterparts in QuickBooks, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, case, func, literal, or_, select

from leafledger.database.connection import Database
from leafledger.database.json_fields import field_text, is_false, is_true, literally
from leafledger.database.proof_tables import proved_checks, proved_customers
from leafledger.database.tables import links, questions, seen_records
from leafledger.intake.seen import System

# What a person scans without losing the headings.
ROWS_ON_A_PAGE = 50
# An export reads so many at a time.
ROWS_AT_ONCE = 500
# More than these nobody chooses from at a glance; another word narrows them.
FOUND_MAX = 20
# A search of more words than any name has is no search.
WORDS_MAX = 8


class Sort(StrEnum):
    """What is matched: the kind of the record on LeafLink."""

    CUSTOMER = "customer"
    PRODUCT = "product"

    @property
    def entity(self) -> str:
        """What it is in QuickBooks."""
        return "Customer" if self is Sort.CUSTOMER else "Item"


class Standing(StrEnum):
    """How a record stands beside QuickBooks, what needs a person first."""

    ATTENTION = "attention"
    UNMATCHED = "unmatched"
    AGREED = "agreed"
    MATCHED = "matched"
    INACTIVE = "inactive"


_LEAFLINK_NAMES: Mapping[Sort, Sequence[tuple[str, ...]]] = {
    Sort.CUSTOMER: (("nickname",), ("name",), ("display_name",)),
    Sort.PRODUCT: (("name",), ("display_name",)),
}
_LEAFLINK_WORDS: Mapping[Sort, Sequence[tuple[str, ...]]] = {
    Sort.CUSTOMER: (("nickname",), ("name",), ("license_number",), ("email",), ("phone",)),
    Sort.PRODUCT: (("parent", "name"), ("name",), ("sku",), ("brand", "name")),
}
_QUICKBOOKS_WORDS: Mapping[Sort, Sequence[tuple[str, ...]]] = {
    Sort.CUSTOMER: (
        ("DisplayName",), ("CompanyName",), ("ResaleNum",), ("PrimaryEmailAddr", "Address"),
    ),
    Sort.PRODUCT: (("Name",), ("FullyQualifiedName",), ("Sku",)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is asked for; a standing or search that is empty does not matter."""

    sort: Sort
    search: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One record of LeafLink and the id of its counterpart, empty where it has none."""

    id: str
    quickbooks_id: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class PairPage:
    """One page of the list. `counts` are those of every standing that the search finds."""

    rows: Sequence[Pair]
    found: int
    page: int
    pages: int
    counts: Mapping[Standing, int]


class Pairs:
    """Lists what was last seen of LeafLink beside the crosswalk; nobody is asked.

    `listing` are the rows of the newest proof, by which differences are known; None for no proof.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, company: str, wanted: Wanted, listing: int | None, page: int) -> PairPage:
        """One page, those that need a person on top, then by name."""
        with self._database.reading() as connection:
            every = _every(connection, company, wanted, listing).subquery()
            counted = connection.execute(
                select(every.c.standing, func.count()).group_by(every.c.standing)
            ).all()
            counts = {Standing(row[0]): int(row[1]) for row in counted}
            found = sum(n for one, n in counts.items() if wanted.standing in {"", one})
            pages = max(1, -(-found // ROWS_ON_A_PAGE))
            page = min(max(1, page), pages)
            rows = _rows(connection, every, wanted, ROWS_ON_A_PAGE, (page - 1) * ROWS_ON_A_PAGE)
        return PairPage(rows, found, page, pages, counts)

    def one(self, company: str, sort: Sort, id: str, listing: int | None) -> Pair:  # noqa: A002
        """How one record stands. Raises: LookupError where it was never seen."""
        with self._database.reading() as connection:
            every = _every(connection, company, Wanted(sort), listing, only=id).subquery()
            rows = _rows(connection, every, Wanted(sort), 1, 0)
        if not rows:
            raise LookupError(f"{sort} {id} was never seen")
        return rows[0]

    def every(self, company: str, wanted: Wanted, listing: int | None) -> Iterator[list[Pair]]:
        """All that fit, some at a time, in the order of the pages."""
        start = 0
        while True:
            with self._database.reading() as connection:
                every = _every(connection, company, wanted, listing).subquery()
                rows = _rows(connection, every, wanted, ROWS_AT_ONCE, start)
            if rows:
                yield rows
            if len(rows) < ROWS_AT_ONCE:
                return
            start += ROWS_AT_ONCE

    def in_quickbooks(self, company: str, sort: Sort, search: str) -> list[str]:
        """QuickBooks ids of the records last seen that say all the words, by name."""
        wire = seen_records.c.wire
        with self._database.reading() as connection:
            said = [field_text(connection, wire, *path) for path in _QUICKBOOKS_WORDS[sort]]
            if any(map(str.isdigit, search)):
                # Licences stand in the notes too; other words there are mostly our own.
                said.append(field_text(connection, wire, "Notes"))
            rows = connection.execute(
                select(seen_records.c.id)
                .where(
                    seen_records.c.company == company,
                    seen_records.c.system == System.QUICKBOOKS.value,
                    seen_records.c.kind == sort.entity,
                    seen_records.c.deleted.is_(False),
                    *_says(said, search),
                )
                .order_by(func.lower(said[0]), seen_records.c.id)
                .limit(FOUND_MAX)
            )
            return list(rows.scalars())


def _rows(connection: Connection, every: Any, wanted: Wanted, most: int, start: int) -> list[Pair]:
    chosen = select(every).order_by(every.c.rank, every.c.name, every.c.id)
    if wanted.standing:
        chosen = chosen.where(every.c.standing == wanted.standing)
    rows = connection.execute(chosen.limit(most).offset(start)).all()
    return [Pair(row.id, row.quickbooks_id or "", Standing(row.standing)) for row in rows]


def _every(
    connection: Connection, company: str, wanted: Wanted, listing: int | None, only: str = ""
) -> Any:
    """Every record of the sort that the search finds, with its counterpart and standing."""
    mine, theirs = seen_records.alias("mine"), seen_records.alias("theirs")
    record = literal(f"{wanted.sort}:") + mine.c.id
    linked = and_(
        links.c.company == company, links.c.record == record, links.c.retired_at.is_(None)
    )
    there = and_(
        theirs.c.company == company, theirs.c.system == System.QUICKBOOKS.value,
        theirs.c.kind == wanted.sort.entity, theirs.c.id == links.c.quickbooks_id,
    )  # fmt: skip
    names = [field_text(connection, mine.c.wire, *p) for p in _LEAFLINK_NAMES[wanted.sort]]
    said = [field_text(connection, mine.c.wire, *p) for p in _LEAFLINK_WORDS[wanted.sort]]
    said.append(field_text(connection, theirs.c.wire, *_QUICKBOOKS_WORDS[wanted.sort][0]))
    asked = select(questions.c.about).where(
        questions.c.company == company, questions.c.closed_at.is_(None)
    )
    away = is_true(connection, mine.c.wire, "archived")
    if wanted.sort is Sort.PRODUCT:
        stands = func.lower(func.coalesce(field_text(connection, mine.c.wire, "listing_state"), ""))
        away = or_(away, stands == "archived")
    unlinked = links.c.quickbooks_id.is_(None)
    standing = case(
        (
            or_(
                record.in_(asked),
                links.c.quickbooks_id.in_(_differing(listing, wanted.sort)),
                and_(links.c.quickbooks_id.is_not(None), func.coalesce(theirs.c.deleted, False)),
            ),
            Standing.ATTENTION.value,
        ),
        (away, Standing.INACTIVE.value),
        (unlinked, Standing.UNMATCHED.value),
        (is_false(connection, theirs.c.wire, "Active"), Standing.INACTIVE.value),
        (mine.c.id.in_(_agreed(listing, wanted.sort)), Standing.AGREED.value),
        else_=Standing.MATCHED.value,
    )
    ranks = {one.value: place for place, one in enumerate(Standing)}
    return (
        select(
            mine.c.id,
            links.c.quickbooks_id,
            func.lower(func.coalesce(*(func.nullif(name, "") for name in names))).label("name"),
            standing.label("standing"),
            case(ranks, value=standing, else_=len(ranks)).label("rank"),
        )
        .select_from(mine.outerjoin(links, linked).outerjoin(theirs, there))
        .where(
            mine.c.company == company,
            mine.c.system == System.LEAFLINK.value,
            mine.c.kind == wanted.sort.value,
            mine.c.deleted.is_(False),
            *([mine.c.id == only] if only else []),
            *_says(said, wanted.search),
        )
    )


def _agreed(listing: int | None, sort: Sort) -> Any:
    """The customers in whose orders a person left a difference."""
    columns = proved_customers.c
    return select(columns.customer_id).where(
        columns.listing == _of_customers(listing, sort), columns.agreed.is_(True)
    )


def _differing(listing: int | None, sort: Sort) -> Any:
    """The QuickBooks customers of whom something differs in the proof."""
    columns = proved_checks.c
    return select(func.substr(columns.subject, len("customer:") + 1)).where(
        columns.listing == _of_customers(listing, sort), columns.section == "customers",
        columns.standing == "differs",
    )  # fmt: skip


def _of_customers(listing: int | None, sort: Sort) -> int:
    """The rows of a proof that speak of customers; none of them of products."""
    return listing if listing is not None and sort is Sort.CUSTOMER else 0


def _says(said: Sequence[Any], search: str) -> list[Any]:
    """That each word of a search stands in one of the fields."""
    return [
        or_(
            *(
                func.lower(func.coalesce(one, "")).like(f"%{literally(word)}%", escape="\\")
                for one in said
            )
        )
        for word in search.lower().split()[:WORDS_MAX]
    ]
