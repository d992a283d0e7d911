"""Only `settings.py` reads the environment; only `assembly.py` reads settings (rule 11)."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import pytest

from tests.house.tree import PRODUCT, Source, imported_modules, planted, report, sources

SETTINGS = f"{PRODUCT}/settings.py"
ASSEMBLY = f"{PRODUCT}/assembly.py"
READS_OF_THE_ENVIRONMENT = ("os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv")


def environment_reads(files: Iterable[Source]) -> list[str]:
    """Places outside settings.py that read the environment, also through a CLI option."""
    found = []
    for file in files:
        if str(file.path) == SETTINGS:
            continue
        found += [
            f"{file.path}:{line} imports {name}"
            for line, name in imported_modules(file)
            if name in READS_OF_THE_ENVIRONMENT
        ]
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in READS_OF_THE_ENVIRONMENT:
                found.append(f"{file.path}:{node.lineno} {ast.unparse(node)}")
            elif isinstance(node, ast.keyword) and node.arg == "envvar":
                found.append(f"{file.path}:{node.lineno} an option with envvar=")
    return found


def settings_imports(files: Iterable[Source]) -> list[str]:
    """Places outside assembly.py that import the settings."""
    return [
        f"{file.path}:{line} imports {name}"
        for file in files
        if str(file.path) not in {SETTINGS, ASSEMBLY}
        for line, name in imported_modules(file)
        if name == "leafledger.settings" or name.startswith("leafledger.settings.")
    ]


def test_only_settings_read_the_environment() -> None:
    report(
        "The environment is read outside settings.py. Take the value as an argument and let "
        "assembly.py hand it over.",
        environment_reads(sources("src")),
    )


def test_only_assembly_imports_the_settings() -> None:
    report(
        "Settings are imported outside assembly.py. Take what you need as arguments.",
        settings_imports(sources(PRODUCT)),
    )


@pytest.mark.parametrize(
    "code",
    [
        "import os\nrealm = os.environ['QBO_REALM']",
        "from os import getenv\nrealm = getenv('QBO_REALM')",
        "home = Option(envvar='LEAFLEDGER_HOME')",
    ],
)
def test_a_read_of_the_environment_is_found(code: str) -> None:
    assert len(environment_reads([planted(code)])) == 1
    assert environment_reads([planted(code, SETTINGS)]) == []


@pytest.mark.parametrize(
    "code",
    [
        "import leafledger.settings",
        "from leafledger import settings",
        "from leafledger.settings import Settings",
        "from . import settings",
        "from .settings import Settings",
    ],
)
def test_an_import_of_the_settings_is_found(code: str) -> None:
    assert len(settings_imports([planted(code, "src/leafledger/engine.py")])) == 1
    assert settings_imports([planted(code, ASSEMBLY)]) == []
