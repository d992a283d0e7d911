"""Money is a Decimal from the first digit to the last (STYLE.md, rule 2)."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import pytest

from tests.house.tree import PRODUCT, Source, planted, report, sources

MONEY_FOLDERS = tuple(
    f"{PRODUCT}/{folder}" for folder in ("figures", "commerce", "ledger", "bookkeeping")
)


def floats(files: Iterable[Source]) -> list[str]:
    """Float literals and conversions; refusing a float by `isinstance` is allowed."""
    found = []
    for file in files:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                found.append(f"{file.path}:{node.lineno} the literal {node.value!r}")
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "float"
            ):
                found.append(f"{file.path}:{node.lineno} {ast.unparse(node)}")
    return found


def test_no_float_comes_near_money() -> None:
    report(
        "A float stands in money code and will lose a cent some day. Use Decimal, Money, "
        "or a whole number.",
        floats(sources(*MONEY_FOLDERS)),
    )


@pytest.mark.parametrize("code", ["rate = 0.15", "x = float('1')", "def f(share=1e2): ..."])
def test_a_float_in_money_code_is_found(code: str) -> None:
    assert len(floats([planted(code)])) == 1


@pytest.mark.parametrize("code", ["rate = Decimal('0.15')", "isinstance(x, float)", "cents = 15"])
def test_decimals_and_whole_numbers_are_not_floats(code: str) -> None:
    assert floats([planted(code)]) == []
