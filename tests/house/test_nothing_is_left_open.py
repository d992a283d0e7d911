"""No note to a later self stands in the tree: it is an issue, a decision, or done now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import CODE_FOLDERS, ROOT, files_below, report

# Written by parts, so that this file does not find itself.
NOTE = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
READ = ("*.py", "*.md", "*.sql", "*.html", "*.css", "*.toml", "*.yaml", "*.yml")
# Files of others that we ship as they are stand in a folder of this name.
OF_OTHERS = "vendor"


def notes_left(text: str, where: str) -> list[str]:
    """Lines that hold a note to a later self."""
    return [
        f"{where}:{number} {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if NOTE.search(line)
    ]


def test_no_note_to_a_later_self_is_left() -> None:
    report(
        "A note to a later self stands in the tree. Do it now, or file an issue and say in the "
        "code what holds today.",
        [
            finding
            for path in _written_files()
            for finding in notes_left(path.read_text("utf-8"), str(path.relative_to(ROOT)))
        ],
    )


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "XX" + "X"])
def test_a_note_to_a_later_self_is_found(word: str) -> None:
    assert notes_left(f"x = 1\n# {word}: later\n", "here.py") == [f"here.py:2 # {word}: later"]
    assert notes_left("a method is fine\n", "here.py") == []


def _written_files() -> list[Path]:
    return [
        path
        for folder in (*CODE_FOLDERS, "docs")
        for pattern in READ
        for path in files_below(folder, pattern)
        if OF_OTHERS not in path.parts
    ]
