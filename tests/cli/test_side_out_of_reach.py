"""When a side is away a command says so and ends with 3."""

from __future__ import annotations

from pathlib import Path

import pytest

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
