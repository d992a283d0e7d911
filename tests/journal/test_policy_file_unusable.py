"""A policy file that is missing, is no text or holds a wrong choice is told in a sentence."""

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


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        (
            '[approvals]\nturkey = { one = "5" }',
            "approvals.turkey: there is no choice of this name",
        ),
        ('[approvals]\ninvoice = { one = "much" }', 'it is no amount; write it like "500.00"'),
        ('[orders]\nclosed_period = "never"', "choose 'hold' or 'next_open_day'"),
        ('[customers]\ncreate = "perhaps"', "customers.create: write true or false"),
    ],
)
def test_a_wrong_choice_is_told_in_plain_words(
    policies: Policies, tmp_path: Path, part: str, complaint: str
) -> None:
    accounts = '[accounts]\nsales = { id = "1", name = "Sales" }'
    (tmp_path / "mesa.toml").write_text(f"{accounts}\n{part}\n", encoding="utf-8")
    with pytest.raises(WrongPolicy) as told:
        policies.in_force("mesa")
    assert complaint in str(told.value)
    assert "Input should" not in str(told.value)
