"""A gate over a database of its own, with one person of each role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.people.gate import Gate
from leafledger.people.roles import Role

PASSWORD = "four plain words here"
HOST = "192.0.2.7"


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    """Nobody is known yet."""
    database = Database(f"sqlite:///{tmp_path / 'people.sqlite'}")
    upgrade(database)
    yield Gate(database)
    database.close()


@pytest.fixture
def staffed(gate: Gate) -> Gate:
    """Olive owns, Bo keeps the books."""
    gate.register.add_first_owner("Olive Owner", "olive@example.com", PASSWORD)
    gate.register.add("Bo Keeper", "bo@example.com", Role.BOOKKEEPER, PASSWORD)
    return gate
