"""A database file with every table, for one test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new SQLite file."""
    database = Database(f"sqlite:///{tmp_path / 'books.sqlite'}")
    upgrade(database)
    yield database
    database.close()
