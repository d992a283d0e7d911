"""One file, one idea; a function fits a screen (STYLE.md, rule 9)."""

from __future__ import annotations

from collections.abc import Iterable

from tests.house.tree import CODE_FOLDERS, Source, definitions, planted, report, sources

# More than this and a reader scrolls past the idea.
FILE_LINES_MAX = 350
# A function longer than a screen is read twice.
FUNCTION_LINES_MAX = 60

# Path below the root (or a folder, ending in a slash) to the reason why size says nothing there.
LONG_FILES: dict[str, str] = {
    "src/leafledger/database/migrations/versions/": "a migration is never edited after release",
}


def long_files(files: Iterable[Source]) -> list[str]:
    """Files over the limit that no entry of LONG_FILES excuses."""
    return [
        f"{file.path}: {lines} lines, {FILE_LINES_MAX} allowed"
        for file in files
        if (lines := len(file.text.splitlines())) > FILE_LINES_MAX
        and not str(file.path).startswith(tuple(LONG_FILES))
    ]


def long_functions(files: Iterable[Source]) -> list[str]:
    """Functions over the limit, docstring included, decorators not."""
    return [
        f"{file.path}:{function.lineno} {function.name}: {lines} lines"
        for file in files
        if not str(file.path).startswith(tuple(LONG_FILES))
        for function in definitions(file.tree)
        if (lines := (function.end_lineno or function.lineno) - function.lineno + 1)
        > FUNCTION_LINES_MAX
    ]


def test_no_file_outgrows_one_idea() -> None:
    report(
        "A file grew past one idea. Cut it along its two ideas; a table of data goes into "
        "LONG_FILES of this test with its reason.",
        long_files(sources(*CODE_FOLDERS)),
    )


def test_every_function_fits_a_screen() -> None:
    report(
        "A function is longer than a screen. Give the steps inside it names of their own.",
        long_functions(sources(*CODE_FOLDERS)),
    )


def test_a_file_one_line_too_long_is_found() -> None:
    just_fits = planted("x = 1\n" * FILE_LINES_MAX)
    one_too_many = planted("x = 1\n" * (FILE_LINES_MAX + 1))
    assert long_files([just_fits]) == []
    assert long_files([one_too_many]) == ["src/leafledger/planted.py: 351 lines, 350 allowed"]


def test_a_function_one_line_too_long_is_found() -> None:
    just_fits = planted("def f():\n" + "    x = 1\n" * (FUNCTION_LINES_MAX - 1))
    one_too_many = planted("class C:\n    def f():\n" + "        x = 1\n" * FUNCTION_LINES_MAX)
    assert long_functions([just_fits]) == []
    assert len(long_functions([one_too_many])) == 1
