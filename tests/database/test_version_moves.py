"""The version of what was seen moves with every change, in whatever order writers commit."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leafledger.database.connection import Database
from leafledger.intake.seen import SeenRecords, System

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
