"""Runs an example: acts of facts, each followed by the books that follow from them.

    Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa
      24 units in cases of 12 · Blue Dream 3.5g · 108.00
      LeafLink total 216.00
    Books (A3.2)
      create invoice 10492 · Green Mesa · 2026-11-02
      ...
    Then
      Cancelled 2026-11-05 10:00 Denver
    Books (A5.4)
      ...

What a plan says is taken as carried out before the next act begins. An act may also begin with
`Looked at again`, when nothing happened in between.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterator

from leafledger.bookkeeping.plan import Plan
from tests.examples.reading import read_detail, read_order
from tests.examples.scene import Scene
from tests.examples.showing import shown
from tests.examples.surroundings import SURROUNDINGS, read_surroundings

BOOKS = re.compile(r"Books \((A\d+(?:\.\d+)?(?:, A\d+(?:\.\d+)?)*)\)")


def worked(text: str) -> str:
    """The example with its books as they really are."""
    told: list[str] = []
    for line, plans in _acts(text):
        told.append(line)
        if plans is not None:
            told.append(textwrap.indent(shown(plans), "  "))
    return "\n".join(told)


def planned(text: str) -> list[Plan]:
    """The plans of the example's last round."""
    return [plans for _, plans in _acts(text) if plans is not None][-1]


def holds(text: str) -> None:
    """Say that the books of the example are so."""
    told, true = textwrap.dedent(text).strip(), worked(text)
    assert BOOKS.search(told), "an example without books shows nothing"
    difference = difflib.unified_diff(
        told.splitlines(), true.splitlines(), "as told", "as it is", n=40, lineterm=""
    )
    assert told == true, "\n".join(difference)


def _acts(text: str) -> Iterator[tuple[str, list[Plan] | None]]:
    """Each line of facts, and each `Books` with the plans made there; told books are left out."""
    scene, in_books = Scene(), False
    for line in textwrap.dedent(text).strip().splitlines():
        if BOOKS.fullmatch(line):
            in_books = True
            yield line, _books(scene)
        elif not (in_books and line.startswith("  ")):
            in_books = False
            _read(scene, line)
            yield line, None


def _read(scene: Scene, line: str) -> None:
    if line.startswith("Order "):
        read_order(scene, line)
    elif line in {"Then", "Looked at again"}:
        return
    elif line.strip().startswith(tuple(SURROUNDINGS)):
        read_surroundings(scene, line.strip())
    elif line.strip():
        read_detail(scene, line.strip())


def _books(scene: Scene) -> list[Plan]:
    plans = scene.plan()
    for plan in plans:
        if not plan.waits:
            scene.carry_out(plan)
    return plans
