"""Whoever changes the product finds a place in the changelog to say so."""

from __future__ import annotations

import re

from tests.house.tree import ROOT, report

UNRELEASED = "## Unreleased"


def faults_of_the_changelog(text: str) -> list[str]:
    """What keeps a bookkeeper from finding the newest change first."""
    sections = re.findall(r"^## .+$", text, re.MULTILINE)
    if UNRELEASED not in sections:
        return ["no section Unreleased"]
    if sections[0] != UNRELEASED:
        return ["Unreleased is not the first section"]
    return [f"{name} stands twice" for name in set(sections) if sections.count(name) > 1]


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    report(
        f"CHANGELOG.md needs {UNRELEASED!r} as its first section; new lines go there, "
        "the bookkeeper's sentence first.",
        faults_of_the_changelog((ROOT / "CHANGELOG.md").read_text("utf-8")),
    )


def test_a_changelog_without_room_for_news_is_found() -> None:
    assert faults_of_the_changelog("# Changelog\n\n## 0.1.0\n") == ["no section Unreleased"]
    assert len(faults_of_the_changelog(f"## 0.1.0\n\n{UNRELEASED}\n")) == 1
    assert faults_of_the_changelog(f"{UNRELEASED}\n\n## 0.1.0\n") == []
