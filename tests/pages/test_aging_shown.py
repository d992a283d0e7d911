"""The aging on the dashboard: asked by a button, kept, shown beside QuickBooks, exported."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from leafledger.figures.money import Money
from leafledger.people.roles import Role
from leafledger.reports.aging import KEPT_AS, SPANS, AgingBeside, AgingLine
from leafledger.reports.kept import KeptReports
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import PASSWORD, Stage, form_token_in
from tests.pages.reports_read import csv_of, workbook_of

pytestmark = pytest.mark.server
DAY = "2020-02-29"
EVIL = '=HYPERLINK("http://evil.example")'


def keep(stage: Stage, *lines: AgingLine, day: str = DAY) -> None:
    """An aging of a day as QuickBooks answered long ago."""
    told = AgingBeside(date.fromisoformat(day), lines).as_json()
    KeptReports(stage.ledger.database).keep(stage.company.company, KEPT_AS, day, told)


def line(name: str, ours: str, theirs: str, place: int = 0) -> AgingLine:
    """A customer who owes an amount of one age, and what QuickBooks says in the first age."""
    spans = [Money.zero()] * len(SPANS)
    spans[place] = Money.of(ours)
    return AgingLine(name, name, tuple(spans), (Money.of(theirs), *[Money.zero()] * 4))


def test_a_bookkeeper_asks_quickbooks_and_sees_both_sides(
    page: Page, address: str, stage: Stage
) -> None:
    enter_as(page, address, Role.BOOKKEEPER, PASSWORD)
    page.get_by_role("link", name="Reports", exact=True).click()
    page.get_by_role("link", name="AR aging").wait_for()
    pictures(page, "reports")
    page.get_by_role("link", name="AR aging").click()
    page.get_by_label("As of").fill("2099-12-31")
    page.get_by_role("button", name="Ask QuickBooks now").click()
    page.get_by_text("QuickBooks's own aging agrees in every row and age.").wait_for()
    kept = KeptReports(stage.ledger.database).find(stage.company.company, KEPT_AS, "2099-12-31")
    assert kept is not None
    assert kept.told["agrees"] is True
    owed = Money.of(kept.told["total"])
    assert owed
    assert f"${owed.amount:,.2f} receivable on 2099-12-31" in page.locator("main").inner_text()
    assert page.locator("svg.chart rect.whole").count() == len(
        [place for place in range(len(SPANS)) if any(
            Money.of(one["ours"][place]) for one in kept.told["customers"])]
    )  # fmt: skip
    pictures(page, "reports-aging")


def test_what_differs_stands_on_top_with_the_difference_in_the_middle(
    stage: Stage, reader: TestClient
) -> None:
    keep(stage, line("Aspen", "100.00", "100.00"), line("Zenith", "80.00", "75.00"),
         line("Moved", "10.00", "10.00", place=2))  # fmt: skip
    told = reader.get(f"{stage.base}/reports/aging?as_of={DAY}").text
    assert "2 customers differ from QuickBooks's own aging." in told
    rows = csv_of(reader, f"{stage.base}/reports/aging.csv?as_of={DAY}")
    assert [row[0] for row in rows] == ["Customer", "Moved", "Zenith", "Aspen"]
    head, _, zenith, _ = (dict(zip(rows[0], row, strict=True)) for row in rows)
    assert list(head)[-4:] == ["LeafLedger", "Difference", "QuickBooks", "Standing"]
    assert (zenith["LeafLedger"], zenith["Difference"], zenith["QuickBooks"]) == (
        "80.00", "-5.00", "75.00",
    )  # fmt: skip
    by_age = csv_of(reader, f"{stage.base}/reports/aging.csv?as_of={DAY}&table=By+age")
    assert by_age[1] == ["Current", "180.00", "5.00", "185.00"]
    assert (by_age[3][0], by_age[3][1]) == ("31 - 60", "10.00")


def test_a_hostile_name_is_only_text_in_every_export(stage: Stage, reader: TestClient) -> None:
    keep(stage, line(EVIL, "100.00", "100.00"))
    rows = csv_of(reader, f"{stage.base}/reports/aging.csv?as_of={DAY}")
    assert rows[1][0] == f"'{EVIL}"
    names, told = workbook_of(reader, f"{stage.base}/reports/aging.xlsx?as_of={DAY}")
    assert names == ["By customer", "By age"]
    assert "<v>100" in told
    assert "evil.example" in told


def test_many_customers_come_in_pages_with_the_sum_of_all(stage: Stage, reader: TestClient) -> None:
    keep(stage, *(line(f"Store {n:04}", "10.00", "10.00") for n in range(3000)))
    answer = reader.get(f"{stage.base}/reports/aging?as_of={DAY}&page=2")
    assert "51–100 of 3,000 customers" in answer.text
    assert "30,000.00" in answer.text
    assert len(answer.content) < 300_000
    found = reader.get(f"{stage.base}/reports/aging?as_of={DAY}&search=store+0042").text
    assert "1–1 of 1 customers" in found


def test_a_day_nobody_asked_for_is_told_and_asks_nobody(stage: Stage, reader: TestClient) -> None:
    told = reader.get(f"{stage.base}/reports/aging?as_of=2001-01-01")
    assert "QuickBooks was not asked for the aging of this day yet." in told.text
    assert reader.get(f"{stage.base}/reports/aging.csv?as_of=2001-01-01").status_code == 404
    assert reader.get(f"{stage.base}/reports/aging?as_of=yesterday").status_code == 404


def test_an_unreachable_quickbooks_is_told_in_a_sentence(stage: Stage, reader: TestClient) -> None:
    token = form_token_in(reader.get("/").text)
    way = f"{stage.base}/reports/aging"
    wrong = reader.post(way, data={"form_token": token, "as_of": "soon"})
    ancient = reader.post(way, data={"form_token": token, "as_of": "0001-01-01"})
    assert ancient.status_code == 409
    assert (wrong.status_code, "Choose a day first." in wrong.text) == (409, True)
    stage.simulators.control("quickbooks", "/faults", {"kind": "status", "status": 403})
    answer = reader.post(way, data={"form_token": token, "as_of": DAY})
    assert answer.status_code == 409
    assert "It was not done." in answer.text
