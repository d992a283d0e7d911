"""No key and no token is ever printed, logged or left readable in the home."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.cli.command_line import LONG_AGO, CommandLine

TOO_OLD = {"kind": "status", "path": "/v3/company/", "status": 401, "body": {}}


def test_a_run_whose_tokens_were_renewed_shows_none_of_them(connected: CommandLine) -> None:
    at_first = connected.tokens()
    connected.running.control("quickbooks", "/faults", TOO_OLD)
    connected.run("sync", "--order", connected.accepted()["number"])
    connected.run("prove", "--all")
    connected.run("explain", connected.accepted()["number"])
    now = connected.tokens()
    assert now[0] != at_first[0]
    files = [path for path in connected.home.rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files)
    for secret in (*at_first, *now, *connected.secrets().values()):
        assert secret not in connected.said
        assert secret.encode() not in kept


def test_the_installed_command_prints_one_value_and_no_secret(connected: CommandLine) -> None:
    """As a process of its own, where the engine's library may print what it likes."""
    ended = subprocess.run(
        [sys.executable, "-m", "leafledger.cli.main", "sync", "--since", LONG_AGO, "--json"],
        env={**os.environ, **connected.environment}, capture_output=True, text=True, check=False,
        timeout=100,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("{")
    assert ended.stdout.rstrip().endswith("}")
    for secret in connected.secrets().values():
        assert secret not in ended.stdout + ended.stderr
