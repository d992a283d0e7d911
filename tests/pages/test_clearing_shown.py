"""The clearing account on the dashboard: a statement goes in, the account is explained."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import httpx2
import pytest
from playwright.sync_api import FilePayload, Page
from starlette.testclient import TestClient

from leafledger.clerk.importing_payouts import STATEMENT_BYTES_MAX
from leafledger.journal.audit import Kind, Wanted
from leafledger.people.roles import Role
from leafledger.reports.clearing_asked import KEPT_AS, NOW
from leafledger.reports.kept import KeptReports
from tests.conftest import Pairs
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import PASSWORD, Stage, form_token_in, sign_in
from tests.pages.reports_read import csv_of, workbook_of
from tests.stories.journey import Journey
from tests.stories.paying_out import choose_bank, later, pay_out, statement

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def journey(simulator_pairs: Pairs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """A small company of which LeafLink paid one order out to the bank, and another not yet."""
    running = simulator_pairs.fresh("sample", 1)
    one = Journey(running, tmp_path_factory.mktemp("paid-out"))
    one.connect()
    one.begin_work()
    one.start_today()
    choose_bank(one)
    pay_out(one, one.accepted())
    later(one)
    pay_out(one, one.accepted())
    one.sync()
    yield one
    one.close()


@pytest.fixture(scope="module")
def stage(journey: Journey) -> Stage:
    """The same as the pages' fixtures want it, with a person of each role."""
    for role in Role:
        journey.ledger.gate.register.add(f"{role.capitalize()} Person", role, role, PASSWORD)
    return Stage(journey.ledger, journey.company, journey.running)


@pytest.fixture(scope="module")
def told(journey: Journey) -> bytes:
    """The statement, as a person downloads it."""
    return statement(journey)


def send(browser: TestClient, stage: Stage, content: bytes, **fields: str) -> httpx2.Response:
    """Send the form of the import as a browser does, its token first."""
    token = fields.pop("form_token", "") or form_token_in(browser.get("/").text)
    answer: httpx2.Response = browser.post(
        f"{stage.base}/reports/clearing/import", data={"form_token": token, **fields},
        files={"file": ("statement.csv", content, "text/csv")},
    )  # fmt: skip
    return answer


def test_a_statement_is_imported_and_the_account_explained(
    page: Page, address: str, stage: Stage, journey: Journey, told: bytes
) -> None:
    enter_as(page, address, Role.BOOKKEEPER, PASSWORD)
    page.goto(f"{address}{stage.base}/reports/clearing")
    page.get_by_text("QuickBooks was not asked for the clearing account yet.").wait_for()
    file = FilePayload(name="statement.csv", mimeType="text/csv", buffer=told)
    page.get_by_label("Statement (CSV, at most 1 MB)").set_input_files(file)
    page.get_by_role("button", name="Import").click()
    page.get_by_text("The statement is imported.").wait_for()
    (row,) = stage.ledger.audit.rows(Wanted(kind=Kind.IMPORT), rows_max=1)
    assert "Imported the payout" in row.what.words
    journey.quiet()
    page.get_by_role("button", name="Ask QuickBooks now").click()
    page.get_by_text("every cent is explained.").wait_for()
    assert page.get_by_role("heading", name="Not paid out yet").is_visible()
    pictures(page, "reports-clearing")


def test_a_payout_is_gross_less_fees_and_one_bank_line(
    stage: Stage, reader: TestClient, told: bytes
) -> None:
    assert told
    kept = KeptReports(stage.ledger.database).find(stage.company.company, KEPT_AS, NOW)
    assert kept is not None
    head, *rows = csv_of(reader, f"{stage.base}/reports/clearing.csv?table=Payouts")
    assert rows
    for one in (dict(zip(head, row, strict=True)) for row in rows):
        parts = [Decimal(one[name] or 0) for name in ("Gross", "Reversals", "Fees")]
        assert sum(parts) == Decimal(one["Net, at the bank"])
    left = csv_of(reader, f"{stage.base}/reports/clearing.csv?table=Not+paid+out+yet")
    assert sum(Decimal(row[3]) for row in left[1:]) == Decimal(kept.told["explained"])
    names, _ = workbook_of(reader, f"{stage.base}/reports/clearing.xlsx")
    assert names == ["Payouts", "Not paid out yet", "Postings"]


def test_the_same_statement_changes_nothing(stage: Stage, reader: TestClient, told: bytes) -> None:
    send(reader, stage, told)
    again = send(reader, stage, told)
    assert again.headers["location"].endswith("?done=known")


def test_what_is_no_statement_is_refused_in_a_sentence(stage: Stage, reader: TestClient) -> None:
    answer = send(reader, stage, b"a,b\n1,2\n")
    assert (answer.status_code, "It was not done." in answer.text) == (409, True)
    assert "Choose the statement" in send(reader, stage, b"").text


def test_a_file_is_read_only_with_our_token_in_front(
    stage: Stage, reader: TestClient, told: bytes
) -> None:
    way = f"{stage.base}/reports/clearing/import"
    assert send(reader, stage, told, form_token="0" * 64).status_code == 403
    token = form_token_in(reader.get("/").text)
    late = reader.post(
        way, files={"file": ("a.csv", told, "text/csv"), "form_token": (None, token)}
    )
    assert late.status_code == 403, "the token stands behind the file"
    other = reader.post(
        way, data={"form_token": token}, files={"file": ("a.csv", told, "text/csv")},
        headers={"Sec-Fetch-Site": "cross-site"},
    )  # fmt: skip
    assert other.status_code == 403


def test_a_file_that_is_too_big_or_of_another_page_is_not_ours(
    stage: Stage, reader: TestClient, told: bytes
) -> None:
    assert send(reader, stage, b"x" * (STATEMENT_BYTES_MAX + 20_000)).status_code == 413
    token = form_token_in(reader.get("/").text)
    elsewhere = reader.post(
        f"{stage.base}/check", data={"form_token": token},
        files={"file": ("a.csv", told, "text/csv")},
    )  # fmt: skip
    assert elsewhere.status_code == 415
    many = reader.post(
        f"{stage.base}/reports/clearing/import", data={"form_token": token},
        files=[("file", ("a.csv", b"1", "text/csv")), ("file", ("b.csv", b"2", "text/csv"))],
    )  # fmt: skip
    assert many.status_code == 400


def test_a_reader_may_not_import(stage: Stage, visitor: TestClient, told: bytes) -> None:
    assert sign_in(visitor, Role.READER).status_code == 303
    assert send(visitor, stage, told).status_code == 403
    assert "Import a payout statement" not in visitor.get(f"{stage.base}/reports/clearing").text


def test_what_was_taken_in_beside_a_refused_payout_stands_in_the_audit_log(
    stage: Stage, reader: TestClient, journey: Journey, told: bytes
) -> None:
    """The deposit of the first stands in QuickBooks, so its statement is not replaced."""
    send(reader, stage, told)
    journey.quiet()
    heading, first, *_ = told.decode().splitlines()
    payout, day, order, *_, kind = first.split(",")
    changed = f"{payout},{day},{order},7.00,0.00,7.00,{kind}"
    another = f"{payout}-B,{day},{order},9.00,0.00,9.00,{kind}"
    both = "\r\n".join([heading, changed, another, ""]).encode()
    answer = send(reader, stage, both, replace="yes")
    assert (answer.status_code, "It was not done." in answer.text) == (409, True)
    rows = stage.ledger.audit.rows(Wanted(kind=Kind.IMPORT), rows_max=2)
    assert {row.what.record for row in rows} == {f"payout:{payout}", f"payout:{payout}-B"}
