"""How both connections stand, and what a person does about them, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from leafledger.dashboard.access import CONSENT_PATH
from leafledger.intake.clients import LEAFLINK_KEY
from leafledger.intake.tokens import TOKENS
from leafledger.journal.audit import Kind, Wanted
from leafledger.people.roles import Role
from tests.pages.browsing import come_in, opened, pictures
from tests.pages.conftest import PASSWORD, Stage, form_token_in

pytestmark = pytest.mark.server
SignedIn = Callable[[Role], TestClient]


@pytest.fixture
def free_company(stage: Stage) -> Iterator[None]:
    """The company goes on afterwards, whatever a test did to it."""
    yield
    stage.ledger.companies.hold(stage.company.company, "")


def post(browser: TestClient, way: str, **form: str) -> tuple[int, str]:
    """Press a button; the answer's status and where it leads, or its text."""
    token = form_token_in(browser.get("/password").text)
    answer = browser.post(way, data={"form_token": token, **form})
    return answer.status_code, answer.headers.get("location", answer.text)


@pytest.mark.browser
@pytest.mark.usefixtures("free_company")
def test_both_connections_are_seen_and_held(stage: Stage, address: str, page: Page) -> None:
    come_in(page, address, "owner", PASSWORD)
    page.get_by_role("link", name="Set-up").click()
    page.get_by_role("heading", name="Connections").wait_for()
    page.get_by_role("button", name="Check now").click()
    page.get_by_text("Both sides answer.").wait_for()
    assert page.locator(".state").get_by_text("Answers").count() == 2
    page.get_by_text("left of 500,000").wait_for()
    pictures(page, "connections")
    page.get_by_role("button", name="Hold").click()
    page.get_by_text("Owner Person held it on").wait_for()
    assert page.locator(".state.held").count() == 2
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("goes on with what waited").wait_for()
    assert stage.ledger.companies.find(stage.company.company).held_why == ""
    words = [row.what.words for row in stage.ledger.audit.rows(Wanted(), rows_max=2)]
    assert words == [f"Let {stage.company.name} go on.", f"Held {stage.company.name}."]


@pytest.mark.browser
@pytest.mark.usefixtures("free_company")
def test_the_owner_connects_again_at_intuit(stage: Stage, address: str, browser: Browser) -> None:
    """Over to another site and back: our session cookie is strict, and still it goes on."""
    before = stage.ledger.vault.get(stage.company.company, TOKENS)
    stage.ledger.companies.hold(stage.company.company, "The consent has ended.")
    intuit = stage.simulators.quickbooks["base_url"].replace("127.0.0.1", "localhost")
    with opened(browser, address, also=(intuit, stage.simulators.quickbooks["base_url"])) as page:
        come_in(page, address, "owner", PASSWORD)
        page.goto(f"{address}{stage.base}/connections")
        page.get_by_role("button", name="Connect again at Intuit").click()
        page.get_by_role("heading", name="You go to Intuit now").wait_for()
        pictures(page, "leaving")
        page.evaluate(
            "([from, to]) => { const a = document.querySelector('a[rel=noreferrer]');"
            " a.href = a.href.replace(from, to); }",
            [stage.simulators.quickbooks["base_url"], intuit],
        )
        page.get_by_role("link", name="Go to Intuit").click()
        page.get_by_role("button", name="Connect").click()
        page.get_by_text("QuickBooks is connected again").wait_for()
        assert page.url.startswith(f"{address}{stage.base}/connections")
    assert stage.ledger.companies.find(stage.company.company).held_why == ""
    assert stage.ledger.vault.get(stage.company.company, TOKENS) != before
    (row,) = stage.ledger.audit.rows(Wanted(kind=Kind.CONNECTION), rows_max=1)
    assert row.what.words.startswith(f"Connected {stage.company.name} with the QuickBooks company")
    assert row.actor.name == "Owner Person"


def test_who_comes_back_from_intuit_by_chance_connects_nothing(
    stage: Stage, visitor: TestClient
) -> None:
    answer = visitor.get(f"{CONSENT_PATH}?code=x&state={'0' * 64}&realmId=1")
    assert answer.status_code == 409
    assert "This browser did not ask for this consent" in answer.text
    assert stage.company.name not in answer.text


def test_a_wrong_key_is_told_and_never_shown_again(stage: Stage, reader: TestClient) -> None:
    before = stage.ledger.vault.get(stage.company.company, LEAFLINK_KEY)
    status, said = post(reader, f"{stage.base}/connections/key", key="not-the-right-key")
    assert status == 409
    assert "LeafLink does not accept this key" in said
    assert "not-the-right-key" not in said
    assert stage.ledger.vault.get(stage.company.company, LEAFLINK_KEY) == before
    assert before not in reader.get(f"{stage.base}/connections").text
    audit = stage.ledger.audit.rows(Wanted(kind=Kind.CONNECTION), rows_max=50)
    assert not any("not-the-right-key" in str(row) for row in audit)


def test_a_consent_of_another_browser_is_not_taken(stage: Stage, signed_in: SignedIn) -> None:
    owner, other = signed_in(Role.OWNER), signed_in(Role.OWNER)
    status, way = post(owner, f"{stage.base}/connections/reconnect")
    assert (status, way) == (303, "/quickbooks/leave")
    browser_secret = owner.cookies["leafledger_consent"]
    begun = stage.ledger.consents.under_way(browser_secret)
    assert begun is not None
    state = begun.authorize_url.split("state=", 1)[1]
    stolen = other.get(f"{CONSENT_PATH}?code=x&state={state}&realmId={stage.company.realm}")
    assert stolen.status_code == 409
    assert stage.ledger.consents.under_way(browser_secret) is not None, "it is not used up"
    refused = owner.get(f"{CONSENT_PATH}?error=access_denied&state={state}")
    assert "the consent was refused" in refused.text
    again = owner.get(f"{CONSENT_PATH}?code=x&state={state}&realmId={stage.company.realm}")
    assert "it was used already" in again.text


def test_another_quickbooks_company_is_refused(stage: Stage, reader: TestClient) -> None:
    post(reader, f"{stage.base}/connections/reconnect")
    begun = stage.ledger.consents.under_way(reader.cookies["leafledger_consent"])
    assert begun is not None
    state = begun.authorize_url.split("state=", 1)[1]
    answer = reader.get(f"{CONSENT_PATH}?code=x&state={state}&realmId=123")
    assert "Another QuickBooks company was chosen" in answer.text


def test_a_reader_sees_the_connections_and_no_button(stage: Stage, signed_in: SignedIn) -> None:
    shown = signed_in(Role.READER).get(f"{stage.base}/connections").text
    assert "Last good answer" in shown
    assert "/connections/hold" not in shown
