"""When a side is away a command says so and ends with 3."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from leafledger.cli.frame import opened
from leafledger.errors import Evidence, TryAgain
from tests.cli.command_line import LONG_AGO, CommandLine
from tests.running import RunningSimulators

AWAY = "cannot be reached. Nothing was changed."


@pytest.mark.server
def test_a_sync_between_sides_that_are_down_ends_with_three(tmp_path: Path) -> None:
    running = RunningSimulators(tmp_path, "sample", 1)
    running.start()
    try:
        line = CommandLine(running, tmp_path / "home")
        line.connect()
    finally:
        running.stop()
    told = line.json("sync", "--since", LONG_AGO, code=3)
    assert AWAY in told["error"]
    assert told["exit_code"] == 3
    assert AWAY in line.said
    assert told["error"].endswith("this machine. Run the command again.")


@pytest.mark.parametrize(
    ("asked", "next_"),
    [(0, "again."), (60, "again in about 1 minute."), (61, "again in about 2 minutes.")],
)
def test_the_terminal_says_to_run_the_command_again_and_the_service_that_it_goes_on(
    asked: float, next_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("LEAFLEDGER_HOME", str(tmp_path))
    slow = TryAgain(
        "LeafLink asks us to slow down. Nothing was changed.", Evidence("LeafLink"),
        maybe_done=False, wait_seconds=asked, goes_on="It goes on by itself shortly.",
    )  # fmt: skip
    assert slow.sentence.endswith("Nothing was changed. It goes on by itself shortly.")
    with pytest.raises(typer.Exit) as ended, opened(as_json=True):
        raise slow
    assert ended.value.exit_code == 3
    told = json.loads(capsys.readouterr().out)["error"]
    assert told == f"LeafLink asks us to slow down. Nothing was changed. Run the command {next_}"
