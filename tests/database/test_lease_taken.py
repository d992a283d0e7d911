"""One holder of a lease at a time, over all threads and processes."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import text

from leafledger.database.connection import Database
from leafledger.database.leases import LEASE_SECONDS, LeaseNotFree, lease


def hold_for_another(database: Database, seconds_left: float) -> None:
    """Somebody else's lease on `token`, which ends in so many seconds (or has ended)."""
    with database.writing() as connection:
        connection.execute(
            text("INSERT INTO leases (name, holder, until) VALUES ('token', 'crashed', :until)"),
            {"until": database.now(connection) + seconds_left},
        )


def test_two_threads_never_hold_one_lease(database: Database) -> None:
    inside, most, turns = 0, 0, 0

    def take_turns() -> None:
        nonlocal inside, most, turns
        for _ in range(3):
            with lease(database, "token"):
                inside += 1
                most, turns = max(most, inside), turns + 1
                time.sleep(0.01)
                inside -= 1

    threads = [threading.Thread(target=take_turns) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, turns) == (1, 6)


def test_a_lease_in_use_is_not_given(database: Database) -> None:
    hold_for_another(database, LEASE_SECONDS)
    with pytest.raises(LeaseNotFree, match="token"), lease(database, "token", wait_seconds_max=0.1):
        pytest.fail("it was given")


def test_the_lease_of_a_crashed_holder_is_taken(database: Database) -> None:
    hold_for_another(database, -0.01)
    with lease(database, "token", wait_seconds_max=0), database.reading() as connection:
        holder, until = connection.execute(text("SELECT holder, until FROM leases")).one()
        assert holder != "crashed"
        assert until > database.now(connection) + LEASE_SECONDS - 5


def test_a_lease_of_another_name_is_free(sqlite: Database) -> None:
    with (
        lease(sqlite, "token of mesa"),
        lease(sqlite, "token of cliff", wait_seconds_max=0),
        sqlite.reading() as connection,
    ):
        assert connection.execute(text("SELECT count(*) FROM leases")).scalar_one() == 2


def test_a_failing_holder_gives_the_lease_back(sqlite: Database) -> None:
    with pytest.raises(ZeroDivisionError), lease(sqlite, "token"):
        raise ZeroDivisionError
    with lease(sqlite, "token", wait_seconds_max=0), sqlite.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM leases")).scalar_one() == 1


def test_a_late_holder_never_ends_the_next_ones_lease(sqlite: Database) -> None:
    with lease(sqlite, "token"), sqlite.writing() as connection:
        connection.execute(text("UPDATE leases SET holder = 'the next one'"))
    with sqlite.reading() as connection:
        assert connection.execute(text("SELECT holder FROM leases")).scalars().all() == [
            "the next one"
        ]
