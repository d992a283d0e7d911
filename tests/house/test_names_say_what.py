"""Names say what a thing is about (STYLE.md, rule 9 and Tests)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

import pytest

from tests.house.tree import CODE_FOLDERS, Source, definitions, planted, report, sources

NAMES_THAT_SAY_NOTHING = frozenset(
    {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
)

# `test_order_accepted`: the happening has at least a subject and a verb.
HAPPENING = re.compile(r"test_[a-z0-9]+(_[a-z0-9]+)+")
# A sentence that could be false has at least four words.
SENTENCE_WORDS_MIN = 4


def empty_names(files: Iterable[Source]) -> list[str]:
    """Files and folders called by a word that fits anything."""
    return [
        f"{file.path}: {part!r} fits anything"
        for file in files
        for part in sorted(set(file.path.with_suffix("").parts))
        if NAMES_THAT_SAY_NOTHING.intersection(part.lower().split("_"))
    ]


def modules_without_a_happening(paths: Iterable[PurePosixPath]) -> list[str]:
    """Test modules whose name is not `test_` and a happening."""
    return [
        f"{path}: {path.stem!r} names no happening"
        for path in paths
        if path.stem.startswith("test") and not HAPPENING.fullmatch(path.stem)
    ]


def functions_without_a_sentence(files: Iterable[Source]) -> list[str]:
    """Test functions with fewer words after `test` than a sentence needs."""
    return [
        f"{file.path}:{function.lineno} {function.name}"
        for file in files
        for function in definitions(file.tree)
        if function.name.startswith("test")
        and len([word for word in function.name.split("_")[1:] if word]) < SENTENCE_WORDS_MIN
    ]


def test_no_file_has_a_name_that_fits_anything() -> None:
    report(
        "A name says nothing. Name the file after the idea in it.",
        empty_names(sources(*CODE_FOLDERS)),
    )


def test_every_test_module_names_a_happening() -> None:
    report(
        "A test module is named after no happening. Say what happened: test_order_accepted.py.",
        modules_without_a_happening(file.path for file in sources("tests")),
    )


def test_every_test_name_is_a_sentence() -> None:
    report(
        "A test name is no sentence that could be false. Write at least four words: "
        "test_a_cancelled_order_leaves_nothing_receivable.",
        functions_without_a_sentence(_test_modules()),
    )


@pytest.mark.parametrize(
    "path",
    ["src/leafledger/utils.py", "src/leafledger/helpers/money.py", "tests/order_helpers.py"],
)
def test_a_name_that_fits_anything_is_found(path: str) -> None:
    assert len(empty_names([planted("", path)])) == 1
    assert empty_names([planted("", "src/leafledger/bookkeeping/plan.py")]) == []


def test_a_module_named_by_one_word_is_found() -> None:
    short, good = (
        PurePosixPath("tests/test_orders.py"),
        PurePosixPath("tests/test_order_accepted.py"),
    )
    assert modules_without_a_happening([short, good]) == [
        "tests/test_orders.py: 'test_orders' names no happening"
    ]


def test_a_test_named_by_a_number_is_found() -> None:
    bad = planted("def test_process_2(): ...\n", "tests/test_order_accepted.py")
    good = planted("def test_the_books_stay_balanced(): ...\n", "tests/test_order_accepted.py")
    assert functions_without_a_sentence([bad, good]) == [
        "tests/test_order_accepted.py:1 test_process_2"
    ]


def _test_modules() -> list[Source]:
    return [file for file in sources("tests") if file.path.stem.startswith("test_")]
