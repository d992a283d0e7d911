"""How the client asks QuickBooks: paced, metered, page by page, with a request id."""

from __future__ import annotations

import httpx2
import pytest

from leafledger.errors import TryAgain
from leafledger.quickbooks.client import Answer
from leafledger.quickbooks.queries import where_equal
from tests.quickbooks.exchange import REALM, Exchange, fault

TRACE = {"intuit_tid": "1-trace"}


def test_a_change_carries_its_request_id_and_costs_nothing() -> None:
    made = httpx2.Response(200, json={"Invoice": {"Id": "145"}, "time": "x"}, headers=TRACE)
    exchange = Exchange([made])
    answer = exchange.client().write("Invoice", {"a": 1}, request_id="abc", include="void")
    assert answer == Answer({"Id": "145"}, "1-trace")
    (request,) = exchange.asked
    assert request.url.path == f"/v3/company/{REALM}/invoice"
    assert dict(request.url.params) == {
        "include": "void", "requestid": "abc", "minorversion": "75",
    }  # fmt: skip
    assert request.headers["Accept"] == request.headers["Content-Type"] == "application/json"
    assert request.headers["User-Agent"] == "LeafLedger/test"
    assert (exchange.paced, exchange.metered) == (["single"], ["core"])


def test_a_void_names_its_operation() -> None:
    exchange = Exchange([httpx2.Response(200, json={"Invoice": {"Id": "145"}})])
    exchange.client().write("Invoice", {}, request_id="abc", operation="void")
    assert dict(exchange.asked[0].url.params)["operation"] == "void"


def test_a_lost_gateway_is_asked_again_with_the_same_request_id() -> None:
    made = httpx2.Response(200, json={"Invoice": {"Id": "145"}})
    exchange = Exchange([httpx2.Response(503), httpx2.ConnectError("x"), made])
    assert exchange.client().write("Invoice", {}, request_id="abc").record == {"Id": "145"}
    assert [dict(request.url.params)["requestid"] for request in exchange.asked] == ["abc"] * 3
    assert (exchange.paced, exchange.metered) == (["single"] * 3, ["core"])


def test_a_query_is_posted_as_text_and_metered() -> None:
    rows = {"QueryResponse": {"Customer": [{"Id": "1"}], "startPosition": 1, "maxResults": 1}}
    exchange = Exchange([httpx2.Response(200, json=rows)])
    condition = where_equal("DisplayName", "O'Hare & Söhne \\")
    assert exchange.client().query_all("Customer", condition) == [{"Id": "1"}]
    (request,) = exchange.asked
    assert request.method == "POST"
    assert request.headers["Content-Type"] == "application/text"
    assert request.content.decode() == (
        r"SELECT * FROM Customer WHERE DisplayName = 'O\'Hare & Söhne \\' "
        "ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000"
    )
    assert exchange.metered == ["coreplus"]


def test_a_query_without_matches_has_no_rows() -> None:
    exchange = Exchange([httpx2.Response(200, json={"QueryResponse": {}, "time": "x"})])
    assert exchange.client().query("SELECT * FROM Invoice") == []


def test_pages_are_asked_until_one_is_short() -> None:
    def rows(first: int, number: int) -> httpx2.Response:
        found = [{"Id": str(first + place)} for place in range(number)]
        return httpx2.Response(200, json={"QueryResponse": {"Item": found}})

    exchange = Exchange([rows(1, 1000), rows(1000, 1000), rows(2000, 5)])
    assert len(exchange.client().query_all("Item", include_inactive=True)) == 2004
    starts = [b"STARTPOSITION 1 ", b"STARTPOSITION 1001 ", b"STARTPOSITION 2001 "]
    for start, request in zip(starts, exchange.asked, strict=True):
        assert start in request.content
        assert b"Active IN (true, false)" in request.content


def test_a_count_is_the_number_quickbooks_says() -> None:
    exchange = Exchange([httpx2.Response(200, json={"QueryResponse": {"totalCount": 17}})])
    assert exchange.client().count("Invoice", "Balance > '0'") == 17


def test_a_record_that_was_deleted_is_none() -> None:
    exchange = Exchange([fault("610", "Object Not Found"), httpx2.Response(404)])
    client = exchange.client()
    assert client.read("Invoice", "9") is None
    assert client.read("Invoice", "9") is None
    assert exchange.asked[0].url.path == f"/v3/company/{REALM}/invoice/9"


@pytest.mark.parametrize("strange", ["", "1/../2", "1?x=1", "a b"])
def test_only_plain_ids_and_names_become_part_of_an_address(strange: str) -> None:
    client = Exchange([]).client()
    with pytest.raises(ValueError, match="plain"):
        client.read("Invoice", strange)
    with pytest.raises(ValueError, match="word"):
        client.write(strange, {}, request_id="r")
    with pytest.raises(ValueError, match="word"):
        client.report(strange)


def test_reports_preferences_and_the_company_are_asked_by_name() -> None:
    answers = [{"Header": {}}, {"Preferences": {"Id": "1"}}, {"CompanyInfo": {"Id": "1"}}]
    exchange = Exchange([httpx2.Response(200, json=answer) for answer in answers])
    client = exchange.client()
    assert client.report("AgedReceivables", report_date="2026-11-30") == {"Header": {}}
    assert client.preferences() == client.company_info() == {"Id": "1"}
    base = f"/v3/company/{REALM}"
    assert [request.url.path for request in exchange.asked] == [
        f"{base}/reports/AgedReceivables", f"{base}/preferences", f"{base}/companyinfo/{REALM}",
    ]  # fmt: skip
    assert exchange.metered == ["coreplus"] * 3


def test_a_batch_waits_at_its_own_gate_and_is_metered() -> None:
    rows = [{"bId": "1", "Invoice": {"Id": "5"}}, {"bId": "2", "Fault": {}}]
    exchange = Exchange([httpx2.Response(200, json={"BatchItemResponse": rows})])
    assert exchange.client().batch([{"bId": "1"}, {"bId": "2"}], request_id="r") == rows
    assert (exchange.paced, exchange.metered) == (["batch"], ["batch"])
    with pytest.raises(ValueError, match="30"):
        exchange.client().batch([{}] * 31, request_id="r")


def test_waiting_for_our_turn_is_no_time_of_the_call() -> None:
    empty = httpx2.Response(200, json={"QueryResponse": {}})
    exchange = Exchange([empty], pace_seconds=0.2)
    assert exchange.client(timeout_seconds=0.1).query("SELECT * FROM Term") == []


def test_failed_calls_are_not_metered() -> None:
    exchange = Exchange([httpx2.ReadTimeout("lost")])
    with pytest.raises(TryAgain):
        exchange.client().query("SELECT * FROM Term")
    assert exchange.metered == []
