"""Tests never put a double in the place of our own code (STYLE.md, Tests)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.house.tree import Source, imported_modules, planted, report, sources

DOUBLES = ("unittest.mock", "mock", "pytest_mock")
OUR_PACKAGES = ("leafledger", "leafledger_simulators")
REPLACING = frozenset({"setattr", "delattr", "setitem", "delitem"})


def doubles(files: Iterable[Source]) -> list[str]:
    """Imports of mocking libraries, `mock.patch`, and replaced parts of our packages."""
    found = []
    for file in files:
        found += [
            f"{file.path}:{line} imports {name}"
            for line, name in imported_modules(file)
            if any(name == double or name.startswith(double + ".") for double in DOUBLES)
        ]
        ours = set(_names_of_ours(file.tree))
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and _replaces(node, ours):
                found.append(f"{file.path}:{node.lineno} {ast.unparse(node.func)}(...)")
    return found


def test_no_test_replaces_our_own_code() -> None:
    report(
        "A test replaces a part of LeafLedger. Use the simulators, the in-memory stores and the "
        "settable clock; what cannot be reached so needs an argument, not a patch.",
        doubles(sources("tests")),
    )


@pytest.mark.parametrize(
    "code",
    [
        "import unittest.mock",
        "from unittest import mock",
        "from unittest.mock import Mock",
        "import mock",
        "mocker.patch('leafledger.clerk.send')",
        "monkeypatch.setattr('leafledger.clerk.send', None)",
        "import leafledger.clerk\nmonkeypatch.setattr(leafledger.clerk, 'send', None)",
        "from leafledger import clerk\nmonkeypatch.setattr(clerk.send, 'now', None)",
        "from leafledger.clerk import Clerk as C\nmonkeypatch.setattr(C, 'send', None)",
    ],
)
def test_a_replaced_part_is_found(code: str) -> None:
    assert len(doubles([planted(code, "tests/test_order_accepted.py")])) == 1


@pytest.mark.parametrize(
    "code",
    [
        "monkeypatch.setenv('LEAFLEDGER_HOME', '/tmp/x')",
        "monkeypatch.chdir(tmp_path)",
        "import sys\nmonkeypatch.setattr(sys, 'argv', ['leafledger'])",
        "from leafledger.clerk import Clerk\nclerk = Clerk(clock)",
    ],
)
def test_setting_the_stage_is_not_a_replaced_part(code: str) -> None:
    assert doubles([planted(code, "tests/test_order_accepted.py")]) == []


def _names_of_ours(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name.split(".")[0] in OUR_PACKAGES:
                    yield name.asname or name.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in OUR_PACKAGES:
            for name in node.names:
                yield name.asname or name.name


def _replaces(call: ast.Call, ours: set[str]) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    called, target = call.func, call.args[0] if call.args else None
    if called.attr in {"patch", "object"} and _root(called) in {"mock", "mocker", "patch"}:
        return True
    if called.attr not in REPLACING or _root(called) != "monkeypatch" or target is None:
        return False
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        return target.value.split(".")[0] in OUR_PACKAGES
    return _root(target) in ours


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
