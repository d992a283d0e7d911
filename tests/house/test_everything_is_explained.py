"""Every public thing carries its meaning; a posting rule also its source (STYLE.md, Docstrings)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tests.house.tree import (
    NOT_A_RULE,
    RULES_FOLDER,
    Definition,
    Source,
    planted,
    report,
    sources,
)

RULE_SECTIONS = ("Source:", "Example:")


def unexplained(files: Iterable[Source]) -> list[str]:
    """Modules, and public classes, functions and methods, without a docstring."""
    found = []
    for file in files:
        if not ast.get_docstring(file.tree):
            found.append(f"{file.path}: the module itself")
        found += [
            f"{file.path}:{node.lineno} {name}"
            for name, node in _public(file.tree.body)
            if not ast.get_docstring(node) and not _is_overload(node)
        ]
    return found


def rules_without_source(files: Iterable[Source]) -> list[str]:
    """Public posting rules whose docstring lacks a section that every rule must have."""
    return [
        f"{file.path}:{node.lineno} {node.name} has no {section}"
        for file in files
        if file.path.name not in NOT_A_RULE
        for node in file.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        for section in RULE_SECTIONS
        if section not in (ast.get_docstring(node) or "")
    ]


def test_every_public_thing_in_the_product_is_explained() -> None:
    report(
        "A public thing has no docstring. Say in one line what it means in the business, "
        "or make it private with an underscore.",
        unexplained(sources("src")),
    )


def test_every_posting_rule_cites_its_source() -> None:
    report(
        "A posting rule lacks its source or its example. Cite the law (accounting law A3.2, "
        "a page of docs/decisions) under Source:, and one order to the cent under Example:.",
        rules_without_source(sources(RULES_FOLDER)),
    )


def test_a_public_method_without_meaning_is_found() -> None:
    text = '"""M."""\nclass C:\n    """C."""\n    def look(self): ...\n    def _own(self): ...\n'
    assert unexplained([planted(text)]) == ["src/leafledger/planted.py:4 C.look"]


def test_a_module_without_meaning_is_found() -> None:
    assert unexplained([planted("x = 1\n")]) == ["src/leafledger/planted.py: the module itself"]


def test_an_overload_or_a_nested_function_needs_no_meaning() -> None:
    text = '"""M."""\n@overload\ndef f(): ...\ndef g():\n    """G."""\n    def inner(): ...\n'
    assert unexplained([planted(text)]) == []


def test_a_rule_without_an_example_is_found() -> None:
    text = 'def post_tax():\n    """Post it.\n\n    Source: A4.1\n    """\ndef _part(): ...\n'
    rule = planted(text, f"{RULES_FOLDER}/taxes.py")
    assert rules_without_source([rule]) == [f"{RULES_FOLDER}/taxes.py:1 post_tax has no Example:"]


def _public(
    body: list[ast.stmt], inside: str = ""
) -> Iterator[tuple[str, ast.ClassDef | Definition]]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_"):
            continue
        yield inside + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from _public(node.body, f"{inside}{node.name}.")


def _is_overload(node: ast.ClassDef | Definition) -> bool:
    # A setter repeats its property's name and an overload its function's; both speak there.
    marks = [ast.unparse(mark) for mark in node.decorator_list]
    return any(mark.endswith(("overload", ".setter", ".deleter")) for mark in marks)
