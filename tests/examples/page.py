"""Writes the page that lists every worked example with the laws it shows.

python -m tests.examples.page
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.examples.example import BOOKS

# What a function's name cannot write, with the word as people write it.
NAMES = {
    "quickbookss": "QuickBooks's", "quickbooks": "QuickBooks", "leaflinks": "LeafLink's",
    "leaflink": "LeafLink", "denver": "Denver", "arizona": "Arizona", "utc": "UTC", "sku": "SKU",
    "elses": "else's", "sellers": "seller's", "contacts": "contact's", "nobodys": "nobody's",
    "e mail": "e-mail", "adult use": "adult-use", "half up": "half-up", "items line": "item's line",
    "customers credit": "customer's credit", "stays the customers": "stays the customer's",
    "for the customers": "for the customer's", "sellers own": "seller's own",
}  # fmt: skip
HERE = Path(__file__).parent
# Tests of the examples themselves.
CHECKS = {"test_examples_cover_the_law", "test_examples_are_listed"}
PAGE = HERE.parents[1] / "docs" / "examples.md"
HEAD = """# The worked examples

Each is facts in, entries out, as text that runs as a test: what LeafLink shows, what then stands in
QuickBooks, and the laws of [the books](accounting.md) it follows from. This page is written by
`python -m tests.examples.page`; a test holds it true.
"""


def page() -> str:
    """The page as it must be now."""
    return HEAD + "".join(
        _file(path) for path in sorted(HERE.glob("test_*.py")) if path.stem not in CHECKS
    )


def _file(path: Path) -> str:
    module = ast.parse(path.read_text("utf-8"))
    examples = list(_examples(module))
    if not examples:
        return ""
    title = (ast.get_docstring(module) or "").splitlines()[0].removesuffix(".")
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
        if laws:
            yield _sentence(function.name), ", ".join(dict.fromkeys(laws))


def _sentence(name: str) -> str:
    """A function's name as people write it: `test_the_e_mail_...` -> `The e-mail ...`."""
    words = name.removeprefix("test_").replace("_", " ")
    for plain, written in NAMES.items():
        words = re.sub(rf"\b{plain}\b", written, words)
    return words[:1].upper() + words[1:]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
