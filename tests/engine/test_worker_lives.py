"""One worker on SQLite at a time; a worker that stops beating is taken over and forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select

from leafledger.database.connection import Database
from leafledger.database.tables import workers
from leafledger.engine.bell import Bell
from leafledger.engine.workers import (
    DEAD_AFTER_SECONDS,
    AnotherWorker,
    Heartbeat,
    OnlyWorker,
    is_anybody_working,
)


def _beat(database: Database, executor: str, seconds_ago: float) -> None:
    with database.writing() as connection:
        beat_at = database.now(connection) - seconds_ago
        connection.execute(
            insert(workers).values(executor=executor, machine="here", beat_at=beat_at)
        )


def _known(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(connection.execute(select(workers.c.executor)).scalars())


def test_a_second_worker_is_refused_until_the_first_lets_go(
    database: Database, tmp_path: Path
) -> None:
    first, second = OnlyWorker(database, tmp_path), OnlyWorker(database, tmp_path)
    first.take()
    with pytest.raises(AnotherWorker):
        second.take()
    first.release()
    second.take()
    with pytest.raises(AnotherWorker):
        first.take()
    second.release()


def test_workers_of_other_homes_do_not_hinder_each_other(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    first, second = OnlyWorker(database, tmp_path), OnlyWorker(database, tmp_path / "other")
    first.take()
    second.take()
    first.release()
    second.release()


def test_on_postgresql_everybody_may_work_at_once(tmp_path: Path) -> None:
    # Nothing is asked of the database, so none needs to be there.
    database = Database("postgresql://books@localhost/books")
    first, second = OnlyWorker(database, tmp_path), OnlyWorker(database, tmp_path)
    first.take()
    second.take()
    assert list(tmp_path.glob("*.lock")) == []
    database.close()


def test_nobody_works_until_somebody_beats(database: Database, bell: Bell) -> None:
    assert not is_anybody_working(database)
    heartbeat = Heartbeat(database, bell, "here-main")
    heartbeat.start()
    assert is_anybody_working(database)
    heartbeat.stop()
    assert not is_anybody_working(database)
    assert _known(database) == set()


@pytest.mark.parametrize(("late", "works"), [(-1, True), (1, False)])
def test_a_worker_counts_as_working_while_it_is_not_dead(
    database: Database, late: float, works: bool
) -> None:
    _beat(database, "there-main", DEAD_AFTER_SECONDS + late)
    assert is_anybody_working(database) is works


def test_beating_again_is_one_worker_still(database: Database, bell: Bell) -> None:
    heartbeat = Heartbeat(database, bell, "here-main")
    heartbeat.beat()
    heartbeat.beat()
    assert _known(database) == {"here-main"}


def test_a_dead_worker_is_taken_over_and_the_living_are_left(
    database: Database, bell: Bell
) -> None:
    bell.open()
    _beat(database, "dead", DEAD_AFTER_SECONDS + 5)
    _beat(database, "alive", 1)
    _beat(database, "here-main", DEAD_AFTER_SECONDS + 5)
    heartbeat = Heartbeat(database, bell, "here-main")
    assert heartbeat.take_over() == 0
    assert _known(database) == {"alive", "here-main"}


def test_where_nobody_died_the_engine_is_not_even_asked(database: Database, bell: Bell) -> None:
    _beat(database, "alive", 1)
    # The bell is not opened: asking the engine would raise.
    assert Heartbeat(database, bell, "here-main").take_over() == 0
