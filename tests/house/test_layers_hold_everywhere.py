"""The stations import downwards only (.importlinter); the contracts hold on every commit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

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
