"""Adding a company: what cannot be connected is told in words, and no secret is shown again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from leafledger.intake.clients import CLIENT_SECRET
from leafledger.intake.drafts import Seller
from leafledger.people.roles import Role
from tests.pages.conftest import Stage
from tests.pages.test_connections_shown import post

pytestmark = pytest.mark.server
SignedIn = Callable[[Role], TestClient]


@pytest.fixture
def begun(stage: Stage) -> Iterator[Stage]:
    """A set-up of which LeafLink is connected."""
    seller = Seller("99", "Blue Mesa Brands", 12)
    stage.ledger.drafts.begin(seller, "https://app.leaflink.com/api/v2/", {})
    yield stage
    stage.ledger.drafts.forget()


def test_a_company_that_is_connected_already_is_not_connected_again(
    stage: Stage, reader: TestClient
) -> None:
    leaflink = stage.simulators.leaflink
    status, said = post(
        reader, "/set-up/leaflink", key=leaflink["api_key"], address=leaflink["base_url"]
    )
    assert status == 422
    assert f"{stage.company.name} is connected already" in said
    assert leaflink["api_key"] not in said
    assert stage.ledger.drafts.current() is None


@pytest.mark.parametrize(
    "address",
    [
        "http://leaflink.example/api/v2/",
        "ftp://x",
        "https://me:secret@x/",
        "no address",
        "http://[",
    ],
)
def test_a_key_is_sent_to_no_address_that_is_not_safe(reader: TestClient, address: str) -> None:
    status, said = post(reader, "/set-up/leaflink", key="some-key", address=address)
    assert status == 422
    assert "is not an address LeafLedger sends a key to" in said
    assert "some-key" not in said


def test_a_pasted_file_that_is_none_is_told_without_showing_it(reader: TestClient) -> None:
    pasted = json.dumps({"leaflink": {"base_url": "https://x/", "api_key": "hidden-key"}})
    for text in (pasted, "{", "[]"):
        status, said = post(reader, "/set-up/credentials", credentials=text)
        assert status == 422
        assert "This is not a credentials file" in said
        assert "hidden-key" not in said


def test_a_pasted_file_of_a_connected_company_changes_nothing(
    stage: Stage, reader: TestClient
) -> None:
    both = {"leaflink": dict(stage.simulators.leaflink)}
    both["quickbooks"] = dict(stage.simulators.quickbooks)
    status, said = post(reader, "/set-up/credentials", credentials=json.dumps(both))
    assert (status, "is connected already" in said) == (422, True)
    assert stage.ledger.companies.find(stage.company.company).held_why == ""


def test_books_that_are_another_companys_are_refused(stage: Stage, reader: TestClient) -> None:
    """Two sellers in one QuickBooks company could not be told apart."""
    both = {"leaflink": {**stage.simulators.leaflink, "company_id": "424242"}}
    both["quickbooks"] = dict(stage.simulators.quickbooks)
    status, said = post(reader, "/set-up/credentials", credentials=json.dumps(both))
    assert status == 422
    assert "already holds the books of" in said
    assert len(stage.ledger.companies.all()) == 1


def test_intuit_that_cannot_be_reached_is_told(begun: Stage, reader: TestClient) -> None:
    nobody = "http://127.0.0.1:9/"
    status, said = post(
        reader, "/set-up/quickbooks", client_id="an-app", client_secret="its-secret",
        place="other", base_url=nobody, discovery_url=nobody,
    )  # fmt: skip
    assert status == 422
    assert "cannot be reached" in said
    assert "its-secret" not in said
    assert begun.ledger.drafts.secret(CLIENT_SECRET) == "its-secret", "it is not typed again"


def test_a_set_up_that_is_given_up_leaves_nothing(begun: Stage, reader: TestClient) -> None:
    assert "Blue Mesa Brands" in reader.get("/set-up").text
    assert post(reader, "/set-up/give-up") == (303, "/set-up")
    assert begun.ledger.drafts.current() is None
    assert begun.ledger.drafts.secret(CLIENT_SECRET) == ""


def test_a_live_company_does_not_begin_again(stage: Stage, reader: TestClient) -> None:
    here = f"{stage.base}/set-up"
    status, said = post(reader, f"{here}/live", first_day="2020-01-01")
    assert status == 409
    assert "is live already" in said
    assert post(reader, f"{here}/order/post", number=stage.posted[0])[0] == 409
    assert (
        stage.ledger.companies.find(stage.company.company).books_start == stage.company.books_start
    )
    assert "is live: books from" in reader.get(here).text
    for step in ("matching", "rehearsal", "order", "live"):
        answer = reader.get(f"{here}/{step}")
        assert (answer.status_code, answer.headers["location"]) == (303, here), step
