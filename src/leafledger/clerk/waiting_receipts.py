"""The payments of ours that wait in Undeposited Funds, listed by the database (A6.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, or_, select

from leafledger.bookkeeping.wanted_deposits import NO_FEE, SumsOfALine, Undeposited
from leafledger.database.connection import Database
from leafledger.database.receipt_tables import is_waiting, receipts
from leafledger.database.tables import links, order_names
from leafledger.figures.money import Money
from leafledger.intake.looking import ORDER
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.pointers import RecordKind

RECORDS_IN_A_STATEMENT_MAX = 500
# How many rows an export reads at a time.
ROWS_AT_ONCE = 1_000
# SQLite takes at most 32766 parameters in a statement.
FOUND_AT_ONCE_MAX = 5_000
_OF_ORDER = "order:"


@dataclass(frozen=True, slots=True)
class SoughtReceipts:
    """Which payments are sought; what is empty does not matter.

    Each of `words` stands in the customer's name, the order's, the reference or the amount.
    `method` is QuickBooks's number of a payment method.
    """

    words: Sequence[str] = ()
    method: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """A page of the payments sought, the oldest first.

    `found` are all that fit, `page` the one shown. `total` is what of them may still be brought to
    the bank; payments that came back are among the rows, and `came_back` is what they were.
    """

    rows: Sequence[Undeposited]
    found: int
    total: Money
    page: int
    pages: int
    came_back: Money = NO_FEE


class WaitingReceipts:
    """Lists what waits in Undeposited Funds of one company, as it was last seen.

    `account` is QuickBooks's number of Undeposited Funds, empty where it has none.
    """

    def __init__(self, company: str, database: Database, seen: SeenRecords) -> None:
        self._company = company
        self._database = database
        self._seen = seen

    def page(self, account: str, sought: SoughtReceipts, *, size: int, page: int) -> ReceiptPage:
        """A page of the payments sought; the last one where there are fewer."""
        with self._database.reading() as connection:
            chosen = list(self._chosen(connection, account, sought))
            back, cents = receipts.c.came_back, receipts.c.cents
            sums = select(
                func.count(),
                func.coalesce(func.sum(case((back, 0), else_=cents)), 0),
                func.coalesce(func.sum(case((back, cents), else_=0)), 0),
            )
            found, good, bad = connection.execute(sums.where(*chosen)).one()
            pages = max(1, -(-found // size))
            page = min(max(1, page), pages)
            asked = self._oldest_first(chosen).limit(size).offset((page - 1) * size)
            rows = connection.execute(asked).all()
        total, came_back = _money(int(good)), _money(int(bad))
        return ReceiptPage(self._told(rows), int(found), total, page, pages, came_back)

    def every(self, account: str, sought: SoughtReceipts) -> Iterator[list[Undeposited]]:
        """All the payments sought, the oldest first, some at a time."""
        start = 0
        while True:
            with self._database.reading() as connection:
                chosen = list(self._chosen(connection, account, sought))
                asked = self._oldest_first(chosen).limit(ROWS_AT_ONCE).offset(start)
                rows = connection.execute(asked).all()
            yield self._told(rows)
            if len(rows) < ROWS_AT_ONCE:
                return
            start += ROWS_AT_ONCE

    def some(self, account: str, ids: Sequence[str]) -> dict[str, Undeposited]:
        """Those of some payments that wait there, by QuickBooks's number."""
        found: list[Row[Any]] = []
        with self._database.reading() as connection:
            chosen = list(self._chosen(connection, account, SoughtReceipts()))
            for start in range(0, len(ids), RECORDS_IN_A_STATEMENT_MAX):
                part = ids[start : start + RECORDS_IN_A_STATEMENT_MAX]
                asked = self._oldest_first([*chosen, receipts.c.id.in_(part)])
                found += connection.execute(asked).all()
        return {one.id: one for one in self._told(found)}

    def may_be_a_line(self, account: str, first: date, last: date, most: int) -> list[Undeposited]:
        """The payments between two days that a bank line may hold, the oldest first.

        At most `most`; those that came back are on no line by themselves.
        """
        with self._database.reading() as connection:
            chosen = self._on_a_line(connection, account, first, last)
            rows = connection.execute(self._oldest_first(chosen).limit(most)).all()
        return self._told(rows)

    def sums_of_a_line(self, account: str, first: date, last: date) -> SumsOfALine:
        """The same, all of them in figures."""
        cents = receipts.c.cents
        sums = select(
            func.count(), func.coalesce(func.sum(cents), 0), func.coalesce(func.min(cents), 0)
        )
        with self._database.reading() as connection:
            chosen = self._on_a_line(connection, account, first, last)
            count, together, smallest = connection.execute(sums.where(*chosen)).one()
        return SumsOfALine(int(count), _money(int(together)), _money(int(smallest)))

    def _on_a_line(
        self, connection: Connection, account: str, first: date, last: date
    ) -> list[ColumnElement[bool]]:
        sought = SoughtReceipts((), "", first, last)
        return [*self._chosen(connection, account, sought), receipts.c.came_back.is_(False)]

    def _chosen(
        self, connection: Connection, account: str, sought: SoughtReceipts
    ) -> Iterator[ColumnElement[bool]]:
        columns = receipts.c
        yield columns.company == self._company
        yield is_waiting()
        yield columns.account.in_(sorted({"", account}))
        if sought.method:
            yield columns.method == sought.method
        if sought.since is not None:
            yield columns.dated >= sought.since.isoformat()
        if sought.until is not None:
            yield columns.dated <= sought.until.isoformat()
        for word in sought.words:
            plain = word.casefold().replace(",", "").lstrip("$") or word.casefold()
            yield or_(
                columns.search.contains(plain, autoescape=True),
                columns.id.in_(self._of_orders_called(connection, word.casefold())),
            )

    def _of_orders_called(self, connection: Connection, word: str) -> Select[Any] | list[str]:
        """The payments of the orders that have a word in one of their names.

        Asked for once where they are few, since the list and its sum both need them.
        """
        called = select(order_names.c.number).where(
            order_names.c.company == self._company,
            order_names.c.name.contains(word, autoescape=True),
        )
        asked = select(links.c.quickbooks_id).where(
            *self._links(), _number(connection, links.c.record).in_(called)
        )
        found = list(connection.execute(asked.limit(FOUND_AT_ONCE_MAX + 1)).scalars())
        return found if len(found) <= FOUND_AT_ONCE_MAX else asked

    def _oldest_first(self, chosen: Iterable[ColumnElement[bool]]) -> Select[Any]:
        """The rows with the crosswalk's record of each, by day."""
        mine = and_(*self._links(), links.c.quickbooks_id == receipts.c.id)
        columns = receipts.c
        return (
            select(receipts, links.c.record)
            .select_from(receipts.outerjoin(links, mine))
            .where(*chosen)
            .order_by(columns.dated, func.length(columns.id), columns.id)
        )

    def _links(self) -> list[ColumnElement[bool]]:
        return [
            links.c.company == self._company,
            links.c.kind == RecordKind.PAYMENT.value,
            links.c.retired_at.is_(None),
        ]

    def _told(self, rows: Sequence[Row[Any]]) -> list[Undeposited]:
        """The payments of rows, with the names of customers, orders and methods."""
        numbers = {row.id: _order_of(row.record or "") for row in rows}
        customers = self._named(RecordKind.CUSTOMER, "DisplayName", (one.customer for one in rows))
        methods = self._named(RecordKind.PAYMENT_METHOD, "Name", (one.method for one in rows))
        orders = self._orders(numbers.values())
        return [
            Undeposited(
                row.id, date.fromisoformat(row.dated), _money(row.cents),
                customers.get(row.customer, ""), orders.get(numbers[row.id], ""), row.reference,
                row.came_back, methods.get(row.method, ""), numbers[row.id],
            )
            for row in rows
        ]  # fmt: skip

    def _named(self, kind: RecordKind, field: str, ids: Iterable[str]) -> dict[str, str]:
        named = sorted(set(ids) - {""})
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, named)
        return {id_: str(one.wire.get(field) or id_) for id_, one in seen.items()}

    def _orders(self, numbers: Iterable[str]) -> Mapping[str, str]:
        named = sorted(set(numbers) - {""})
        seen = self._seen.some(self._company, System.LEAFLINK, ORDER, named)
        return {
            number: str(one.wire.get("order_seller_number") or one.wire.get("short_id") or "")
            for number, one in seen.items()
        }


def _order_of(record: str) -> str:
    """The number of the order that a payment's record belongs to: `order:NUMBER:payment:88`."""
    return record.split(":")[1] if record.startswith(_OF_ORDER) else ""


def _number(connection: Connection, record: Any) -> ColumnElement[str]:
    """The same, reckoned by the database."""
    rest = func.substr(record, len(_OF_ORDER) + 1)
    find = func.instr if connection.dialect.name == "sqlite" else func.strpos
    number: ColumnElement[str] = func.substr(rest, 1, find(rest, ":") - 1)
    return number


def _money(cents: int) -> Money:
    return Money(Decimal(cents).scaleb(-2))
