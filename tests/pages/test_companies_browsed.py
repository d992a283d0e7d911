"""Several companies on one page: what needs a person stands first, and a company is added there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.dashboard.app import create_dashboard
from leafledger.errors import Evidence, TryAgain
from leafledger.figures.money import Money
from leafledger.intake.answers import Answers
from leafledger.intake.companies import Company
from leafledger.people.roles import Role
from leafledger.settings import read_settings
from tests.pages.browsing import chromium, come_in, opened, pictures, served
from tests.pages.conftest import PASSWORD, sign_in

pytestmark = pytest.mark.server
CALM, ASKED, AWAY, HELD, NEW = (
    "=Calm Canyon", "Asking Acres", "Broken Butte", "Halted Hills", "New Narrows",
)  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LeafLedger]:
    """Five companies, each in another way; nothing was ever proved."""
    home = tmp_path_factory.mktemp("office")
    ledger = LeafLedger(read_settings({"LEAFLEDGER_HOME": str(home)}))
    nowhere = "http://127.0.0.1:1"
    for number, name in enumerate((CALM, ASKED, AWAY, HELD, NEW), 1):
        short = name.strip("=").lower().replace(" ", "-")
        ledger.companies.connect(
            Company(short, name, str(number), nowhere, str(number), nowhere, nowhere, "app")
        )
        if name != NEW:
            ledger.companies.start_books(short, date(2026, 1, 1))
    answers = Answers(ledger.database)
    for one in ledger.companies.all():
        answers.heard(one.company, "leaflink", None)
    answers.heard(
        "broken-butte", "quickbooks",
        TryAgain("QuickBooks is out of order.", Evidence("QuickBooks"), maybe_done=False),
    )  # fmt: skip
    ledger.companies.hold("halted-hills", "Ann held it.")
    question = Question(
        QuestionKind.UNKNOWN_CUSTOMER, "customer:1", "Order 7 is waiting.", "It waits.", "Say who.",
        Money.of("120.50"),
    )  # fmt: skip
    with ledger.database.writing() as connection:
        ledger.questions.ask(connection, "asking-acres", "order:7", "7", [question])
    for role in (Role.OWNER, Role.READER):
        ledger.gate.register.add(f"{role.capitalize()} Person", role, role, PASSWORD)
    yield ledger
    ledger.close()


def client(office: LeafLedger, role: Role) -> TestClient:
    """A browser that is signed in as the person of a role."""
    app = create_dashboard(office, secure_cookies=False)
    browser = TestClient(app, base_url="http://dashboard.test", follow_redirects=False)
    assert sign_in(browser, role).status_code == 303
    return browser


@pytest.fixture
def page(office: LeafLedger) -> Iterator[Page]:
    """The front page of the office."""
    with served(office) as address, chromium() as browser, opened(browser, address) as page:
        come_in(page, address, "owner", PASSWORD)
        yield page


@pytest.mark.browser
def test_what_needs_a_person_stands_first_and_leads_on(page: Page) -> None:
    page.get_by_role("heading", name="Companies").wait_for()
    names = page.locator("tbody th a").all_text_contents()
    assert names == [HELD, AWAY, ASKED, NEW, CALM]
    standing = page.locator("tbody .state").all_text_contents()
    words = [one.strip().split(" ", 1)[1] for one in standing]
    assert words == ["Held", "Does not answer", "Needs attention", "Being set up", "Not checked"]
    page.get_by_text("4 of 5 companies need a person, $120.50 at stake.").wait_for()
    pictures(page, "companies")
    page.get_by_role("link", name="Add a company").click()
    page.get_by_role("heading", name="Set a company up").wait_for()
    page.get_by_role("link", name=NEW).wait_for()


def test_the_companies_go_to_a_spreadsheet_without_a_formula(office: LeafLedger) -> None:
    rows = list(csv.reader(client(office, Role.READER).get("/companies.csv").text.splitlines()))
    assert rows[0][:2] == ["Company", "Standing"]
    assert [row[1] for row in rows[1:]][:2] == ["Held", "Does not answer"]
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_a_reader_sees_the_companies_and_adds_none(office: LeafLedger) -> None:
    shown = client(office, Role.READER).get("/companies").text
    assert ASKED in shown
    assert "Add a company" not in shown
