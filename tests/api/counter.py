"""A company with a few orders posted, and the REST API over it, for programs of every role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from leafledger.api.rest import create_api
from leafledger.assembly import LeafLedger
from leafledger.intake.companies import Company
from leafledger.intake.credentials import read_credentials
from leafledger.intake.marks import Subject, Why
from leafledger.intake.seen import System
from leafledger.people.roles import Role, Scope
from leafledger.reports.aging import KEPT_AS, ask_for_aging
from leafledger.reports.kept import KeptReports
from tests.running import RunningSimulators

PASSWORD = "four plain words here"


@dataclass
class Counter:
    """A connected ledger with a few orders posted, and the API over it."""

    ledger: LeafLedger
    company: Company
    running: RunningSimulators
    app: FastAPI
    posted: str

    @property
    def base(self) -> str:
        return f"/v1/companies/{self.company.company}"

    @property
    def a_customer(self) -> str:
        """LeafLink's number of any customer that was seen."""
        seen = self.ledger.seen.all(self.company.company, System.LEAFLINK, "customer")
        return min(seen)

    def token(self, *scopes: Scope, role: Role = Role.OWNER) -> str:
        """A new token for the person of a role."""
        name = f"program {len(self.ledger.gate.tokens.all()) + 1}"
        person = self.ledger.gate.register.find(role)
        return self.ledger.gate.tokens.add(name, person, scopes)[1]

    def client(self, token: str = "") -> TestClient:
        """A program; with a token where one is given."""
        said = {"Authorization": f"Bearer {token}"} if token else {}
        return TestClient(self.app, headers=said, raise_server_exceptions=False)


def opened(ledger: LeafLedger, running: RunningSimulators) -> Counter:
    for role in Role:
        ledger.gate.register.add(f"{role.capitalize()} Person", role, role, PASSWORD)
    company = ledger.connect(read_credentials(Path(running.credentials_file))).company
    ledger.companies.start_books(company.company, date(2020, 1, 1))
    company = ledger.companies.find(company.company)
    orders = running.snapshot("leaflink")["orders"]
    accepted = [str(one["number"]) for one in orders if one["status"] == "Accepted"][:3]
    with ledger.syncing().working():
        with ledger.database.writing() as connection:
            ledger.marks.mark(connection, company.company, Subject.ORDER, accepted, Why.ASKED)
        ledger.syncing().wait(company.company, everything=True, progress=lambda _: None)
    ledger.bell.open()
    ledger.prove(company)
    ask_for_reports(ledger, company)
    return Counter(ledger, company, running, create_api(ledger, secure_cookies=False), accepted[0])


def ask_for_reports(ledger: LeafLedger, company: Company) -> None:
    """Ask for what the API shows as it was asked for last."""
    parts, today = ledger.parts(company), date.today()  # noqa: DTZ011 (any day will do)
    aged = ask_for_aging(parts.quickbooks, today)
    kept = KeptReports(ledger.database)
    kept.keep(company.company, KEPT_AS, today.isoformat(), aged.as_json())
    ledger.clearing_desk(company).ask(parts.quickbooks, ledger.policy(company), today)


def is_problem(answer: Any, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["detail"].endswith(".") or status == 422


def endpoints(counter: Counter) -> list[tuple[str, str]]:
    """Every endpoint of the API: method and address."""
    return [
        (
            method,
            route.path.format(
                company=counter.company.company,
                order=counter.posted,
                deposit="none",
                credit="none",
                customer=counter.a_customer,
                month="2026-10",
            ),
        )
        for route in counter.app.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    ]


def body(address: str) -> Any:
    why = {"why": "the buyer disputes the count"}
    wanted = {
        "orders/hold": why, "orders/skip": why,
        "orders/undo": {"plan": "x"}, "deposits": {"amount": "10.00", "date": "2026-11-05"},
        "sure": {"name": "x"}, "customers/decide": {"side": "leaflink", "conflicts": ["x"]},
        "month-ends": {"month": "2026-10"}, "sign": {"fingerprint": "x"}, "look-again": {},
        "policy": {"version": 1, "choices": {"payments.bounce": "void"}},
        "decide": {"choice": "keep"}, "approvals": {"names": ["x"]},
        "matches": {"kind": "customer", "leaflink_id": "1", "quickbooks_id": "new"},
    }  # fmt: skip
    last = address.rsplit("/", 1)[-1]
    about = next((one for one in ("orders", "customers") if f"/{one}/" in address), "")
    return wanted.get(f"{about}/{last}", wanted.get(last))
