"""A choice between real alternatives has a page, and every library a reason (STYLE.md, Commits)."""

from __future__ import annotations

import re
import tomllib

from tests.house.tree import ROOT, files_below, report

DECISIONS = "docs/decisions"
INDEX = ROOT / DECISIONS / "README.md"
LIBRARIES = ROOT / DECISIONS / "0001-libraries.md"
HEADINGS = ("Context", "Decision", "Consequences", "Alternatives")
PAGE_NAME = re.compile(r"\d{4}(-[a-z0-9]+)+\.md")


def missing_parts(name: str, text: str) -> list[str]:
    """Headings that a decision page lacks, and a name that would not sort."""
    found = [] if PAGE_NAME.fullmatch(name) else [f"{name}: call it 0007-some-words.md"]
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    return found + [f"{name}: no heading {part!r}" for part in HEADINGS if part not in headings]


def unlisted(names: list[str], index: str) -> list[str]:
    """Pages that the index does not link to."""
    return [name for name in names if f"]({name})" not in index]


def unexplained_libraries(project: str, page: str) -> list[str]:
    """Direct dependencies of a pyproject.toml that the page of libraries has no line for."""
    declared = tomllib.loads(project)
    wanted = [
        *declared["project"]["dependencies"],
        *(line for group in declared.get("dependency-groups", {}).values() for line in group),
    ]
    names = [re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in wanted]
    explained = set(re.findall(r"^\| *`([\w.-]+)(?:\[[\w,]+\])?` *\|", page, re.MULTILINE))
    return [name for name in names if name not in explained]


def test_every_decision_has_its_four_parts() -> None:
    report(
        "A decision page is not whole. It says Context, Decision, Consequences and Alternatives, "
        "each under a heading of the second level.",
        [
            finding
            for page in files_below(DECISIONS, "*.md")
            if page != INDEX
            for finding in missing_parts(page.name, page.read_text("utf-8"))
        ],
    )


def test_every_decision_stands_in_the_index() -> None:
    names = [page.name for page in files_below(DECISIONS, "*.md") if page != INDEX]
    report(
        "A decision is missing from docs/decisions/README.md. Add its line.",
        unlisted(names, INDEX.read_text("utf-8")),
    )


def test_every_library_says_what_it_saves() -> None:
    report(
        "A direct dependency has no line in docs/decisions/0001-libraries.md. Say what it saves "
        "us from writing, or take it out.",
        unexplained_libraries(
            (ROOT / "pyproject.toml").read_text("utf-8"), LIBRARIES.read_text("utf-8")
        ),
    )


def test_a_page_without_alternatives_is_found() -> None:
    page = "# A choice\n\n## Context\n\n## Decision\n\n## Consequences\n"
    assert missing_parts("0009-a-choice.md", page) == [
        "0009-a-choice.md: no heading 'Alternatives'"
    ]
    assert len(missing_parts("choice.md", page)) == 2


def test_a_page_outside_the_index_is_found() -> None:
    index = "- [Libraries](0001-libraries.md)"
    assert unlisted(["0001-libraries.md", "0002-new.md"], index) == ["0002-new.md"]


def test_a_library_without_a_reason_is_found() -> None:
    project = '[project]\ndependencies = ["psycopg[binary]>=3", "dbos>=3"]\n[dependency-groups]\n'
    project += 'dev = ["pytest>=9"]\n'
    assert unexplained_libraries(project, "| `psycopg[binary]` | it speaks PostgreSQL |\n") == [
        "dbos",
        "pytest",
    ]
