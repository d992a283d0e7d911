"""One database for everything: SQLite in one file, or PostgreSQL for many workers."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

# Long enough for a burst of writers on one file; a healthy write takes milliseconds.
BUSY_TIMEOUT_MS = 15_000
# Ten calls in flight to QuickBooks, a pool for looking at LeafLink, the doors, and a reserve.
POOL_SIZE = 20
LOOK_AGAIN_SECONDS = 0.02
_READING = "leafledger_reading"


class Database:
    """Transactions on the one database.

    On SQLite a writing transaction takes the write lock at once (BEGIN IMMEDIATE), so that
    two writers wait for each other instead of failing; readers never wait.
    """

    def __init__(self, url: str) -> None:
        self.url = _with_driver(url)
        self.is_sqlite = self.url.startswith("sqlite")
        if self.is_sqlite:
            _make_folder(self.url)
        self.engine: Engine = create_engine(self.url, pool_size=POOL_SIZE, max_overflow=POOL_SIZE)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write; committed at the end, rolled back on an error."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: a still picture of the database."""
        options: dict[str, Any] = {_READING: True}
        if not self.is_sqlite:
            options["isolation_level"] = "REPEATABLE READ"
        with self.engine.connect() as connection:
            picture = connection.execution_options(**options)
            with picture.begin():
                yield picture

    def now(self, connection: Connection) -> float:
        """The database's clock, in seconds since 1970: the one clock that all workers share."""
        statement = (
            "SELECT (julianday('now') - 2440587.5) * 86400.0"
            if self.is_sqlite
            else "SELECT extract(epoch FROM clock_timestamp())"
        )
        return float(connection.execute(text(statement)).scalar_one())

    @property
    def plain_url(self) -> str:
        """The address without the driver's name, as other libraries want it."""
        return self.url.replace("postgresql+psycopg://", "postgresql://", 1)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _with_driver(url: str) -> str:
    """PostgreSQL through psycopg 3, however the address is written."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _make_folder(url: str) -> None:
    path = url.removeprefix("sqlite:///")
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # SQLAlchemy begins and commits; the driver must not do so behind its back.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _turn_to_wal(cursor)
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _turn_to_wal(cursor: Any) -> None:
    """Turn a new file to write-ahead logging; SQLite itself does not wait for others here."""
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK_AGAIN_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
