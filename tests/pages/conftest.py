"""A ledger with a little of a season in it, and the dashboard over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from leafledger.assembly import LeafLedger
from leafledger.dashboard.app import create_dashboard
from leafledger.intake.companies import Company
from leafledger.intake.credentials import read_credentials
from leafledger.intake.looking import ORDER
from leafledger.intake.seen import System
from leafledger.people.roles import Role
from leafledger.settings import read_settings
from tests.pages.browsing import chromium, opened, served
from tests.running import RunningSimulators

# A few orders that are posted show every page; the planted ones need a person.
ORDERS_POSTED = 12
# Everything is read, and only what is asked for is posted.
AFTER_EVERYTHING = date(2099, 1, 1)
PASSWORD = "four plain words here"
# What the addresses of pages name besides a company and an order.
NAMED = {"section": "payments", "customer": "1", "product": "1", "deposit": "2026-11-05-4f0c2a"}
HOSTILE = "<script>alert('paid')</script>"


@dataclass
class Stage:
    """A connected and synced ledger. `asked` are the orders that wait, or whose payments do."""

    ledger: LeafLedger
    company: Company
    simulators: RunningSimulators
    posted: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        """Where the pages of the company begin."""
        return f"/companies/{self.company.company}"


Open = Callable[[], TestClient]


@pytest.fixture(scope="package")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Both simulators with a season, some of its orders in the books, a hostile customer."""
    simulators = RunningSimulators(tmp_path_factory.mktemp("pages"), "season", 1)
    simulators.start()
    for which in ("leaflink", "quickbooks"):
        simulators.control(which, "/limits", {"scale": 20, "enabled": True})
    home = tmp_path_factory.mktemp("home")
    ledger = LeafLedger(
        read_settings({"LEAFLEDGER_HOME": str(home), "LEAFLEDGER_PACE_FACTOR": "20"})
    )
    try:
        yield _synced(ledger, simulators)
    finally:
        ledger.close()
        simulators.stop()


def _synced(ledger: LeafLedger, simulators: RunningSimulators) -> Stage:
    for role in Role:
        ledger.gate.register.add(f"{role.capitalize()} Person", role, role, PASSWORD)
    connected = ledger.connect(read_credentials(Path(simulators.credentials_file)))
    ledger.companies.start_books(connected.company.company, AFTER_EVERYTHING)
    company = ledger.companies.find(connected.company.company)
    snapshot = simulators.snapshot("leaflink")
    planted = {str(row["number"]) for row in snapshot["planted_questions"]}
    orders = [one for one in _orders(snapshot) if one["status"] in {"Accepted", "Complete"}]
    wanted = [str(one["number"]) for one in orders if not _is_in(one, planted)][:ORDERS_POSTED]
    wanted += [str(one["number"]) for one in _orders(snapshot) if _is_in(one, planted)]
    with ledger.syncing().working():
        parts = ledger.parts(company)
        parts.poller.poll(datetime(2020, 1, 1, tzinfo=UTC))
        for number in wanted:
            parts.asking.ask(number)
        ledger.syncing().wait(company.company, everything=True, progress=lambda _: None)
    ledger.prove(company)
    subjects = [one.subject for one in ledger.questions.all(company.company)]
    waiting = {one.split(":", 1)[1] for one in subjects if one.startswith(("order:", "payments:"))}
    return Stage(
        ledger, company, simulators, [n for n in wanted if n not in waiting], sorted(waiting)
    )


def _orders(snapshot: Any) -> list[Any]:
    orders = snapshot["orders"]
    return list(orders.values()) if isinstance(orders, dict) else list(orders)


def _is_in(order: Any, names: set[str]) -> bool:
    return bool(names & {str(order.get(name)) for name in ("number", "short_id")})


@pytest.fixture
def visitor(stage: Stage) -> TestClient:
    """A browser without a session; redirects are shown, not followed."""
    app = create_dashboard(stage.ledger, secure_cookies=False)
    return TestClient(app, base_url="http://dashboard.test", follow_redirects=False)


def unposted_order(stage: Stage) -> str:
    """An order that was read and not posted, since its books begin later."""
    seen = stage.ledger.seen.all(stage.company.company, System.LEAFLINK, ORDER)
    rehearsing = stage.ledger.parts(stage.company).rehearsing
    for number in sorted(set(seen) - set(stage.posted) - set(stage.asked)):
        found = rehearsing.as_seen(stage.company, number)
        if found is not None and found.plan.steps and not found.plan.questions:
            return number
    raise LookupError("the season has more orders than are posted")


def form_token_in(page: str) -> str:
    """The token of the first form of a page."""
    return page.split('name="form_token" value="', 1)[1].split('"', 1)[0]


def sign_in(client: TestClient, name: str = Role.OWNER, password: str = PASSWORD) -> Any:
    """Fill the sign-in form in and send it. Each role has a person of that sign-in name."""
    token = form_token_in(client.get("/sign-in").text)
    form = {"form_token": token, "sign_in": name, "password": password}
    return client.post("/sign-in", data=form)


@pytest.fixture
def reader(stage: Stage, visitor: TestClient) -> TestClient:
    """A browser that is signed in as the owner."""
    assert stage.ledger.gate.register.has_owner()
    assert sign_in(visitor).status_code == 303
    return visitor


@pytest.fixture
def signed_in(stage: Stage) -> Callable[[Role], TestClient]:
    """Opens a browser that is signed in as the person of a role."""

    def opened(role: Role) -> TestClient:
        app = create_dashboard(stage.ledger, secure_cookies=False)
        browser = TestClient(app, base_url="http://dashboard.test", follow_redirects=False)
        assert sign_in(browser, role).status_code == 303
        return browser

    return opened


@pytest.fixture(scope="module")
def address(stage: Stage) -> Iterator[str]:
    """The dashboard over real HTTP on a free loopback port."""
    with served(stage.ledger) as address:
        yield address


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:
    """A browser beside the running dashboard."""
    assert address
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails its test when it complains or reaches for another host."""
    with opened(browser, address) as page:
        yield page
