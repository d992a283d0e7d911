"""No commit names a package registry or the machine it was made on.

The libraries are locked by name, version and hash (docs/decisions/0006-locked-requirements.md):
whoever installs brings a registry of their own.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest

from tests.house.tree import committed_files, report

# Written by parts, so that this file does not find itself.
USUAL_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("proxy", "golang", "org"),
        ("static", "crates", "io"),
    )
)
LOCKS_WITH_HOSTS = frozenset({"uv.lock", "poetry.lock", "pdm.lock", "package-lock.json"})
LOOPBACK = frozenset({"localhost", "127.0.0.1"})


def hosts_named(text: str, where: str, hosts: Iterable[str]) -> list[str]:
    """Lines that name a registry."""
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(host)}(?![\w-])" for host in hosts))
    return [
        f"{where}:{number} {match.group()}"
        for number, line in enumerate(text.splitlines(), 1)
        if (match := pattern.search(line))
    ]


def addresses_in_requirements(text: str, where: str) -> list[str]:
    """Lines of a requirements file that hold an address or choose an index."""
    return [
        f"{where}:{number} {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if "://" in line or line.lstrip().startswith(("-i", "--index", "--extra", "--find"))
    ]


def hosts_of_this_machine() -> list[str]:
    """The registries pip is set up with here, so that they do not slip into a lock either."""
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    named = {urlsplit(address).hostname for address in re.findall(r"https?://[^\s'\"]+", listing)}
    return sorted(host for host in named if host and host not in LOOPBACK)


def test_no_committed_file_names_a_registry() -> None:
    hosts = [*USUAL_HOSTS, *hosts_of_this_machine()]
    report(
        "A committed file names a package registry. Take the host out; after `make lock` the "
        "requirements hold names, versions and hashes only.",
        [
            finding
            for path in committed_files()
            for finding in hosts_named(path.read_text("utf-8", errors="replace"), path.name, hosts)
        ],
    )


def test_the_locked_requirements_hold_no_address() -> None:
    report(
        "A requirements file holds an address. Make it again with `make lock`.",
        [
            finding
            for path in committed_files()
            if path.name.startswith("requirements") and path.suffix == ".txt"
            for finding in addresses_in_requirements(path.read_text("utf-8"), path.name)
        ],
    )


def test_no_lock_file_with_hosts_is_committed() -> None:
    report(
        "A lock file that names hosts is committed. Remove it and use `make lock`.",
        [path.name for path in committed_files() if path.name in LOCKS_WITH_HOSTS],
    )


@pytest.mark.parametrize("host", USUAL_HOSTS)
def test_a_named_registry_is_found(host: str) -> None:
    line = f'url = "https://{host}/simple"'
    assert hosts_named(line, "uv.lock", USUAL_HOSTS) == [f"uv.lock:1 {host}"]
    assert hosts_named(f"not{host}", "page.md", USUAL_HOSTS) == []


@pytest.mark.parametrize("line", ["--index-url x", "-i x", "dbos @ https://host/dbos.whl"])
def test_an_address_in_the_requirements_is_found(line: str) -> None:
    assert len(addresses_in_requirements(f"dbos==3.4.0\n{line}\n", "requirements.txt")) == 1
