"""A template whose date has come makes its document, once for each date."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.simulators.quickbooks.realms.opening import opened
from tests.simulators.quickbooks.serving import Books, sale
from tests.simulators.quickbooks.test_recurring_kept import documents

PATH = "/recurringtransaction"


def at(books: Books, day: str) -> None:
    """Noon of a day, with a token that is good then."""
    books.control("/clock", {"now": f"{day}T20:00:00Z", "freeze": True})
    renew(books)


def renew(books: Books) -> None:
    """A token of this hour, as a client fetches one."""
    office = books.simulator.office
    office.new_grant(realm_id=books.credentials["realm_id"])
    books.token = office.last_access_token


def template(books: Books, document: Any, name: str = "Invoice", **schedule: Any) -> Any:
    """A template of the 15th of each month, from January 2026 on, unless said otherwise."""
    more = schedule.pop("info", {})
    monthly = {"IntervalType": "Monthly", "DayOfMonth": 15, "StartDate": "2026-01-01", **schedule}
    about = {"Name": f"Monthly {name}", "RecurType": "Automated", "ScheduleInfo": monthly, **more}
    made = books.post(PATH, {name: {**document, "RecurringInfo": about}})
    return made["RecurringTransaction"][name]


def schedule_of(books: Books, made: Any, name: str = "Invoice") -> Any:
    found = books.get(f"{PATH}/{made['Id']}")["RecurringTransaction"][name]
    return found["RecurringInfo"].get("ScheduleInfo", {})


def dates(books: Books, entity: str = "Invoice") -> list[str]:
    found = books.query(f"select * from {entity} orderby TxnDate").get(entity, [])
    return [one["TxnDate"] for one in found]


def sold(books: Books) -> Any:
    return {"CustomerRef": books.customer(), "Line": [sale(books.item(), 40)]}


def test_each_date_that_passes_makes_one_invoice(books: Books) -> None:
    at(books, "2026-02-01")
    made = template(books, {**sold(books), "PrivateNote": "booth", "DocNumber": "T-1"})
    assert dates(books) == []
    at(books, "2026-02-14")
    assert dates(books) == []
    at(books, "2026-02-15")
    assert dates(books) == ["2026-02-15"]
    invoice = books.query("select * from Invoice")["Invoice"][0]
    assert invoice["RecurDataRef"] == {"value": made["Id"]}
    assert (invoice["PrivateNote"], invoice["DocNumber"]) == ("booth", "1001")
    assert (invoice["TotalAmt"], invoice["Balance"]) == (40, 40)
    assert invoice["DueDate"] == "2026-02-15"
    schedule = schedule_of(books, made)
    assert (schedule["PreviousDate"], schedule["NextDate"]) == ("2026-02-15", "2026-03-15")
    at(books, "2026-05-20")
    assert dates(books) == ["2026-02-15", "2026-03-15", "2026-04-15", "2026-05-15"]
    assert books.sums()["receivable_account"] == 160
    edit = {"Id": invoice["Id"], "SyncToken": "0", "CustomerRef": invoice["CustomerRef"]}
    full = books.update("Invoice", {**edit, "Line": invoice["Line"]})
    assert full["RecurDataRef"] == {"value": made["Id"]}


def test_a_template_of_every_document_makes_its_document(books: Books) -> None:
    at(books, "2026-02-01")
    books.switch(auto_apply_credit=False)
    wanted = documents(books)
    for name, document in wanted.items():
        template(books, document, name)
    at(books, "2026-02-20")
    snapshot = books.control("/snapshot")
    assert snapshot["recurring_refused"] == []
    for name in wanted:
        made = snapshot["entities"][name]
        assert [one["TxnDate"] for one in made] == ["2026-02-15"], name
    sums = books.sums()
    assert sums["receivable_account"] == sums["open_documents"] == 0
    assert sums["payable_account"] == sums["open_bills"] == 0
    assert sums["debits"] == sums["credits"]


@pytest.mark.parametrize(
    "about",
    [
        {"info": {"RecurType": "Reminded"}},
        {"info": {"RecurType": "UnScheduled"}},
        {"info": {"RecurType": "Manual"}},
        {"info": {"Active": False}},
        {"EndDate": "2026-02-10"},
    ],
)
def test_what_is_not_automated_makes_nothing(books: Books, about: dict[str, Any]) -> None:
    at(books, "2026-02-01")
    template(books, sold(books), **about)
    at(books, "2026-06-01")
    assert dates(books) == []


def test_a_template_stops_after_its_last_occurrence(books: Books) -> None:
    at(books, "2026-02-01")
    made = template(books, sold(books), MaxOccurrences=2)
    at(books, "2026-12-01")
    assert dates(books) == ["2026-02-15", "2026-03-15"]
    assert "NextDate" not in schedule_of(books, made)
    again = books.get(f"{PATH}/{made['Id']}")["RecurringTransaction"]["Invoice"]
    edit = {"Id": made["Id"], "SyncToken": again["SyncToken"], "sparse": True}
    books.post(PATH, {"Invoice": {**edit, "PrivateNote": "over"}})
    at(books, "2027-02-01")
    assert len(dates(books)) == 2


def test_a_document_is_made_some_days_before_its_date(books: Books) -> None:
    at(books, "2026-02-01")
    template(books, sold(books), DaysBefore=5)
    at(books, "2026-02-09")
    assert dates(books) == []
    at(books, "2026-02-10")
    assert dates(books) == ["2026-02-15"]


def test_an_edit_on_the_day_does_not_make_the_document_again(books: Books) -> None:
    at(books, "2026-02-01")
    made = template(books, sold(books))
    at(books, "2026-02-15")
    present = books.get(f"{PATH}/{made['Id']}")["RecurringTransaction"]["Invoice"]
    about = {**present["RecurringInfo"], "Active": True}
    changed = {**present, "PrivateNote": "again", "RecurringInfo": about}
    books.post(PATH, {"Invoice": changed})
    at(books, "2026-02-16")
    assert dates(books) == ["2026-02-15"]
    assert schedule_of(books, made)["NextDate"] == "2026-03-15"


def test_a_refused_document_is_told_and_its_date_is_over(books: Books) -> None:
    at(books, "2026-02-01")
    document = sold(books)
    made = template(books, document)
    name = {"Id": document["CustomerRef"]["value"], "SyncToken": "0", "sparse": True}
    books.update("Customer", {**name, "Active": False})
    at(books, "2026-02-20")
    assert dates(books) == []
    refused = books.control("/snapshot")["recurring_refused"]
    assert [(one["template"], one["date"]) for one in refused] == [(made["Id"], "2026-02-15")]
    assert refused[0]["refused"].startswith("610")
    assert schedule_of(books, made)["NextDate"] == "2026-03-15"


def test_time_that_passes_by_itself_runs_a_template_with_the_next_call(books: Books) -> None:
    at(books, "2026-02-14")
    template(books, sold(books))
    # A moment before midnight of the server, which keeps Pacific time.
    books.control("/clock", {"now": "2026-02-15T07:59:59.9Z", "freeze": False})
    renew(books)
    time.sleep(0.2)
    assert dates(books) == ["2026-02-15"]


def test_the_change_feed_tells_of_what_a_template_made(books: Books) -> None:
    at(books, "2026-02-01")
    template(books, sold(books))
    at(books, "2026-02-15")
    since = {"entities": "Invoice", "changedSince": "2026-02-10T00:00:00Z"}
    found = books.get("/cdc", **since)["CDCResponse"][0]["QueryResponse"][0]["Invoice"]
    assert [one["TxnDate"] for one in found] == ["2026-02-15"]


def test_nothing_runs_where_the_switch_or_the_plan_says_so(books: Books) -> None:
    at(books, "2026-02-01")
    template(books, sold(books))
    books.switch(recurring_runs=False)
    at(books, "2026-02-20")
    assert dates(books) == []
    books.control("/company", {"offering": "Simple Start"})
    books.switch(recurring_runs=True)
    assert dates(books) == []
    assert books.code(f"{PATH}/1") == "5020"
    books.control("/company", {"offering": "Plus"})
    at(books, "2026-02-21")
    assert dates(books) == ["2026-02-15"]


def test_a_daily_template_catches_up_a_year_at_a_time(books: Books) -> None:
    at(books, "2026-02-01")
    template(books, sold(books), IntervalType="Daily", StartDate="2026-02-02")
    at(books, "2027-06-01")
    number = books.query("select count(*) from Invoice")["totalCount"]
    assert number == 485
    assert books.sums()["receivable_account"] == 40 * number


def test_each_company_runs_its_own_templates(books: Books) -> None:
    at(books, "2026-02-01")
    other = opened(books, name="Mesa Farms")
    template(other, sold(other))
    at(other, "2026-02-15")
    at(books, "2026-02-15")
    assert dates(books) == []
    assert dates(other) == ["2026-02-15"]
