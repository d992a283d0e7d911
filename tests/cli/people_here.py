"""People who sign in, added at the terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.command_line import CommandLine

PASSWORD = "four plain words here"


@contextmanager
def typed(text: str) -> Iterator[None]:
    """What stands on the standard input."""
    with pytest.MonkeyPatch.context() as around:
        around.setattr("sys.stdin", io.StringIO(text + "\n"))
        yield


def add(line: CommandLine, name: str, sign_in: str, role: str, code: int = 0) -> object:
    """Somebody with the password above; what the command prints as JSON."""
    with typed(PASSWORD):
        words = ("people", "add", name, sign_in, "--role", role, "--password-stdin")
        return line.json(*words, code=code)
