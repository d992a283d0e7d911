"""People sign in at an identity provider: only who it vouches for, and only who is known here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from leafledger.assembly import LeafLedger
from leafledger.dashboard.app import create_dashboard
from leafledger.journal.audit import Kind, Wanted
from leafledger.people.openid import OpenIdApp
from leafledger.people.openid_provider import OpenIdProvider
from leafledger.people.openid_visits import OpenIdVisits
from leafledger.people.roles import Role
from leafledger.settings import WrongSetting, read_settings
from tests.pages.browsing import chromium, pictures
from tests.pages.conftest import PASSWORD, sign_in
from tests.pages.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider, served

BACK = "/sign-in/openid/back"
Change = Callable[[IdentityProvider], None]


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    """Named `localhost`, so that for a browser it is another site than `127.0.0.1`."""
    made = IdentityProvider()
    with served(made.app()) as port:
        made.issuer = f"http://localhost:{port}"
        yield made


@pytest.fixture(scope="module")
def office(
    provider: IdentityProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LeafLedger]:
    home = tmp_path_factory.mktemp("home")
    secret = home / "oidc-secret"
    secret.write_text(f"{CLIENT_SECRET}\n")
    ledger = LeafLedger(
        read_settings(
            {
                "LEAFLEDGER_HOME": str(home),
                "LEAFLEDGER_OIDC_ISSUER": provider.issuer,
                "LEAFLEDGER_OIDC_CLIENT_ID": CLIENT_ID,
                "LEAFLEDGER_OIDC_CLIENT_SECRET_FILE": str(secret),
                "LEAFLEDGER_OIDC_NAME": "Mesa Accounts",
                "LEAFLEDGER_OIDC_ONLY": "1",
            }
        )
    )
    register = ledger.gate.register
    register.add("Olive Owner", "owner@example.com", Role.OWNER, PASSWORD)
    register.add("Bo Keeper", "bo@example.com", Role.BOOKKEEPER, PASSWORD)
    register.add("Gone Girl", "gone@example.com", Role.READER, PASSWORD)
    register.set_active("gone@example.com", active=False)
    yield ledger
    ledger.close()


@pytest.fixture
def visitor(office: LeafLedger, provider: IdentityProvider) -> Iterator[TestClient]:
    provider.reset()
    app = create_dashboard(office, secure_cookies=False)
    yield TestClient(app, base_url="http://dashboard.test", follow_redirects=False)
    provider.reset()


def gone_and_come_back(visitor: TestClient, then: str = "/audit") -> str:
    """To the provider and back again: the address it sends the browser to."""
    left = visitor.get(f"/sign-in/openid?then={then}")
    assert left.status_code == 303, left.text
    said = left.headers["set-cookie"].lower()
    assert "samesite=lax" in said
    assert "httponly" in said
    sent = httpx2.get(left.headers["location"], trust_env=False)
    back = urlsplit(sent.headers["location"])
    assert back.path == BACK
    return f"{back.path}?{back.query}"


def is_refused(answer: httpx2.Response | object, why: str) -> None:
    assert getattr(answer, "status_code", 0) == 403
    text = str(getattr(answer, "text", ""))
    assert why in text
    assert "leafledger_session" not in getattr(answer, "headers", {}).get("set-cookie", "")


def test_who_is_vouched_for_and_known_is_signed_in_anew(
    office: LeafLedger, visitor: TestClient
) -> None:
    assert "Sign in with <bdi>Mesa Accounts</bdi>" in visitor.get("/sign-in?then=/audit").text
    visitor.cookies.set("leafledger_session", "chosen-by-somebody-else")
    answer = visitor.get(gone_and_come_back(visitor))
    assert answer.status_code == 200
    assert 'content="0; url=/audit"' in answer.text
    session = answer.cookies["leafledger_session"]
    assert session != "chosen-by-somebody-else"
    cookies = answer.headers.get_list("set-cookie")
    assert any("leafledger_session" in one and "SameSite=strict" in one for one in cookies)
    visitor.cookies.clear()
    visitor.cookies.set("leafledger_session", session)
    assert "Olive Owner" in visitor.get("/audit").text
    row = office.audit.rows(Wanted(kind=Kind.SIGN_IN), rows_max=1)[0]
    assert (row.actor.name, row.what.words) == ("Olive Owner", "Signed in by Mesa Accounts.")


def now(seconds: int) -> int:
    return int(time.time()) + seconds


LIES: dict[str, tuple[Change, str]] = {
    "a signature of a key it does not show": (
        lambda one: one.new_key("hidden", is_shown=False), "does not show",
    ),
    "another audience": (lambda one: one.lies.update(aud="another"), "does not hold"),
    "two audiences and another party": (
        lambda one: one.lies.update(aud=[CLIENT_ID, "another"], azp="another"), "does not hold",
    ),
    "another nonce": (lambda one: one.lies.update(nonce="another"), "does not hold"),
    "no nonce": (lambda one: one.lies.update(nonce=None), "does not hold"),
    "another issuer": (lambda one: one.lies.update(iss="https://evil.example"), "does not hold"),
    "an end long ago": (lambda one: one.lies.update(exp=now(-600)), "does not hold"),
    "a beginning in an hour": (lambda one: one.lies.update(iat=now(3600)), "does not hold"),
    "a shared secret in place of its key": (
        lambda one: setattr(one, "algorithm", "HS256"), "does not hold",
    ),
    "an address nobody confirmed": (
        lambda one: one.lies.update(email_verified=False), "does not vouch",
    ),
    "no word about the address": (
        lambda one: one.lies.update(email_verified=None), "does not vouch",
    ),
    "no address": (lambda one: one.lies.update(email=None), "does not vouch"),
    "an address nobody here has": (
        lambda one: setattr(one, "email", "stranger@example.com"), "Nobody here signs in",
    ),
    "somebody who is let in no more": (
        lambda one: setattr(one, "email", "gone@example.com"), "Nobody here signs in",
    ),
    "a no": (lambda one: setattr(one, "says_no", True), "did not let you in"),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_whatever_does_not_hold_signs_nobody_in(
    office: LeafLedger, visitor: TestClient, provider: IdentityProvider, lie: str
) -> None:
    change, why = LIES[lie]
    change(provider)
    is_refused(visitor.get(gone_and_come_back(visitor)), why)
    row = office.audit.rows(Wanted(), rows_max=1)[0]
    assert row.what.words == "A sign-in by Mesa Accounts was refused."


def test_a_way_back_works_once_and_in_one_browser_only(
    office: LeafLedger, visitor: TestClient
) -> None:
    back = gone_and_come_back(visitor)
    stranger = TestClient(
        create_dashboard(office, secure_cookies=False), base_url="http://dashboard.test"
    )
    is_refused(stranger.get(back), "This browser did not begin")
    state = parse_qs(urlsplit(back).query)["state"][0]
    is_refused(visitor.get(back.replace(state, "0" * 43)), "This browser did not begin")
    kept = dict(visitor.cookies)
    assert visitor.get(back).status_code == 200
    for name, value in kept.items():
        visitor.cookies.set(name, value)
    is_refused(visitor.get(back), "This browser did not begin")


def test_a_new_key_is_fetched_when_it_is_shown(
    office: LeafLedger, provider: IdentityProvider
) -> None:
    provider.reset()
    app = OpenIdApp(provider.issuer, CLIENT_ID, CLIENT_SECRET)
    asking = OpenIdProvider(app, "a test", keys_every=timedelta(0))
    visits = OpenIdVisits(office.database, asking, office.gate.register)
    for name in ("second", "third"):
        provider.new_key(name, is_shown=True)
        browser, there = visits.begin(f"http://dashboard.test{BACK}", "/orders")
        sent = httpx2.get(there, trust_env=False)
        told = parse_qs(urlsplit(sent.headers["location"]).query)
        back = visits.come_back(
            browser, told["state"][0], told["code"][0], f"http://dashboard.test{BACK}"
        )
        assert (back.person.name, back.leads_to) == ("Olive Owner", "/orders")


def test_passwords_are_the_owners_alone_where_so_chosen(visitor: TestClient) -> None:
    assert "Owners may use their password instead" in visitor.get("/sign-in").text
    assert sign_in(visitor, "bo@example.com").status_code == 403
    assert sign_in(visitor, "owner@example.com").status_code == 303


def test_no_provider_leads_nowhere(tmp_path: Path) -> None:
    plain = LeafLedger(read_settings({"LEAFLEDGER_HOME": str(tmp_path)}))
    try:
        plain.gate.register.add("Olive Owner", "owner", Role.OWNER, PASSWORD)
        client = TestClient(
            create_dashboard(plain, secure_cookies=False), base_url="http://dashboard.test"
        )
        assert client.get(BACK).status_code == 404
        assert client.get("/sign-in/openid").status_code == 404
        assert "Sign in with" not in client.get("/sign-in").text
    finally:
        plain.close()


def test_a_provider_that_is_away_is_told_and_harms_no_password(tmp_path: Path) -> None:
    named = {
        "LEAFLEDGER_HOME": str(tmp_path), "LEAFLEDGER_OIDC_ISSUER": "http://127.0.0.1:9",
        "LEAFLEDGER_OIDC_CLIENT_ID": "x", "LEAFLEDGER_OIDC_CLIENT_SECRET": "y",
    }  # fmt: skip
    ledger = LeafLedger(read_settings(named))
    try:
        ledger.gate.register.add("Olive Owner", "owner", Role.OWNER, PASSWORD)
        app = create_dashboard(ledger, secure_cookies=False)
        client = TestClient(app, base_url="http://dashboard.test", follow_redirects=False)
        answer = client.get("/sign-in/openid")
        assert answer.status_code == 503
        assert "it cannot be reached" in answer.text
        assert sign_in(client, "owner").status_code == 303
    finally:
        ledger.close()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"LEAFLEDGER_OIDC_CLIENT_ID": ""}, "together"),
        ({"LEAFLEDGER_OIDC_ISSUER": "http://accounts.example"}, "https://"),
        ({"LEAFLEDGER_OIDC_ONLY": "yes"}, "takes 0 or 1"),
        (
            {"LEAFLEDGER_OIDC_CLIENT_SECRET": "", "LEAFLEDGER_OIDC_CLIENT_SECRET_FILE": "/no"},
            "cannot be read",
        ),
    ],
)
def test_a_provider_named_in_part_is_refused(changed: dict[str, str], why: str) -> None:
    whole = {
        "LEAFLEDGER_OIDC_ISSUER": "https://accounts.example", "LEAFLEDGER_OIDC_CLIENT_ID": "x",
        "LEAFLEDGER_OIDC_CLIENT_SECRET": "y",
    }  # fmt: skip
    with pytest.raises(WrongSetting, match=why):
        read_settings(whole | changed)


@pytest.fixture
def page(office: LeafLedger) -> Iterator[tuple[Page, str]]:
    """A real browser, for which the provider is another site, and where the pages are."""
    with served(create_dashboard(office, secure_cookies=False)) as port, chromium() as browser:
        yield browser.new_context().new_page(), f"http://127.0.0.1:{port}"


@pytest.mark.browser
def test_the_strict_session_counts_after_the_way_back(
    page: tuple[Page, str], provider: IdentityProvider
) -> None:
    provider.reset()
    opened, address = page
    opened.goto(f"{address}/sign-in?then=/audit")
    pictures(opened, "sign-in-openid")
    opened.get_by_role("link", name="Sign in with Mesa Accounts").click()
    opened.get_by_role("heading", name="Audit").wait_for()
    opened.get_by_role("button", name="Sign out").click()
    provider.email = "stranger@example.com"
    opened.get_by_role("link", name="Sign in with Mesa Accounts").click()
    opened.get_by_role("heading", name="You are not signed in").wait_for()
    pictures(opened, "sign-in-refused")
