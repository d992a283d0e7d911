"""Walks the pages as a browser does: signs in, asks each address some times, keeps what it took."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from benchmarks.pages.filling import PASSWORD, SIGN_IN

TIMEOUT_SECONDS = 120
# A page, or one that leads on to the page where somebody stands in the set-up.
SHOWN = {200, 303}
MS_MAX, BYTES_MAX = 300, 300_000
# An export of everything takes many seconds, and only its beginning is judged.
EXPORTS_ASKED_MAX = 3


@dataclass(frozen=True, slots=True)
class Walked:
    """What one address took. `cpu_ms` is the server's own time up to its answer's beginning.

    `first_ms` is the 95th percentile up to the first byte: what counts for an export.
    """

    address: str
    status: int
    median_ms: float
    p95_ms: float
    first_ms: float
    cpu_ms: float
    bytes: int
    statements: int
    is_export: bool

    @property
    def holds(self) -> bool:
        """Whether it keeps what we promised; an export only begins within the time."""
        if self.is_export:
            return self.first_ms < MS_MAX
        return self.p95_ms < MS_MAX and self.bytes < BYTES_MAX


class Browser:
    """One connection of somebody who is signed in."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
        self._cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        """Fill the sign-in form in and send it."""
        page = self.ask("/sign-in")[1].decode()
        token = page.split('name="form_token" value="', 1)[1].split('"', 1)[0]
        form = urlencode({"form_token": token, "sign_in": SIGN_IN, "password": PASSWORD})
        answer, _, _ = self.ask("/sign-in", form)
        if answer.status != 303:
            raise SystemExit("The benchmark could not sign in.")

    def ask(self, address: str, form: str = "") -> tuple[http.client.HTTPResponse, bytes, float]:
        """One request; the answer, its body, and the seconds up to its beginning."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self._connection.request("POST" if form else "GET", address, form or None, headers)
        answer = self._connection.getresponse()
        first = time.perf_counter() - began
        body = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, kept = value.split(";", 1)[0].partition("=")
                self._cookies[key] = kept
        return answer, body, first

    def walk(self, address: str, requests: int) -> Walked:
        """Ask an address some times, after once to warm it up; an export fewer times.

        Raises: SystemExit if it fails.
        """
        answer, _, _ = self.ask(address)
        is_export = answer.headers.get("content-disposition", "").startswith("attachment")
        requests = min(requests, EXPORTS_ASKED_MAX) if is_export else requests
        whole, firsts, used = [], [], []
        for _ in range(requests):
            began = time.perf_counter()
            answer, body, first = self.ask(address)
            if answer.status not in SHOWN:
                raise SystemExit(f"{address} answered {answer.status}, so it was not measured.")
            whole.append((time.perf_counter() - began) * 1000)
            firsts.append(first * 1000)
            used.append(float(answer.headers["x-cpu-ms"]))
        return Walked(
            address, answer.status, round(median(whole), 1), round(_p95(whole), 1),
            round(_p95(firsts), 1), round(median(used), 1), len(body),
            int(answer.headers["x-statements"]), is_export,
        )  # fmt: skip


@contextmanager
def dashboard(home: Path, url: str) -> Iterator[tuple[int, int]]:
    """The dashboard over a database in a process of its own; its port and its process."""
    command = [sys.executable, "-m", "benchmarks.pages.serving", str(home), url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline()), process.pid
        finally:
            process.terminate()


def _p95(found: list[float]) -> float:
    return quantiles(found, n=20)[-1] if len(found) > 1 else found[0]
