"""The version of what was seen and matched moves with every change, however writers commit."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leafledger.bookkeeping.known_records import Link
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.pointers import RecordKind

SIDE = ("mesa", System.LEAFLINK)


def version(seen: SeenRecords) -> str:
    """The version of the customers and credits."""
    return seen.version(*SIDE, ["customer", "credit"])


def test_a_change_a_new_record_and_one_that_goes_move_the_version(database: Database) -> None:
    seen, found = SeenRecords(database), []
    for wires in ({"1": {"name": "a"}}, {"1": {"name": "b"}}, {"2": {"name": "c"}}):
        seen.keep(*SIDE, "customer", wires)
        found.append(version(seen))
    seen.gone(*SIDE, "customer", ["2"])
    found.append(version(seen))
    seen.keep(*SIDE, "credit", {"2": {"name": "c"}})
    found.append(version(seen))
    assert len(set(found)) == len(found)


def test_what_does_not_change_and_other_records_leave_the_version(database: Database) -> None:
    seen = SeenRecords(database)
    seen.keep(*SIDE, "customer", {"1": {"name": "a"}})
    before = version(seen)
    seen.keep(*SIDE, "customer", {"1": {"name": "a"}})
    seen.keep(*SIDE, "order", {"1": {"name": "a"}})
    seen.keep("dune", System.LEAFLINK, "customer", {"1": {"name": "b"}})
    seen.keep("mesa", System.QUICKBOOKS, "customer", {"1": {"name": "b"}})
    assert version(seen) == before


def test_a_writer_that_commits_late_moves_the_version(postgresql: Database) -> None:
    seen = SeenRecords(postgresql)
    seen.keep(*SIDE, "customer", {"slow": {"name": "a"}, "quick": {"name": "a"}})
    with postgresql.writing() as slow:
        # It looked at the clock first, and is committed last.
        seen.keep(*SIDE, "customer", {"slow": {"name": "b"}}, slow)
        seen.keep(*SIDE, "customer", {"quick": {"name": "b"}})
        between = version(seen)
    assert version(seen) != between


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.permutations(range(4)))
def test_in_whatever_order_writers_commit_every_commit_moves_the_version(
    postgresql: Database, order: list[int]
) -> None:
    seen, writers = SeenRecords(postgresql), []
    seen.keep(*SIDE, "customer", {str(one): {"name": "a"} for one in order})
    for one in range(len(order)):
        connection = postgresql.engine.connect()
        connection.begin()
        seen.keep(*SIDE, "customer", {str(one): {"name": f"by {one}"}}, connection)
        writers.append(connection)
    found = [version(seen)]
    for place in order:
        writers[place].commit()
        writers[place].close()
        found.append(version(seen))
    assert len(set(found)) == len(order) + 1


def _link(database: Database, record: str, id_: str, kind: RecordKind, company: str) -> None:
    with database.writing() as connection:
        Crosswalk(database).link(connection, company, kind, Link(record, id_), "a person said so")


def test_every_match_and_every_one_taken_back_moves_the_version(database: Database) -> None:
    crosswalk, found = Crosswalk(database), []
    for record, id_ in (("1", "57"), ("2", "58"), ("1", "59")):
        _link(database, f"customer:{record}", id_, RecordKind.CUSTOMER, "mesa")
        found.append(crosswalk.version("mesa", [RecordKind.CUSTOMER, RecordKind.ITEM]))
    for record in ("1", "2"):
        with database.writing() as connection:
            crosswalk.retire(connection, "mesa", f"customer:{record}")
        found.append(crosswalk.version("mesa", [RecordKind.CUSTOMER, RecordKind.ITEM]))
    assert len(set(found)) == len(found)


def test_links_of_other_kinds_and_companies_leave_the_version(database: Database) -> None:
    crosswalk = Crosswalk(database)
    _link(database, "customer:1", "57", RecordKind.CUSTOMER, "mesa")
    before = crosswalk.version("mesa", [RecordKind.CUSTOMER])
    _link(database, "order:1", "57", RecordKind.INVOICE, "mesa")
    _link(database, "customer:1", "57", RecordKind.CUSTOMER, "dune")
    assert crosswalk.version("mesa", [RecordKind.CUSTOMER]) == before
