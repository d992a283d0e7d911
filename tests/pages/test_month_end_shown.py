"""A month end on the dashboard: packaged on request, kept, downloaded, signed for one proof."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader
from starlette.testclient import TestClient

from leafledger.journal.audit import Kind, Wanted
from leafledger.people.roles import Role
from leafledger.reports.kept import KeptReports
from leafledger.reports.package_kept import PACKAGE
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import PASSWORD, Stage, form_token_in
from tests.pages.reports_read import csv_of, workbook_of

pytestmark = pytest.mark.server
NOW = datetime.now(UTC).date()
MONTH = (NOW.replace(day=1) - timedelta(days=1)).isoformat()[:7]


@pytest.fixture(scope="module")
def packaged(stage: Stage, address: str) -> str:
    """The page of the month, whose package is made by the first test."""
    return f"{address}{stage.base}/reports/month-end?month={MONTH}"


def test_a_controller_packages_and_signs_a_month(
    page: Page, address: str, stage: Stage, packaged: str
) -> None:
    enter_as(page, address, Role.OWNER, PASSWORD)
    page.goto(packaged)
    page.get_by_role("button", name="Ask both sides and make the package").click()
    page.get_by_text("the package is kept with its workbook and paper").wait_for(timeout=60_000)
    kept = KeptReports(stage.ledger.database).find(stage.company.company, PACKAGE, MONTH)
    assert kept is not None
    assert kept.told["headline"] in page.locator("main").inner_text()
    page.get_by_role("button", name="Sign off").click()
    page.get_by_text("Signed off by Owner Person").wait_for()
    (row,) = stage.ledger.audit.rows(Wanted(kind=Kind.APPROVAL), rows_max=1)
    assert (row.what.words, row.what.after) == ("Signed a month end off.", MONTH)
    pictures(page, "reports-month-end")


def test_workbook_and_paper_are_the_package_that_is_kept(
    stage: Stage, reader: TestClient, packaged: str
) -> None:
    assert packaged
    way = f"{stage.base}/reports/month-end"
    names, told = workbook_of(reader, f"{way}.xlsx?month={MONTH}")
    assert {"Proof", "Orders", "Aging", "Sign-off"} <= set(names)
    kept = KeptReports(stage.ledger.database).find(stage.company.company, PACKAGE, MONTH)
    assert kept is not None
    paper = reader.get(f"{way}.pdf?month={MONTH}")
    assert paper.headers["content-type"] == "application/pdf"
    text = PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    for name in ("Prepared by", "Reviewed by", kept.told["fingerprint"]):
        assert name in text
    assert kept.told["fingerprint"] in told
    assert reader.get(f"{way}.pdf?month=1999-01").status_code == 404
    stands = csv_of(reader, f"{way}.csv?month={NOW.isoformat()[:7]}")
    assert stands[1][0] == "Totals of orders"


def test_another_package_is_not_signed_by_the_old_page(stage: Stage, reader: TestClient) -> None:
    way, token = f"{stage.base}/reports/month-end", form_token_in(reader.get("/").text)
    form = {"form_token": token, "month": MONTH, "fingerprint": "0" * 16}
    answer = reader.post(f"{way}/sign", data=form)
    assert (answer.status_code, "made again since" in answer.text) == (409, True)
    kept, company = KeptReports(stage.ledger.database), stage.company.company
    package = kept.find(company, PACKAGE, MONTH)
    assert package is not None
    kept.keep(company, PACKAGE, MONTH, package.told | {"fingerprint": "another", "differs": True})
    page = reader.get(f"{way}?month={MONTH}").text
    assert "Owner Person</bdi> signed an earlier package" in page
    form = form | {"fingerprint": "another"}
    assert "Something differs in this package." in reader.post(f"{way}/sign", data=form).text


def test_a_month_nobody_packaged_is_told(stage: Stage, reader: TestClient) -> None:
    told = reader.get(f"{stage.base}/reports/month-end?month={NOW.isoformat()[:7]}").text
    assert "Ask both sides and make the package" in told
    assert "Workbook (Excel)" not in told
    token = form_token_in(told)
    answer = reader.post(
        f"{stage.base}/reports/month-end", data={"form_token": token, "month": "soon"}
    )
    assert "Choose a month first." in answer.text
    form = {"form_token": token, "month": f"{NOW + timedelta(days=40):%Y-%m}"}
    answer = reader.post(f"{stage.base}/reports/month-end", data=form)
    assert (answer.status_code, "has not begun" in answer.text) == (409, True)


def test_a_package_made_while_its_month_ran_is_not_signed(stage: Stage, reader: TestClient) -> None:
    way, kept = f"{stage.base}/reports/month-end", KeptReports(stage.ledger.database)
    told = {
        "headline": "So far.", "holds": True, "differs": False, "still_ran": True,
        "fingerprint": "abc", "figures": [], "sheets": [],
    }  # fmt: skip
    month = (NOW.replace(day=1) - timedelta(days=40)).isoformat()[:7]
    kept.keep(stage.company.company, PACKAGE, month, told)
    page = reader.get(f"{way}?month={month}").text
    assert page.count("still ran: make it again from") == 1
    assert "Sign off " not in page
    form = {"form_token": form_token_in(page), "month": month, "fingerprint": "abc"}
    answer = reader.post(f"{way}/sign", data=form)
    assert (answer.status_code, answer.text.count("still ran: make it again from")) == (409, 2)
