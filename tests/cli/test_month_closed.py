"""`leafledger month-end` writes a workbook and a paper to be signed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server
# A month is over, runs or lies ahead where the seller is, up to a day apart from here.
LONG_OVER = f"{datetime.now(UTC) - timedelta(days=40):%Y-%m}"
AHEAD = f"{datetime.now(UTC) + timedelta(days=40):%Y-%m}"


def test_a_month_that_is_proved_is_written_for_signing(posted: CommandLine, tmp_path: Path) -> None:
    month = LONG_OVER
    made = posted.json("month-end", month, "--out", str(tmp_path / "close"))
    assert made["holds"]
    assert made["headline"] == "LeafLink and QuickBooks agree to the cent."
    assert not made["still_ran"]
    assert Path(made["workbook"]).read_bytes()[:2] == b"PK"
    assert Path(made["paper"]).read_bytes()[:5] == b"%PDF-"
    assert Path(made["paper"]).name.endswith(f"-{month}-month-end.pdf")
    in_words = posted.run("month-end", month, "--out", str(tmp_path))
    assert in_words.exit_code == 0
    assert "to be signed" in in_words.stdout


def test_a_month_that_still_runs_is_written_and_not_for_signing(
    posted: CommandLine, tmp_path: Path
) -> None:
    month = f"{datetime.now(ZoneInfo('America/Denver')):%Y-%m}"
    ended = posted.run("month-end", month, "--out", str(tmp_path))
    assert ended.exit_code == 0, ended.output
    assert ended.stdout.startswith("This was made while ")
    assert "not to be signed yet" in ended.stdout


def test_a_month_that_lies_ahead_is_not_written(posted: CommandLine, tmp_path: Path) -> None:
    refused = posted.refusal("month-end", AHEAD, "--out", str(tmp_path))
    assert refused.endswith(
        f" has not begun, so nothing was asked or written; make its package from {AHEAD}-01 on."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_month_that_is_none_is_refused_with_an_example(posted: CommandLine) -> None:
    assert posted.refusal("month-end", "October") == ("October is no month. Write it like 2026-10.")


def test_a_folder_that_cannot_be_written_is_named(posted: CommandLine, tmp_path: Path) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("")
    assert str(taken) in posted.refusal("month-end", "2026-10", "--out", str(taken))
