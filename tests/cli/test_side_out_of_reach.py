"""When a side is away every command says so and ends with 3, with nothing half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import LONG_AGO, CommandLine
from tests.running import RunningSimulators

AWAY = "cannot be reached. Nothing was changed."


@pytest.mark.server
def test_simulators_that_are_down_are_told_and_end_with_three(tmp_path: Path) -> None:
    running = RunningSimulators(tmp_path, "sample", 1)
    running.start()
    try:
        line = CommandLine(running, tmp_path / "home")
        line.connect()
        number = line.accepted()["number"]
    finally:
        running.stop()
    told = line.json("sync", "--since", LONG_AGO, code=3)
    assert AWAY in told["error"]
    in_words = line.run("plan", number)
    assert in_words.exit_code == 3
    assert AWAY in in_words.stderr
    assert in_words.stdout == ""
