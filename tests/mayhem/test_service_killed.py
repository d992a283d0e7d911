"""`leafledger serve` dies at ten random moments of a 300-order sync; nothing is lost or doubled."""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from leafledger.assembly import at_home
from tests.mayhem.kill import FASTER, Service
from tests.running import RunningSimulators, StartSimulators

KILLS = 10
SEED = 11
ORDERS = 300
FIRST_DAY = date(2020, 1, 1)
# Every other life ends at any moment after its start, the others in the midst of writing, however
# long this machine takes to get there.
ALIVE_SECONDS = (0.8, 3.4)
WRITING_SECONDS = (0.05, 0.9)
UNTIL_WRITING_SECONDS_MAX = 20.0
QUIET_SECONDS_MAX = 60.0


def _trade_up_to(running: RunningSimulators, orders: int) -> None:
    """Let the season go on until it has so many orders."""
    while len(running.snapshot("leaflink")["orders"]) < orders:
        running.control("leaflink", "/trade", {"events": 100})


def _markers(running: RunningSimulators) -> Counter[str]:
    """How many invoices carry the marker of each order, as QuickBooks has them."""
    notes = [str(one["PrivateNote"]) for one in _entities(running)["Invoice"]]
    return Counter(
        note.splitlines()[0].removeprefix("LeafLink order ")
        for note in notes
        if note.startswith("LeafLink order ")
    )


def _writes(running: RunningSimulators) -> int:
    """How many changes QuickBooks was asked for so far."""
    return int(running.control("quickbooks", "/events")["counts"]["by_cost_class"].get("core", 0))


def _wait_for_writing(running: RunningSimulators, before: int) -> None:
    """Wait until this life writes, or has nothing left to write."""
    deadline = time.monotonic() + UNTIL_WRITING_SECONDS_MAX
    while _writes(running) == before and time.monotonic() < deadline:
        time.sleep(0.05)


def _entities(running: RunningSimulators) -> Any:
    return running.snapshot("quickbooks")["entities"]


def _proof(service: Service) -> Any:
    return json.loads(service.run("prove", "--json").stdout)


@pytest.mark.mayhem
@pytest.mark.timeout(300)
def test_ten_kills_during_a_sync_leave_one_invoice_for_every_order(
    simulators: StartSimulators, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running, draw = simulators("season"), random.Random(SEED)
    for which in ("leaflink", "quickbooks"):
        running.control(which, "/limits", {"scale": FASTER})
    # A remote QuickBooks takes its time; without it, ten moments would not fit into the sync.
    slow = {"kind": "latency", "method": "POST", "path": "/v3/", "seconds": 0.12, "count": None}
    running.control("quickbooks", "/faults", slow)
    _trade_up_to(running, ORDERS)
    service = Service(tmp_path / "home")
    connected = service.run("connect", "--credentials", str(running.credentials_file), "--json")
    assert connected.returncode == 0, connected.stderr
    _begin_books(tmp_path / "home")
    posted = []
    for kill in range(KILLS):
        before = _writes(running)
        service.start()
        if kill % 2:
            _wait_for_writing(running, before)
            time.sleep(draw.uniform(*WRITING_SECONDS))
        else:
            time.sleep(draw.uniform(*ALIVE_SECONDS))
        service.kill()
        posted.append(len(_markers(running)))
    running.control("quickbooks", "/faults", {"clear": True})
    service.start()
    proof = _once_quiet(service)
    service.stop()
    found = _markers(running)
    doubled = [number for number, times in found.items() if times > 1]
    with capsys.disabled():
        told = f"{KILLS} kills; invoices after each: {posted}; in the end {len(found)}"
        sys.stdout.write(f"\n{told}\n")
    assert doubled == []
    assert proof["orders"] >= ORDERS * 2 // 3
    assert proof["holds"], proof
    assert proof["difference"] == "0.00"
    planted = running.snapshot("leaflink")["planted_questions"]
    assert proof["waiting"] == len(planted)
    assert posted[0] < posted[-1] <= len(found)
    assert _has_invoices_of_everything(proof, found)


def _begin_books(home: Path) -> None:
    """Name the first day; the service does the rest by itself, whoever kills it."""
    ledger = at_home(home)
    company = ledger.companies.all()[0]
    ledger.bell.open()
    ledger.companies.start_books(company.company, FIRST_DAY)
    ledger.parts(company).poller.poll(datetime.combine(FIRST_DAY, datetime.min.time(), UTC))
    ledger.close()


def _once_quiet(service: Service) -> Any:
    """The proof, once nothing is being worked on any more."""
    deadline = time.monotonic() + QUIET_SECONDS_MAX
    while True:
        proof = _proof(service)
        busy = [one for one in proof["details"] if "working on it" in one["why"]]
        if not busy:
            return proof
        assert time.monotonic() < deadline, f"{len(busy)} orders stay: {service.said[-2000:]}"
        time.sleep(0.5)


def _has_invoices_of_everything(proof: Any, found: Counter[str]) -> bool:
    wanted = [
        one["number"]
        for one in proof["details"]
        if one["standing"] == "proved" and one["leaflink"] != "0.00"
    ]
    return all(found[number] == 1 for number in wanted)
