"""Both simulators as a person would start them: a process of their own, ports of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Literal, Protocol

import httpx2

Which = Literal["leaflink", "quickbooks"]
Dataset = Literal["empty", "sample", "season"]

# A pair starts in half a second on two idle cores; a busy machine may take many times that.
START_SECONDS_MAX = 60
# uvicorn finishes open calls for one second after the signal.
STOP_SECONDS_MAX = 10
CONTROL_SECONDS_MAX = 60
LOOK_EVERY_SECONDS = 0.02
# uvicorn hangs up after five idle seconds; a call must never meet that.
SHORT_KEPT = httpx2.Limits(keepalive_expiry=1.0)


class NotStarted(AssertionError):
    """The simulators ended, or stayed silent, before they wrote their credentials."""


class RunningSimulators:
    """A pair of simulators on free loopback ports, and the key to their control rooms.

    `credentials_file` is what `leafledger connect --credentials` takes.
    """

    def __init__(self, folder: Path, dataset: Dataset, seed: int) -> None:
        self.dataset = dataset
        self.seed = seed
        self.credentials_file = folder / "credentials.json"
        self._said = folder / "simulators.txt"
        self._process: subprocess.Popen[bytes] | None = None
        self._credentials: dict[str, dict[str, str]] = {}
        self._http = httpx2.Client(timeout=CONTROL_SECONDS_MAX, trust_env=False, limits=SHORT_KEPT)

    def start(self) -> None:
        """Start both and wait until they answer. Raises: NotStarted with what they said."""
        self.credentials_file.unlink(missing_ok=True)
        with self._said.open("wb") as said:
            self._process = self._popen(said)
        deadline = time.monotonic() + START_SECONDS_MAX
        while not self.credentials_file.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise NotStarted(f"the simulators did not start:\n{self._said.read_text()}")
            time.sleep(LOOK_EVERY_SECONDS)
        self._credentials = json.loads(self.credentials_file.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End the process that `start` began, and no other."""
        self._http.close()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOP_SECONDS_MAX)
        self._process = None

    @property
    def alive(self) -> bool:
        """Whether the process still runs; a test may have killed it."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process both simulators live in."""
        assert self._process is not None, "the simulators are not running"
        return self._process.pid

    @property
    def leaflink(self) -> Mapping[str, str]:
        """How to reach the marketplace: base_url, api_key, company_id, webhook_key, control_url."""
        return self._credentials["leaflink"]

    @property
    def quickbooks(self) -> Mapping[str, str]:
        """How to reach the books: base_url, realm_id, client, tokens, control_url."""
        return self._credentials["quickbooks"]

    def control(self, which: Which, path: str, body: object = None) -> Any:
        """Ask a control room: a GET without a body, a POST with one. Fractions are Decimal."""
        address = self._credentials[which]["control_url"].rstrip("/") + path
        if body is None:
            answer = self._http.get(address)
        else:
            answer = self._http.post(address, content=json.dumps(body, default=_number))
        assert answer.is_success, f"{which} {path}: {answer.status_code} {answer.text}"
        return json.loads(answer.text, parse_float=Decimal)

    def snapshot(self, which: Which) -> Any:
        """All state of one simulator."""
        return self.control(which, "/snapshot")

    def reset(self) -> None:
        """Everything back to the beginning: data, clock, limits, faults, switches, events."""
        for which in ("leaflink", "quickbooks"):
            self.control(which, "/limits", {"scale": 1, "enabled": True})
            self.control(which, "/reset", {"dataset": self.dataset, "seed": self.seed})

    def _popen(self, said: IO[bytes]) -> subprocess.Popen[bytes]:
        words = ["--dataset", self.dataset, "--seed", str(self.seed)]
        words += ["--credentials", str(self.credentials_file)]
        return subprocess.Popen(
            [sys.executable, "-m", "leafledger_simulators", *words],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )


class StartSimulators(Protocol):
    """The `simulators` fixture: a pair at the very beginning of a dataset."""

    def __call__(self, dataset: Dataset = "sample", seed: int = 1) -> RunningSimulators:
        """The pair, started or set back."""


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"a control room takes JSON, not {type(value).__name__}")
