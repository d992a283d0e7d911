"""The first owner comes in with the code; then people are looked after, and all of it is told."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from leafledger.assembly import LeafLedger
from leafledger.dashboard.app import create_dashboard, how_to_sign_in, sign_in_code
from leafledger.journal.audit import ROWS_AT_ONCE, Actor, Happening, Kind, Wanted
from leafledger.people.tries import BY_NAME_MAX
from leafledger.settings import read_settings
from tests.pages.conftest import HOSTILE, PASSWORD, form_token_in, sign_in

OTHER = "another long password"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LeafLedger]:
    """A new installation: no company, nobody known."""
    ledger = LeafLedger(read_settings({"LEAFLEDGER_HOME": str(tmp_path)}))
    yield ledger
    ledger.close()


def browser(ledger: LeafLedger) -> TestClient:
    app = create_dashboard(ledger, secure_cookies=False)
    return TestClient(app, base_url="http://dashboard.test", follow_redirects=False)


def begin(client: TestClient, code: str, again: str = PASSWORD) -> int:
    """Fill the first owner's form in and send it; the status of the answer."""
    form = {
        "form_token": form_token_in(client.get("/sign-in").text), "code": code,
        "name": "Olive Owner", "sign_in": "olive@example.com", "password": PASSWORD, "again": again,
    }  # fmt: skip
    return client.post("/sign-in", data=form).status_code


@pytest.fixture
def owner(ledger: LeafLedger) -> TestClient:
    """The first owner's browser, signed in."""
    client = browser(ledger)
    assert begin(client, sign_in_code(ledger).lower().replace("-", " ")) == 303
    return client


def act(client: TestClient, address: str, **form: str) -> int:
    """Press a button of the page of people; the status of the answer."""
    token = form_token_in(client.get("/password").text)
    return client.post(address, data={"form_token": token, **form}).status_code


def words(ledger: LeafLedger) -> list[str]:
    return [row.what.words for row in ledger.audit.every(Wanted())]


def test_the_code_makes_the_first_owner_and_opens_nothing_afterwards(
    ledger: LeafLedger, owner: TestClient
) -> None:
    assert owner.get("/people").status_code == 200
    assert how_to_sign_in(ledger) == "sign in with your name and password"
    later = browser(ledger)
    assert "Sign-in code" not in later.get("/sign-in").text
    assert begin(later, sign_in_code(ledger)) == 303, "these are the owner's name and password"
    third = browser(ledger)
    form = {"form_token": form_token_in(third.get("/sign-in").text), "code": sign_in_code(ledger)}
    assert third.post("/sign-in", data=form).status_code == 403
    assert words(ledger)[-1] == "Signed in."


def test_wrong_codes_are_slowed_down_and_make_nobody_an_owner(ledger: LeafLedger) -> None:
    client = browser(ledger)
    tries = [begin(client, "AAAA-BBBB") for _ in range(BY_NAME_MAX)]
    assert tries == [403] * (BY_NAME_MAX - 1) + [429]
    assert begin(client, sign_in_code(ledger)) == 429
    assert not ledger.gate.register.has_owner()


def test_a_mistyped_password_is_told_before_it_is_kept(ledger: LeafLedger) -> None:
    assert begin(browser(ledger), sign_in_code(ledger), again=OTHER) == 403
    assert not ledger.gate.register.has_owner()


def test_an_owner_adds_changes_and_closes_the_door_to_somebody(
    ledger: LeafLedger, owner: TestClient
) -> None:
    added = act(
        owner, "/people/add", name="Bo Keeper", sign_in="bo", role="bookkeeper", password=PASSWORD
    )
    assert added == 303
    bo = browser(ledger)
    assert sign_in(bo, "bo").status_code == 303
    assert act(owner, "/people/role", sign_in="bo", role="reader") == 303
    assert bo.get("/audit").status_code == 303, "another role signs out everywhere"
    assert act(owner, "/people/password", sign_in="bo", password=OTHER) == 303
    assert sign_in(bo, "bo").status_code == 403
    assert sign_in(bo, "bo", OTHER).status_code == 303
    assert act(owner, "/people/active", sign_in="bo", active="no") == 303
    assert sign_in(browser(ledger), "bo", OTHER).status_code == 403
    told = words(ledger)
    for sentence in (
        "Added Bo Keeper as bookkeeper.", "Made Bo Keeper a reader.",
        "Gave Bo Keeper a new password.", "Let Bo Keeper in no more.",
    ):  # fmt: skip
        assert sentence in told
    (row,) = ledger.audit.rows(Wanted(record="person:bo", kind="people"), rows_max=1)
    assert row.actor == Actor("Olive Owner", "owner", "pages")


def test_what_cannot_be_is_told_and_changes_nothing(ledger: LeafLedger, owner: TestClient) -> None:
    for form in (
        {"name": "Bo", "sign_in": "bo", "role": "bookkeeper", "password": "short"},
        {"name": "Bo", "sign_in": "bo", "role": "emperor", "password": PASSWORD},
        {"name": "olive OWNER", "sign_in": "bo", "role": "reader", "password": PASSWORD},
    ):
        assert act(owner, "/people/add", **form) == 422
    assert act(owner, "/people/role", sign_in="olive@example.com", role="reader") == 422
    assert len(ledger.gate.register.all()) == 1
    assert all("Added" not in one for one in words(ledger))


def test_a_new_password_of_ones_own_needs_the_present_one(
    ledger: LeafLedger, owner: TestClient
) -> None:
    assert act(owner, "/password", present="wrong", password=OTHER, again=OTHER) == 422
    assert act(owner, "/password", present=PASSWORD, password=OTHER, again=PASSWORD) == 422
    assert act(owner, "/password", present=PASSWORD, password=OTHER, again=OTHER) == 303
    assert owner.get("/people").status_code == 303, "every session ended, also this one"
    assert sign_in(browser(ledger), "olive@example.com", OTHER).status_code == 303


def test_signing_out_everywhere_ends_every_copy(ledger: LeafLedger, owner: TestClient) -> None:
    other = browser(ledger)
    assert sign_in(other, "olive@example.com").status_code == 303
    assert act(owner, "/sign-out-everywhere") == 303
    assert other.get("/people").status_code == 303


def test_no_password_code_or_session_is_written_anywhere(
    ledger: LeafLedger, owner: TestClient, tmp_path: Path
) -> None:
    act(owner, "/people/add", name="Bo", sign_in="bo", role="reader", password=OTHER)
    sign_in(browser(ledger), OTHER, "typed into the wrong field")
    session = owner.cookies["leafledger_session"]
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (PASSWORD, OTHER, session, sign_in_code(ledger)):
        assert secret.encode() not in kept


def test_the_export_guards_formulas_and_the_page_escapes(
    ledger: LeafLedger, owner: TestClient
) -> None:
    ledger.audit.write(
        Actor("=cmd()", "owner", "pages"),
        Happening(Kind.MATCH, HOSTILE, "green", "order:7", "+1", "-1"),
    )
    page = owner.get("/audit").text
    assert "<script>alert" not in page
    assert 'href="/companies/green/orders/7"' in page
    answer = owner.get("/audit.csv?kind=match")
    assert answer.headers["content-type"].startswith("text/csv")
    (row,) = csv.DictReader(StringIO(answer.text))
    assert (row["person"], row["before"], row["after"]) == ("'=cmd()", "'+1", "'-1")
    assert owner.get("/audit?first=yesterday&below=x&kind=nothing").status_code == 200


def test_a_long_log_is_exported_whole(ledger: LeafLedger, owner: TestClient) -> None:
    with ledger.database.writing() as connection:
        for number in range(ROWS_AT_ONCE + 200):
            what = Happening(Kind.MATCH, "Matched a customer.", "green", f"customer:{number}")
            ledger.audit.write_within(connection, Actor("Bo", "bookkeeper", "pages"), what)
    rows = list(csv.DictReader(StringIO(owner.get("/audit.csv?kind=match").text)))
    expected = [f"customer:{number}" for number in range(ROWS_AT_ONCE + 200)]
    assert [row["record"] for row in rows] == expected[::-1]
    page = owner.get("/audit?kind=match").text
    older = page.split('rel="next" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert f"customer:{ROWS_AT_ONCE + 199}<" in page
    assert f"customer:{ROWS_AT_ONCE + 199}<" not in owner.get(older).text
