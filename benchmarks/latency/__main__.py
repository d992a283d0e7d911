"""From the webhook to the invoice: `python -m benchmarks.latency [ORDERS]`.

One order after the other is accepted on the simulated LeafLink while `leafledger serve` runs, at
the APIs' real limits. Measured from the end of the call that accepts it (its webhook has left) to
the moment the simulated QuickBooks has the invoice. Where the time goes is read off the calls:
until LeafLink is looked at, until QuickBooks is written to, and the writing itself.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.mayhem.kill import Service
from tests.running import RunningSimulators, Which

from leafledger.assembly import at_home
from leafledger.intake.companies import Company

ORDERS = 100
WRITTEN = Path("build/bench/latency.json")
PATIENCE_SECONDS = 20.0
LOOK_EVERY_SECONDS = 0.005
# Between two orders, so that each is measured alone: LeafLink allows 4.5 calls a second in the long
# run, and looking at an order takes two or three.
PAUSE_SECONDS = 0.7


def main() -> None:
    """Measure, print and write down."""
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else ORDERS
    with tempfile.TemporaryDirectory() as folder:
        running = RunningSimulators(Path(folder), "sample", 1)
        running.start()
        service = Service(Path(folder) / "home", LEAFLEDGER_PACE_FACTOR="1")
        try:
            rows = _measure(running, service, Path(folder) / "home", orders)
        finally:
            service.stop()
            running.stop()
    result = _told(rows)
    WRITTEN.parent.mkdir(parents=True, exist_ok=True)
    WRITTEN.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    _print(result)


def _measure(
    running: RunningSimulators, service: Service, home: Path, orders: int
) -> list[dict[str, float]]:
    connected = service.run("connect", "--credentials", str(running.credentials_file))
    assert connected.returncode == 0, connected.stderr
    company = _company(home)
    address = service.start()
    hook = {"url": f"{address}hooks/leaflink/{company.company}"}
    running.control("leaflink", "/webhooks", hook)
    # The first makes customer and item; it is not counted.
    placed = [_place(running) for _ in range(orders + 1)]
    _one(running, placed[0])
    return [_one(running, number) for number in placed[1:]]


def _company(home: Path) -> Company:
    """The company, its books begun long ago."""
    ledger = at_home(home)
    try:
        company = ledger.companies.all()[0]
        ledger.companies.start_books(company.company, datetime(2020, 1, 1, tzinfo=UTC).date())
        return company
    finally:
        ledger.close()


def _place(running: RunningSimulators) -> str:
    """An order that waits to be accepted."""
    snapshot = running.control("leaflink", "/orders", {"action": "place", **_cart(running)})
    return str(snapshot["number"])


def _cart(running: RunningSimulators) -> dict[str, Any]:
    if running not in _carts:
        snapshot = running.snapshot("leaflink")
        product = next(p for p in snapshot["products"] if p["listing_state"] == "Available")
        customer = snapshot["customers"][0]
        _carts[running] = {
            "customer": customer["id"],
            "lines": [{"product": product["id"], "cases": 2}],
            "taxed": False,
        }
    return _carts[running]


_carts: dict[RunningSimulators, dict[str, Any]] = {}


def _one(running: RunningSimulators, number: str) -> dict[str, float]:
    """Accept one order; the seconds until each of its calls was answered."""
    time.sleep(PAUSE_SECONDS)
    since = {which: _newest(running, which) for which in ("leaflink", "quickbooks")}
    step = {"action": "transition", "number": number, "verb": "accept"}
    running.control("leaflink", "/orders", step)
    accepted = time.time()
    deadline = time.monotonic() + PATIENCE_SECONDS
    written: list[Any] = []
    while not written:
        assert time.monotonic() < deadline, f"no invoice came for {number}"
        time.sleep(LOOK_EVERY_SECONDS)
        events = _since(running, "quickbooks", since["quickbooks"])
        written = [one for one in events if one["path"].endswith("/invoice")]
    looked = _since(running, "leaflink", since["leaflink"])
    invoice = _instant(written[0])
    return {
        "total": invoice - accepted,
        "until_first_look": _instant(looked[0]) - accepted,
        "until_last_look": _instant(looked[-1]) - accepted,
        "writing": float(written[0]["duration_ms"]) / 1000,
    }


def _newest(running: RunningSimulators, which: Which) -> int:
    events = running.control(which, "/events")["events"]
    return int(events[-1]["sequence"]) if events else 0


def _since(running: RunningSimulators, which: Which, sequence: int) -> list[Any]:
    found: list[Any] = running.control(which, f"/events?since={sequence}")["events"]
    return found


def _instant(event: Any) -> float:
    return datetime.fromisoformat(event["time"]).timestamp()


def _told(rows: list[dict[str, float]]) -> dict[str, Any]:
    told: dict[str, Any] = {"orders": len(rows)}
    for name in rows[0]:
        values = sorted(row[name] for row in rows)
        told[name] = {
            "median_seconds": round(statistics.median(values), 4),
            "p95_seconds": round(values[int(len(values) * 0.95)], 4),
            "slowest_seconds": round(values[-1], 4),
        }
    return told


def _print(result: dict[str, Any]) -> None:
    print(f"Webhook to invoice, {result['orders']} orders one after the other, in seconds:")
    print(f"{'':18}{'median':>10}{'95 %':>10}{'slowest':>10}")
    for name, figures in result.items():
        if name == "orders":
            continue
        shown = "".join(f"{figures[key]:>10.3f}" for key in figures)
        print(f"{name.replace('_', ' '):18}{shown}")


if __name__ == "__main__":
    main()
