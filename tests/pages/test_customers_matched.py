"""A person's word about customers, given on their pages and kept in their history."""

from __future__ import annotations

import csv
import re

import pytest
from starlette.testclient import TestClient

from leafledger.journal.audit import Kind, Wanted
from tests.pages.conftest import HOSTILE, Stage
from tests.pages.newcomers import Newcomer, newcomer
from tests.pages.test_acts_done import press

__all__ = ["newcomer"]

pytestmark = pytest.mark.server


@pytest.fixture(autouse=True)
def bell(stage: Stage) -> None:
    stage.ledger.bell.open()


def linked(stage: Stage, customer: str) -> str:
    """The QuickBooks id of its counterpart; empty where it has none."""
    found = stage.ledger.crosswalk.live(stage.company.company, [f"customer:{customer}"])
    return next((link.quickbooks_id for link in found.values()), "")


def test_a_customer_is_matched_taken_back_and_matched_with_another(
    stage: Stage, reader: TestClient, newcomer: Newcomer
) -> None:
    way = f"{stage.base}/customers/{newcomer.id}"
    page = reader.get(way).text
    assert f"same licence {newcomer.licence}" in page
    assert "It is this one" in page
    assert press(reader, f"{way}/match", quickbooks_id=newcomer.near) == (303, f"{way}?done=paired")
    assert linked(stage, newcomer.id) == newcomer.near
    assert press(reader, f"{way}/match", quickbooks_id="undo") == (303, f"{way}?done=parted")
    assert linked(stage, newcomer.id) == ""
    found = reader.get(f"{way}?find=hemlock farms").text
    assert "Hemlock Farms" in found
    assert press(reader, f"{way}/match", quickbooks_id=newcomer.other) == (
        303,
        f"{way}?done=paired",
    )
    assert linked(stage, newcomer.id) == newcomer.other
    history = re.findall(r"</bdi></td><td>([^<]*)</td></tr>", reader.get(way).text)
    assert [why for why in history if why] == [
        "Said that it is this one.",
        "Took the match back.",
        "Said that it is this one.",
    ]
    (row, *_) = stage.ledger.audit.rows(Wanted(kind=Kind.MATCH), rows_max=3)
    assert (row.what.record, row.what.after) == (f"customer:{newcomer.id}", "Hemlock Farms")
    before = stage.ledger.audit.rows(Wanted(kind=Kind.MATCH), rows_max=2)[1]
    assert (before.what.before, before.what.after) == (f"Hemlok {HOSTILE}", "")
    assert f'href="{way}"' in reader.get("/audit?kind=match").text


def test_what_is_sure_is_shown_first_and_then_matched(
    stage: Stage, reader: TestClient, newcomer: Newcomer
) -> None:
    way = f"{stage.base}/customers/sure"
    page = reader.get(way).text
    assert f"{stage.base}/customers/{newcomer.id}" in page
    shown = re.search(r'name="shown" value="([^"]+)"', page)
    assert shown is not None
    status, page = press(reader, way, shown="0" * 32)
    assert status == 409
    assert "nothing was matched" in page
    assert linked(stage, newcomer.id) == ""
    done = press(reader, way, shown=shown[1])
    assert done == (303, f"{stage.base}/customers?done=accepted")
    assert linked(stage, newcomer.id) == newcomer.near
    assert f"{stage.base}/customers/{newcomer.id}" not in reader.get(way).text


def test_a_customer_that_is_another_ones_is_refused_by_name(
    stage: Stage, reader: TestClient, newcomer: Newcomer
) -> None:
    company = stage.company.company
    taken = next(
        link
        for record, link in stage.ledger.parts(stage.company).known.counterparts().links.items()
        if record.startswith("customer:")
    )
    way = f"{stage.base}/customers/{newcomer.id}"
    status, page = press(reader, f"{way}/match", quickbooks_id=taken.quickbooks_id)
    assert status == 409
    assert "already matched with customer" in page
    assert press(reader, f"{way}/match", quickbooks_id="undo")[0] == 409
    assert linked(stage, newcomer.id) == ""
    assert press(reader, f"{stage.base}/customers/nobody/match", quickbooks_id="new")[0] == 404
    assert reader.get(f"{stage.base}/customers/nobody").status_code == 404
    assert stage.ledger.crosswalk.matches.of(company, "customer:nobody") == []


def test_a_hostile_name_is_only_text_on_every_page(
    stage: Stage, reader: TestClient, newcomer: Newcomer
) -> None:
    for way in ("?search=hemlock", f"/{newcomer.id}", f"/{newcomer.id}?find=hemlok", "/sure"):
        page = reader.get(f"{stage.base}/customers{way}").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
    sheet = reader.get(f"{stage.base}/customers.csv?search=hemlock")
    assert "attachment" in sheet.headers["content-disposition"]
    head, row = csv.reader(sheet.text.splitlines())
    told = dict(zip(head, row, strict=True))
    assert told["Customer"] == f"Hemlock {HOSTILE}"
    assert told["Licence"] == f"'{newcomer.licence}"
    assert told["Standing"] == "Not in QuickBooks"


def test_a_list_says_what_each_customer_leaves_open(stage: Stage, reader: TestClient) -> None:
    stage.ledger.prove(stage.company)
    rows = list(csv.DictReader(reader.get(f"{stage.base}/customers.csv").text.splitlines()))
    known = [row for row in rows if row["Open on LeafLink"]]
    assert known
    proof = stage.ledger.proving.last_details(stage.company.company)
    assert proof is not None
    total = sum(float(row["Open on LeafLink"]) for row in known)
    checks = proof["checks"]["balances"]
    assert total == pytest.approx(sum(float(one["wanted"]) for one in checks))


def test_opening_customers_asks_neither_side(
    stage: Stage, reader: TestClient, newcomer: Newcomer
) -> None:
    before = stage.ledger.counters.calls(stage.company.company)
    for way in ("", "/sure", f"/{newcomer.id}", f"/{newcomer.id}?find=a", ".csv"):
        assert reader.get(f"{stage.base}/customers{way}").status_code == 200
    assert stage.ledger.counters.calls(stage.company.company) == before


def test_a_field_that_both_sides_changed_follows_the_side_that_is_kept(
    stage: Stage, reader: TestClient
) -> None:
    parts, name = stage.ledger.parts(stage.company), stage.company.company
    links = parts.known.counterparts().links
    record, link = next(
        (record, link)
        for record, link in sorted(links.items())
        if record.startswith("customer:") and link.posted
    )
    customer = record.removeprefix("customer:")
    parts.leaflink.patch(f"customers/{customer}/", {"phone": "(303) 555-0142"})
    stands = parts.quickbooks.read("Customer", link.quickbooks_id)
    assert stands is not None
    body = {
        "Id": link.quickbooks_id, "SyncToken": stands["SyncToken"], "sparse": True,
        "PrimaryPhone": {"FreeFormNumber": "303-555-0199"},
    }  # fmt: skip
    parts.quickbooks.write("Customer", body, request_id="changed by hand on the pages")
    parts.poller.poll_customers()
    parts.watch.sweep()
    way = f"{stage.base}/customers/{customer}"
    page = reader.get(way).text
    assert "Changed on both sides" in page
    assert "Keep LeafLink&#39;s" in page
    shown = re.search(r'name="shown" value="([^"]+)"', page)
    assert shown is not None
    status, refused = press(reader, f"{way}/decide", side="quickbooks", shown="0" * 32)
    assert status == 409
    assert "Nothing was decided" in refused
    assert press(reader, f"{way}/decide", side="nobody", shown=shown[1])[0] == 404
    done = press(reader, f"{way}/decide", side="quickbooks", shown=shown[1])
    assert done == (303, f"{way}?done=kept")
    with stage.ledger.syncing().working():
        stage.ledger.syncing().wait(name, everything=True, progress=lambda _: None)
    assert parts.leaflink.get(f"customers/{customer}/")["phone"] == "303-555-0199"
    assert "Changed on both sides" not in reader.get(way).text
    (row,) = stage.ledger.audit.rows(Wanted(kind=Kind.DECISION, record=record), rows_max=1)
    assert row.what.words.startswith("Took QuickBooks's word for \"")
    assert row.what.words.endswith('": telephone.')
    assert (row.what.before, row.what.after) == ("(303) 555-0142", "303-555-0199")
