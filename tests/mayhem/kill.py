"""A `leafledger serve` of one's own, to be killed and started again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

# Faster than any real account allows; the simulators' limits are raised with it.
FASTER = 50
START_SECONDS_MAX = 60.0
LOOK_EVERY_SECONDS = 0.02


class Service:
    """`leafledger serve` as a process, in a home of its own. `said` is what it printed."""

    def __init__(self, home: Path, **surroundings: str) -> None:
        self._home = home
        self._said = home / "said.txt"
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **{name: value for name, value in os.environ.items() if "LEAFLEDGER" not in name},
            "LEAFLEDGER_HOME": str(home),
            "LEAFLEDGER_PACE_FACTOR": str(FASTER),
            "LEAFLEDGER_POLL_SECONDS": "1",
            **surroundings,
        }

    def start(self, *words: str) -> str:
        """Start it and wait until it says where it listens; the address."""
        self._home.mkdir(exist_ok=True, parents=True)
        with self._said.open("wb") as said:
            self._process = self._popen(words or ("serve", "--port", "0"), said)
        deadline = time.monotonic() + START_SECONDS_MAX
        while "\n" not in (spoken := self._said.read_text()) or not _address_in(spoken):
            assert self._process.poll() is None, f"it ended: {spoken}"
            assert time.monotonic() < deadline, f"it never began to serve: {spoken}"
            time.sleep(LOOK_EVERY_SECONDS)
        return _address_in(spoken)

    def kill(self) -> None:
        """SIGKILL: no goodbye, nothing is finished, nothing is written."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """End it as a service is ended."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait(30)
        self._process = None

    @property
    def said(self) -> str:
        """What it printed since it was started last."""
        return self._said.read_text()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same home, to its end."""
        return subprocess.run(
            _command(words), env=self.environment, capture_output=True, text=True, check=False,
            timeout=110,
        )  # fmt: skip

    def _popen(self, words: Sequence[str], said: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            _command(words), env=self.environment, stdin=subprocess.DEVNULL, stdout=said,
            stderr=subprocess.STDOUT,
        )  # fmt: skip


def _command(words: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "leafledger.cli.main", *words]


def _address_in(spoken: str) -> str:
    """The address of the dashboard that `serve` prints."""
    found = [word for word in spoken.split() if word.startswith("http://127.0.0.1:")]
    return found[0] if found else ""
