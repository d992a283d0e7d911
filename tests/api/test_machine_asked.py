"""The machines' door: webhooks, health and metrics, by status and by text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from leafledger.api.app import BODY_BYTES_MAX, machine_routes
from leafledger.assembly import LeafLedger
from leafledger.intake.credentials import read_credentials
from leafledger.settings import read_settings
from leafledger_simulators.leaflink.webhooks import signature
from tests.running import RunningSimulators, StartSimulators


class Door:
    """A connected ledger behind its machine routes; nobody works, so marks stay to be seen."""

    def __init__(self, running: RunningSimulators, home: Path) -> None:
        self.running = running
        self.ledger = LeafLedger(read_settings({"LEAFLEDGER_HOME": str(home)}))
        self.company = self.ledger.connect(read_credentials(running.credentials_file)).company
        self.ledger.bell.open()
        self.is_working = True
        app = FastAPI()
        app.include_router(machine_routes(self.ledger, is_working=lambda: self.is_working))
        self.http = TestClient(app)

    def hook(self, raw: bytes, *, key: str | None = None, company: str = "") -> int:
        """Post a LeafLink webhook; the status of the answer."""
        signed = signature(key or self.running.leaflink["webhook_key"], raw)
        path = f"/hooks/leaflink/{company or self.company.company}"
        return self.http.post(path, content=raw, headers={"LL-Signature": signed}).status_code

    def waiting(self) -> int:
        """How many marks there are."""
        return self.ledger.marks.waiting(self.company.company)


@pytest.fixture
def door(simulators: StartSimulators, tmp_path: Path) -> Iterator[Door]:
    door = Door(simulators("sample"), tmp_path)
    yield door
    door.http.close()
    door.ledger.close()


def _notice(number: str = "6f9619ff-8b86-d011-b42d-00cf4fc964ff") -> bytes:
    return json.dumps({"action": "edit", "type": "order", "data": {"number": number}}).encode()


def test_a_signed_webhook_is_accepted_and_marks_its_order(door: Door) -> None:
    assert door.hook(_notice()) == 202
    assert door.waiting() == 1


def test_what_is_refused_has_a_status_of_its_own_and_marks_nothing(door: Door) -> None:
    assert door.hook(_notice(), key="wrong") == 401
    assert door.hook(_notice(), company="nobody") == 404
    assert door.hook(b"not json") == 400
    assert door.hook(b" " * (BODY_BYTES_MAX + 1)) == 413
    assert door.waiting() == 0


def test_quickbooks_webhooks_are_refused_without_their_signature(door: Door) -> None:
    unsigned = door.http.post("/hooks/quickbooks", content=b"[]")
    assert unsigned.status_code == 401
    forged = door.http.post("/hooks/quickbooks", content=b"[]", headers={"intuit-signature": "x"})
    assert forged.status_code == 401


def test_ready_means_that_somebody_works(door: Door) -> None:
    assert door.http.get("/healthz").status_code == 200
    assert door.http.get("/readyz").status_code == 200
    door.is_working = False
    assert door.http.get("/readyz").status_code == 503


def test_metrics_tell_of_webhooks_marks_and_holds_and_of_no_secret(door: Door) -> None:
    door.hook(_notice())
    door.hook(_notice(), key="wrong")
    door.ledger.companies.hold(door.company.company, "Connect again.")
    text = door.http.get("/metrics").text
    name = door.company.company
    assert f'leafledger_marks{{company="{name}"}} 1.0' in text
    assert f'leafledger_held{{company="{name}"}} 1.0' in text
    assert 'event="leaflink webhook wrong signature"} 1.0' in text
    for secret in (door.running.leaflink["api_key"], door.running.quickbooks["access_token"]):
        assert secret not in text
