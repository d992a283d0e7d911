"""What is unknown about the real APIs is a switch, and every switch stands in docs/fidelity."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tests.house.tree import SIMULATORS, Source, files_below, planted, report, sources

FIDELITY = "docs/fidelity"


def declared_switches(files: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Where each switch is declared, and its name; a name that is no literal is shown as code."""
    for file in files:
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.Call) or ast.unparse(node.func).split(".")[-1] != "Switch":
                continue
            given = [word.value for word in node.keywords if word.arg == "name"]
            name = (node.args or given)[0]
            written = name.value if isinstance(name, ast.Constant) else ast.unparse(name)
            yield f"{file.path}:{node.lineno}", str(written)


def undocumented(files: Iterable[Source], pages: str) -> list[str]:
    """Switches that no page names in backticks."""
    return [
        f"{where} {name}" for where, name in declared_switches(files) if f"`{name}`" not in pages
    ]


def test_every_switch_stands_in_the_fidelity_pages() -> None:
    pages = "\n".join(page.read_text("utf-8") for page in files_below(FIDELITY, "*.md"))
    report(
        "A switch is missing from docs/fidelity. Name it there in backticks with its default, "
        "its source, and what a person would have to try to settle it.",
        undocumented(sources(SIMULATORS), pages),
    )


def test_a_switch_nobody_wrote_down_is_found() -> None:
    code = "Switch('dead_key_status', 401, 'm', 's')\nswitches.Switch(name='new', default=True)\n"
    declared = planted(code, f"{SIMULATORS}/leaflink/unknowns.py")
    assert undocumented([declared], "- `dead_key_status`: 401") == [
        f"{SIMULATORS}/leaflink/unknowns.py:2 new"
    ]
