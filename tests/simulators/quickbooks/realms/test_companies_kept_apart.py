"""Several companies in one simulator: books, tokens, limits and notifications."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import httpx2
import pytest

from tests.simulators.quickbooks.hearing import Ear, listen
from tests.simulators.quickbooks.realms.opening import opened
from tests.simulators.quickbooks.serving import Books, sale


@pytest.fixture(autouse=True)
def _written_credentials(books: Books) -> Iterator[None]:
    before = dict(books.simulator.credentials())
    yield
    books.control("/webhooks", {"format": "cloudevents"})
    assert books.simulator.credentials() == before


def test_each_company_has_its_own_books_and_settings(books: Books) -> None:
    other = opened(
        books, name="Mesa Farms", offering="Essentials", time_zone="America/Denver", tax="manual"
    )
    info = other.get("/companyinfo/1")["CompanyInfo"]
    assert (info["CompanyName"], info["DefaultTimeZone"]) == ("Mesa Farms", "America/Denver")
    assert {"Name": "OfferingSku", "Value": "QuickBooks Online Essentials"} in info["NameValue"]
    assert "PartnerTaxEnabled" not in other.get("/preferences")["Preferences"]["TaxPrefs"]
    other.invoice(other.customer("Sage"), sale(other.item(), 40))
    assert books.query("select * from Invoice") == {}
    told = books.control("/realms")
    assert [one["tax"] for one in told] == ["none", "manual"]
    inside = books.control("/snapshot")["realms"][other.credentials["realm_id"]]
    assert inside["sums"]["receivable_account"] == 40
    assert books.sums()["receivable_account"] == 0


def test_a_token_of_one_company_is_refused_by_another(books: Books) -> None:
    other = opened(books)
    good = other.token
    other.token = books.token
    answer = other.raw("GET", "/companyinfo/1")
    assert answer.status_code == 403
    assert answer.json()["Fault"]["Error"][0]["code"] == "3100"
    other.token = good
    assert other.raw("GET", "/companyinfo/1").status_code == 200
    other.credentials["realm_id"] = "1"
    assert other.raw("GET", "/companyinfo/1").status_code == 403


def test_one_company_disconnected_leaves_the_other_connected(books: Books) -> None:
    other = opened(books)
    books.control("/faults", {"kind": "token_revoked", "path": "/companyinfo"})
    assert other.raw("GET", "/companyinfo/1").status_code == 401
    assert books.raw("GET", "/companyinfo/1").status_code == 200


def test_limits_count_each_company_alone(books: Books) -> None:
    other = opened(books)
    books.control("/limits", {"enabled": True})
    answers = [books.raw("GET", "/companyinfo/1").status_code for _ in range(11)]
    assert answers[-1] == 429
    assert other.raw("GET", "/companyinfo/1").status_code == 200


def test_one_notification_holds_changes_of_several_companies(books: Books, ear: Ear) -> None:
    other = opened(books)
    listen(books, ear)
    books.switch(webhook_delay_seconds=0.3)
    books.customer("Sage")
    other.customer("Mesa")
    (events,) = ear.wait(1)
    realms = [books.credentials["realm_id"], other.credentials["realm_id"]]
    assert [event["intuitaccountid"] for event in events] == realms
    listen(books, ear, format="legacy")
    books.customer("Sage 2")
    other.customer("Mesa 2")
    legacy = ear.wait(2)[1]["eventNotifications"]
    assert [one["realmId"] for one in legacy] == realms
    books.switch(webhooks_join_realms=False)
    books.customer("Sage 3")
    other.customer("Mesa 3")
    assert [len(one["eventNotifications"]) for one in ear.wait(4)[2:]] == [1, 1]


def test_a_person_chooses_the_company_at_consent(books: Books) -> None:
    other = opened(books, name="Mesa & Sons")
    asked = {
        "client_id": books.credentials["client_id"],
        "redirect_uri": "http://127.0.0.1:9/back",
        "scope": "com.intuit.quickbooks.accounting",
        "response_type": "code",
        "state": "s",
    }
    page = books.http.get("/connect/oauth2", params=asked)
    assert "Mesa &amp; Sons" in page.text
    realm = other.credentials["realm_id"]
    sent = books.http.post(
        "/connect/oauth2", params=asked, data={"decision": "approve", "realm_id": realm}
    )
    back = httpx2.URL(sent.headers["location"]).params
    assert back["realmId"] == realm
    pair = f"{books.credentials['client_id']}:{books.credentials['client_secret']}"
    reply = books.http.post(
        "/oauth2/v1/tokens/bearer",
        data={
            "grant_type": "authorization_code",
            "code": back["code"],
            "redirect_uri": asked["redirect_uri"],
        },
        headers={"authorization": "Basic " + base64.b64encode(pair.encode()).decode()},
    ).json()
    other.token = reply["access_token"]
    assert other.get("/companyinfo/1")["CompanyInfo"]["CompanyName"] == "Mesa & Sons"


@pytest.mark.parametrize(
    "wanted",
    [
        {"country": "CA"},
        {"tax": "flat"},
        {"offering": "Gold"},
        {"time_zone": "Mars/Olympus"},
        {"colour": "green"},
    ],
)
def test_a_company_that_cannot_be_is_refused(books: Books, wanted: dict[str, str]) -> None:
    answer = books.http.post("/control/realms", json=wanted)
    assert answer.status_code == 400
    assert len(books.control("/realms")) == 1


def test_a_reset_closes_the_further_companies(books: Books) -> None:
    other = opened(books)
    books.control("/reset", {})
    assert len(books.control("/realms")) == 1
    assert other.raw("GET", "/companyinfo/1").status_code == 401
