"""What the sync did, on the dashboard: counted from the journal, calls by day, waits in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from leafledger.ledger.pointers import RecordKind
from leafledger.people.roles import Role
from leafledger.reports.calls import calls_used
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import PASSWORD, Stage
from tests.pages.reports_read import csv_of, workbook_of

pytestmark = pytest.mark.server


def test_a_bookkeeper_sees_what_was_posted_and_what_it_cost(
    page: Page, address: str, stage: Stage
) -> None:
    enter_as(page, address, Role.BOOKKEEPER, PASSWORD)
    page.goto(f"{address}{stage.base}/reports/sync")
    page.get_by_role("button", name="Work out now").click()
    page.get_by_text("in 30 days.").wait_for()
    assert page.locator("svg.chart g").count() == 30
    pictures(page, "reports-sync")


def test_the_days_add_up_to_the_journal_and_the_meters(stage: Stage, reader: TestClient) -> None:
    stage.ledger.work_out_figures(stage.company)
    head, *rows = csv_of(reader, f"{stage.base}/reports/sync.csv")
    days = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(days) == 30
    assert days[0]["Day (UTC)"] == datetime.now(UTC).date().isoformat()
    company = stage.company.company
    invoices = [
        record
        for record in stage.ledger.crosswalk.live_of_kinds(company, [RecordKind.INVOICE])
        if record.count(":") == 1
    ]
    assert sum(int(day["Orders"]) for day in days) == len(invoices)
    used = calls_used(stage.ledger.counters.calls(company), 1)
    assert sum(int(day["Changes (free)"]) for day in days) == used.quickbooks_writes
    leaflink = used.leaflink + used.leaflink_by_proofs
    assert sum(int(day["LeafLink calls"]) for day in days) == leaflink
    kinds = csv_of(reader, f"{stage.base}/reports/sync.csv?table=Documents+by+kind")
    documents = sum(int(cell) for row in kinds[1:] for cell in row[1:])
    assert documents == sum(int(day["Documents"]) for day in days) >= len(invoices)
    names, _ = workbook_of(reader, f"{stage.base}/reports/sync.xlsx")
    assert names == ["By day", "Documents by kind"]
