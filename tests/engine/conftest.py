"""A database file with every table, and a bell over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.engine.bell import Bell


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new SQLite file."""
    database = Database(f"sqlite:///{tmp_path / 'books.sqlite'}")
    upgrade(database)
    yield database
    database.close()


@pytest.fixture
def bell(database: Database) -> Iterator[Bell]:
    """A bell that was not opened yet."""
    bell = Bell(database)
    yield bell
    bell.close()
