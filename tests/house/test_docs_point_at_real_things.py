"""What the pages point at exists: links, headings, files, and names inside files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house.tree import PRODUCT, ROOT, SIMULATORS, documents, report

LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)>\s]+)>?[^)]*\)")
CODE_SPAN = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
OUTSIDE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# `bookkeeping/plan.py`, or a name inside a file: `bookkeeping/plan.py::plan_order`.
NAMED_FILE = re.compile(
    r"(?P<file>[\w.-]+(?:/[\w.-]+)+\.(?:py|md)|[\w.-]+\.py(?=::))(?:::(?P<name>\w+(?:\.\w+)*))?"
)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
# A page may leave out what every reader of it knows.
UNDERSTOOD_FOLDERS = ("", "src", PRODUCT, SIMULATORS)


def dead_links(page: Path, text: str) -> list[str]:
    """Links of a page to files or headings that are not there."""
    found = []
    for target in LINK.findall(FENCE.sub("", text)):
        if OUTSIDE.match(target):
            continue
        where, _, heading = unquote(target).partition("#")
        goal = (page.parent / where).resolve() if where else page
        if where and not goal.exists():
            found.append(f"{_short(page)}: the link to {target} leads nowhere")
        elif heading and goal.suffix == ".md" and heading not in _anchors(goal, page, text):
            found.append(f"{_short(page)}: {target} names no heading of that page")
    return found


def dead_names(page: Path, text: str) -> list[str]:
    """Files in backticks, and names in files, that are not there."""
    found = []
    for span in CODE_SPAN.findall(FENCE.sub("", text)):
        named = NAMED_FILE.fullmatch(span)
        if named is None:
            continue
        file = _file(page, named["file"])
        if file is None:
            found.append(f"{_short(page)}: there is no file `{named['file']}`")
        elif named["name"] and named["name"] not in _names_in(file):
            found.append(f"{_short(page)}: `{named['file']}` holds no `{named['name']}`")
    return found


def test_every_link_leads_somewhere() -> None:
    report(
        "A page links to what is not there. Mend the link, or write the page it promises.",
        [finding for page in documents() for finding in dead_links(page, page.read_text("utf-8"))],
    )


def test_every_file_and_name_on_a_page_exists() -> None:
    report(
        "A page names a file, or a name in a file, that is not there. The page follows the code: "
        "change it in the commit that moved the code.",
        [finding for page in documents() for finding in dead_names(page, page.read_text("utf-8"))],
    )


@pytest.mark.parametrize(
    "text", ["[a](gone.md)", "[a](other.md#no-such)", "[a](#no-such)", "![a](../gone.png)"]
)
def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "other.md").write_text("# The one heading\n")
    assert len(dead_links(tmp_path / "page.md", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[a](other.md#the-one-heading)",
        "# Own heading\n[a](#own-heading)",
        "[a](./)",
        "[a](https://example.com/gone.md)",
        "```\n[a](gone.md)\n```",
    ],
)
def test_a_link_that_holds_is_not_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "other.md").write_text("# The one heading\n")
    assert dead_links(tmp_path / "page.md", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "`figures/gone.py`",
        "`tests/house/tree.py::gone`",
        "`tests/house/tree.py::Source.gone`",
        "`gone.py::name`",
        "`docs/gone.md`",
    ],
)
def test_a_name_that_is_not_there_is_found(text: str) -> None:
    assert len(dead_names(ROOT / "README.md", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "`tests/house/tree.py`",
        "`tests/house/tree.py::report`",
        "`tests/house/tree.py::Source.module`",
        "`clock.py::Clock.freeze`",
        "`POST /hooks/quickbooks`",
        "`build/bench/*.json`",
    ],
)
def test_a_name_that_holds_is_not_found(text: str) -> None:
    assert dead_names(ROOT / "README.md", text) == []


def _anchors(goal: Path, page: Path, text: str) -> set[str]:
    headings = HEADING.findall(FENCE.sub("", text if goal == page else goal.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _file(page: Path, named: str) -> Path | None:
    tried = [page.parent, *(ROOT / folder for folder in UNDERSTOOD_FOLDERS)]
    return next((folder / named for folder in tried if (folder / named).is_file()), None)


def _names_in(file: Path) -> set[str]:
    return set(_dotted(ast.parse(file.read_text("utf-8")).body))


def _dotted(body: list[ast.stmt], inside: str = "") -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield inside + node.name
        elif isinstance(node, ast.ClassDef):
            yield inside + node.name
            yield from _dotted(node.body, f"{inside}{node.name}.")
        elif isinstance(node, ast.Assign):
            yield from (
                inside + target.id for target in node.targets if isinstance(target, ast.Name)
            )
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield inside + node.target.id


def _short(page: Path) -> str:
    return str(page.relative_to(ROOT)) if page.is_relative_to(ROOT) else page.name
