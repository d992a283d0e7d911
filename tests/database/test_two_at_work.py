"""Writers wait for each other; who reads sees a still picture."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from leafledger.database.connection import Database

COUNT = text("SELECT count(*) FROM paces")
INSERT = text("INSERT INTO paces (name, arrival) VALUES (:name, 0)")


def test_two_writers_wait_for_each_other(database: Database) -> None:
    """Read, then write what was read and one more: whoever does not wait loses an addition."""
    with database.writing() as connection:
        connection.execute(INSERT, {"name": "sum"})
    lock = "" if database.is_sqlite else " FOR UPDATE"
    failures: list[BaseException] = []

    def add_up() -> None:
        try:
            for _ in range(20):
                with database.writing() as connection:
                    before = connection.execute(
                        text("SELECT arrival FROM paces WHERE name = 'sum'" + lock)
                    ).scalar_one()
                    connection.execute(
                        text("UPDATE paces SET arrival = :now WHERE name = 'sum'"),
                        {"now": before + 1},
                    )
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=add_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with database.reading() as connection:
        assert connection.execute(text("SELECT arrival FROM paces")).scalar_one() == 80


def test_a_new_file_that_another_process_writes_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "books.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE one (id INTEGER)")
    done = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    done.start()
    database = Database(f"sqlite:///{path}")
    try:
        with database.writing() as connection:
            assert connection.execute(text("SELECT count(*) FROM one")).scalar_one() == 0
    finally:
        done.join()
        other.close()
        database.close()


def _sees_a_still_picture(database: Database) -> bool:
    with database.reading() as reader:
        before = reader.execute(COUNT).scalar_one()
        with database.writing() as writer:
            writer.execute(INSERT, {"name": "new"})
        after = reader.execute(COUNT).scalar_one()
    with database.reading() as later:
        assert later.execute(COUNT).scalar_one() == before + 1
    return bool(before == after)


def test_a_reader_sees_a_still_picture(sqlite: Database) -> None:
    assert _sees_a_still_picture(sqlite)


def test_a_reader_of_postgresql_sees_a_still_picture(postgresql: Database) -> None:
    assert _sees_a_still_picture(postgresql)


def test_a_reader_never_waits_for_a_writer(database: Database) -> None:
    with database.writing() as writer:
        writer.execute(INSERT, {"name": "not yet"})
        with database.reading() as reader:
            assert reader.execute(COUNT).scalar_one() == 0


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as connection:
            connection.execute(INSERT, {"name": "gone"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as connection:
        assert connection.execute(COUNT).scalar_one() == 0


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_takes_one_driver(scheme: str) -> None:
    database = Database(f"{scheme}://books@localhost/books")
    assert database.url == "postgresql+psycopg://books@localhost/books"
    assert not database.is_sqlite
    database.close()


def test_the_folder_of_a_new_file_is_the_owners(tmp_path: Path) -> None:
    home = tmp_path / "home"
    database = Database(f"sqlite:///{home / 'books.sqlite'}")
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE one (id INTEGER)"))
    database.close()
    assert home.stat().st_mode & 0o777 == 0o700
