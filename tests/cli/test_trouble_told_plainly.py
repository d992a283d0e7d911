"""What stands in the way before any side is asked is told in a sentence, never as a traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

# Starting the program takes two seconds on an idle machine.
PATIENCE_SECONDS = 60


def run(home: Path, *words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """One command of `leafledger` in a home of its own."""
    return subprocess.run(
        [sys.executable, "-m", "leafledger.cli.main", *words],
        env={**os.environ, "LEAFLEDGER_HOME": str(home), **surroundings},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def test_a_database_that_is_away_ends_with_three(tmp_path: Path) -> None:
    away = run(tmp_path, "prove", LEAFLEDGER_DATABASE_URL="postgresql://nobody@127.0.0.1:9/books")
    assert away.returncode == 3
    assert "The database does not answer." in away.stderr
    assert "Traceback" not in away.stderr


def test_an_address_of_no_database_ends_with_two(tmp_path: Path) -> None:
    wrong = run(tmp_path, "prove", LEAFLEDGER_DATABASE_URL="somewhere")
    assert wrong.returncode == 2
    assert "LEAFLEDGER_DATABASE_URL is not the address of a database." in wrong.stderr


def test_a_setting_that_is_no_number_is_named(tmp_path: Path) -> None:
    wrong = run(tmp_path, "prove", LEAFLEDGER_PACE_FACTOR="fast")
    assert wrong.returncode == 2
    assert "LEAFLEDGER_PACE_FACTOR" in wrong.stderr


def test_a_taken_port_is_told_with_its_number(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = run(tmp_path, "serve", "--port", port)
    assert refused.returncode == 2
    assert f"Port {port} is taken" in refused.stderr
    assert "Traceback" not in refused.stderr
