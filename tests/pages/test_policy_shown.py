"""The policy in plain words, changed by forms, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pydantic import BaseModel
from starlette.testclient import TestClient

from leafledger.bookkeeping.policy import Above, Chosen, ChosenItem, Policy
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.clerk.policy_fields import FILE_ONLY, GROUPS, METHODS, Form
from leafledger.figures.money import Money
from leafledger.intake.marks import Subject
from leafledger.people.roles import Role
from tests.pages.browsing import come_in, pictures
from tests.pages.conftest import PASSWORD, Stage
from tests.pages.test_connections_shown import post
from tests.pages.test_visitor_refused import ask

pytestmark = pytest.mark.server
SignedIn = Callable[[Role], TestClient]
FIELDS = {one.name: one for group in GROUPS for one in group.fields}


def choices_of(model: type[BaseModel], before: str = "") -> set[str]:
    """Every choice of a policy by its name in the file."""
    found: set[str] = set()
    for name, info in model.model_fields.items():
        kinds = [info.annotation, *getattr(info.annotation, "__args__", ())]
        inner = next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)
        whole = inner is None or inner in {Chosen, ChosenItem} or dict in kinds
        if getattr(info.annotation, "__origin__", None) is dict:
            whole = True
        if inner is None or whole:
            found.add(f"{before}{name}")
        else:
            found |= choices_of(inner, f"{before}{name}.")
    return found


def test_every_choice_of_a_policy_has_a_question_or_is_for_the_file_only() -> None:
    asked = set(FIELDS) | FILE_ONLY
    asked |= (
        {"payments.by_method"} if f"payments.by_method.{next(iter(METHODS))}" in asked else set()
    )
    missing = choices_of(Policy) - asked
    assert missing == set(), "Ask for these in clerk/policy_fields.py, in plain words."
    assert "approvals.undo.two" in choices_of(Policy), "the walk goes to the end"
    assert Above.model_fields.keys() == {"one", "two"}


def test_every_answer_that_a_form_offers_is_taken_by_the_reader(stage: Stage) -> None:
    policy = stage.ledger.policy(stage.company)
    for one in FIELDS.values():
        if one.form is not Form.ONE_OF:
            continue
        for word in one.options:
            said = policy.model_dump(mode="json")
            inside = said
            for part in one.place[:-1]:
                inside = inside[part]
            inside[one.place[-1]] = word
            assert Policy.model_validate(said).model_dump(mode="json") == said


@pytest.mark.browser
def test_the_owner_changes_a_choice_and_sees_its_version(
    stage: Stage, address: str, page: Page
) -> None:
    seen = stage.ledger.policies.in_force(stage.company.company).version
    come_in(page, address, "owner", PASSWORD)
    page.get_by_role("link", name="Set-up").click()
    page.get_by_role("link", name="Policy").click()
    page.get_by_role("heading", name="Policy").wait_for()
    pictures(page, "policy")
    page.get_by_text("Change approvals").click()
    pictures(page, "policy-form")
    page.get_by_label("An undo waits for two people above").fill("$25,000")
    page.get_by_role("button", name="Save approvals").click()
    page.get_by_text("Your choices are in force").wait_for()
    page.get_by_text("$25,000.00", exact=True).first.wait_for()
    row = page.get_by_role("row").filter(has_text=str(seen + 1)).filter(has_text="Owner Person")
    assert row.count() == 1
    force = stage.ledger.policies.in_force(stage.company.company)
    assert force.version == seen + 1
    assert force.policy.approvals.undo is not None


def test_a_page_that_is_too_old_is_told_and_writes_nothing(
    stage: Stage, reader: TestClient
) -> None:
    file = stage.ledger.policies.path(stage.company.company)
    before = file.read_text()
    form = {"group": "payments", "version": "0", "payments.bounce": "void"}
    status, said = post(reader, f"{stage.base}/policy", **form)
    assert status == 409
    assert "Somebody changed the policy since this page was shown" in said
    assert file.read_text() == before


@pytest.mark.parametrize(("way", "group"), [("policy", "dates"), ("set-up/accounts", "")])
def test_what_waited_for_a_choice_is_looked_at_once_it_is_made(
    stage: Stage, reader: TestClient, way: str, group: str
) -> None:
    ledger, company, number = stage.ledger, stage.company.company, stage.posted[2]
    file, force = ledger.policies.path(company), ledger.policies.in_force(company)
    before, marked = file.read_text(), ledger.marks.marked_at(company, Subject.ORDER, number)
    asked = Question(
        QuestionKind.CLOSED_PERIOD, "", "It falls into closed books.", "Nothing was posted.",
        "Choose what becomes of it.", Money.of("60"),
    )  # fmt: skip
    ask(stage, number, [asked])
    now = force.policy.orders.closed_period.value
    other = "hold" if now == "next_open_day" else "next_open_day"
    form = {"group": group, "version": str(force.version), "orders.closed_period": other}
    try:
        assert post(reader, f"{stage.base}/{way}", **form)[0] == 303
        assert ledger.marks.marked_at(company, Subject.ORDER, number) > marked
    finally:
        ask(stage, number, [])
        file.write_text(before)


@pytest.mark.parametrize(
    ("group", "name", "typed", "said"),
    [
        ("approvals", "approvals.change.one", "a lot", "is not an amount"),
        ("dates", "orders.time_zone", "Mars", "is not a time zone"),
        ("accounts", "accounts.sales", "999999", "choose one of what the list offers"),
        ("payments", "payments.bounce", "journal", "Nothing was chosen otherwise"),
    ],
)
def test_what_cannot_be_chosen_is_told_in_words(
    stage: Stage, reader: TestClient, group: str, name: str, typed: str, said: str
) -> None:
    version = stage.ledger.policies.in_force(stage.company.company).version
    form = {"group": group, "version": str(version), name: typed}
    status, page = post(reader, f"{stage.base}/policy", **form)
    assert status == 409
    assert said in page
    assert stage.ledger.policies.in_force(stage.company.company).version == version


def test_a_file_that_cannot_be_used_is_told_with_its_cure(stage: Stage, reader: TestClient) -> None:
    file = stage.ledger.policies.path(stage.company.company)
    before = file.read_text()
    file.write_text(before.replace('bounce = "journal"', 'bounce = "never"'))
    try:
        page = reader.get(f"{stage.base}/policy").text
    finally:
        file.write_text(before)
    assert "The policy file cannot be used, so nothing is posted" in page
    assert "A payment that bounces" in page
    assert "Traceback" not in page


def test_a_file_that_is_gone_is_told_in_a_whole_sentence(stage: Stage, reader: TestClient) -> None:
    file = stage.ledger.policies.path(stage.company.company)
    aside = file.rename(file.with_suffix(".aside"))
    try:
        page = reader.get(f"{stage.base}/policy").text
    finally:
        aside.rename(file)
    assert "it is not there; run leafledger connect again" in page
    assert "connect again:" not in page


def test_a_bookkeeper_sees_the_policy_and_no_form(signed_in: SignedIn, stage: Stage) -> None:
    page = signed_in(Role.BOOKKEEPER).get(f"{stage.base}/policy").text
    assert "An order is invoiced once it is" in page
    assert 'name="group"' not in page
