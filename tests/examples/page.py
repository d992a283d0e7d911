"""Writes the page that lists every worked example with the laws it shows.

python -m tests.examples.page
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.examples.example import BOOKS

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "examples.md"
HEAD = """# The worked examples

Each is facts in, entries out, as text that runs as a test: what LeafLink shows, what then stands in
QuickBooks, and the laws of [the books](accounting.md) it follows from. This page is written by
`python -m tests.examples.page`; a test holds it true.
"""


def page() -> str:
    """The page as it must be now."""
    return HEAD + "".join(_file(path) for path in sorted(HERE.glob("test_*.py")))


def _file(path: Path) -> str:
    module = ast.parse(path.read_text("utf-8"))
    examples = list(_examples(module))
    if not examples:
        return ""
    title = (ast.get_docstring(module) or "").splitlines()[0]
    rows = [f"- {sentence} ({laws})" for sentence, laws in examples]
    named = f"[{path.name}](../tests/examples/{path.name})"
    return "\n".join(["", f"## {title}", "", *rows, "", named, ""])


def _examples(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Each example: its name as a sentence, and the laws its books follow from."""
    for function in module.body:
        if not isinstance(function, ast.FunctionDef) or not function.name.startswith("test_"):
            continue
        texts = [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        laws = [law for text in texts for cited in BOOKS.findall(text) for law in cited.split(", ")]
        if laws and not function.name.startswith("test_a_wrong_example"):
            words = function.name.removeprefix("test_").replace("_", " ")
            yield words[:1].upper() + words[1:], ", ".join(dict.fromkeys(laws))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
