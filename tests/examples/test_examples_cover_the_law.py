"""Every law of an order's invoice has an example, and every citation is a law that stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.examples.example import BOOKS, holds, worked
from tests.examples.reading import NotUnderstood

HERE = Path(__file__).parent
LAW = HERE.parents[1] / "docs" / "accounting.md"
# What the plans of orders, payments and credits decide. Of A3.6 nothing can be seen in a plan.
SHOWN = [
    "A0", "A1.1", "A1.2", "A1.3", "A1.4", "A2.1", "A2.2", "A2.3", "A3.1", "A3.2", "A3.3", "A3.4",
    "A3.5", "A4.1", "A5.1", "A5.2", "A5.3", "A5.4", "A5.5", "A6.1", "A6.2", "A6.3", "A6.4", "A6.5",
    "A6.6", "A6.7", "A7", "A9.1", "A9.2", "A9.3", "A10", "A11",
]  # fmt: skip


def cited() -> set[str]:
    """The laws that some example's books follow from."""
    texts = (path.read_text("utf-8") for path in HERE.glob("test_*.py"))
    return {law for text in texts for laws in BOOKS.findall(text) for law in laws.split(", ")}


def laws() -> set[str]:
    """The laws by number, and the chapters of them."""
    found, chapter = set(), ""
    for line in LAW.read_text("utf-8").splitlines():
        if heading := re.match(r"## (A\d+)\.", line):
            chapter = heading[1]
            found.add(chapter)
        elif numbered := re.match(r"(\d+)\. ", line):
            found.add(f"{chapter}.{numbered[1]}")
    return found


def test_every_law_that_a_plan_shows_has_an_example() -> None:
    assert sorted(set(SHOWN) - cited()) == []


def test_every_cited_law_stands_in_the_law_of_the_books() -> None:
    assert sorted(cited() - laws()) == []


def test_a_wrong_example_does_not_hold() -> None:
    text = """
        Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
          1 unit · Vape 1g · 30.00
          LeafLink total 30.00
        Books (A1.1)
          nothing: it is free.
        """
    with pytest.raises(AssertionError):
        holds(text)


@pytest.mark.parametrize("line", ["a gift of 3.00", "Policy: be kind", "1 unit of Vape at 30.00"])
def test_a_line_that_says_nothing_known_fails(line: str) -> None:
    order = "Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa\n"
    with pytest.raises(NotUnderstood):
        worked(order + f"  {line}\nBooks (A1.1)")
