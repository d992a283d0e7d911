"""`leafledger month-end` writes a workbook and a paper to be signed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server


def test_a_month_that_is_proved_is_written_for_signing(posted: CommandLine, tmp_path: Path) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"
    made = posted.json("month-end", month, "--out", str(tmp_path / "close"))
    assert made["holds"]
    assert made["headline"] == "LeafLink and QuickBooks agree to the cent."
    assert Path(made["workbook"]).read_bytes()[:2] == b"PK"
    assert Path(made["paper"]).read_bytes()[:5] == b"%PDF-"
    assert Path(made["paper"]).name.endswith(f"-{month}-month-end.pdf")
    in_words = posted.run("month-end", month, "--out", str(tmp_path))
    assert in_words.exit_code == 0
    assert "to be signed" in in_words.stdout


def test_a_month_that_is_none_is_refused_with_an_example(posted: CommandLine) -> None:
    assert posted.refusal("month-end", "October") == ("October is no month. Write it like 2026-10.")


def test_a_folder_that_cannot_be_written_is_named(posted: CommandLine, tmp_path: Path) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("")
    assert str(taken) in posted.refusal("month-end", "2026-10", "--out", str(taken))
