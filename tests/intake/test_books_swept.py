"""Whatever is found changed in QuickBooks is looked at, even if we are stopped in between."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leafledger.database.connection import Database
from leafledger.intake.books import BOOKS_CURSOR, BooksWatch
from leafledger.intake.counters import Counters
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.quickbooks.changes import OBJECTS_MAX

MESA, NOW = "mesa", datetime.now(UTC)
QUICKBOOKS = (MESA, System.QUICKBOOKS)


class Books:
    """QuickBooks as it stands: what it tells of changes, and its rows by entity."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.changed: list[dict[str, list[dict[str, Any]]]] = []
        self.asked: list[str] = []

    def preferences(self) -> dict[str, Any]:
        return {"Id": "1"}

    company_info = preferences

    def query_all(
        self, entity: str, where: str = "", *, include_inactive: bool = False
    ) -> list[dict[str, Any]]:
        self.asked.append(f"{entity} {where} {include_inactive}")
        return self.rows.get(entity, [])

    def get(self, _path: str, *, entities: str, **_asked: str) -> dict[str, Any]:
        wanted = entities.split(",")
        told = [{e: rows for e, rows in one.items() if e in wanted} for one in self.changed]
        return {"CDCResponse": [{"QueryResponse": json.loads(json.dumps(told))}]}


class Watching:
    """A company's watch over its books, last swept some days ago."""

    def __init__(self, database: Database) -> None:
        self.database, self.books = database, Books()
        self.seen, self.counters = SeenRecords(database), Counters(database)
        self.stops = False
        self.marks = Marks(database, self._ring)
        self.watch = BooksWatch(
            MESA, self.books, database, self.seen, self.marks, self.counters,  # type: ignore[arg-type]
        )  # fmt: skip

    def _ring(self, _connection: object, _company: str) -> None:
        if self.stops:
            raise InterruptedError

    def swept(self, *, days_ago: int) -> None:
        with self.database.writing() as connection:
            then = (NOW - timedelta(days=days_ago)).isoformat()
            self.counters.move_cursor(connection, MESA, BOOKS_CURSOR, then)

    @property
    def position(self) -> str:
        return str(self.counters.cursor(MESA, BOOKS_CURSOR))

    @property
    def marked(self) -> dict[str, Why]:
        return {mark.id: mark.why for mark in self.marks.take(MESA, Subject.DOCUMENT)}


@pytest.fixture
def watching(database: Database) -> Watching:
    watching = Watching(database)
    watching.swept(days_ago=0)
    watching.seen.keep(*QUICKBOOKS, "Invoice", {"145": _invoice("0")})
    watching.seen.keep(*QUICKBOOKS, "Customer", {"58": _customer("0")})
    return watching


def _invoice(token: str) -> dict[str, Any]:
    return {"Id": "145", "SyncToken": token, "Balance": 100 - int(token)}


def _customer(token: str) -> dict[str, Any]:
    return {"Id": "58", "SyncToken": token, "DisplayName": f"Green Mesa {token}"}


def test_a_change_is_looked_at_though_we_were_killed_while_keeping_it(watching: Watching) -> None:
    watching.books.changed = [{"Invoice": [_invoice("1")]}]
    watching.stops = True
    with pytest.raises(InterruptedError):
        watching.watch.sweep()
    watching.stops = False
    assert watching.watch.sweep() == 1
    assert watching.marked == {"Invoice:145": Why.CHANGED_BOOKS}


def test_a_change_that_was_seen_before_marks_nothing(watching: Watching) -> None:
    watching.books.changed = [{"Invoice": [_invoice("0")]}]
    assert watching.watch.sweep() == 0
    assert watching.marked == {}


def test_a_deletion_is_looked_at_once_though_it_is_told_of_twice(watching: Watching) -> None:
    watching.books.changed = [{"Invoice": [{"Id": "145", "status": "Deleted"}]}]
    assert [watching.watch.sweep(), watching.watch.sweep()] == [1, 0]
    assert watching.marked == {"Invoice:145": Why.CHANGED_BOOKS}


def test_a_list_read_for_its_names_hides_no_change(watching: Watching) -> None:
    watching.books.rows = {"Customer": [_customer("1")]}
    watching.watch.read_list("Customer")
    assert watching.marked == {"Customer:58": Why.CHANGED_BOOKS}


def test_a_customer_missing_from_the_list_is_looked_at(watching: Watching) -> None:
    watching.watch.read_list("Customer")
    assert watching.marked == {"Customer:58": Why.CHANGED_BOOKS}


def test_reading_everything_in_between_hides_nothing_from_the_next_sweep(
    watching: Watching,
) -> None:
    position = watching.position
    watching.books.rows = {"Customer": [_customer("1")]}
    watching.watch.read_everything()
    assert (watching.position, set(watching.marked)) == (position, {"Customer:58"})


def test_a_document_read_again_is_marked_only_where_it_changed(watching: Watching) -> None:
    for token, marked in (("0", set()), ("1", {"Invoice:145"})):
        watching.books.rows = {"Invoice": [_invoice(token)]}
        watching.watch.read_documents("Invoice", ["145"])
        assert set(watching.marked) == marked


def test_the_first_reading_marks_nothing_and_sets_the_position(database: Database) -> None:
    watching = Watching(database)
    watching.books.rows = {"Customer": [_customer("0")]}
    watching.watch.read_everything()
    assert watching.marked == {}
    assert watching.position > NOW.isoformat()


def test_after_a_long_silence_documents_and_payments_are_read_too(watching: Watching) -> None:
    watching.swept(days_ago=40)
    payment = {"Id": "7", "SyncToken": "0", "Line": []}
    watching.books.rows = {
        "Customer": [_customer("0")], "Invoice": [_invoice("1")], "Payment": [payment],
    }  # fmt: skip
    assert watching.watch.sweep() == 2
    assert set(watching.marked) == {"Invoice:145", "Payment:7"}
    assert watching.position > NOW.isoformat()
    assert any(a.startswith("Payment MetaData.LastUpdatedTime >=") for a in watching.books.asked)


def test_a_catching_up_that_is_stopped_begins_again(watching: Watching) -> None:
    watching.swept(days_ago=40)
    position = watching.position
    watching.books.rows = {"Customer": [_customer("0")], "Invoice": [_invoice("1")]}
    watching.stops = True
    with pytest.raises(InterruptedError):
        watching.watch.sweep()
    assert (watching.position, watching.marked) == (position, {})


def test_a_deletion_that_a_full_answer_left_out_is_found(watching: Watching) -> None:
    """QuickBooks tells of a thousand changes at most, and not that there were more."""
    many = [{"Id": str(number), "SyncToken": "0", "Balance": 0} for number in range(1000, 2000)]
    watching.seen.keep(*QUICKBOOKS, "Invoice", {"146": _invoice("0") | {"Id": "146"}})
    watching.books.changed = [{"Invoice": many}]
    watching.books.rows = {"Invoice": [*many, _invoice("0")]}
    assert watching.watch.sweep() == OBJECTS_MAX + 1
    marked = all_marked(watching)
    assert ("Invoice:146" in marked, "Invoice:145" in marked) == (True, False)
    assert set(watching.seen.ids(*QUICKBOOKS, "Invoice")) == {"145", *(str(o["Id"]) for o in many)}
    assert watching.books.asked[-1] == "Invoice Id IN ('146') False"


def test_an_answer_that_is_not_full_asks_for_nothing_more(watching: Watching) -> None:
    watching.books.changed = [{"Invoice": [_invoice("1")]}]
    watching.watch.sweep()
    assert watching.books.asked == []


def all_marked(watching: Watching) -> set[str]:
    """Every mark of a document, however many a round takes."""
    found: set[str] = set()
    while marks := watching.marks.take(MESA, Subject.DOCUMENT):
        found |= {mark.id for mark in marks}
        watching.marks.settle(marks)
    return found
