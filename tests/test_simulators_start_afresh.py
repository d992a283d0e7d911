"""Each test meets the simulators as if nobody had been there before."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from tests.running import NotStarted, RunningSimulators, StartSimulators, Which

pytestmark = pytest.mark.server

BOTH: tuple[Which, Which] = ("leaflink", "quickbooks")


@pytest.mark.parametrize("which", BOTH)
def test_a_second_test_finds_no_trace_of_the_first(
    simulators: StartSimulators, which: Which
) -> None:
    running = simulators("sample")
    untouched = _state(running, which)
    running.control(which, "/clock", {"freeze": True})
    running.control(which, "/clock", {"advance_seconds": 86_400})
    running.control(which, "/faults", {"kind": "status", "count": None})
    running.control(which, "/limits", {"scale": 100, "enabled": False})
    limit = running.control(which, "/limits")["limits"][0]
    running.control(which, "/limits", {"name": limit["name"], "limit": 1})
    assert _state(running, which) != untouched

    again = simulators("sample")

    assert again.pid == running.pid
    assert _state(again, which) == untouched


def test_the_credentials_open_both_apis_after_a_reset(simulators: StartSimulators) -> None:
    simulators("sample")
    running = simulators("sample")
    seller, books = running.leaflink, running.quickbooks
    orders = httpx2.get(
        seller["base_url"] + "orders-received/",
        headers={"Authorization": f"App {seller['api_key']}"},
        trust_env=False,
    )
    company = httpx2.get(
        f"{books['base_url']}/v3/company/{books['realm_id']}/companyinfo/{books['realm_id']}",
        headers={"Authorization": f"Bearer {books['access_token']}", "Accept": "application/json"},
        trust_env=False,
    )
    assert (orders.status_code, company.status_code) == (200, 200)


def test_a_killed_pair_is_started_again(simulators: StartSimulators) -> None:
    running = simulators("empty", seed=7)
    first = running.pid
    running.stop()
    assert simulators("empty", seed=7).pid != first


def test_a_pair_that_cannot_start_says_why(tmp_path: Path) -> None:
    pair = RunningSimulators(tmp_path, "summer", 1)  # type: ignore[arg-type]
    with pytest.raises(NotStarted, match="invalid choice: 'summer'"):
        pair.start()


def _state(running: RunningSimulators, which: Which) -> object:
    clock = running.control(which, "/clock")
    return (
        clock["frozen"],
        clock["now"][:10],
        running.control(which, "/faults")["faults"],
        running.control(which, "/limits")["limits"],
        running.control(which, "/switches")["switches"],
        running.control(which, "/events")["events"],
    )
