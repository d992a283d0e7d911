"""Reads the tree for the house tests: which files there are, what stands in them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = "src/leafledger"
SIMULATORS = "src/leafledger_simulators"
CODE_FOLDERS = ("src", "tests", "benchmarks")

RULES_FOLDER = f"{PRODUCT}/bookkeeping/rules"
# What rules are made of and where they are kept; neither posts anything itself.
NOT_A_RULE = frozenset({"__init__.py", "contract.py", "rulebook.py"})

# What tools leave behind; it is in .gitignore and no person wrote it.
LEFT_BY_TOOLS = frozenset({"__pycache__", "build", "dist", "node_modules"})

Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file: its path below the root, and its text."""

    path: PurePosixPath
    text: str

    @property
    def tree(self) -> ast.Module:
        """The parsed file; parsed once, however many rules look at it."""
        return _parsed(self.text, str(self.path))

    @property
    def module(self) -> str:
        """The name the file is imported by, for example `leafledger.figures.money`."""
        parts = [part for part in self.path.with_suffix("").parts if part != "src"]
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def planted(text: str, path: str = "src/leafledger/planted.py") -> Source:
    """A file that exists only inside a test, to show that a rule can find something."""
    return Source(PurePosixPath(path), text)


def sources(*folders: str) -> list[Source]:
    """Every Python file below the folders, in order; a folder that is not there is empty."""
    return [
        Source(PurePosixPath(path.relative_to(ROOT)), _text(path))
        for folder in folders
        for path in files_below(folder, "*.py")
    ]


def files_below(folder: str, pattern: str) -> list[Path]:
    """Files matching a pattern below a folder of the tree, without what tools leave behind."""
    found = (ROOT / folder).rglob(pattern) if (ROOT / folder).is_dir() else iter(())
    return sorted(path for path in found if path.is_file() and not _left_by_a_tool(path))


def documents() -> list[Path]:
    """The pages whose links and names the house keeps true."""
    return [*sorted(ROOT.glob("*.md")), *files_below("docs", "*.md")]


def definitions(tree: ast.Module) -> Iterator[Definition]:
    """Every function and method in a file, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported_modules(source: Source) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a file imports, each name of `from` on its own."""
    package = source.module.split(".")
    if source.path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            for name in node.names:
                yield node.lineno, f"{start}.{name.name}"


def committed_files() -> list[Path]:
    """Every file git knows; in an unpacked archive without git, every file that is there."""
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0:
        named = (ROOT / name for name in listing.stdout.split("\0") if name)
        return [path for path in named if path.is_file()]
    return [path for path in sorted(ROOT.rglob("*")) if path.is_file() and not _hidden(path)]


def report(rule: str, findings: Iterable[str]) -> None:
    """Fail with the rule, what to do about it, and every place that breaks it."""
    listed = sorted(findings)
    assert not listed, "\n".join([rule, *(f"  {finding}" for finding in listed)])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _left_by_a_tool(path: Path) -> bool:
    return bool(LEFT_BY_TOOLS.intersection(path.relative_to(ROOT).parts))


def _hidden(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return _left_by_a_tool(path) or any(part.startswith(".") for part in parts[:-1])


@cache
def _parsed(text: str, name: str) -> ast.Module:
    return ast.parse(text, name)
