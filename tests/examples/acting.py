"""Runs the examples that have a scene of their own: lines of facts, and each `Books` as it is."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator
from typing import Protocol

from tests.examples.example import BOOKS


class Scene(Protocol):
    """Takes lines of facts and shows what follows from them, which is then taken as done."""

    def say(self, line: str) -> None:
        """Take one line of facts."""

    def books(self) -> Iterator[str]:
        """What is planned now, line by line."""


def acted(text: str, scene: Scene) -> None:
    """Say that the books of the example are so."""
    told = textwrap.dedent(text).strip()
    true = "\n".join(_worked(told, scene))
    assert BOOKS.search(told), "an example without books shows nothing"
    difference = difflib.unified_diff(told.splitlines(), true.splitlines(), n=40, lineterm="")
    assert told == true, "\n".join(difference)


def _worked(told: str, scene: Scene) -> Iterator[str]:
    in_books = False
    for line in told.splitlines():
        if BOOKS.fullmatch(line):
            in_books = True
            yield line
            yield from (f"  {shown}" for shown in scene.books())
        elif not (in_books and line.startswith("  ")):
            in_books = False
            scene.say(line)
            yield line
