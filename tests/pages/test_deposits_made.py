"""Payments wait for the bank: a bookkeeper chooses those of a bank line, looks, and deposits them.

checks of 30.01, 20.01 and 10.00       to deposit 60.02
bank line of 27.01, fee 3.00           the last two: bank 27.01, fees 3.00, Undeposited Funds -30.01
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from leafledger.api.rest import create_api
from leafledger.clerk.waiting_receipts import SoughtReceipts
from leafledger.dashboard.pages.deposits_page import RECEIPTS_ON_A_PAGE
from leafledger.intake.seen import System
from leafledger.journal.audit import Kind, Wanted
from leafledger.people.roles import Role, Scope
from tests.conftest import Pairs
from tests.pages.browsing import enter_as, pictures
from tests.pages.conftest import HOSTILE, PASSWORD, Stage, form_token_in, sign_in
from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey

pytestmark = pytest.mark.server
# LeafLink's clock and the machine's may stand on two days.
DAY = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
CHECKS = {"1001": "30.01", "1002": "20.01", "1003": "10.00"}


@pytest.fixture(scope="module")
def journey(simulator_pairs: Pairs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """A small company that has three checks of one order in Undeposited Funds."""
    one = Journey(simulator_pairs.fresh("sample", 1), tmp_path_factory.mktemp("to-the-bank"))
    one.connect()
    one.begin_work()
    one.start_today()
    house = CountingHouse(one, cases=8)
    for number, amount in CHECKS.items():
        house.paid(amount, f"check {number}")
    one.sync()
    yield one
    one.close()


@pytest.fixture(scope="module")
def stage(journey: Journey) -> Stage:
    """The same as the pages' fixtures want it, with a person of each role."""
    for role in Role:
        journey.ledger.gate.register.add(f"{role.capitalize()} Person", role, role, PASSWORD)
    return Stage(journey.ledger, journey.company, journey.running)


def waiting(stage: Stage) -> dict[str, str]:
    """QuickBooks's numbers of the checks that wait, by the check's own."""
    desk = stage.ledger.parts(stage.company).depositing
    rows = [one for some in desk.every_waiting(SoughtReceipts()) for one in some]
    return {one.reference: one.id for one in rows if one.reference in CHECKS}


def ours(journey: Journey) -> list[Any]:
    """Our deposits in QuickBooks's own books."""
    rows = journey.books("Deposit")
    return [one for one in rows if str(one.get("PrivateNote", "")).startswith("LeafLink deposit")]


def a_bank(stage: Stage) -> str:
    """QuickBooks's number of a bank account."""
    return stage.ledger.parts(stage.company).depositing.banks()[0].id


def asked(stage: Stage, **fields: str) -> str:
    """The address of the deposit that a bank line would be."""
    line = {"date": DAY, "amount": "30.01", "account": a_bank(stage), **fields}
    return f"{stage.base}/payments/deposits/new?{httpx2.QueryParams(line)}"


def test_payments_are_chosen_and_become_what_the_bank_shows(
    page: Page, address: str, stage: Stage, journey: Journey
) -> None:
    enter_as(page, address, Role.BOOKKEEPER, PASSWORD)
    page.goto(f"{address}{stage.base}/payments")
    page.get_by_role("link", name="To deposit").click()
    page.get_by_text("All 3 payments").wait_for()
    for amount in ("$20.01", "$10.00"):
        page.get_by_role("checkbox", name=re.compile(re.escape(amount))).check()
    page.locator("#reckoned").get_by_text("$30.01").wait_for()
    page.get_by_label("Date at the bank").fill(DAY)
    page.get_by_label("Amount at the bank, $").fill("27.01")
    page.get_by_label("Kept by the bank (fee), $").fill("3")
    page.get_by_label("Account").select_option(a_bank(stage))
    page.locator("#reckoned .good-text").wait_for()
    pictures(page, "deposits-chosen")
    page.get_by_role("button", name="See the deposit").click()
    page.get_by_role("heading", name="A deposit of $27.01").wait_for()
    assert ours(journey) == [], "looking deposits nothing"
    pictures(page, "deposit-before")
    page.get_by_role("button", name="Deposit $27.01").click()
    page.get_by_role("heading", name="Deposit of $27.01").wait_for()
    journey.quiet()
    page.locator(".state").get_by_text("In QuickBooks").wait_for()
    pictures(page, "deposit-made")
    (deposit,) = ours(journey)
    assert Decimal(str(deposit["TotalAmt"])) == Decimal("27.01")
    assert deposit["DepositToAccountRef"]["value"] == a_bank(stage)
    amounts = sorted(Decimal(str(one["Amount"])) for one in deposit["Line"])
    assert amounts == [Decimal("-3.00"), Decimal("10.00"), Decimal("20.01")]
    link = page.get_by_role("link", name="Open in QuickBooks", exact=True).get_attribute("href")
    assert link is not None
    assert httpx2.get(link, follow_redirects=True).status_code == 200
    (row,) = stage.ledger.audit.rows(Wanted(kind=Kind.DECISION), rows_max=1)
    assert row.what.words == "Chose 2 payments as a deposit of $27.01."
    assert row.what.record.startswith("deposit:")
    page.goto(f"{address}{stage.base}/payments/deposits/made")
    page.get_by_text("2 payments").wait_for()
    pictures(page, "deposits-made")
    journey.proof()


def test_a_deposit_is_taken_back_on_its_page(
    page: Page, address: str, stage: Stage, journey: Journey
) -> None:
    assert set(waiting(stage)) == {"1001"}
    enter_as(page, address, Role.BOOKKEEPER, PASSWORD)
    page.goto(f"{address}{stage.base}/payments/deposits/made")
    page.locator("tbody th a").click()
    page.get_by_role("button", name="Take it back").click()
    journey.quiet()
    page.locator(".state").get_by_text("Taken back").wait_for()
    assert ours(journey) == []
    assert set(waiting(stage)) == set(CHECKS)
    page.goto(f"{address}{stage.base}/payments/deposits/made")
    page.get_by_text("No deposit was made here yet.").wait_for()


def test_without_script_the_server_adds_up(stage: Stage, reader: TestClient) -> None:
    ids = waiting(stage)
    way = f"{stage.base}/payments/deposits"
    text = reader.get(f"{way}?payment={ids['1002']}&kept={ids['1003']}&amount=40").text
    assert "2 payments chosen" in text
    assert "$30.01" in text
    assert "$9.99" in text
    assert len(re.findall(r'name="payment" value="\d+"[^>]*\bchecked\b', text)) == 2
    gone = reader.get(f"{way}?kept=999999").text
    assert "1 payment that you chose waits here no more" in gone


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": "29.00"}, "come to $30.01, the bank&#39;s line to $29.00: $1.01 too much"),
        ({"amount": "31"}, "$0.99 too little. Nothing was deposited. Look for a payment"),
        ({"amount": "much"}, "Enter what the bank&#39;s statement shows, above zero"),
        ({"date": ""}, "Enter the day on which the bank&#39;s statement shows the line."),
        ({"fee": "-1"}, "What the bank kept cannot be read."),
        ({"account": "Piggy bank"}, "QuickBooks has no bank account called"),
        ({"payment": "999999"}, "does not lie in Undeposited Funds"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_in_a_bookkeepers_words(
    stage: Stage, reader: TestClient, fields: dict[str, str], said: str
) -> None:
    ids = waiting(stage)
    chosen = {"kept": f"{ids['1002']},{ids['1003']}"} if "payment" not in fields else {}
    answer = reader.get(asked(stage, **chosen, **fields))
    assert answer.status_code == 409
    assert said in answer.text


def test_where_several_payments_may_be_meant_a_person_chooses(
    stage: Stage, reader: TestClient, journey: Journey
) -> None:
    answer = reader.get(asked(stage))
    assert answer.status_code == 409
    assert "Which payments are on the line?" in answer.text
    ways = re.findall(r'href="([^"]*/new\?[^"]*)"', answer.text)
    seen = [reader.get(one.replace("&amp;", "&")) for one in ways]
    assert [one.status_code for one in seen] == [200, 200]
    only = reader.get(asked(stage, amount="50.02"))
    assert "A deposit of $50.02" in only.text, "the only payments that add up are taken"
    assert ours(journey) == []


def test_a_program_plans_a_deposit_and_makes_only_that(stage: Stage, journey: Journey) -> None:
    gate = stage.ledger.gate
    person = gate.register.find(Role.BOOKKEEPER)
    token = gate.tokens.add("bank feed", person, (Scope.READ, Scope.ACT))[1]
    program = TestClient(
        create_api(stage.ledger, secure_cookies=False), headers={"Authorization": f"Bearer {token}"}
    )
    way = f"/v1{stage.base}/deposits"
    line = {"date": DAY, "amount": "49.02", "fee": "1.00", "account": a_bank(stage)}
    plan = program.post(f"{way}/plan", json=line).json()
    assert (plan["amount"], len(plan["steps"]), plan["questions"]) == ("49.02", 1, [])
    assert set(plan["payments"]) == {waiting(stage)["1001"], waiting(stage)["1002"]}
    other = {**line, "amount": "50.02", "fee": "0", "deposit": plan["deposit"]}
    refused = program.post(way, json=other)
    assert (refused.status_code, "another deposit" in refused.json()["detail"]) == (409, True)
    listed = program.get(f"{way}?search=1001").json()
    assert (listed["found"], listed["total"], listed["made"]) == (1, "30.01", 0)
    assert listed["came_back"] == "0.00"
    assert ours(journey) == []


def test_only_what_was_shown_is_deposited_and_only_once(
    stage: Stage, reader: TestClient, journey: Journey
) -> None:
    stage.ledger.bell.open()
    text = reader.get(asked(stage, amount="10.00")).text
    form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))
    assert form["payments"] == waiting(stage)["1003"]
    way = f"{stage.base}/payments/deposits"
    other = reader.post(way, data={**form, "payments": waiting(stage)["1002"], "amount": "20.01"})
    assert other.status_code == 409
    assert "not the deposit any more that was shown to you" in other.text
    done = reader.post(way, data=form)
    assert done.headers["location"].endswith(f"/made/{form['deposit']}?done=depositing")
    again = reader.post(way, data=form)
    assert again.status_code == 409
    assert "is in a deposit already" in again.text
    journey.quiet()
    assert len(ours(journey)) == 1


def test_both_lists_are_exported(stage: Stage, reader: TestClient) -> None:
    rows = csv_rows(reader, f"{stage.base}/payments/deposits.csv?search=1002")
    assert [(one["Reference"], one["Amount"]) for one in rows] == [("1002", "20.01")]
    made = csv_rows(reader, f"{stage.base}/payments/deposits/made.csv?search=10.00")
    assert [(one["Bank line"], one["Standing"]) for one in made] == [("10.00", "In QuickBooks")]
    assert csv_rows(reader, f"{stage.base}/payments/deposits/made.csv?until=2001-01-01") == []


def csv_rows(reader: TestClient, address: str) -> list[dict[str, str]]:
    """The rows of an export by their headings."""
    answer = reader.get(address)
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.DictReader(answer.text.splitlines()))


def test_a_reader_sees_and_deposits_nothing(stage: Stage, visitor: TestClient) -> None:
    assert sign_in(visitor, Role.READER).status_code == 303
    shown = visitor.get(f"{stage.base}/payments/deposits").text
    assert "All 2 payments" in shown
    assert "See the deposit" not in shown
    assert "Deposit $50.02" not in visitor.get(asked(stage, amount="50.02")).text
    token = form_token_in(visitor.get("/").text)
    refused = visitor.post(f"{stage.base}/payments/deposits", data={"form_token": token})
    assert refused.status_code == 403


def test_what_is_chosen_on_one_page_stays_chosen_on_the_next(
    page: Page, address: str, stage: Stage
) -> None:
    wires: dict[str, Any] = {
        str(900_000 + n): {
            "Id": str(900_000 + n), "TxnDate": f"2024-0{1 + n % 9}-11", "TotalAmt": 100 + n,
            "UnappliedAmt": 0, "PrivateNote": f"LeafLink payment {n}", "PaymentRefNum": HOSTILE,
            "CustomerRef": {"value": "1"}, "Line": [],
        }
        for n in range(RECEIPTS_ON_A_PAGE)
    }  # fmt: skip
    reversal = {"TxnId": "900001", "TxnType": "JournalEntry"}
    wires["900007"]["Line"] = [{"Amount": 107, "LinkedTxn": [reversal]}]
    stage.ledger.seen.keep(stage.company.company, System.QUICKBOOKS, "Payment", wires)
    enter_as(page, address, Role.BOOKKEEPER, PASSWORD)
    page.goto(f"{address}{stage.base}/payments/deposits")
    page.get_by_text("Page 1 of 2").wait_for()
    good, back = page.locator("tfoot tr").all_inner_texts()
    assert " payments but those that came back" in good
    assert back.split() == ["Came", "back", "107.00"]
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Newer →").click()
    page.get_by_text("Page 2 of 2").wait_for()
    page.locator("#reckoned").get_by_text("1 payment chosen, 1 on other pages").wait_for()
    page.get_by_role("checkbox").last.check()
    page.locator("#reckoned").get_by_text("2 payments chosen, 1 on other pages").wait_for()
    page.get_by_role("button", name="← Older").click()
    page.get_by_text("Page 1 of 2").wait_for()
    assert page.get_by_role("checkbox").first.is_checked()
    page.get_by_role("checkbox").first.uncheck()
    page.locator("#reckoned").get_by_text("1 payment chosen, 1 on other pages").wait_for()
    pictures(page, "deposits-many")
