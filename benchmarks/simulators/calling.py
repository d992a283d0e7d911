"""A client that costs little: raw HTTP on kept connections, and the simulators to call."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2

START_SECONDS_MAX = 30
CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Call:
    """One request as bytes, with what a client must know to send it."""

    host: str
    port: int
    raw: bytes


def call(method: str, address: str, headers: dict[str, str], body: bytes = b"") -> Call:
    """A request on a kept connection."""
    parts = urlsplit(address)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"{method} {target} HTTP/1.1", f"host: {parts.netloc}", f"content-length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    raw = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
    assert parts.hostname is not None
    assert parts.port is not None
    return Call(parts.hostname, parts.port, raw)


def first_customer(market: dict[str, Any], headers: dict[str, str]) -> str:
    """The address of a LeafLink customer."""
    address = f"{market['base_url'].rstrip('/')}/customers/"
    answer = httpx2.get(address, headers=headers, trust_env=False)
    answer.raise_for_status()
    return f"{address}{answer.json()['results'][0]['id']}/"


async def _one_connection(what: Call, count: int) -> None:
    reader, writer = await asyncio.open_connection(what.host, what.port)
    for _ in range(count):
        writer.write(what.raw)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")):
            raise RuntimeError(head.decode())
        lower = head.lower()
        at = lower.index(b"content-length:") + len(b"content-length:")
        await reader.readexactly(int(lower[at : lower.index(b"\r\n", at)]))
    writer.close()


async def repeat(what: Call, count: int) -> float:
    """Send a request so many times over a few connections. The seconds it took."""
    began = time.perf_counter()
    shares = [count // CONNECTIONS] * CONNECTIONS
    await asyncio.gather(*(_one_connection(what, share) for share in shares))
    return time.perf_counter() - began


@dataclass
class Running:
    """Both simulators in one process, which has one core's worth of Python."""

    credentials: dict[str, Any]
    process_id: int

    def cpu_seconds(self) -> float:
        """What the process has used of its core so far."""
        fields = Path(f"/proc/{self.process_id}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def running() -> Iterator[Running]:
    """The simulators with the sample data and without limits, until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "credentials.json"
        words = [sys.executable, "-m", "leafledger_simulators", "--credentials", str(file)]
        process = subprocess.Popen([*words, "--dataset", "sample"])
        try:
            deadline = time.monotonic() + START_SECONDS_MAX
            while not file.exists():
                if time.monotonic() > deadline or process.poll() is not None:
                    raise RuntimeError("the simulators did not start")
                time.sleep(0.05)
            credentials = json.loads(file.read_text())
            for one in credentials.values():
                address = one["control_url"] + "/limits"
                httpx2.post(address, json={"enabled": False}, trust_env=False).raise_for_status()
            yield Running(credentials, process.pid)
        finally:
            process.terminate()
            process.wait(START_SECONDS_MAX)
