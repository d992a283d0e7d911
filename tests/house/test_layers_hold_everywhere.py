"""The stations import downwards only (.importlinter); the contracts hold on every commit."""

from __future__ import annotations

import configparser
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.house.tree import (
    NOT_A_RULE,
    ROOT,
    RULES_FOLDER,
    Source,
    planted,
    report,
    sources,
)

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
SECONDS_MAX = 60

BREACH = """
[importlinter]
root_package = planted

[importlinter:contract:layers]
name = Deciding knows nothing of doors
type = layers
layers =
    planted.door
    planted.deciding
"""


def test_every_import_contract_holds() -> None:
    linted = lint_imports(ROOT)
    assert linted.returncode == 0, (
        "An import goes against the stations. Move the code to the station it belongs to, or hand "
        f"the value over as an argument; the contracts are in .importlinter.\n{linted.stdout}"
        f"{linted.stderr}"
    )


def test_every_posting_rule_is_kept_apart_from_the_others() -> None:
    contracts = (ROOT / ".importlinter").read_text("utf-8")
    report(
        "A posting rule is missing from [importlinter:contract:rules] in .importlinter, so nothing "
        "keeps it apart from the other rules. Add its module there.",
        rules_not_kept_apart(sources(RULES_FOLDER), contracts),
    )


def test_a_rule_outside_the_contract_is_found() -> None:
    contracts = "[importlinter:contract:rules]\nmodules =\n    leafledger.bookkeeping.rules.taxes\n"
    rules = [planted("", f"{RULES_FOLDER}/{name}.py") for name in ("taxes", "freight", "contract")]
    assert rules_not_kept_apart(rules, contracts) == ["leafledger.bookkeeping.rules.freight"]


def test_an_import_going_up_is_found(tmp_path: Path) -> None:
    package = tmp_path / "planted"
    package.mkdir()
    (tmp_path / ".importlinter").write_text(BREACH)
    (package / "__init__.py").write_text("")
    (package / "door.py").write_text("")
    (package / "deciding.py").write_text("from planted import door\n")
    linted = lint_imports(tmp_path)
    assert linted.returncode == 1
    assert "planted.deciding is not allowed to import planted.door" in linted.stdout


def rules_not_kept_apart(rules: Iterable[Source], contracts: str) -> list[str]:
    """Rule modules that the contract of independent rules does not list."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(contracts)
    listed = parser["importlinter:contract:rules"]["modules"].split()
    return [
        rule.module
        for rule in rules
        if rule.path.name not in NOT_A_RULE and rule.module not in listed
    ]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Import Linter over a folder, as `make imports` does."""
    return subprocess.run(
        [str(LINT_IMPORTS), "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS_MAX,
    )
