"""Command lines for these tests, on the sample dataset; who only looks shares one home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine
from tests.running import RunningSimulators, StartSimulators


@pytest.fixture
def connected(simulators: StartSimulators, tmp_path: Path) -> CommandLine:
    """Connected, and nothing posted yet: for a test that changes either side."""
    line = CommandLine(simulators("sample"), tmp_path / "home")
    line.connect()
    return line


@pytest.fixture
def new_home(unposted: CommandLine, tmp_path: Path) -> CommandLine:
    """Nothing was ever typed here; the simulators are those of `unposted`."""
    return CommandLine(unposted.running, tmp_path / "home")


@pytest.fixture(scope="package")
def unposted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """Connected, and nothing posted: for tests that only look. Mark them `server`."""
    yield from _of_its_own(tmp_path_factory.mktemp("unposted"))


@pytest.fixture(scope="package")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    """Connected and synced from long ago: for tests that only look. Mark them `server`."""
    for line in _of_its_own(tmp_path_factory.mktemp("posted")):
        line.sync()
        yield line


def _of_its_own(folder: Path) -> Iterator[CommandLine]:
    running = RunningSimulators(folder, "sample", 1)
    running.start()
    try:
        line = CommandLine(running, folder / "home")
        line.connect()
        yield line
    finally:
        running.stop()
