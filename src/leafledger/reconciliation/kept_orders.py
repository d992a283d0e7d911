"""Orders of the newest proof: filtered, searched, added up and in pages, by the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    case,
    func,
    literal,
    select,
    union,
)

from leafledger.database.connection import Database
from leafledger.database.proof_tables import proved_orders
from leafledger.figures.money import Money
from leafledger.journal.asides import Word, orders_aside
from leafledger.journal.open_questions import orders_asked_about
from leafledger.journal.undoings import orders_undone
from leafledger.reconciliation.checks import Standing
from leafledger.reconciliation.proof import OrderProof
from leafledger.reconciliation.proof_listings import (
    Listing,
    ListingGone,
    is_kept,
    newest_listing,
)

# How many rows an export reads at a time.
ROWS_AT_ONCE = 1_000
# No order has so much; the database counts no further.
CENTS_MAX = 10**17


class StandsNow(StrEnum):
    """How an order stands now: in the last proof, or by what happened since.

    IN_WORK: it waits for nobody; LeafLedger posts it, unless its company is held.
    """

    PROVED = "proved"
    ASKED = "asked"
    IN_WORK = "in work"
    AGREED = "agreed"
    UNDONE = "undone"
    HELD = "held"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which orders are sought; what is empty does not matter.

    Each of `words` stands in a name, the status, a document's number, the date or LeafLink's
    amount; `customer` in the customer's name. Days are invoice dates, `least` and `most`
    LeafLink's total in dollars. `customer_id` is LeafLink's number of the customer.
    """

    words: Sequence[str] = ()
    status: str = ""
    customer: str = ""
    brand: str = ""
    since: date | None = None
    until: date | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    standing: Standing | None = None
    customer_id: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many orders stand in one way, with the totals of both sides."""

    orders: int
    leaflink: Money
    quickbooks: Money


@dataclass(frozen=True, slots=True)
class Found:
    """Orders that were sought: a page of them, newest first, and the tallies of all."""

    listing: Listing
    tallies: Mapping[StandsNow, Tally] = field(default_factory=dict)
    rows: Sequence[tuple[OrderProof, StandsNow]] = ()


class KeptOrders:
    """Reads the orders of the newest proof of each company. Those without a document come first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listing(self, company: str) -> Listing | None:
        """The newest proof; None where none was kept yet."""
        with self._database.reading() as connection:
            return newest_listing(connection, company)

    def order(self, company: str, number: str) -> tuple[OrderProof, StandsNow] | None:
        """One order of it, and how it stands now."""
        with self._database.reading() as connection:
            listing = newest_listing(connection, company)
            if listing is None:
                return None
            asked = _listed(company, listing, Sought(), tuple(StandsNow))
            row = connection.execute(
                asked.where(proved_orders.c.number == number).limit(1)
            ).one_or_none()
        return (_order(row), StandsNow(row.stands)) if row is not None else None

    def page(
        self, company: str, sought: Sought, stand: Sequence[StandsNow], *, size: int, page: int
    ) -> Found | None:
        """A page of the orders sought that stand in one of some ways.

        The tallies are of all orders sought, however they stand. The last page where there are
        fewer; None where no proof was kept yet.
        """
        with self._database.reading() as connection:
            listing = newest_listing(connection, company)
            if listing is None:
                return None
            tallies = _tallies(connection, company, listing, sought)
            fitting = sum(one.orders for way, one in tallies.items() if way in stand)
            start = (min(max(1, page), max(1, -(-fitting // size))) - 1) * size
            asked = _listed(company, listing, sought, stand).limit(size).offset(start)
            rows = connection.execute(asked).all()
        return Found(listing, tallies, [(_order(row), StandsNow(row.stands)) for row in rows])

    def every(
        self, company: str, sought: Sought, stand: Sequence[StandsNow]
    ) -> Iterator[tuple[OrderProof, StandsNow]]:
        """All of them, some at a time, of the proof that is the newest at the beginning.

        Raises: ListingGone when newer proofs took its place while it was read.
        """
        listing, below = self.listing(company), -1
        while listing is not None:
            some = _listed(company, listing, sought, stand).where(proved_orders.c.place > below)
            with self._database.reading() as connection:
                if not is_kept(connection, listing):
                    raise ListingGone(company)
                rows = connection.execute(some.limit(ROWS_AT_ONCE)).all()
            yield from ((_order(row), StandsNow(row.stands)) for row in rows)
            if len(rows) < ROWS_AT_ONCE:
                return
            below = rows[-1].place


def _tallies(
    connection: Connection, company: str, listing: Listing, sought: Sought
) -> dict[StandsNow, Tally]:
    """All orders sought as their proof has them; then those that stand otherwise since are moved.

    The first statement reads an index alone where nothing is sought, the second a few orders.
    """
    columns, found = proved_orders.c, _Tallies()
    amounts = func.count().label("orders"), func.sum(columns.wanted), func.sum(columns.booked)
    chosen = list(_chosen(listing, sought))
    by_proof = select(_stands_by_proof().label("was"), *amounts).where(*chosen)
    if sought == Sought():
        by_proof = by_proof.group_by(columns.standing, columns.in_work)
    elif sought.customer_id:
        by_proof = by_proof.group_by("was")
    else:
        # The rows are read in their own order, and not by way of an index.
        by_proof = by_proof.where(columns.place >= 0).group_by("was")
    for row in connection.execute(by_proof):
        found.add(StandsNow(row.was), 1, row)
    since = columns.number.in_(_spoken_of(company))
    moved = select(_stands_by_proof().label("was"), *amounts, _stands_now(company).label("now"))
    for row in connection.execute(moved.where(*chosen, since).group_by("was", "now")):
        found.add(StandsNow(row.was), -1, row)
        found.add(StandsNow(row.now), 1, row)
    return found.told()


class _Tallies:
    """Adds up by how orders stand; amounts in cents."""

    def __init__(self) -> None:
        self._sums: dict[StandsNow, list[int]] = {}

    def add(self, way: StandsNow, times: int, row: Any) -> None:
        """Count the orders, the LeafLink total and the QuickBooks total of a row."""
        sums = self._sums.setdefault(way, [0, 0, 0])
        for place, value in enumerate(row[1:4]):
            sums[place] += times * int(value)

    def told(self) -> dict[StandsNow, Tally]:
        """The ways in which any order stands."""
        return {
            way: Tally(orders, _money(wanted), _money(booked))
            for way, (orders, wanted, booked) in self._sums.items()
            if orders
        }


def _listed(
    company: str, listing: Listing, sought: Sought, stand: Sequence[StandsNow]
) -> Select[Any]:
    stands = _stands_now(company)
    asked = select(proved_orders, stands.label("stands")).where(*_chosen(listing, sought))
    if set(stand) != set(StandsNow):
        asked = asked.where(stands.in_([one.value for one in stand]))
    return asked.order_by(proved_orders.c.place)


def _stands_now(company: str) -> ColumnElement[str]:
    """How an order stands by its proof, by the questions open now, and by what people said since.

    One that was skipped is shown as such where nothing of it stands in the books.
    """
    columns = proved_orders.c
    asked = columns.number.in_(orders_asked_about(company))
    skipped = columns.number.in_(orders_aside(company, Word.SKIPPED))
    nothing_there = (columns.booked == 0) & (columns.unsettled == 0)
    ways: tuple[tuple[ColumnElement[bool], StandsNow], ...] = (
        (asked | (columns.standing == Standing.DIFFERS.value), StandsNow.ASKED),
        (columns.number.in_(orders_aside(company, Word.HELD)), StandsNow.HELD),
        (skipped & nothing_there, StandsNow.SKIPPED),
        (columns.number.in_(orders_undone(company)), StandsNow.UNDONE),
    )
    return case(*((fits, literal(way.value)) for fits, way in ways), else_=_stands_by_proof())


def _stands_by_proof() -> ColumnElement[str]:
    """How an order stands by its proof alone."""
    columns = proved_orders.c
    ways: tuple[tuple[ColumnElement[bool], StandsNow], ...] = (
        (columns.standing == Standing.PROVED.value, StandsNow.PROVED),
        (columns.standing == Standing.AGREED.value, StandsNow.AGREED),
        (columns.in_work | (columns.standing == Standing.SKIPPED.value), StandsNow.IN_WORK),
    )
    return case(*((fits, literal(way.value)) for fits, way in ways), else_=StandsNow.ASKED.value)


def _spoken_of(company: str) -> CompoundSelect[tuple[str]]:
    """A query of the orders that may stand otherwise now than in their proof."""
    return union(
        orders_asked_about(company), orders_undone(company),
        *(orders_aside(company, word) for word in Word),
    )  # fmt: skip


def _chosen(listing: Listing, sought: Sought) -> Iterator[ColumnElement[bool]]:
    columns = proved_orders.c
    yield columns.listing == listing.number
    if sought.status:
        yield columns.status == sought.status
    if sought.brand:
        yield columns.brand == sought.brand
    if sought.standing is not None:
        yield columns.standing == sought.standing.value
    if sought.customer_id:
        yield columns.customer_id == sought.customer_id
    if sought.customer:
        yield columns.customer_key.contains(sought.customer.casefold(), autoescape=True)
    if sought.since is not None:
        yield columns.dated >= sought.since.isoformat()
    if sought.until is not None:
        yield columns.dated.between("0", sought.until.isoformat())
    if sought.least is not None:
        yield columns.wanted >= _cents(sought.least, ROUND_CEILING)
    if sought.most is not None:
        yield columns.wanted <= _cents(sought.most, ROUND_FLOOR)
    for word in sought.words:
        yield columns.search.contains(word.casefold(), autoescape=True)


def _cents(dollars: Decimal, rounding: str) -> int:
    """Whole cents; an amount that no order has becomes the largest."""
    limit = Decimal(CENTS_MAX).scaleb(-2)
    bounded = max(-limit, min(dollars, limit))
    return int(bounded.scaleb(2).to_integral_value(rounding))


def _money(cents: Any) -> Money:
    return Money(Decimal(int(cents)).scaleb(-2))


def _order(row: Any) -> OrderProof:
    return OrderProof(
        number=row.number, spoken_name=row.spoken_name, status=row.status, customer=row.customer,
        wanted=_money(row.wanted), booked=_money(row.booked), open=_money(row.open),
        leaflink_balance=_money(row.leaflink_balance),
        documents=tuple(msgspec.json.decode(row.documents)), standing=Standing(row.standing),
        why=row.why, cure=row.cure,
        dated=date.fromisoformat(row.dated) if row.dated else None,
        unsettled=_money(row.unsettled), brand=row.brand, customer_id=row.customer_id,
    )  # fmt: skip
