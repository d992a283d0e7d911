"""A policy file that is missing or is no text holds the books with a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.journal.policies import Policies, WrongPolicy


@pytest.fixture
def policies(tmp_path: Path) -> Iterator[Policies]:
    database = Database(f"sqlite:///{tmp_path / 'books.sqlite'}")
    upgrade(database)
    yield Policies(database, tmp_path)
    database.close()


def test_a_missing_file_says_what_to_run(policies: Policies) -> None:
    with pytest.raises(WrongPolicy, match="run leafledger connect again"):
        policies.in_force("mesa")


def test_a_file_that_is_no_text_is_refused(policies: Policies, tmp_path: Path) -> None:
    (tmp_path / "mesa.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WrongPolicy, match="not written in UTF-8"):
        policies.in_force("mesa")
